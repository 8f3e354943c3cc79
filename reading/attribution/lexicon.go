package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// The frames that a cue can stand in, a letter each in the table:
//
//	t  that-clause, or whether, how, why                said that the talks failed
//	b  clause without that                              said the talks failed
//	q  quotation                                        said: "…"
//	r  somebody before t, b, q                          told the envoy that
//	i  infinitive                                       vowed to respond
//	o  somebody and an infinitive                       urged Kabul to act
//	n  noun phrase                                      rejected the claim
//	a  noun phrase, and what it is called               described the talks as useful
//	g  participle                                       denied supporting the group
//	k  to somebody, before t, b, q                      conveyed to the envoy that
//
// A preposition in the table is one that may begin the content: "warn of". A
// dash stands where a cue has no frame but prepositions: "refer to".
const (
	fThat = 1 << iota
	fBare
	fQuote
	fRecipient
	fInfinitive
	fObject
	fNoun
	fAs
	fGerund
	fTo
)

// Kind of a cue, as far as attribution cares.
type Kind uint8

// The kinds of cue.
const (
	Speech Kind = iota // an act of speaking: say, deny
	Stance             // a view that somebody holds: believe, want
	Survey             // what a document or a count gives: show, find
)

// entry is a cue of the lexicon.
type entry struct {
	lemma  string
	frames int
	preps  map[string]bool
	kind   Kind
}

// form is the form of a verb.
type form uint8

// The forms of a verb. Past and participle are one where they look alike.
const (
	base form = iota
	third
	pastForm
	participle
	ingForm
)

// particles are cues of two words: the verb, its particle, the frames.
const particles = `
point out tbq
make clear tbq
make it_clear tbq
make it_plain tbq
put it q
spell out tn
lay out n
set out n
rule out ng
play down n
hit back q at
hit out q at against
lash out q at against
shoot back q
brush off n
call out na as for
speak out q against about on for
rip into n
weigh in q on
sum up nq
sign off q
cry out q
call off n
push back q against on at
fire back q at
walk back n
put forward tn
set forth tn
bring up tn
talk up n
laugh off n
shrug off nq
wave off n
brush aside nq
single out na
shout down n
turn down n
take issue q with
take aim q at
take exception q to
cast doubt - on
draw attention - to
call attention - to
pay tribute - to
make mention - of
make reference - to
raise concern t about over
raise concerns t about over
raise doubt t about over
raise doubts t about over
raise question t about over
raise questions t about over
raise objections - to
file objections - to
`

// stance are verbs of thinking and wanting.
const stance = `
believe tb in
think tb
consider tag
regard a
view a
deem a
expect tbon
hope tbi for
fear tb
worry tb about
doubt tbn
suspect tbn
assume tb
feel t
want oin
wish tbi for
prefer nio
intend i
favor n
favour n
perceive a
see a
identify a
sense nt
realize tb
realise tb
understand t
wonder qt about whether
question qtn whether
support n
back n
know tb of about
plan ig
aim i
like i
trust tb
distrust n
mistrust n
fret tbq about over
agonize t about over
ponder tn
contemplate tng
mull tng over
imagine tbn
envisage n
remember tng
forget tg
recognize tna
recognise tna
appreciate tn
notice tb
infer tb
deduce tb
presume tb
suppose tb
figure tb
dread ng
love n
admire n
despise n
tolerate n
care tq about
root - for
opt i
resent ng
approve - of
disapprove - of
long i for
yearn i for
dream tb of about
resolve ti
`

// survey are what documents and counts do.
const survey = `
show tbn
find tbn
`

// lexicon is every cue; forms finds one by any of its forms.
var (
	lexicon  []entry
	forms    = map[string]cueForm{}
	cueForms *text.Table[cueForm]   // forms, for looking up
	twoWords = map[string]cueForm{} // "point out"
)

type cueForm struct {
	entry int32
	form  form
}

