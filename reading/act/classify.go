package act

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// joined gives folded words between blanks, possessives as their own word, so
// that phrases can be looked for in it.
func joined(tokens []text.Token) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, k := range tokens {
		if k.Kind == text.Word && strings.HasSuffix(k.Lower, "n't") {
			b.WriteString(strings.TrimSuffix(k.Lower, "n't"))
			b.WriteString(" not ")
			continue
		}
		b.WriteString(k.Base())
		b.WriteByte(' ')
	}
	return b.String()
}

// said is a run of folded words and which lists of phrases stand in it.
type said struct {
	words string
	lists uint64
}

// list is a list of phrases, known by its bit.
type list uint

// phrase is a phrase of a list, between blanks.
type phrase struct {
	list  list
	words string
}

// index holds every phrase of every list by its first word, so that one pass
// over the words finds them all.
var (
	index = map[string][]phrase{}
	lists list
)

// phrases makes a list of phrases that are separated by commas.
func phrases(s string) list {
	l := lists
	lists++
	for _, p := range strings.Split(s, ",") {
		f := strings.Fields(p)
		index[f[0]] = append(index[f[0]], phrase{l, " " + strings.Join(f, " ") + " "})
	}
	return l
}

// byFirst is index once all lists are in it.
var byFirst *text.Table[[]phrase]

func init() { byFirst = text.NewTable(index) }

// heard looks for the phrases in words, which have blanks around each.
func heard(words string) said {
	s := said{words: words}
	for i := 0; i+1 < len(words); {
		n := strings.IndexByte(words[i+1:], ' ')
		if n < 0 {
			break
		}
		for _, p := range byFirst.At(words[i+1 : i+1+n]) {
			if strings.HasPrefix(words[i:], p.words) {
				s.lists |= 1 << p.list
			}
		}
		i += n + 1
	}
	return s
}

// in reports whether a phrase of the list stands in s.
func (l list) in(s said) bool { return s.lists&(1<<l) != 0 }

// begins reports whether s begins with the words.
func (s said) begins(words string) bool { return strings.HasPrefix(s.words, " "+words+" ") }

// has reports whether the words stand in s.
func (s said) has(words string) bool { return strings.Contains(s.words, " "+words+" ") }

// classify gives the acts, the first one first.
func (u *utterance) classify() []string {
	v := u.s.Verb
	if u.noComment() {
		return []string{NoComment}
	}
	if u.responsibility() {
		return []string{Responsibility}
	}
	if u.onlooker {
		if v == "urge" || v == "call" || v == "demand" {
			return []string{Appeal}
		}
		return []string{Assessment}
	}
	if relayed[v] && ordered.in(u.words) {
		return []string{Assurance}
	}
	if u.s.Negated {
		switch group[v] {
		case Agreement:
			return []string{Rejection} // "never agreed to"
		case Assurance, Demand, Accusation, Denial, Rejection, Threat, Appeal:
			return u.said() // "did not deny"
		}
	}
	switch {
	case v == "ask" && (questions.in(u.first()) || u.cue.has("about")):
		return []string{Other} // a question asks for nothing else
	case v == "call" && strings.HasSuffix(u.s.Rule, "described.as"):
		switch {
		case untrue.in(u.words):
			return []string{Rejection}
		case wrongs.in(u.words):
			return []string{Accusation} // "called it a violation of the truce"
		}
		return []string{Assessment}
	}
	switch {
	case v == "want" && u.words.begins("to") && u.s.Addressee == nil:
		return u.said() // "wants to join": what somebody means to do
	case v == "tell" && (u.words.begins("to") || u.words.begins("not to")):
		return u.demand()
	case v == "expect" && (u.s.Addressee != nil && u.words.begins("to") || steps.in(u.words) && !u.words.has("to")):
		return u.demand()
	case v == "offer" && (helping.in(u.words) || u.words.begins("mediation")):
		return []string{OfferToTalk}
	case v == "offer" && feeling.in(u.words):
		return []string{Other} // "offered condolences"
	}
	switch group[v] {
	case Assurance:
		if hostile.in(u.words) && (v != "assure" && v != "guarantee" && v != "commit" || !u.forbearing()) {
			return []string{Threat}
		}
		return []string{Assurance}
	case Demand:
		if v == "insist" && finite.in(u.words) && !obliged.in(u.words) {
			return u.said() // "insists that nobody crossed"
		}
		return u.demand()
	case Appeal:
		return []string{Appeal}
	case Accusation:
		return []string{Accusation}
	case Denial:
		return []string{Denial}
	case Rejection:
		if allegations.in(u.words) {
			return []string{Denial}
		}
		return []string{Rejection}
	case Threat:
		return u.warning()
	case OfferToTalk:
		if talk.in(u.words) {
			return []string{OfferToTalk}
		}
		return []string{Assurance}
	case Agreement:
		if talk.in(u.words) && v == "offer" {
			return []string{OfferToTalk}
		}
		return []string{Agreement}
	}
	return u.said()
}

