package store_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/register"
)

var errTorn = errors.New("the power is gone")

// torn is a database whose rebuild ends in the middle.
type torn struct{ desk.Reloader }

func (d torn) Reload(ctx context.Context, made func(desk.Log) iter.Seq2[desk.Made, error]) error {
	return d.Reloader.Reload(ctx, func(log desk.Log) iter.Seq2[desk.Made, error] {
		return func(yield func(desk.Made, error) bool) {
			n := 0
			for one, err := range made(log) {
				if n++; n == 4 {
					yield(desk.Made{}, errTorn)
					return
				}
				if !yield(one, err) {
					return
				}
			}
		}
	})
}

// shut opens no audience's key.
type shut struct{ desk.Vault }

func (shut) OpenAudience([]byte) (ledger.Key, error) { return ledger.Key{}, errTorn }

// A register that is folded again is the one that was there, for whoever had a
// page open too; one whose folding breaks off leaves the old one as it was, and
// can be folded again.
func TestRebuildWholeOrNot(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := context.Background()
		d, vault := newDesk(t, s)
		found(t, d)
		doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"-s1", "-i1", "-u1"} {
			if _, err := d.Accept(ctx, amina, []string{doc.ID + id}); err != nil {
				t.Fatal(err)
			}
		}
		kept := func() any {
			all, err := s.Register(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		before := kept()
		if _, _, err := desk.Rebuild(ctx, torn{s}, vault); !errors.Is(err, errTorn) {
			t.Errorf("a rebuild that broke off: %v", err)
		}
		if _, _, err := desk.Rebuild(ctx, s, shut{vault}); !errors.Is(err, errTorn) {
			t.Errorf("a rebuild that can open nothing: %v", err)
		}
		if diff := cmp.Diff(before, kept()); diff != "" {
			t.Errorf("what broke off left its trace:\n%s", diff)
		}
		for range 2 {
			if _, _, err := desk.Rebuild(ctx, s, vault); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, kept()); diff != "" {
				t.Errorf("folded again, the register differs:\n%s", diff)
			}
			if err := s.Sound(ctx); err != nil {
				t.Error(err)
			}
		}
		// The desk goes on writing into the tables that took the old ones' place.
		if _, err := d.Accept(ctx, amina, []string{doc.ID + "-t1"}); err != nil {
			t.Fatal(err)
		}
		if all, err := s.Entries(ctx, clerk, register.Page{}); err != nil || len(all) < 5 {
			t.Errorf("%d entries: %v", len(all), err)
		}
	})
}
