package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// group is a verb group around a cue: tokens [start, end), and how it stands.
type group struct {
	cue, start, end int
	entry           *entry
	form            form
	passive         bool
	negated         bool
	modal           string
	infinitive      bool   // "to" before it, governed by something that lets it report
	pending         bool   // "has yet to comment"
	by              string // passive of saying before it: "are said to view"
	participle      bool   // -ing without an auxiliary
	purpose         bool   // "interrupted me to announce, “…”"
	ok              bool
	owned           bool // a noun that somebody's words stand in: "his claim that"
	frame           int  // the frame tried, for where the content ends
}

// phase are verbs that carry an infinitive or a participle cue along: "continue to reject".
var phase = text.Set(`continue continues continued begin begins began start starts started keep keeps kept go goes went proceed proceeded
	continuing has have had want wants wanted seemed appeared used try tries tried trying move moved rush rushed hasten hastened decline declines declined refuse refuses
	refused`)

// reported are participles that make a rumour of what follows: "is said to".
var reported = text.Set(`said reported believed understood thought alleged known rumoured rumored considered presumed expected quoted`)

// low gives the folded word of token i of the sentence, "" outside of it.
func (r *reader) low(i int) string {
	if i < r.s.First || i >= r.last {
		return ""
	}
	return r.t.Tokens[i].Lower
}

// is gives the tag of token i, stop outside of the sentence.
func (r *reader) is(i int) tag {
	if i < r.s.First || i >= r.last {
		return stop
	}
	return r.tags[i]
}

var beForms = text.Set(`is are was were be been being am isn't aren't wasn't weren't 's 're`)
var haveForms = text.Set(`has have had having hasn't haven't hadn't`)
var doForms = text.Set(`do does did doesn't don't didn't`)

// nounToo are cue forms that are nouns as often as verbs.
var nounToo = text.Set(`guarantee guarantees claim claims report reports demand demands call calls promise promises comment comments hope hopes request requests
	order orders appeal appeals offer offers pledge pledges vow vows question questions view views estimate estimates note notes
	tweet tweets support state states want wants reply replies answer answers signal signals label labels brand brands term terms
	mention mentions brief briefs caution plea forecast forecasts fear fears doubt doubts suspect suspects protest protests boast boasts
	joke jokes object objects counter press advocate advocates champion champions voice voices detail details outline outlines
	mock regard regards issue issues wish wishes worry worries feel show shows find finds thanks credit charge charges shout shouts
	repeat intend vent dispute disputes slam hint hints welcome praise lament laments
	debate debates plan plans echo echoes reference references post posts text texts email blog blogs push campaign campaigns invite
	invites bet bets lecture lectures dare dares query queries flag flags compliment compliments insult insults aim aims dream dreams
	trust laugh laughs sigh sighs groan groans growl growls roar roars scream screams murmur murmurs like likes long bill bills paint
	paints chat chats gossip alert alerts notice notices attribute attributes fault faults answers decree decrees quiz petition
	petitions prod lie lies rave jest dread regret regrets reproach spurn scorn vote votes back backs rail rails bark figure figures rule rules`)

// seldomVerbs are forms of cues that are nouns nearly always.
var seldomVerbs = text.Set(`rules figures posts emails texts blogs bills lies bets rails barks campaigns flags rule`)

// group decides whether the cue at c is a verb here, and what stands around it.
func (r *reader) group(c int) group {
	cf, width := r.formOf(c)
	if !r.written(c) {
		return group{}
	}
	g := group{cue: c, start: c, end: c + width, entry: &lexicon[cf.entry], form: cf.form}
	i := c - 1
	for i >= r.s.First && (r.is(i) == adverb || r.is(i) == not || reflexive[r.low(i)] && i < c || (r.low(i) == "since" || r.low(i) == "first") && r.is(i-1) == aux || r.onceBefore(i)) {
		g.negated = g.negated || r.is(i) == not
		i--
	}
	if i+1 < c && i >= r.s.First {
		g.start = i + 1
	}
	p, w := r.is(i), r.low(i)
	contracted := p == subject && strings.Contains(w, "'")
	switch {
	case p == aux || contracted && cf.form != base && cf.form != third:
		r.withAuxiliary(&g, i, cf.form, contracted)
	case p == modal:
		if cf.form != base {
			return g
		}
		g.start, g.modal = i, w
		g.negated = g.negated || strings.HasSuffix(w, "n't") || w == "cannot"
		r.auxiliaries(&g, i-1)
		g.ok = true
	case p == to:
		if cf.form != base {
			return g
		}
		r.infinitive(&g, i)
	case cf.form == ingForm:
		switch p {
		case comma, stop, dash, shut, other, name, coord, past, mark:
			g.participle, g.ok = true, true
			if p == stop && i >= r.s.First && w != ":" && w != ";" {
				g.ok = false
			}
		case to:
			if r.low(i-1) == "addition" {
				g.participle, g.ok = true, true
			}
		case prep, sub:
			switch w {
			case "while", "after", "before", "by", "when", "in", "despite", "besides", "in addition to", "without", "for", "from":
				g.participle, g.ok = true, true
			}
		}
	case cf.form == participle:
		g.ok = false
	default:
		g.ok = r.finiteHere(c, i, cf.form)
	}
	if g.ok && g.form == pastForm && !g.passive && p != aux && r.low(c+1) == "by" && !g.entry.preps["by"] && !means[r.low(c+2)] && r.is(c+2) != ing {
		g.passive = true
	}
	return g
}

