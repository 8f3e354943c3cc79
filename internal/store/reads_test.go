package store_test

import (
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/record"
)

// TestReads: what was opened is kept in order, and an entry commits to it once.
func TestReads(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		d, k := newDesk(t, s)
		found(t, d)
		var want []desk.Opening
		for i := range 3 {
			r := desk.Opening{At: time.Date(2026, 3, 4, 5, i, 6, 7, time.UTC), Seat: "chair", Person: "Amina", Entry: int64(i)}
			if err := s.PutReads(ctx, r); err != nil {
				t.Fatal(err)
			}
			want = append(want, r)
		}
		for _, some := range []bool{true, false} {
			if got, err := d.AttestReads(ctx, "secretariat", audience); err != nil || got != some {
				t.Fatalf("committed: %v, %v; want %v", got, err, some)
			}
		}
		it, err := s.ItemAt(ctx, clerk, 1)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Reads(ctx)
		if err != nil || len(list) != len(want) {
			t.Fatalf("%+v, %v", list, err)
		}
		for i, r := range list {
			if !r.At.Equal(want[i].At) || r.Seat != "chair" || r.Person != "Amina" || r.Entry != int64(i) || r.Batch != it.ID {
				t.Errorf("kept is %+v", r)
			}
		}
		salts, err := s.ReadSalts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if b := it.Body.(*record.ReadsAttested); b.Count != 3 || b.Digest != desk.ReadsDigest(salts[it.ID], list) || b.Digest == desk.ReadsDigest(nil, list) {
			t.Errorf("it commits to %+v", b)
		}
		checkLog(t, s, k)
	})
}
