package store_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
)

// rowsOf is every row of every table that a copy keeps, as text, sorted.
func rowsOf(t *testing.T, s *store.Whole) map[string][]string {
	t.Helper()
	all, err := s.Dump(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, rows := range all {
		slices.Sort(rows)
	}
	return all
}

// TestTransfer copies a record from each database into a file and from there into
// each database: not a value differs, what was erased stays so, the register folded
// from the copy is the same, and the desk goes on in it.
func TestTransfer(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx, noon := t.Context(), time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
		d, k := newDesk(t, s)
		found(t, d)
		erased := filed(t, d, s)
		if err := erase(ctx, d, erased, "it endangers the source"); err != nil {
			t.Fatal(err)
		}
		if err := s.PutCheckpoint(ctx, store.Checkpoint{Size: 2, Note: []byte("a\n\\ note\x00"), Signed: noon}); err != nil {
			t.Fatal(err)
		}
		if err := s.PutReads(ctx, desk.Opening{At: noon, Seat: "chair", Person: "\tA\\N", Entry: 1}); err != nil {
			t.Fatal(err)
		}
		want, _, err := desk.Rebuild(ctx, s, k)
		if err != nil {
			t.Fatal(err)
		}
		before := rowsOf(t, s)
		for _, table := range []string{"entry", "node", "log_head", "checkpoint", "document", "draft", "audience_key", "read_audit"} {
			if len(before[table]) == 0 {
				t.Errorf("nothing in the table %s: the test would not see it go", table)
			}
		}
		file := filepath.Join(t.TempDir(), "copy.db")
		if err := s.CopyTo(ctx, file); err != nil {
			t.Fatal(err)
		}
		if left, _ := filepath.Glob(file + "-*"); len(left) > 0 {
			t.Errorf("a part of the copy stands in %v", left)
		}
		copied, err := store.OpenSQLite(ctx, file, false)
		if err != nil {
			t.Fatal(err)
		}
		defer copied.Close()
		if diff := cmp.Diff(before, rowsOf(t, copied)); diff != "" {
			t.Errorf("the copy differs: %s", diff)
		}
		back, err := store.OpenPostgres(ctx, testkit.Postgres(t), true)
		if err != nil {
			t.Fatal(err)
		}
		defer back.Close()
		if err := store.Transfer(ctx, copied, back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, rowsOf(t, back)); diff != "" {
			t.Errorf("what was put into PostgreSQL differs: %s", diff)
		}
		if err := store.Transfer(ctx, copied, back); !fault.Is(err, fault.Conflict) {
			t.Errorf("over a record that is there: %v", err)
		}
		if folded, err := back.Folded(ctx); err != nil || folded {
			t.Errorf("the register was copied: %v, %v", folded, err)
		}
		for name, to := range map[string]*store.Whole{"SQLite": copied, "PostgreSQL": back} {
			if got, _, err := desk.Rebuild(ctx, to, k); err != nil || got != want {
				t.Errorf("%s: folded to %s, not %s: %v", name, got, want, err)
			}
			if folded, err := to.Folded(ctx); err != nil || !folded {
				t.Errorf("%s: the register is made, and is said not to be: %v", name, err)
			}
			checkLog(t, to, k)
			on := desk.New(desk.Config{Store: to, Vault: k, Signer: k.Desk, Origin: origin, Audience: audience, Intake: audience})
			more, read := testkit.Article(2, 1)
			if _, _, err := on.TakeIn(ctx, "secretariat", read.File, "text/plain", read, record.Evidence{Name: "f", Key: more[:1]}); err != nil {
				t.Errorf("%s takes nothing in: %v", name, err)
			}
			if err := to.PutReads(ctx, desk.Opening{At: noon, Seat: "chair", Person: "B", Entry: 1}); err != nil {
				t.Errorf("%s: the next reading: %v", name, err)
			}
			on.Close()
			checkLog(t, to, k)
		}
	})
}