// withAuxiliary takes the auxiliary at token i into g, whose verb has the form f:
// "is", "has not", "he's" where it is contracted with its subject.
func (r *reader) withAuxiliary(g *group, i int, f form, contracted bool) {
	w := r.low(i)
	g.start, g.negated = i, g.negated || strings.HasSuffix(w, "n't")
	if contracted {
		w = w[strings.IndexByte(w, '\''):]
		if g.start = i + 1; r.is(g.start) != adverb && r.is(g.start) != not {
			g.start = g.cue
		}
	}
	switch {
	case beForms[w]:
		switch f {
		case ingForm:
		case pastForm, participle:
			g.passive = w != "'s"
		default:
			return
		}
	case haveForms[w], w == "'ve", w == "'d":
		if f == base || f == third || f == ingForm {
			return
		}
	case doForms[w]:
		if f != base {
			return
		}
	default:
		return
	}
	if !contracted {
		r.auxiliaries(g, i-1)
	}
	g.ok = true
}

// onceBefore reports whether the token at i is a "once" that says when: "Khan once
// said", but not "once said, it was done".
func (r *reader) onceBefore(i int) bool {
	if r.low(i) != "once" || i == r.s.First {
		return false
	}
	switch r.is(i - 1) {
	case name, other, relative, subject, shut, aux:
		return true
	}
	return false
}

// means are what one speaks by: "said by telephone".
var means = text.Set(`telephone phone email e-mail text video letter fax satellite videolink way`)

var reflexive = text.Set(`himself herself itself themselves`)

// written reports whether the cue at c is written as a verb is: in small
// letters, unless it begins the sentence or every word has a capital.
func (r *reader) written(c int) bool {
	return c == r.s.First || r.tags[c] != name && !upper(r.t.Plain[r.t.Tokens[c].Start]) || r.titled()
}

func upper(b byte) bool { return b >= 'A' && b <= 'Z' }

// titled reports whether the sentence is written with capitals as headlines are.
func (r *reader) titled() bool {
	if r.titledAt != r.s.First+1 {
		big, small := 0, 0
		for i := r.s.First; i < r.last && i < r.s.First+30; i++ {
			k := r.t.Tokens[i]
			if k.Kind != text.Word || len(k.Lower) < 4 {
				continue
			}
			if upper(r.t.Plain[k.Start]) {
				big++
			} else {
				small++
			}
		}
		r.titledAt, r.isTitled = r.s.First+1, big > 4*small && big > 2
	}
	return r.isTitled
}

// auxiliaries takes the auxiliaries further left into g: "has been", "will not".
func (r *reader) auxiliaries(g *group, i int) {
	for n := 0; n < 4 && i >= r.s.First; n++ {
		switch r.is(i) {
		case aux, modal:
			g.start = i
			if r.is(i) == modal {
				g.modal = r.low(i)
			}
			g.negated = g.negated || strings.HasSuffix(r.low(i), "n't")
		case adverb:
		case not:
			g.negated = true
		default:
			return
		}
		i--
	}
}