// noComment: has yet to comment, declined to comment, did not respond.
func (u *utterance) noComment() bool {
	if u.s.Negated && withholding[u.s.Verb] {
		return true // "did not say whether"
	}
	if u.words.has("no comment") && first.in(u.words) {
		return true // "I have no comment on that"
	}
	if u.s.Verb == "deny" && u.cue.has("nor") {
		return true // "neither confirmed nor denied"
	}
	if !commenting.in(u.cue) && !commenting.in(u.words) {
		return false
	}
	return withheld.in(u.cue) || u.s.Negated
}

// responsibility: claimed responsibility for the attack, was claimed by the group.
func (u *utterance) responsibility() bool {
	if u.s.Verb != "claim" {
		return false
	}
	return u.words.begins("responsibility") || u.claimsAttack() || u.s.Passive && !u.words.begins("that")
}

// claimsAttack: "claimed the ambush on the road", but not "claimed the ambush
// had failed".
func (u *utterance) claimsAttack() bool {
	n := min(len(u.tokens), 4)
	return attacks.in(heard(joined(u.tokens[:n]))) && !u.words.begins("that") && !happened.in(u.words)
}

// demand: what is asked of somebody. Those who ask all sides alike appeal, and
// so do those who ask for calm.
func (u *utterance) demand() []string {
	if everybody.in(u.addressee) || peace.in(u.words) && u.s.Verb != "demand" {
		return []string{Appeal}
	}
	return []string{Demand}
}

// first gives the first word of what was said.
func (u *utterance) first() said {
	f := strings.Fields(u.words.words)
	if len(f) == 0 {
		return said{}
	}
	return heard(" " + f[0] + " ")
}

// warning: to stop, a demand; of what will follow, a threat.
func (u *utterance) warning() []string {
	switch {
	case u.words.begins("to") && u.s.Verb != "threaten", u.words.begins("not to"):
		return []string{Demand}
	case u.words.begins("against") && u.s.Verb != "threaten":
		return []string{Demand, Threat}
	}
	return []string{Threat}
}

// forbearing: not, never, no.
func (u *utterance) forbearing() bool { return negation.in(u.words) }

// said tells by the words alone what somebody did in saying them.
func (u *utterance) said() []string {
	w := u.words
	ours := first.in(w) || u.ownName(w)
	switch {
	case u.s.Verb == "express" && feeling.in(w) && !menace.in(w):
		if w.begins("hope") {
			return []string{Assessment}
		}
		return []string{Other}
	case hostile.in(w) && (future.in(w) || ours || reserved.in(w)):
		return []string{Threat}
	case refusing.in(w) && asked.in(w):
		return []string{u.refusal(), Demand}
	case refusing.in(w):
		return []string{u.refusal()}
	case asked.in(w):
		return u.demand()
	case w.has("internal") && (w.has("matter") || w.has("issue") || w.has("problem")):
		return []string{Rejection, Denial}
	case lacking.in(w) && !w.begins("we will need") && promiseWords.in(w):
		return []string{Demand}
	case quitting.in(w) && (future.in(w) || ours) && ours:
		return []string{Threat}
	case required.in(w), awaited.in(w) && steps.in(w) && !w.has("expected to"):
		return []string{Demand}
	case orderly.in(w) && ceasing.in(w):
		return []string{Assurance}
	case pledged.in(w), readied.in(w) && (ours || u.s.ConditionAt.Len() > 0):
		return []string{Assurance}
	case notOurs.in(w):
		return []string{Denial}
	case open.in(w) && (talk.in(w) || !w.has("remains open") && !w.has("remain open to")), hosting.in(w) && talk.in(w):
		return []string{OfferToTalk}
	case w.has("lack of") && (w.has("not") || w.has("absence of")), w.has("absence of") && !w.has("in the absence of"):
		return []string{Accusation, Demand}
	case obliged.in(w) && !asking.in(w) && !(ownDuty.in(w) && u.own()):
		return []string{Demand}
	case rejected.in(w) || u.s.Mode == "stance" && negation.in(w) && (w.has("promises") || w.has("assurances")):
		return []string{Rejection}
	case agreed.in(w):
		return []string{Agreement}
	case menace.in(w) && (blamed.in(w) || u.s.Verb == "express"):
		return []string{Accusation}
	case u.judging() && disparaged.in(w):
		return []string{Accusation}
	case u.judging():
		return []string{Assessment}
	}
	return []string{Claim}
}

// refusal: what somebody will not have said of him is denied, an offer rejected.
func (u *utterance) refusal() string {
	if allegations.in(u.words) || u.words.has("deny") || u.words.has("refute") {
		return Denial
	}
	return Rejection
}

// own reports whether the words are about the speaker's own people: "the country
// must be ready", "we must be prepared".
func (u *utterance) own() bool {
	w := u.words
	return first.in(w) || u.ownName(w) || w.has("the country") || w.has("the nation") || w.has("our country") || w.has("itself")
}

// judging reports whether the cue gives a judgement.
func (u *utterance) judging() bool { return group[u.s.Verb] == Assessment }

// ownName reports whether the speaker is what the words begin with: "Kabul will
// not allow", said by Kabul.
func (u *utterance) ownName(s said) bool {
	w := strings.TrimPrefix(strings.TrimPrefix(s.words, " that"), " the")
	f := strings.Fields(u.speaker.words)
	return len(f) > 0 && strings.HasPrefix(w, " "+f[len(f)-1]+" ")
}
