package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
)

// erase has two people say that an entry's content has to go.
func erase(ctx context.Context, d *desk.Desk, id record.ID, reason string) error {
	if _, err := d.Erase(ctx, amina, id, reason); err != nil {
		return err
	}
	_, err := d.Erase(ctx, bashir, id, reason)
	return err
}

// TestErasePostgres: on PostgreSQL too an erasure takes the words out of every
// table's file. The server's journal (pg_wal) is its own to recycle: SECURITY.md
// says so.
func TestErasePostgres(t *testing.T) {
	ctx := t.Context()
	dsn := testkit.Postgres(t)
	s, err := store.OpenPostgres(ctx, dsn, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, k := newDesk(t, s)
	found(t, d)
	filed(t, d, s)
	said, err := s.ItemAt(ctx, clerk, 2)
	if err != nil {
		t.Fatal(err)
	}
	row, err := s.Row(ctx, said.ID)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// The files of this database alone: others of the cluster hold the same words.
	var dir, oid string
	if err := db.QueryRowContext(ctx, "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()").Scan(&dir, &oid); err != nil {
		t.Fatal(err)
	}
	secrets := [][]byte{[]byte("guard post 1 of report 1"), row.Payload[20:60], row.Key[20:50]}
	holding := func() (files []string) {
		if _, err := db.ExecContext(context.Background(), "CHECKPOINT"); err != nil {
			t.Fatal(err)
		}
		if err := filepath.WalkDir(filepath.Join(dir, "base", oid), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			for _, secret := range secrets {
				if bytes.Contains(data, secret) {
					files = append(files, filepath.Base(path))
				}
			}
			return err
		}); err != nil {
			t.Skipf("the server's files cannot be read by this test: %v", err)
		}
		return files
	}
	if len(holding()) < len(secrets) {
		t.Fatalf("before anything is erased it stands in %v: the test looks for the wrong thing", holding())
	}
	// Somebody began to read before, and has not ended.
	reader, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRowContext(ctx, "SELECT COUNT(*) FROM entry").Scan(&n); err != nil {
		t.Fatal(err)
	}
	for _, id := range said.Refs {
		if err := erase(ctx, d, id.ID, "it endangers the source"); err != nil {
			t.Fatal(err)
		}
	}
	if err := erase(ctx, d, said.ID, "it endangers the source"); err != nil {
		t.Fatal(err)
	}
	soon, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	if err := s.Scrub(soon); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("while somebody reads what was: %v", err)
	}
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(ctx); err != nil {
		t.Fatal(err)
	}
	if left := holding(); len(left) > 0 {
		t.Errorf("what was erased still stands in %s", strings.Join(left, ", "))
	}
	checkLog(t, s, k)
	first, size, err := desk.Rebuild(ctx, s, k)
	if err != nil {
		t.Fatal(err)
	}
	if again, n, err := desk.Rebuild(ctx, s, k); err != nil || again != first || n != size {
		t.Errorf("rebuilt to %s, then to %s, %v", first, again, err)
	}
}
