package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// What finds an object that comes alone is written later, many together; whoever
// searches, and whoever compares the register, has all of it all the same.
func TestFoundLate(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		next := int64(0)
		object := func(index int64, stands bool, text string) (*register.Object, desk.Content) {
			o := &register.Object{ID: record.ID(fmt.Sprintf("%032x", index)), Index: index, Control: []byte("{}"), Kind: record.KindStatementRecorded,
				Audience: []record.Seat{"chair"}}
			if !stands {
				o.Void = "it breaks a rule"
			}
			return o, desk.Content{"words": []byte(`{"text":"` + text + `","start":0,"end":1}`)}
		}
		put := func(stands bool, text string) func(tx desk.Tx) error {
			return func(tx desk.Tx) error {
				index, err := tx.Size()
				if err != nil {
					return err
				}
				o, content := object(index, stands, text)
				return errors.Join(tx.PutObject(o, content), tx.Append(desk.Row{Index: index, ID: o.ID, Leaf: []byte{1}, Envelope: []byte{1}, Signature: []byte{1},
					LeafSalt: []byte{1}}, ledger.FirstHash(index), []ledger.Hash{{byte(index)}}))
			}
		}
		do := func(steps ...func(desk.Tx) error) {
			t.Helper()
			errs, err := s.Update(ctx, steps...)
			if err := errors.Join(append(errs, err)...); err != nil {
				t.Fatal(err)
			}
			if next, err = s.Size(ctx); err != nil {
				t.Fatal(err)
			}
		}
		found := func(when string, want int) {
			t.Helper()
			labels, words, err := s.Found(ctx)
			if labels != want || words != want || err != nil {
				t.Errorf("%s, %d objects are found by labels and %d by words, not %d: %v", when, labels, words, want, err)
			}
		}
		search := func(when, word string, want ...int64) {
			t.Helper()
			q := register.Query{Kinds: []record.Kind{record.KindStatementRecorded}, Limit: 1000}
			if word != "" {
				q.Words = [][]string{{word}}
			}
			all, err := s.Find(ctx, register.Viewer{Seats: []record.Seat{"chair"}}, q)
			var got []int64
			for _, f := range all {
				got = append(got, f.Index)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) || err != nil {
				t.Errorf("%s, a search for %q gives %v, not %v: %v", when, word, got, want, err)
			}
		}
		do(put(true, "bridge"))
		do(put(true, "valley"), put(true, "bridge"))
		found("of few", 0)
		search("of few", "bridge", 2, 0)
		found("after a search", 3)
		search("after a search", "", 2, 1, 0)

		do(put(true, "ridge"))
		do(put(false, "ridge"))
		search("by labels", "", 3, 2, 1, 0)
		found("after a search by labels", 4)
		do(put(false, "ridge")) // for which nothing waits
		search("of what is void", "ridge", 3)

		do(put(true, "dawn"))
		do(func(tx desk.Tx) error { return errors.Join(tx.PutObject(object(3, true, "river"))) })
		found("after one was written again", 5)
		do(put(true, "dawn"))
		do(func(tx desk.Tx) error { return tx.PutObject(object(7, true, "night")) })
		found("after one that waited was written again", 6)
		search("after one that waited was written again", "night", 7)
		search("after one that waited was written again", "dawn", 6)
		search("after one was written again", "river", 3)
		search("after one was written again", "ridge")

		do(put(true, "road"))
		errs, err := s.Update(ctx, func(tx desk.Tx) error {
			if err := tx.PutObject(object(0, true, "nothing")); err != nil {
				return err
			}
			if _, err := tx.Content(record.ID(fmt.Sprintf("%032x", 0))); err != nil { // writes what waits
				return err
			}
			return errors.New("undone")
		}, put(true, "road"))
		if err != nil || errs[0] == nil || errs[1] != nil {
			t.Fatal(errs, err)
		}
		search("after a step was undone", "road", 9, 8)
		search("after a step was undone", "nothing")
		search("after a step was undone", "bridge", 2, 0)

		var many []func(desk.Tx) error
		for range store.FewTogether {
			many = append(many, put(true, "many"))
		}
		do(put(true, "alone"))
		do(many...)
		found("of many", int(next)-2)
		search("of many", "alone", 10)
		for range store.MostLate + store.FewTogether {
			do(put(true, "alone"))
		}
		if labels, _, err := s.Found(ctx); err != nil || labels < store.MostLate || labels > int(next)-3 {
			t.Errorf("of %d, %d are found: %v", next, labels, err)
		}
		kept, err := s.Register(ctx)
		if err != nil || len(kept) != int(next) || len(kept[record.ID(fmt.Sprintf("%032x", next-1))].Words) == 0 {
			t.Errorf("%d rows of the register for %d entries: %v", len(kept), next, err)
		}
		found("after all was compared", int(next)-2)
	})
}
