package store_test

import (
	"testing"

	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// Figures that contradict each other stay rivals in the register: whichever is
// accepted later says what it conflicts with, and what was not accepted is not
// spoken of.
func TestRivalFigures(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		d, _ := newDesk(t, s)
		found(t, d)
		a := article(1)
		twenty := 20
		i := &a.Incidents[0]
		for _, id := range []string{"f2", "f3"} {
			i.Figures = append(i.Figures, draft.Figure{ID: id, Rule: "number", Effect: "killed", Group: "soldiers", Number: &twenty, Phrase: "seven soldiers",
				Start: 80, End: 94, Class: "unattributed"})
		}
		i.Conflicts = []draft.Conflict{{On: "number", Between: []string{"f1", "f2", "f3"}}}
		doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", a, evidence)
		if err != nil {
			t.Fatal(err)
		}
		made, err := d.Accept(ctx, amina, []string{doc.ID + "-i1", doc.ID + "-f1", doc.ID + "-f2"})
		if err != nil {
			t.Fatal(err)
		}
		for n, want := range map[int]record.ID{1: "", 2: made[1].Entry} {
			it, err := s.Item(ctx, clerk, made[n].Entry)
			if err != nil {
				t.Fatal(err)
			}
			var got []record.ID
			for _, r := range it.Refs {
				if r.Role == record.ConflictWith {
					got = append(got, r.ID)
				}
			}
			if want == "" && got != nil || want != "" && (len(got) != 1 || got[0] != want) {
				t.Errorf("figure %d conflicts with %v, want %q", n, got, want)
			}
		}
	})
}
