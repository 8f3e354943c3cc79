package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(replicaOf); address != "" {
		os.Exit(replicated(address))
	}
	os.Exit(testkit.Main(m))
}

// TestTwoServersOnPostgres has two servers take entries and sign checkpoints on one
// PostgreSQL database and one guard's memory, each knowing nothing of the other: no
// place is given twice, whatever was signed is a beginning of the log as it stands
// afterwards, and all of it verifies.
func TestTwoServersOnPostgres(t *testing.T) {
	ctx, root, dsn := context.Background(), t.TempDir(), testkit.Postgres(t)
	dir := filepath.Join(root, "m")
	o := Options{Guard: filepath.Join(root, "guard"), Database: dsn}
	first, err := Init(ctx, dir, "Amina", charterFile, charters.Exercise, o)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	o.Database = "" // the folder says
	second, err := Open(ctx, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	c, both := first.Founding.Charter, []*Mechanism{first, second}

	var mu sync.Mutex
	at := map[int64]record.ID{}
	var signed []ledger.Tree
	var wg sync.WaitGroup
	for n, m := range both {
		wg.Go(func() {
			who := desk.Person{Seat: c.Secretariat(), Name: "Amina", Session: "test:amina"}
			for i := range 8 {
				raw, read := testkit.Article(100*n+i, 1)
				sealed, err := m.Evidence.Put(bytes.NewReader(raw))
				if err != nil {
					t.Error(err)
					return
				}
				doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
				if err != nil {
					t.Error(err)
					return
				}
				made, err := m.Desk.Accept(ctx, who, []string{doc.ID + "-s1"})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := m.Publisher.Publish(ctx); err != nil {
					t.Errorf("server %d signs: %v", n, err)
				}
				cp, err := m.Store.LatestCheckpoint(ctx)
				if err != nil {
					t.Error(err)
					return
				}
				o, err := m.Publisher.Verifier.OpenCheckpoint(cp.Note)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				for _, o := range made {
					if other, twice := at[o.Index]; twice {
						t.Errorf("place %d was given to %s and to %s", o.Index, o.Entry, other)
					}
					at[o.Index] = o.Entry
				}
				signed = append(signed, o.Tree)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	for index, id := range at {
		it, err := both[1].Store.Item(ctx, both[1].Secretariat(), id)
		if err != nil || it.Index != index {
			t.Errorf("entry %s was acknowledged at %d and stands at %d: %v", id, index, it.Index, err)
		}
	}
	for _, tree := range signed {
		now, err := ledger.Root(tree.Size, first.Store.Hashes(ctx))
		if err != nil || now != tree {
			t.Errorf("a checkpoint of %d entries was signed that the log does not continue: %v", tree.Size, err)
		}
	}
	for n, m := range both {
		if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || !v.OK() {
			t.Errorf("server %d verifies: %v, %+v", n, err, v)
		}
	}
}
