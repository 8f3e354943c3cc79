package test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // to change what is stored behind the program's back

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
)

// sound is a mechanism with something of everything in it, closed.
type sound struct {
	dir, guard string
	trust      *ledger.Trust
}

func makeSound(t *testing.T) sound { return makeSoundIn(t, "") }

// makeSoundIn makes one with its record in a database.
func makeSoundIn(t *testing.T, database string) sound {
	t.Helper()
	dir, guard := foundIn(t, database)
	ctx := context.Background()
	m, err := app.Open(ctx, dir, app.Options{Guard: guard})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	who := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Amina", Session: "test:amina"}
	for n := range 3 {
		raw, read := testkit.Article(n, 3)
		sealed, err := m.Evidence.Put(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Desk.Accept(ctx, who, []string{doc.ID + "-s1", doc.ID + "-i1", doc.ID + "-f1"}); err != nil {
			t.Fatal(err)
		}
		if err := m.Desk.Reject(ctx, who, "said twice", []string{doc.ID + "-s2"}); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
	}
	s := sound{dir: dir, guard: guard}
	if s.trust, err = m.Trust(); err != nil {
		t.Fatal(err)
	}
	// What finds the last objects is written when somebody looks: before they are
	// copied, so that all that looking changes after it is the change itself.
	if _, err := m.Verify(ctx, ledger.AuditOptions{Trust: s.trust}); err != nil {
		t.Fatal(err)
	}
	return s
}

// copied gives a copy of the mechanism to spoil.
func (s sound) copied(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// complaint verifies a copy and gives what is wrong with it, "" if nothing is.
func (s sound) complaint(dir string) string { return s.complaintIn(dir, "") }

// complaintIn does so with the record in a database.
func (s sound) complaintIn(dir, database string) string {
	ctx := context.Background()
	m, err := app.Open(ctx, dir, app.Options{Guard: s.guard, Database: database})
	if err != nil {
		return err.Error()
	}
	defer m.Close()
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: s.trust})
	switch {
	case err != nil:
		return err.Error()
	case v.Ledger.Verdict == ledger.Failed:
		return v.Ledger.String()
	case len(v.Faults) > 0:
		return strings.Join(v.Faults, "\n")
	}
	return ""
}

// tables dumps everything the database says. sqlite_sequence is SQLite's own count
// for the table of migrations: no row of ours goes by it.
func tables(t *testing.T, dir string) string {
	t.Helper()
	db := opened(t, dir)
	defer db.Close()
	db.SetMaxOpenConns(1) // what is temporary is one connection's
	var dump strings.Builder
	// Of the index of words what it finds counts, not how it keeps it.
	if _, err := db.Exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'wording', 'instance')"); err != nil {
		return "damaged: " + err.Error()
	}
	for _, table := range append(names(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'
			AND name NOT LIKE 'wording%' ORDER BY name`), "temp.vocabulary") {
		what := "*"
		if table == "goose_db_version" {
			what = "id, version_id, is_applied" // when a migration ran is a note of goose's own
		}
		rows, err := db.Query("SELECT " + what + " FROM " + table)
		if err != nil {
			return "damaged: " + err.Error()
		}
		columns, _ := rows.Columns()
		var lines []string
		for rows.Next() {
			values := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				return "damaged: " + err.Error()
			}
			lines = append(lines, fmt.Sprintf("%s %q\n", table, values))
		}
		if err := rows.Err(); err != nil {
			return "damaged: " + err.Error()
		}
		slices.Sort(lines)
		dump.WriteString(strings.Join(lines, ""))
	}
	return dump.String()
}

func opened(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "surety.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

func names(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if rows.Scan(&name) == nil {
			all = append(all, name)
		}
	}
	return all
}

// TestChangedBytes changes every file in the data folder at random places: bits
// flipped, pieces cut, swapped, doubled, removed. What changes the meaning of
// anything is found, and what is said names the place; what verify lets pass has to be bytes that nothing uses.
func TestChangedBytes(t *testing.T) {
	places := 6 // in each small file; the database has as many a page
	if testkit.Torture() {
		places = 120 // some ten thousand in all
	}
	s, chance := makeSound(t), testkit.Random(t)
	if c := s.complaint(s.copied(t)); c != "" {
		t.Fatalf("what nobody touched is complained about: %s", c)
	}
	meant := tables(t, s.copied(t))
	if strings.HasPrefix(meant, "damaged") {
		t.Fatal(meant)
	}
	var files []string
	err := filepath.WalkDir(s.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		name, _ := filepath.Rel(s.dir, path)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) == 0 {
			continue
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			tried, silent := places*(1+len(data)/4096), 0
			for range tried {
				changed, what := testkit.Tamper(chance, data)
				if bytes.Equal(changed, data) {
					continue
				}
				dir := s.copied(t)
				if err := os.WriteFile(filepath.Join(dir, name), changed, 0o600); err != nil {
					t.Fatal(err)
				}
				c := s.complaint(dir)
				if c != "" && !namesFile(name, c) {
					t.Errorf("%s: %s, and what is said of it does not name the place:\n%s", name, what, c)
				}
				if c == "" {
					silent++
					if !unused(t, s, dir, name, meant) {
						t.Errorf("%s: %s, and nobody noticed", name, what)
					}
				}
				os.RemoveAll(dir)
			}
			t.Logf("%d places changed, %d of them bytes that nothing uses", tried, silent)
		})
	}
}

// inDatabase is what a complaint names where the bytes of the database were changed:
// the file itself, or what stands in it and its number or id; or, where the damage is to
// SQLite's own pages, in SQLite's words.
var inDatabase = regexp.MustCompile(`the database file|the database \S*surety\.db|\bsql: |\bSQL |SQLITE_|\b(entry|document|draft|tree hash|checkpoint of|set of seats|row|audience) [0-9a-f]+|log_head`)

// namesFile reports whether a complaint names the file that was changed, or the place
// in the database.
func namesFile(name, complaint string) bool {
	if name == "surety.db" {
		return inDatabase.MatchString(complaint)
	}
	return strings.Contains(complaint, filepath.Base(name))
}

// unused reports whether a change that verify let pass changed no meaning.
func unused(t *testing.T, s sound, dir, name, meant string) bool {
	if name == "surety.db" {
		return tables(t, dir) == meant
	}
	m, err := app.Open(context.Background(), dir, app.Options{Guard: s.guard})
	if err != nil {
		return false
	}
	defer m.Close()
	trust, err := m.Trust()
	if err != nil {
		return false
	}
	was, _ := s.trust.Marshal()
	is, _ := trust.Marshal()
	return strings.HasPrefix(name, "keys") && bytes.Equal(was, is)
}
