package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An index of words that is too large to be made in memory is made where it belongs,
// and has the same words.
func TestWordsTooLarge(t *testing.T) {
	fill := func() (*Whole, []string) {
		s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		planted(t, s, 3000)
		all, err := collect(t.Context(), s.read, "reading the words", func(scan func(...any) error) (string, error) {
			var term, doc string
			err := scan(&term, &doc)
			return term + " " + doc, err
		}, "SELECT term, doc FROM wording_terms ORDER BY term, doc")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Sound(t.Context()); err != nil {
			t.Error(err)
		}
		return s, all
	}
	s, want := fill()
	if len(want) < 3000 {
		t.Fatalf("%d words: nothing is shown", len(want))
	}
	const few = 8
	var pages int
	if err := s.read.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM dbstat WHERE name LIKE 'wording%'").Scan(&pages); err != nil || pages <= few {
		t.Fatalf("the index has %d pages, %v: it is not too large", pages, err)
	}
	SmallAside(t, few)
	_, got := fill()
	if !slices.Equal(got, want) {
		t.Errorf("%d words in place of %d: %s", len(got), len(want), strings.Join(got[:min(5, len(got))], ", "))
	}
}
