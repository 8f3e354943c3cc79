package store_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// stopAt names the variable that makes this test's program a process that makes a
// register again and stops in the midst of it, to be killed: when rows of the table
// that it says have been written.
const stopAt = "SURETY_TEST_STOP_AT"

// stopping makes the register of the database named by the arguments again, and says
// how many rows its own transaction sees once the table has some. It never goes on.
func stopping(table string) int {
	ctx, folder, database := context.Background(), os.Args[1], os.Args[2]
	s, err := opened(ctx, database)
	if err == nil {
		defer s.Close()
		s.WhenWritten(func(written string, tx *sql.Tx) error {
			if !strings.HasPrefix(written, table+" ") {
				return nil
			}
			var objects, rows int
			if err := tx.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM object), (SELECT COUNT(*) FROM "+table+")").Scan(&objects, &rows); err != nil {
				return err
			}
			fmt.Println(objects, rows)
			time.Sleep(time.Hour)
			return nil
		})
		var k *keys.Keys
		if k, err = keys.Load(folder, nil); err == nil {
			_, _, err = desk.Rebuild(ctx, s, k)
		}
	}
	fmt.Println("it went on:", err)
	return 1
}

// opened opens a database, a file or a server's.
func opened(ctx context.Context, database string) (*store.Whole, error) {
	if filepath.IsAbs(database) {
		return store.OpenSQLite(ctx, database, false)
	}
	return store.OpenPostgres(ctx, database, false)
}

// A process that is killed while it fills the register's tables leaves nothing of
// them: not half a register, and none that counts as made. The next one makes the
// same as if nothing had happened.
func TestRebuildKilled(t *testing.T) {
	for _, database := range []string{"sqlite", "postgres"} {
		for _, table := range []string{"object", "label"} {
			t.Run(database+"/"+table, func(t *testing.T) {
				ctx := t.Context()
				name := filepath.Join(t.TempDir(), "surety.db")
				create := func() (*store.Whole, error) { return store.OpenSQLite(ctx, name, true) }
				if database == "postgres" {
					name = testkit.Postgres(t)
					create = func() (*store.Whole, error) { return store.OpenPostgres(ctx, name, true) }
				}
				s, err := create()
				if err != nil {
					t.Fatal(err)
				}
				folder := filepath.Join(t.TempDir(), "keys")
				k, err := keys.Create(folder, rand.Reader, origin)
				if err != nil {
					t.Fatal(err)
				}
				d := desk.New(desk.Config{Store: s, Vault: k, Signer: k.Desk, Origin: origin, Audience: audience, Intake: audience})
				found(t, d)
				for i := range 10 {
					doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(i), evidence)
					if err != nil {
						t.Fatal(err)
					}
					if _, err := d.Accept(ctx, amina, []string{doc.ID + "-i1", doc.ID + "-u1"}); err != nil {
						t.Fatal(err)
					}
				}
				d.Close()
				digest, size, err := desk.Rebuild(ctx, s, k)
				if err != nil {
					t.Fatal(err)
				}
				want, err := s.Register(ctx)
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Forget(ctx); err != nil {
					t.Fatal(err)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}

				objects, rows := killedAt(t, table, folder, name)
				if int64(objects) != size || rows == 0 {
					t.Fatalf("killed when %d of %d objects and %d rows of %s were written: nothing is shown", objects, size, rows, table)
				}

				if s, err = opened(ctx, name); err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				if left, err := s.Register(ctx); err != nil || len(left) > 0 {
					t.Errorf("%d objects are left of the register that was being made, %v", len(left), err)
				}
				if folded, err := s.Folded(ctx); err != nil || folded {
					t.Errorf("what was being made counts as made: %v, %v", folded, err)
				}
				again, n, err := desk.Rebuild(ctx, s, k)
				if err != nil || again != digest || n != size {
					t.Errorf("made again: digest %s of %d entries, not %s of %d: %v", again, n, digest, size, err)
				}
				got, err := s.Register(ctx)
				if diff := cmp.Diff(want, got); err != nil || diff != "" {
					t.Errorf("made again, the register differs: %v\n%s", err, diff)
				}
				if folded, err := s.Folded(ctx); err != nil || !folded {
					t.Errorf("the register counts as made: %v, %v", folded, err)
				}
				if err := s.Sound(ctx); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// killedAt starts a process that makes a register again, kills it when rows of a
// table are written, and gives how many objects and rows its transaction saw then.
func killedAt(t *testing.T, table, folder, database string) (objects, rows int) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, folder, database)
	cmd.Env = append(os.Environ(), stopAt+"="+table)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	tooLong := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if !tooLong.Stop() || err != nil {
		t.Errorf("it never came so far: %q, %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // it was killed: that it did not end well is no news
	if _, err := fmt.Sscan(line, &objects, &rows); err != nil {
		t.Fatalf("it said %q: %v", line, err)
	}
	return objects, rows
}
