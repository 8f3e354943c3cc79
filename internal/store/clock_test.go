package store_test

import (
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
)

// A clock that is set back moves no entry and loses none: the order is that of the
// log. What is promised counts from the clock as it stands, and an author whose
// own clock is now far ahead is told so.
func TestClockSetBack(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		first, vault := newDesk(t, s)
		zelmora := newAuthor(t, "zelmora")
		foundWith(t, first, zelmora)
		source := filed(t, first, s)
		now := time.Now().UTC()
		d := desk.New(desk.Config{Store: s, Vault: vault, Signer: vault.Desk, Origin: origin, Audience: audience, Now: func() time.Time { return now }})
		defer d.Close()
		submit := func() (desk.Handed, error) {
			return d.Submit(t.Context(), zelmora.sign(t, zelmora.statement(t, source, nil)))
		}
		before, err := submit()
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(-10 * time.Minute)
		after, err := submit()
		if err != nil || after.Index != before.Index+1 {
			t.Fatalf("after the clock was set back: entry %d after %d, %v", after.Index, before.Index, err)
		}
		if got := after.Receipt.IncludeBy; !got.Equal(now.Add(desk.PromiseWithin).Truncate(time.Second)) {
			t.Errorf("promised by %v, at %v", got, now)
		}
		rows, err := s.Rows(t.Context(), before.Index, after.Index+1)
		if err != nil || len(rows) != 2 {
			t.Fatal(rows, err)
		}
		var times [2]time.Time
		for i, r := range rows {
			var l ledger.Leaf
			if err := l.UnmarshalBinary(r.Leaf); err != nil {
				t.Fatal(err)
			}
			times[i] = l.Time
		}
		if !times[1].Before(times[0]) {
			t.Errorf("the clock was not set back: %v, %v", times[0], times[1])
		}
		now = now.Add(-24 * time.Hour)
		if h, err := submit(); err == nil {
			t.Errorf("an entry made a day ahead of the clock was taken: %+v", h)
		}
		checkTree(t, s)
		digest, size, err := desk.Rebuild(t.Context(), s, vault)
		if err != nil || size != after.Index+1 {
			t.Fatalf("folded again: %d entries, %v", size, err)
		}
		if again, _, err := desk.Rebuild(t.Context(), s, vault); err != nil || again != digest {
			t.Errorf("folded twice the digests differ: %v", err)
		}
	})
}
