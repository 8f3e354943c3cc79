package store_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
)

// failing is a store whose tree cannot be read while broken.
type failing struct {
	desk.Store
	broken bool
}

var errBroken = errors.New("the disk does not answer")

func (f *failing) Update(ctx context.Context, steps ...func(desk.Tx) error) ([]error, error) {
	wrapped := make([]func(desk.Tx) error, len(steps))
	for i, step := range steps {
		wrapped[i] = func(tx desk.Tx) error { return step(failingTx{tx, f}) }
	}
	return f.Store.Update(ctx, wrapped...)
}

type failingTx struct {
	desk.Tx
	f *failing
}

func (t failingTx) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	if t.f.broken {
		return nil, errBroken
	}
	return t.Tx.ReadHashes(indexes)
}

// A desk that cannot read the tree writes nothing, says so to each who asked,
// and goes on when it can.
func TestDeskOutlivesReadErrors(t *testing.T) {
	ctx := context.Background()
	s, err := store.OpenSQLite(ctx, filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	first, vault := newDesk(t, s)
	found(t, first)
	doc, _, err := first.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
	if err != nil {
		t.Fatal(err)
	}
	f := &failing{Store: s, broken: true}
	second := desk.New(desk.Config{Store: f, Vault: vault, Signer: vault.Desk, Origin: origin, Audience: audience})
	defer second.Close()
	for range 2 {
		if _, err := second.Accept(ctx, amina, []string{doc.ID + "-s1"}); !errors.Is(err, errBroken) {
			t.Errorf("accepting without the tree: %v", err)
		}
	}
	f.broken = false
	if _, err := second.Accept(ctx, amina, []string{doc.ID + "-s1"}); err != nil {
		t.Errorf("accepting once the tree can be read: %v", err)
	}
}

// SQLite takes a whole transaction back by itself when the disk fails within a
// statement. What was to follow is not written either: outside of a transaction
// it would stand at once, and find what is not there.
func TestNothingFollowsARollback(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "surety.db")
	s, err := store.OpenSQLite(ctx, path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, _ := newDesk(t, s)
	found(t, d)
	doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TRIGGER fails BEFORE INSERT ON object BEGIN SELECT RAISE(ROLLBACK, 'the disk fails'); END"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Accept(ctx, amina, []string{doc.ID + "-s1"}); err == nil {
		t.Fatal("accepted, though the register could not be written")
	}
	for table, index := range map[string]string{"entry": "idx", "object": "idx", "label": "idx", "wording": "rowid"} {
		var n int
		if err := db.QueryRow("SELECT COUNT(*) FROM " + table + " WHERE " + index + " > 0").Scan(&n); err != nil || n > 0 {
			t.Errorf("%s has %d rows of an entry that is not there (%v)", table, n, err)
		}
	}
	if _, err := db.Exec("DROP TRIGGER fails"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Accept(ctx, amina, []string{doc.ID + "-s1"}); err != nil {
		t.Errorf("accepting once the register can be written: %v", err)
	}
}

// impatient is a store whose caller gives up once everything is written.
type impatient struct {
	desk.Store
	giveUp func()
}

func (i impatient) Update(ctx context.Context, steps ...func(desk.Tx) error) ([]error, error) {
	errs, err := i.Store.Update(ctx, steps...)
	i.giveUp()
	time.Sleep(20 * time.Millisecond) // in which somebody who does not wait goes away
	return errs, err
}

// Who gives up while the desk is writing hears what became of it all the same: an
// answer before it is known would be about an entry that may not stand.
func TestGivingUp(t *testing.T) {
	s, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	first, vault := newDesk(t, s)
	found(t, first)
	doc, _, err := first.TakeIn(t.Context(), "secretariat", "a.txt", "text/plain", article(1), evidence)
	if err != nil {
		t.Fatal(err)
	}
	ctx, giveUp := context.WithCancel(t.Context())
	second := desk.New(desk.Config{Store: impatient{s, giveUp}, Vault: vault, Signer: vault.Desk, Origin: origin, Audience: audience})
	defer second.Close()
	if _, err := second.Accept(ctx, amina, []string{doc.ID + "-s1"}); err != nil {
		t.Errorf("what was written is told as if it were not: %v", err)
	}
	if _, err := second.Accept(ctx, amina, []string{doc.ID + "-s2"}); !errors.Is(err, context.Canceled) {
		t.Errorf("what comes after giving up is begun: %v", err)
	}
}
