package store_test

import (
	"testing"

	"github.com/surety-mechanism/surety/internal/store"
)

// TestWeight: a database with something in it takes more room than an empty one.
func TestWeight(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		empty, err := s.Weight(t.Context())
		if err != nil || empty <= 0 {
			t.Fatal(empty, err)
		}
		d, _ := newDesk(t, s)
		found(t, d)
		for i := range 10 { // so that it needs more pages than it began with
			if _, _, err := d.TakeIn(t.Context(), "secretariat", "a.txt", "text/plain", article(i), evidence); err != nil {
				t.Fatal(err)
			}
		}
		if full, err := s.Weight(t.Context()); err != nil || full <= empty {
			t.Errorf("empty it takes %d bytes, with a charter and ten documents %d, %v", empty, full, err)
		}
	})
}
