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
		filed(t, d, s)
		if full, err := s.Weight(t.Context()); err != nil || full <= empty {
			t.Errorf("empty it takes %d bytes, with a charter and a document %d, %v", empty, full, err)
		}
	})
}
