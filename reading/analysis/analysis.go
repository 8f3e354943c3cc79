// Package analysis is what the stages of reading hand to one another: one
// document, and everything found in it so far.
//
// reading.Analyse makes an Analysis and calls the stages in this order, each a
// function of its own package that takes the *Analysis and adds to it:
//
//	page, boilerplate, metadata   Text (Masked set, then segmented), Title, Published, Draft's head
//	language                      Language, Readable; an unreadable document goes no further
//	when                          Times
//	who, where                    Cast, Draft.Actors; Places
//	attribution, act              Statements
//	undertakings                  Draft.Undertakings
//	happening                     Draft.Incidents, Talks, Agreements, Crossings
//
// Everything here that is not inside Draft counts in offsets of Text.Plain; use
// Text.Draft (or the Add methods) to turn them into spans of the file. Records
// of the Draft carry ids unique in the document: statements s1, s2 … in the
// order of their content, the others with a letter of their own (i1, f1, t1,
// a1, c1, u1).
//
// The package holds values and knows no rule of any stage.
package analysis

import (
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// Analysis is one document on its way through the stages.
type Analysis struct {
	Text  *text.Text      // decoded, boilerplate masked, segmented
	Known names.Known     // what a charter adds to the general tables
	Draft *draft.Document // what will be printed; later stages append their records

	Title     text.Span // the headline in Plain; empty where there is none
	Published string    // YYYY-MM-DD; "" when unknown, and then nothing relative is anchored
	Language  string    // BCP 47
	Readable  bool

	Times      []Time      // in order of At; Draft.Times is made of these, index for index
	Cast       *who.Cast   // never nil after the stage who
	Places     []Place     // in order of At; Draft.Places is made of these, index for index
	Statements []Statement // in order of ContentAt; Draft.Statements is made of these, index for index
}

// Time is a time expression: where it stands in Plain, and its draft.
type Time struct {
	At text.Span
	draft.Time
}

// Place is a place name: where it stands in Plain, and its draft.
type Place struct {
	At      text.Span
	Unnamed bool // "a petrol station": what is struck or held, and not where the story is
	draft.Place
}

// Statement is a reported verbal act: where its parts stand in Plain, who the
// speakers are, and its draft. Spans that are not there are empty.
type Statement struct {
	ContentAt, CueAt, SpeakerAt, AddresseeAt, ConditionAt text.Span
	Sentence                                              int          // index of the sentence that holds the cue
	Actors                                                []*who.Actor // the speakers; empty when nobody is named
	Verb                                                  string       // lemma of the cue: "warn"; "" where it is no verb of the lexicon
	Negated, Passive                                      bool         // "did not say"; "is said to"
	draft.Statement
}

// AddTime adds the time expression at s, and reports whether it could: not in
// boilerplate, nor where the file has no such words.
func (a *Analysis) AddTime(s text.Span, t draft.Time) bool {
	d, ok := a.Text.Draft(s)
	if !ok || a.Text.IsMasked(s) {
		return false
	}
	t.Span = d
	a.Times = append(a.Times, Time{At: s, Time: t})
	return true
}

// AddPlace adds the place name at s, on the same terms.
func (a *Analysis) AddPlace(s text.Span, p draft.Place) bool {
	d, ok := a.Text.Draft(s)
	if !ok || a.Text.IsMasked(s) {
		return false
	}
	p.Span = d
	a.Places = append(a.Places, Place{At: s, Place: p})
	return true
}

// TimeIn gives the index of the first time expression inside s, or -1.
func (a *Analysis) TimeIn(s text.Span) int {
	for i := range a.Times {
		if s.Contains(a.Times[i].At) {
			return i
		}
	}
	return -1
}

// PlaceIn gives the index of the first place name inside s, or -1.
func (a *Analysis) PlaceIn(s text.Span) int {
	for i := range a.Places {
		if s.Contains(a.Places[i].At) {
			return i
		}
	}
	return -1
}
