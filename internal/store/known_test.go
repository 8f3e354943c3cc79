package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// What the writer of a file remembers from before holds no longer when another
// process has written, or when what it learnt was undone.
func TestKnown(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "surety.db")
	one, err := store.OpenSQLite(ctx, path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	two, err := store.OpenSQLite(ctx, path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	id := func(index int64) record.ID { return record.ID(fmt.Sprintf("%032x", index)) }
	object := func(tx desk.Tx, index int64, day string, seats ...record.Seat) error {
		o := &register.Object{ID: id(index), Index: index, Control: []byte("{}"), Kind: record.KindSourceFiled, Audience: seats}
		content := desk.Content{"published": []byte(`"` + day + `"`)}
		if index > 0 {
			o.Kind, o.Refs, content = record.KindStatementRecorded, []record.Ref{{Role: record.FromSource, ID: id(0)}}, desk.Content{}
		}
		return tx.PutObject(o, content)
	}
	put := func(seats ...record.Seat) func(desk.Tx) error {
		return func(tx desk.Tx) error {
			index, err := tx.Size()
			if err != nil {
				return err
			}
			return errors.Join(object(tx, index, "2026-03-01", seats...), tx.Append(desk.Row{Index: index, ID: id(index), Leaf: []byte{1}, Envelope: []byte{1},
				Signature: []byte{1}, LeafSalt: []byte{1}}, ledger.FirstHash(index), []ledger.Hash{{byte(index)}}))
		}
	}
	do := func(s *store.Whole, steps ...func(desk.Tx) error) {
		t.Helper()
		errs, err := s.Update(ctx, steps...)
		if err := errors.Join(append(errs, err)...); err != nil {
			t.Fatal(err)
		}
	}
	search := func(s *store.Whole, seat record.Seat, want ...int64) {
		t.Helper()
		all, err := s.Find(ctx, register.Viewer{Seats: []record.Seat{seat}}, register.Query{Kinds: []record.Kind{record.KindStatementRecorded}})
		var got []int64
		for _, f := range all {
			got = append(got, f.Index)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || err != nil {
			t.Errorf("%s finds %v, not %v: %v", seat, got, want, err)
		}
	}
	day := func(index int64, want string) {
		t.Helper()
		kept, err := one.Register(ctx)
		if got := kept[id(index)].Days[0]; got != want || err != nil {
			t.Errorf("the day of %d is %s, not %s: %v", index, got, want, err)
		}
	}
	do(one, put("chair", "secretariat"))
	do(one, put("chair"))
	do(one, put("chair"))
	search(one, "chair", 2, 1)
	do(one, put("chair")) // of which one knows that it waits
	do(two, put("secretariat"))
	search(two, "chair", 3, 2, 1) // and now waits no more
	do(one, put("secretariat"))
	do(one, put("chair"))
	search(one, "secretariat", 5, 4)
	search(two, "chair", 6, 3, 2, 1)

	// The day on which others hang is another.
	do(two, func(tx desk.Tx) error { return object(tx, 0, "2026-03-09", "chair", "secretariat") })
	day(6, "2026-03-09")
	do(one, put("chair"))
	day(7, "2026-03-09")
	do(one, func(tx desk.Tx) error { return object(tx, 0, "2026-03-11", "chair", "secretariat") })
	do(one, put("chair"))
	day(8, "2026-03-11")

	// What a step learnt that was undone nobody remembers: a day, and a set of seats.
	undone := errors.New("undone")
	errs, err := one.Update(ctx, func(tx desk.Tx) error {
		if err := errors.Join(object(tx, 0, "2026-03-20", "chair", "secretariat"), put("observer")(tx)); err != nil {
			return err
		}
		if _, err := tx.Content(id(0)); err != nil { // writes what waits
			return err
		}
		if err := put("observer")(tx); err != nil {
			return err
		}
		if _, err := tx.Content(id(0)); err != nil {
			return err
		}
		return undone
	}, put("observer"))
	if err != nil || !errors.Is(errs[0], undone) || errs[1] != nil {
		t.Fatal(errs, err)
	}
	day(9, "2026-03-11")
	search(two, "observer", 9)
	search(one, "chair", 8, 7, 6, 3, 2, 1)
	if _, err := one.Register(ctx); err != nil {
		t.Error(err)
	}
}