func init() {
	for _, l := range []struct {
		list string
		kind Kind
	}{{speech, Speech}, {stance, Stance}, {survey, Survey}} {
		for _, line := range strings.Split(strings.TrimSpace(l.list), "\n") {
			f := strings.Fields(line)
			e := entry{lemma: f[0], kind: l.kind, preps: map[string]bool{}}
			e.frames = frames(f[1])
			for _, w := range f[2:] {
				e.preps[w] = true
			}
			n := int32(len(lexicon)) // #nosec G115 -- a list that is built in
			lexicon = append(lexicon, e)
			for fm, w := range inflect(e.lemma) {
				if _, taken := forms[w]; !taken && w != "" {
					forms[w] = cueForm{n, form(fm)}
				}
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(particles), "\n") {
		f := strings.Fields(line)
		n := int32(len(lexicon)) // #nosec G115 -- a list that is built in
		e := entry{lemma: f[0] + " " + strings.ReplaceAll(f[1], "_", " "), frames: frames(f[2]), preps: map[string]bool{}}
		for _, w := range f[3:] {
			e.preps[w] = true
		}
		lexicon = append(lexicon, e)
		for fm, w := range inflect(f[0]) {
			if key := w + " " + strings.ReplaceAll(f[1], "_", " "); twoWords[key] == (cueForm{}) {
				twoWords[key] = cueForm{n, form(fm)}
			}
		}
	}
	cueForms = text.NewKnown(forms)
}

func frames(letters string) int {
	n := 0
	for _, c := range letters {
		if i := strings.IndexRune("tbqrionagk", c); i >= 0 {
			n |= 1 << i
		}
	}
	return n
}

// strong are the past forms and participles of irregular cues.
var strong = map[string][2]string{
	"say": {"said", "said"}, "tell": {"told", "told"}, "write": {"wrote", "written"}, "swear": {"swore", "sworn"},
	"forecast": {"forecast", "forecast"}, "seek": {"sought", "sought"}, "think": {"thought", "thought"}, "feel": {"felt", "felt"},
	"show": {"showed", "shown"}, "find": {"found", "found"}, "see": {"saw", "seen"}, "understand": {"understood", "understood"},
	"read": {"read", "read"},
	"know": {"knew", "known"}, "forget": {"forgot", "forgotten"}, "bet": {"bet", "bet"}, "put": {"put", "put"}, "bring": {"brought", "brought"},
	"take": {"took", "taken"}, "undertake": {"undertook", "undertaken"}, "draw": {"drew", "drawn"}, "cast": {"cast", "cast"}, "pay": {"paid", "paid"}, "prove": {"proved", "proven"},
	"make": {"made", "made"}, "lay": {"laid", "laid"}, "set": {"set", "set"}, "hit": {"hit", "hit"}, "shoot": {"shot", "shot"},
	"speak": {"spoke", "spoken"}, "spell": {"spelled", "spelled"}, "forbid": {"forbade", "forbidden"}, "foresee": {"foresaw", "foreseen"},
}

// doubling are cues that double their last letter before -ed and -ing.
var doubling = text.Set("admit quip brag beg commit refer rebut refer dub submit recommit snap extol rip set hit plan quiz sob prod chat bet put regret forget")

// inflect gives the five forms of a lemma.
func inflect(l string) [5]string {
	var f [5]string
	f[base] = l
	stem, last := l, l[len(l)-1]
	switch {
	case strings.HasSuffix(l, "y") && !strings.ContainsRune("aeiou", rune(l[len(l)-2])):
		f[third], f[pastForm] = l[:len(l)-1]+"ies", l[:len(l)-1]+"ied"
	case strings.HasSuffix(l, "s") || strings.HasSuffix(l, "sh") || strings.HasSuffix(l, "ch") || last == 'x':
		f[third], f[pastForm] = l+"es", l+"ed"
	case last == 'e':
		f[third], f[pastForm] = l+"s", l+"d"
		if !strings.HasSuffix(l, "ee") {
			stem = l[:len(l)-1]
		}
	default:
		f[third], f[pastForm] = l+"s", l+"ed"
	}
	if doubling[l] {
		stem = l + string(last)
		f[pastForm] = stem + "ed"
	}
	f[ingForm] = stem + "ing"
	f[participle] = f[pastForm]
	if s, ok := strong[l]; ok {
		f[pastForm], f[participle] = s[0], s[1]
	}
	return f
}

// plainly are the words after "made it" that make it a cue.
var plainly = text.Set(`clear plain`)

// putting are what stands after "put it" where it tells of words: "Khan put it:",
// "as Khan put it, the road is shut".
var putting = text.Set(`: , . " “ bluntly plainly`)

// cueOf gives the entry of the lexicon that k is a form of, or -1. next and
// third are the tokens after it.
func cueOf(k text.Token, next, third string) int32 {
	if k.Kind != text.Word {
		return -1
	}
	if particle.At(next) {
		if c, ok := twoWords[k.Lower+" "+next]; ok {
			return c.entry
		}
	}
	if next == "it" && putting[third] {
		if c, ok := twoWords[k.Lower+" it"]; ok {
			return c.entry
		}
	}
	if next == "it" && plainly[third] {
		if c, ok := twoWords[k.Lower+" it "+third]; ok {
			return c.entry
		}
	}
	if c, ok := cueForms.Of(k); ok {
		return c.entry
	}
	return -1
}

// isCueNoun reports whether w is a noun that a that-clause of what was said may
// hang on: "the claim that".
func isCueNoun(w string) bool { return cueNouns[w] }

var cueNouns = text.Set(`claim claims allegation allegations accusation accusations assurance assurances promise promises statement statements
	warning warnings threat threats demand demands belief view suggestion suggestions argument assertion assertions report reports
	commitment guarantee pledge vow hope fear fears concern concerns idea notion fact`)

var particle = text.NewTable(text.Set(`out clear down back off into in up forward forth aside issue aim exception doubt doubts attention
	tribute mention reference concern concerns question questions objections`))

// formOf gives how the cue at token c is inflected, and how many tokens it has.
func (r *reader) formOf(c int) (cueForm, int) {
	w := r.t.Tokens[c].Lower
	switch next := r.low(c + 1); {
	case particle.At(next):
		if f, ok := twoWords[w+" "+next]; ok {
			return f, 2
		}
	case next == "it" && putting[r.low(c+2)]:
		if f, ok := twoWords[w+" it"]; ok {
			return f, 2
		}
	case next == "it" && plainly[r.low(c+2)]:
		if f, ok := twoWords[w+" it "+r.low(c+2)]; ok {
			return f, 3
		}
	}
	return cueForms.At(w), 1
}
