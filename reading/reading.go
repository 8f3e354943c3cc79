// Package reading turns documents into drafts: who said what to whom, what
// happened according to whom, which talks, which crossing is shut, always with
// the exact words and where they stand.
//
// It is deterministic, explains itself, and knows nothing of any one conflict.
// It reads values and gives values: no files, no network, no clock.
package reading

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/act"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/attribution"
	"github.com/surety-mechanism/surety/reading/boilerplate"
	"github.com/surety-mechanism/surety/reading/crossings"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/happening"
	"github.com/surety-mechanism/surety/reading/language"
	"github.com/surety-mechanism/surety/reading/metadata"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/page"
	"github.com/surety-mechanism/surety/reading/talks"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/undertakings"
	"github.com/surety-mechanism/surety/reading/when"
	"github.com/surety-mechanism/surety/reading/where"
	"github.com/surety-mechanism/surety/reading/who"
)

// Options steer a reading.
type Options struct {
	Published string      // YYYY-MM-DD: fixes the day of publication; "" finds it
	Known     names.Known // what a charter adds to the general tables

	// Second may add to each finished reading (package propose); nil for nobody.
	Second func(*analysis.Analysis)

	part int // for tests: the length of a part, and of what is read as one
}

// Read gives the drafts of one file: one document, or one for each item of a feed.
func Read(file string, raw []byte, o Options) ([]draft.Document, error) {
	var out []draft.Document
	err := each(file, raw, o, func(a *analysis.Analysis) { out = append(out, *a.Draft) })
	return out, err
}

// Analyse is Read for those who need the words too, such as a merge across
// documents: each Analysis holds its finished Draft. Of a document of more than
// one and a half mebibytes of words, the Draft is of all of it, and Text's
// sentences and tokens, Cast, Times, Places and Statements are those of its
// first mebibyte.
func Analyse(file string, raw []byte, o Options) ([]*analysis.Analysis, error) {
	var out []*analysis.Analysis
	err := each(file, raw, o, func(a *analysis.Analysis) { out = append(out, a) })
	return out, err
}

// each calls yield with every document of a file when it has been read.
func each(file string, raw []byte, o Options, yield func(*analysis.Analysis)) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return fault.New(fault.Invalid, "the file is empty")
	}
	pages, err := page.Open(file, raw)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	digest := hex.EncodeToString(sum[:])
	for i, p := range pages {
		pages[i] = page.Page{} // what it needs goes when it has been read
		a := &analysis.Analysis{Text: p.Text, Known: o.Known, Cast: &who.Cast{}}
		a.Draft = &draft.Document{File: file, Item: p.Item, Part: p.Part, SHA256: digest, Bytes: len(raw)}
		head(a, p, o)
		whole, part := cmp.Or(o.part, wholeBytes), cmp.Or(o.part, partBytes)
		switch {
		case a.Readable && len(a.Text.Plain) > whole:
			inParts(a, part)
		case a.Readable:
			text.Segment(a.Text)
			stages(a)
			finish(a)
		default:
			segmentFirst(a.Text, whole)
		}
		complete(a.Draft)
		if o.Second != nil {
			o.Second(a)
		}
		yield(a)
	}
	return nil
}

// head finds what a document says of itself: what is not the article, its
// title, its day, its language.
func head(a *analysis.Analysis, p page.Page, o Options) {
	t, d := a.Text, a.Draft
	marks, title := boilerplate.Find(t)
	h := metadata.Find(p, marks, title, o.Published)
	d.Title, d.Author, d.Publisher, d.Published = h.Title, h.Author, h.Publisher, h.Published
	if p.Title.Len() > 0 {
		title = p.Title
	}
	a.Title = title
	if h.Published.Date != nil {
		a.Published = *h.Published.Date
	}
	d.Boilerplate = p.Boilerplate
	for _, m := range marks {
		if start, end, ok := t.RawSpan(m.Span); ok {
			d.Boilerplate = append(d.Boilerplate, draft.Boilerplate{Start: start, End: end, Kind: m.Kind})
			t.Masked = append(t.Masked, m.Span)
		}
	}
	slices.SortFunc(d.Boilerplate, func(a, b draft.Boilerplate) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	slices.SortFunc(t.Masked, func(a, b text.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	a.Language = language.Guess(t.Plain)
	a.Readable = language.Readable(a.Language)
	d.Language, d.Readable = a.Language, a.Readable
}

// stages calls the stages that look for records, one line each, in the order
// that each needs what the ones before it found.
func stages(a *analysis.Analysis) {
	when.Read(a)
	a.Cast = who.Find(a.Text, &a.Known)
	where.Read(a)
	attribution.Read(a)
	act.Read(a)
	undertakings.Read(a)
	happening.Read(a)
	talks.Read(a)
	crossings.Read(a)
}

// finish moves what the stages keep beside the draft into it.
func finish(a *analysis.Analysis) {
	d := a.Draft
	d.Times, d.Places, d.Statements = make([]draft.Time, 0, len(a.Times)), make([]draft.Place, 0, len(a.Places)), make([]draft.Statement, 0, len(a.Statements))
	for _, t := range a.Times {
		d.Times = append(d.Times, t.Time)
	}
	for _, p := range a.Places {
		d.Places = append(d.Places, p.Place)
	}
	actors(a)
	for _, s := range a.Statements {
		d.Statements = append(d.Statements, s.Statement)
	}
}
