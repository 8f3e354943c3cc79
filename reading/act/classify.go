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

// list is a list of phrases, separated by commas.
type list []string

func phrases(s string) list {
	var out list
	for _, p := range strings.Split(s, ",") {
		out = append(out, " "+strings.Join(strings.Fields(p), " ")+" ")
	}
	return out
}

// in reports whether one of the phrases stands in words.
func (l list) in(words string) bool {
	for _, p := range l {
		if strings.Contains(words, p) {
			return true
		}
	}
	return false
}

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
	switch group[v] {
	case Assurance:
		if hostile.in(u.words) && (v != "assure" && v != "guarantee" && v != "commit" || !u.forbearing()) {
			return []string{Threat}
		}
		return []string{Assurance}
	case Demand:
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
	return strings.HasPrefix(u.words, " responsibility ") || u.s.Passive && !strings.HasPrefix(u.words, " that ")
}

// demand: what is asked of somebody. Those who ask all sides alike appeal, and
// so do those who ask for calm.
func (u *utterance) demand() []string {
	if u.s.Addressee != nil && everybody.in(" "+strings.ToLower(u.s.Addressee.Name)+" ") || peace.in(u.words) && u.s.Verb != "demand" {
		return []string{Appeal}
	}
	return []string{Demand}
}

// warning: to stop, a demand; of what will follow, a threat.
func (u *utterance) warning() []string {
	switch {
	case strings.HasPrefix(u.words, " to ") && u.s.Verb != "threaten", strings.HasPrefix(u.words, " not to "):
		return []string{Demand}
	case strings.HasPrefix(u.words, " against ") && u.s.Verb != "threaten":
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
		if strings.HasPrefix(w, " hope ") {
			return []string{Assessment}
		}
		return []string{Other}
	case hostile.in(w) && (future.in(w) || ours):
		return []string{Threat}
	case strings.Contains(w, " internal ") && (strings.Contains(w, " matter ") || strings.Contains(w, " issue ") || strings.Contains(w, " problem ")):
		return []string{Rejection, Denial}
	case pledged.in(w):
		return []string{Assurance}
	case notOurs.in(w):
		return []string{Denial}
	case open.in(w):
		return []string{OfferToTalk}
	case strings.Contains(w, " lack of ") && (strings.Contains(w, " not ") || strings.Contains(w, " absence of ")), strings.Contains(w, " absence of "):
		return []string{Accusation, Demand}
	case obliged.in(w):
		return []string{Demand}
	case rejected.in(w) || u.s.Mode == "stance" && negation.in(w) && (strings.Contains(w, " promises ") || strings.Contains(w, " assurances ")):
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

// judging reports whether the cue gives a judgement.
func (u *utterance) judging() bool { return group[u.s.Verb] == Assessment }

// ownName reports whether the speaker is what the words begin with: "Kabul will
// not allow", said by Kabul.
func (u *utterance) ownName(w string) bool {
	w = strings.TrimPrefix(strings.TrimPrefix(w, " that"), " the")
	f := strings.Fields(u.speaker)
	return len(f) > 0 && strings.HasPrefix(w, " "+f[len(f)-1]+" ")
}