// infinitive decides on "to" at i before the cue.
func (r *reader) infinitive(g *group, i int) {
	j := i - 1
	w := r.low(j)
	switch {
	case w == "yet" && haveForms[r.low(j-1)]:
		g.start, g.pending, g.infinitive, g.ok = j-1, true, true, true
	case reported[w] && beForms[r.low(r.skipAdverbsLeft(j-1))]:
		g.start, g.by, g.infinitive, g.ok = r.skipAdverbsLeft(j-1), w, true, true
		r.auxiliaries(g, g.start-1)
	case w == "on" && (r.low(j-1) == "went" || r.low(j-1) == "goes" || r.low(j-1) == "go" || r.low(j-1) == "going"):
		g.start, g.infinitive, g.ok = j-1, true, true
	case r.low(g.end) == "," && r.quoteAfter(g.end+1) || r.low(g.end) == ":" && r.quoteAfter(g.end+1):
		g.start, g.infinitive, g.purpose, g.ok = i, true, true, true
	case (r.is(g.end) == that || r.is(g.end) == subject && g.entry.frames&fBare != 0 || r.quoteAfter(g.end)) && g.entry.frames&(fThat|fQuote) != 0 && r.wentTo(j):
		g.start, g.infinitive, g.purpose, g.ok = i, true, true, true
	case g.entry.kind == Speech && g.entry.frames&(fAs|fNoun|fInfinitive|fObject) != 0 && r.spoke(j):
		g.start, g.infinitive, g.purpose, g.ok = i, true, true, true
	case phase[w] && (r.is(j) != aux || haveForms[w]):
		g.start, g.infinitive, g.ok = j, true, true
		g.negated = g.negated || strings.HasPrefix(w, "declin") || strings.HasPrefix(w, "refus")
		r.auxiliaries(g, j-1)
	}
}

// wentTo reports whether somebody went somewhere, or used something, to speak,
// in the few words up to token j: "took to the radio to say that".
func (r *reader) wentTo(j int) bool {
	for k := j; k > r.s.First && j-k < 10; k-- {
		if outings[r.low(k)] {
			return true
		}
		switch r.is(k) {
		case stop, comma, dash, that, aux, modal, subject:
			return false
		}
	}
	return false
}

// spoke reports whether somebody used words, or came out, in the few tokens up
// to j: "used the speech to condemn", "took to the streets to demand".
func (r *reader) spoke(j int) bool {
	for k := j; k > r.s.First && j-k < 10; k-- {
		switch r.low(k) {
		case "used", "uses", "use", "using":
			for n := k + 1; n <= j; n++ {
				if w := r.low(n); utterances[w] || channels[w] != "" || sayingNouns.At(w) != nil || w == "address" || w == "visit" || w == "trip" || w == "appearance" {
					return true
				}
			}
			return false
		case "streets", "radio", "television", "tv", "airwaves", "podium", "stage", "twitter", "facebook", "telegram":
			return outings[r.low(k-3)] || outings[r.low(k-2)]
		}
		switch r.is(k) {
		case stop, comma, dash, that, modal, subject:
			return false
		}
	}
	return false
}

var outings = text.Set(`rushed rushing took takes taking went goes stood stands appeared appears called phoned telephoned wrote writes turned rose emerged
	intervened stepped used uses using came comes tweeted travelled traveled met jumped paused stopped interrupted joined`)

func (r *reader) skipAdverbsLeft(i int) int {
	for i > r.s.First && r.is(i) == adverb {
		i--
	}
	return i
}

// put are participles of cues that say where words may be read or heard.
var put = text.Set(`posted published written shared broadcast tweeted read recorded`)

// made reports whether the name that ends at token i is made to do something:
// "let Chad know", "helped Chad understand".
func (r *reader) made(i int) bool {
	for i > r.s.First && (r.is(i) == name || r.is(i) == det) {
		i--
	}
	switch r.low(i) {
	case "let", "lets", "letting", "make", "makes", "made", "making", "help", "helps", "helped", "helping", "hear", "heard", "saw", "see", "watched":
		return true
	}
	return false
}

// pastToo are base forms that are past forms as well.
var pastToo = text.Set(`forecast bet put set cast hit`)

// plural reports whether the noun at i looks plural.
func (r *reader) plural(i int) bool {
	w := r.low(i)
	if pluralNouns[w] {
		return true
	}
	if r.is(i) == shut || r.is(i) == that {
		return true
	}
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "'s")
}

// pluralHead reports whether the subject before the cue at c has a preposition in
// it and a head that looks plural: "records from the prison show".
func (r *reader) pluralHead(c int) bool {
	from, to, ok := r.leftNP(c, r.s.First)
	if !ok {
		return false
	}
	h := r.headOf(from, to)
	return h < to-1 && r.is(h+1) == prep && (r.plural(h) || r.is(h) == number && r.low(h) != "1")
}

var pluralNouns = text.Set(`people police taliban media men women children percent majority half quarter third thirds number military others
	houthis press staff data families militia leadership`)
