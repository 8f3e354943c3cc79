package reading

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// What the stages keep of a text is forty times its length, so that a document
// that is longer than any article is read in parts, one after the other. Each is
// read as if it stood alone: who "he" is and which incident is meant is not
// looked for across them.
const (
	wholeBytes = 3 << 19 // bytes of words up to which a document is read as one
	partBytes  = 1 << 20 // the most that a part has
)

// inParts reads the document a, whose head is known, part by part. Of the words,
// a keeps those of the first part: its sentences, tokens, cast and statements.
func inParts(a *analysis.Analysis, size int) {
	var n numbers
	times, places := 0, 0
	for from := 0; from < len(a.Text.Plain); {
		s := text.Span{Start: from, End: partEnd(a.Text.Plain, from, size)}
		b := &analysis.Analysis{Text: a.Text.Cut(s), Known: a.Known, Cast: &who.Cast{}, Published: a.Published, Language: a.Language, Readable: a.Readable}
		b.Draft = &draft.Document{File: a.Draft.File}
		if s.Contains(a.Title) {
			b.Title = text.Span{Start: a.Title.Start - s.Start, End: a.Title.End - s.Start}
		}
		text.Segment(b.Text)
		stages(b)
		finish(b)
		if from == 0 {
			a.Cast, a.Times, a.Places, a.Statements = b.Cast, b.Times, b.Places, b.Statements
			keep(a.Text, b.Text)
		}
		n.shift(b.Draft, times, places)
		add(a.Draft, b.Draft)
		n.count(b.Draft)
		times, places, from = len(a.Draft.Times), len(a.Draft.Places), s.End
	}
}

// segmentFirst segments the first part of t.
func segmentFirst(t *text.Text, size int) {
	first := t.Cut(text.Span{End: partEnd(t.Plain, 0, size)})
	text.Segment(first)
	keep(t, first)
}

// keep gives t the sentences and tokens of its first part.
func keep(t, first *text.Text) {
	t.Paragraphs, t.Sentences, t.Tokens, t.Quotes = first.Paragraphs, first.Sentences, first.Tokens, first.Quotes
}

// partEnd gives where the part of s that begins at from ends: behind a
// paragraph, else behind a sentence, else at a blank in its second half, else
// anywhere between two characters.
func partEnd(s string, from, size int) int {
	end := from + size
	if end >= len(s) {
		return len(s)
	}
	half := from + size/2
	for _, mark := range []string{"\n\n", "\n", ". ", " "} {
		if i := strings.LastIndex(s[half:end], mark); i >= 0 {
			return half + i + len(mark)
		}
	}
	for end > half && !utf8.RuneStart(s[end]) {
		end--
	}
	return end
}

// add puts the records of part behind those of d.
func add(d, part *draft.Document) {
	d.Times = append(d.Times, part.Times...)
	d.Places = append(d.Places, part.Places...)
	d.Actors = append(d.Actors, part.Actors...)
	d.Statements = append(d.Statements, part.Statements...)
	d.Incidents = append(d.Incidents, part.Incidents...)
	d.Talks = append(d.Talks, part.Talks...)
	d.Agreements = append(d.Agreements, part.Agreements...)
	d.Crossings = append(d.Crossings, part.Crossings...)
	d.Undertakings = append(d.Undertakings, part.Undertakings...)
}

// numbers are how many records of each letter stand in the parts before.
type numbers struct{ s, i, f, t, a, c, u int }

// count adds the records of a part.
func (n *numbers) count(d *draft.Document) {
	n.s, n.i, n.t, n.a = n.s+len(d.Statements), n.i+len(d.Incidents), n.t+len(d.Talks), n.a+len(d.Agreements)
	n.c, n.u = n.c+len(d.Crossings), n.u+len(d.Undertakings)
	for i := range d.Incidents {
		n.f += len(d.Incidents[i].Figures)
	}
}

// shift makes the ids of a part, and what refers to them, go on after the parts before.
func (n *numbers) shift(d *draft.Document, times, places int) {
	for i := range d.Statements {
		s := &d.Statements[i]
		n.id(&s.ID)
		n.id(&s.Inside)
		n.id(&s.Repeats)
		s.Time = later(s.Time, times)
	}
	for i := range d.Incidents {
		x := &d.Incidents[i]
		n.id(&x.ID)
		x.Place = later(x.Place, places)
		for j := range x.Attributions {
			n.id(&x.Attributions[j].By)
		}
		for j := range x.Figures {
			n.id(&x.Figures[j].ID)
			n.id(&x.Figures[j].Statement)
		}
		for j := range x.Conflicts {
			n.ids(x.Conflicts[j].Between)
		}
	}
	for i := range d.Talks {
		n.id(&d.Talks[i].ID)
	}
	for i := range d.Agreements {
		n.id(&d.Agreements[i].ID)
	}
	for i := range d.Crossings {
		n.id(&d.Crossings[i].ID)
	}
	for i := range d.Undertakings {
		n.id(&d.Undertakings[i].ID)
		n.ids(d.Undertakings[i].Statements)
	}
}

func (n *numbers) ids(all []string) {
	for i := range all {
		n.id(&all[i])
	}
}

// id moves an id, a letter and a number. Other words stay.
func (n *numbers) id(id *string) {
	if len(*id) < 2 {
		return
	}
	by := 0
	switch (*id)[0] {
	case 's':
		by = n.s
	case 'i':
		by = n.i
	case 'f':
		by = n.f
	case 't':
		by = n.t
	case 'a':
		by = n.a
	case 'c':
		by = n.c
	case 'u':
		by = n.u
	}
	if k, err := strconv.Atoi((*id)[1:]); err == nil && by > 0 {
		*id = (*id)[:1] + strconv.Itoa(k+by)
	}
}

// later gives an index into a list that others were put before.
func later(i *int, by int) *int {
	if i == nil || by == 0 {
		return i
	}
	n := *i + by
	return &n
}
