package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// adjectives tell what somebody thinks or is ready for, after "is", "remains".
var adjectives = func() *text.Table[*entry] {
	all := map[string]*entry{}
	for w := range text.Set(`unconvinced unsatisfied dissatisfied satisfied sceptical skeptical wary doubtful opposed concerned worried alarmed
		anxious afraid fearful confident hopeful optimistic pessimistic convinced adamant certain sure committed determined
		ready willing prepared unwilling reluctant eager keen open resolved dedicated disappointed angry furious outraged dismayed
		appalled shocked saddened unhappy pleased happy glad delighted grateful thankful proud disturbed troubled frustrated
		supportive critical dismissive vocal unimpressed suspicious unsure undecided unaware mindful apologetic outspoken
		aware surprised stunned astonished amazed upset puzzled baffled perplexed enthusiastic excited thrilled elated hesitant uncertain uneasy
		nervous apprehensive leery cynical cautious curious emphatic unapologetic scathing effusive horrified terrified scared heartened
		encouraged gratified relieved ambivalent noncommittal incensed enraged irate indignant aghast bullish sorry embarrassed ashamed`) {
		all[w] = &entry{lemma: w, kind: Stance}
	}
	return text.NewTable(all)
}()

// copulas join a subject and such an adjective.
var copulas = text.Set(`is are was were be been am remain remains remained seem seems seemed feel feels felt become becomes became
	stay stays stayed sounded sounds appeared appears`)

// readiness says something of a position only where it is about talks.
var readiness = text.Set(`ready willing prepared open dedicated happy glad`)

var talks = text.Set(`talks talk dialogue negotiations negotiate negotiation discussions discuss discussion meeting meet mediation peace
	ceasefire truce deal agreement release hand accept cooperate cooperation resume withdraw compromise settlement`)

// talksIn reports whether talks are named in the few words after token c.
func (r *reader) talksIn(c int) bool {
	for k := c + 1; k < r.last && k < c+9; k++ {
		if talks[r.low(k)] {
			return true
		}
	}
	return false
}

// stances reads "Kabul remains unconvinced by …", "is open to talks", "was
// confident that".
func (r *reader) stances() {
	for c := r.s.First + 1; c+1 < r.last; c++ {
		e := adjectives.At(r.low(c))
		if e == nil || r.quote[c] >= 0 {
			continue
		}
		v := c - 1
		negated := false
		for v > r.s.First && c-v < 4 && (r.is(v) == adverb || r.is(v) == not || r.low(v) == "more") {
			negated = negated || r.is(v) == not
			v--
		}
		w := r.low(v)
		if !copulas[w] && !(r.is(v) == subject && (strings.HasSuffix(w, "'re") || strings.HasSuffix(w, "'s"))) {
			continue
		}
		g := group{cue: c, start: v, end: c + 1, entry: e, form: pastForm, negated: negated, frame: fNoun}
		for g.start > r.s.First+1 && (r.is(g.start-1) == aux || r.is(g.start-1) == modal || r.is(g.start-1) == not) {
			g.start--
		}
		i, end := c+1, c+1
		switch r.is(i) {
		case that:
			g.frame = 0
		case to:
			if !r.verbAt(i + 1) {
				i, end = i+1, i+1
			}
		case prep:
			switch r.low(i) {
			case "by", "with", "of", "about", "over", "at", "for", "on", "in", "against":
				i, end = i+1, i+1
			default:
				continue
			}
		default:
			continue
		}
		if readiness[e.lemma] && !r.talksIn(c) {
			continue
		}
		from, to, ok := r.leftNP(g.start, r.s.First)
		if r.is(v) == subject {
			from, to, ok = v, v+1, !narrators[w]
			g.start = v + 1
		}
		if !ok || r.is(from) == that || !r.speaks(from, to) {
			continue
		}
		f := &found{rule: "stance", verb: e, first: c, mode: "stance", negated: negated,
			cue: r.span(g.start, end), content: r.span(i, r.clauseEnd(i, g)), speaker: r.span(from, to)}
		r.add(f)
	}
}
