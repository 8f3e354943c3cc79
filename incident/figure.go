package incident

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Figure is one count as one recorder has it: what it counts, of what, and who
// says so. It is never a bare number.
type Figure struct {
	Number       *int   `json:"number,omitempty"` // nil where only the phrase is known
	Phrase       string `json:"phrase,omitempty"`
	CountingUnit string `json:"counting_unit"`
	RecordedBy   string `json:"recorded_by"`
	AttributedTo string `json:"attributed_to,omitempty"` // "" where the recorder attributes it to nobody
	Class        string `json:"class"`                   // record.ClaimClasses
	Effect       string `json:"effect,omitempty"`
	Group        string `json:"group,omitempty"`
	Low          bool   `json:"low,omitempty"` // at least so many
}

// FigureOf gives the figure of a claim.
func FigureOf(b *record.ClaimRecorded) Figure {
	return Figure{Number: b.Number, Phrase: b.Words.Readable(), CountingUnit: b.CountingUnit, RecordedBy: b.RecordedBy,
		AttributedTo: b.AttributedTo.Name, Class: b.Class, Effect: b.Effect, Group: b.Group, Low: b.Low}
}

// Sum adds figures, or says why they may not be added: a loss that a side admits
// and one that the other claims to have inflicted are no two parts of a whole,
// nor are counts of different recorders, of different things, or of phrases.
func Sum(figures []Figure) (Figure, error) {
	if len(figures) == 0 {
		return Figure{}, fmt.Errorf("there is nothing to add")
	}
	first, total := figures[0], 0
	for _, f := range figures {
		for _, same := range []struct{ what, a, b string }{
			{"class", first.Class, f.Class}, {"counting unit", first.CountingUnit, f.CountingUnit}, {"recorder", first.RecordedBy, f.RecordedBy},
			{"effect", first.Effect, f.Effect}, {"attribution", first.AttributedTo, f.AttributedTo},
		} {
			if same.a != same.b {
				return Figure{}, fmt.Errorf("they differ in their %s (%q and %q) and are not added", same.what, same.a, same.b)
			}
		}
		if f.CountingUnit == "" || f.RecordedBy == "" {
			return Figure{}, fmt.Errorf("a count without a counting unit or a recorder is not added")
		}
		if f.Number == nil {
			return Figure{}, fmt.Errorf("%q is a phrase and not a number", f.Phrase)
		}
		total += *f.Number
		first.Low = first.Low || f.Low
		if first.Group != f.Group {
			first.Group = ""
		}
	}
	first.Number, first.Phrase = &total, ""
	return first, nil
}

// Series is the figures of one recorder, of one class and unit, in the order
// given. Series of several recorders stand side by side and are never joined.
type Series struct {
	RecordedBy   string   `json:"recorded_by"`
	Class        string   `json:"class"`
	CountingUnit string   `json:"counting_unit"`
	Figures      []Figure `json:"figures"`
}

// SideBySide divides figures into series.
func SideBySide(figures []Figure) []Series {
	var all []Series
	for _, f := range figures {
		i := slices.IndexFunc(all, func(s Series) bool {
			return s.RecordedBy == f.RecordedBy && s.Class == f.Class && s.CountingUnit == f.CountingUnit
		})
		if i < 0 {
			all = append(all, Series{RecordedBy: f.RecordedBy, Class: f.Class, CountingUnit: f.CountingUnit})
			i = len(all) - 1
		}
		all[i].Figures = append(all[i].Figures, f)
	}
	slices.SortStableFunc(all, func(a, b Series) int {
		return cmp.Or(cmp.Compare(a.RecordedBy, b.RecordedBy), cmp.Compare(a.Class, b.Class), cmp.Compare(a.CountingUnit, b.CountingUnit))
	})
	return all
}

// Copy says that a document is a copy of another, a translation of it, or draws on it.
type Copy struct{ Of, From record.ID }

// Roots counts the independent roots of documents: each document is followed to
// what it was taken from, and those that end at one root are one. A circle of
// documents that cite each other is one root.
func Roots(documents []record.ID, links []Copy) int {
	group := map[record.ID]record.ID{}
	find := func(id record.ID) record.ID {
		for group[id] != "" {
			id = group[id]
		}
		return id
	}
	for _, l := range links {
		if a, b := find(l.Of), find(l.From); a != b {
			group[a] = b
		}
	}
	roots := map[record.ID]bool{}
	for _, d := range documents {
		roots[find(d)] = true
	}
	return len(roots)
}
