// Package attribution finds who is reported to have said what: the cue that
// reports it, the words reported, the one who spoke, and the way by which the
// words came.
//
// It reads sentence by sentence with a lexicon of cues written by hand, each
// with the frames it can stand in ("warn somebody that", "accuse somebody of",
// "call for"), and a shallow grammar: verb groups, noun phrases to the left and
// to the right, the ends of clauses, quotations. Every statement carries the
// name of the rule that made it. What kind of act a statement is, package act
// says.
//
// It knows the language and no conflict. Everything it does looks at a token a
// bounded number of times, so that its time is linear in the length of a text.
package attribution

import (
	"slices"
	"strconv"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// maxSentence is how many tokens of a sentence are looked at; what is longer is
// no prose.
const maxSentence = 600

// Read adds the statements of a to it, in the order of their content. Acts stay
// empty: package act fills them in.
func Read(a *analysis.Analysis) {
	r := newReader(a)
	for i := range a.Text.Sentences {
		r.sentence(i)
	}
	r.finish()
}

// reader is one document being read.
type reader struct {
	a     *analysis.Analysis
	t     *text.Text
	tags  []tag   // of each token
	quote []int32 // the outermost quotation that each token stands in, -1 for none
	title text.Span
	cues  []int32 // entry of the lexicon that a token is a form of, -1 for none

	s          text.Sentence // the sentence being read
	index      int           // its index
	last       int           // the end of what is looked at of it
	found      []*found      // in the order found
	repeatedBy map[*found]*found
	titledAt   int  // for which sentence isTitled holds, as its first token plus one
	isTitled   bool // every word of it has a capital
	until      int  // where the turn of a speaker in a transcript ends
	here       int  // where found of this sentence begin
}

// found is one statement while it is being made. Spans that are not there are empty.
type found struct {
	rule     string
	verb     *entry // the cue in the lexicon; nil where the cue is none of it
	form     form   // the cue's form
	frame    byte   // the frame that the content was found by
	cue      text.Span
	speaker  text.Span
	content  text.Span
	to       text.Span // addressee
	hedge    text.Span
	mode     string
	sentence int
	first    int  // token index of the cue
	passive  bool // "is said to"
	negated  bool
	what     bool // "what X calls"
	actors   []*who.Actor
	through  text.Span    // who carried the words: "was quoted by"
	stands   text.Span    // the words that "they" stands for: "Analysts"
	medium   text.Span    // words after the cue that say how: "in an interview with", "in a tweet"
	chain    []draft.Link // through whom it came, without what it stands in
	inner    *found       // the statement it stands in
	repeats  *found
	way      []draft.Link // the whole of it, once told
	told     bool
	carried  *found // the statement whose way of coming this one shares
	drop     bool
}

func newReader(a *analysis.Analysis) *reader {
	t := a.Text
	r := &reader{a: a, t: t, title: titleOf(t, a.Title)}
	r.tags = make([]tag, len(t.Tokens))
	r.quote = make([]int32, len(t.Tokens))
	r.cues = make([]int32, len(t.Tokens))
	q, end := -1, 0
	upcoming := 0
	for i, k := range t.Tokens {
		r.tags[i] = tagOf(t, k)
		next, third := "", ""
		if i+1 < len(t.Tokens) {
			next = t.Tokens[i+1].Lower
		}
		if i+2 < len(t.Tokens) {
			third = t.Tokens[i+2].Lower
		}
		r.cues[i] = cueOf(k, next, third)
		for upcoming < len(t.Quotes) && t.Quotes[upcoming].Start <= k.Start {
			if t.Quotes[upcoming].Start >= end {
				q, end = upcoming, t.Quotes[upcoming].End
			}
			upcoming++
		}
		if k.Start >= end {
			q = -1
		}
		r.quote[i] = int32(q)
		if r.tags[i] == open && q >= 0 && k.End == t.Quotes[q].End && k.Start > t.Quotes[q].Start {
			r.tags[i] = shut // “…“, as it is often typed
		}
	}
	return r
}

// sentence looks for the statements of sentence i.
func (r *reader) sentence(i int) {
	r.s, r.index = r.t.Sentences[i], i
	r.last = min(r.s.Last, r.s.First+maxSentence)
	r.here = len(r.found)
	if s := scriptOf(r.a.Language); s != nil {
		r.eastern(s)
		r.accordingEastern(s)
		return
	}
	if r.transcript() {
		r.until = r.t.Paragraphs[r.s.Paragraph].End
	}
	if r.s.Start < r.until {
		return // the words of one who speaks in a transcript
	}
	if r.asks() {
		return
	}
	r.headline()
	r.according()
	for c := r.s.First; c < r.last; c++ {
		if r.cues[c] >= 0 {
			r.verbCue(c)
		}
	}
	r.stances()
	r.counts()
	r.nominals()
	r.inView()
	r.hearsay()
	r.pulled()
}

// inverting are the words that a question begins with which has its verb first.
var inverting = text.Set(`do does did has have had will would is are was were can could should shall may`)

// asks reports whether the sentence is a question of the reporter's own: "Has
// Oman agreed to act as guarantor?" tells of nothing that anybody said.
func (r *reader) asks() bool {
	i := r.s.First
	for i < r.last && i < r.s.First+6 && r.low(i) != ":" {
		i++
	}
	if r.low(i) == ":" {
		i++ // "QUESTION: Has"
	} else {
		i = r.s.First
	}
	return i < r.last && inverting[r.low(i)] && r.low(r.last-1) == "?" && r.quote[i] < 0 && r.quote[r.last-1] < 0
}

// add keeps f if its parts stand in the file and none in boilerplate.
func (r *reader) add(f *found) *found {
	f.content = r.trim(f.content)
	if f.content.Len() == 0 || f.cue.Len() == 0 || f.content.Overlaps(f.cue) && f.cue.Contains(f.content) {
		return nil
	}
	for _, s := range []text.Span{f.content, f.cue, f.speaker} {
		if s.Len() == 0 {
			continue
		}
		if _, ok := r.t.Draft(s); !ok || r.t.IsMasked(s) {
			return nil
		}
	}
	f.sentence = r.index
	r.found = append(r.found, f)
	return f
}

// finish resolves speakers, links statements to one another and hands them over.
func (r *reader) finish() {
	slices.SortStableFunc(r.found, func(a, b *found) int { return a.first - b.first })
	r.resolve()
	slices.SortStableFunc(r.found, func(a, b *found) int {
		if a.content.Start != b.content.Start {
			return a.content.Start - b.content.Start
		}
		return b.content.End - a.content.End
	})
	r.nesting()
	r.relays()
	r.found = slices.DeleteFunc(r.found, func(f *found) bool { return f.drop })
	r.nesting()
	r.carry()
	r.repeated()
	r.topics()
	ids := map[*found]string{nil: ""}
	for i, f := range r.found {
		ids[f] = "s" + strconv.Itoa(i+1)
	}
	r.a.Statements = slices.Grow(r.a.Statements, len(r.found))
	for _, f := range r.found {
		s := r.statement(f)
		s.ID, s.Inside, s.Repeats = ids[f], ids[f.inner], ids[f.repeats]
		r.a.Statements = append(r.a.Statements, s)
	}
}

// statement makes the draft of f.
func (r *reader) statement(f *found) analysis.Statement {
	s := analysis.Statement{ContentAt: f.content, CueAt: f.cue, SpeakerAt: f.speaker, AddresseeAt: f.to, Sentence: f.sentence, Actors: f.actors}
	s.Rule, s.Mode, s.Negated, s.Passive = f.rule, f.mode, f.negated, f.passive
	if f.verb != nil {
		s.Verb = f.verb.lemma
	}
	s.Content, _ = r.t.Draft(f.content)
	cue, _ := r.t.Draft(f.cue)
	s.Cue = &cue
	s.Speaker, s.Speakers = r.speakers(f)
	s.Chain = r.chain(f)
	if h := r.hedge(f); h.Len() > 0 {
		if d, ok := r.t.Draft(h); ok {
			s.Hedge = d.Text
		}
	}
	s.Addressee = r.addressee(f)
	s.Time = r.time(f)
	s.Fidelity = r.fidelity(f)
	return s
}
