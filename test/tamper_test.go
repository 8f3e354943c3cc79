package test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
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

func makeSound(t *testing.T) sound {
	t.Helper()
	dir, guard := found(t)
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
func (s sound) complaint(dir string) string {
	ctx := context.Background()
	m, err := app.Open(ctx, dir, app.Options{Guard: s.guard})
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
		rows, err := db.Query("SELECT " + what + " FROM " + table + " ORDER BY 1, 2")
		if err != nil {
			return "damaged: " + err.Error()
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				return "damaged: " + err.Error()
			}
			fmt.Fprintf(&dump, "%s %q\n", table, values)
		}
		if err := rows.Err(); err != nil {
			return "damaged: " + err.Error()
		}
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
// anything is found; what verify lets pass has to be bytes that nothing uses.
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
				if c := s.complaint(dir); c == "" {
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

// TestChangedRows changes the database the way somebody with access to it would:
// each value of rows of every table, rows removed, values exchanged, rows doubled
// under another key. All of it is found, but for a checkpoint that is gone: after a crash one may be missing,
// and it is signed again.
func TestChangedRows(t *testing.T) {
	s, chance := makeSound(t), testkit.Random(t)
	db := opened(t, s.copied(t))
	defer db.Close()
	n, forbidden, meant := 0, 0, tables(t, s.copied(t))
	for _, table := range names(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'
			AND name NOT LIKE 'wording%'`) {
		columns := names(t, db, "SELECT name FROM pragma_table_info('"+table+"')")
		key := keyOf(t, db, table)
		rows := names(t, db, "SELECT "+key("")+" FROM "+table)
		try := func(what, statement string, args ...any) {
			n++
			dir := s.copied(t)
			defer os.RemoveAll(dir)
			spoil := opened(t, dir)
			_, err := spoil.Exec("PRAGMA foreign_keys = 0; BEGIN; "+statement+"; COMMIT", args...)
			spoil.Close()
			if err != nil {
				forbidden++ // by the table's own rules
				return
			}
			if c := s.complaint(dir); c == "" && tables(t, dir) != meant {
				t.Errorf("%s: %s, and nobody noticed", table, what)
			}
		}
		for range min(len(rows), 3) {
			row := rows[chance.IntN(len(rows))]
			for _, c := range columns {
				for what, value := range others(chance, db, c, table, key(""), row) {
					try(fmt.Sprintf("%s of row %q %s", c, row, what), "UPDATE "+table+" SET "+c+" = ? WHERE "+key("")+" = ?", value, row)
				}
			}
			if table == "checkpoint" {
				continue
			}
			try(fmt.Sprintf("row %q removed", row), "DELETE FROM "+table+" WHERE "+key("")+" = ?", row)
			if other := rows[chance.IntN(len(rows))]; other != row {
				exchanged := columns
				if !testkit.Torture() {
					exchanged = []string{columns[chance.IntN(len(columns))]}
				}
				for _, c := range exchanged {
					exchange := fmt.Sprintf("CREATE TEMP TABLE kept AS SELECT * FROM %[1]s WHERE %[5]s IN (%[2]s, %[3]s) ORDER BY %[5]s = %[3]s; "+
						"DELETE FROM %[1]s WHERE %[5]s IN (%[2]s, %[3]s); "+
						"CREATE TEMP TABLE other AS SELECT * FROM kept; "+
						"UPDATE kept SET %[4]s = (SELECT other.%[4]s FROM other WHERE other.rowid = 3 - kept.rowid); "+
						"INSERT INTO %[1]s SELECT * FROM kept", table, quoted(row), quoted(other), c, key(""))
					try(fmt.Sprintf("%s of rows %q and %q exchanged", c, row, other), exchange)
				}
			}
			// A row doubled under another key, where there can be one.
			first := columns[0]
			next := first + " || 'x'"
			if names(t, db, "SELECT typeof("+first+") FROM "+table+" LIMIT 1")[0] == "integer" {
				next = "(SELECT max(" + first + ") + 1 FROM " + table + ")"
			}
			try(fmt.Sprintf("row %q doubled", row), fmt.Sprintf("CREATE TEMP TABLE kept AS SELECT * FROM %[1]s WHERE %[5]s = %[2]s; UPDATE kept SET %[3]s = %[4]s; "+
				"INSERT INTO %[1]s SELECT * FROM kept", table, quoted(row), first, next, key("")))
		}
		if len(rows) > 0 && table != "checkpoint" {
			try("the last row removed", "DELETE FROM "+table+" WHERE "+key("")+" = (SELECT max("+key("")+") FROM "+table+")")
			try("all rows removed", "DELETE FROM "+table)
		}
	}
	if n < 2*forbidden {
		t.Errorf("of %d changes the tables forbade %d: the test changes too little", n, forbidden)
	}
	t.Logf("%d changes, of which the tables themselves forbade %d", n, forbidden)
}

// quoted writes a text as SQL has it.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// keyOf gives what names a row of a table, as text: its number, or all of its
// values where it has none. The name of the table, or another, can stand before.
func keyOf(t *testing.T, db *sql.DB, table string) func(before string) string {
	key := []string{"rowid"}
	if rows, err := db.Query("SELECT rowid FROM " + table + " LIMIT 1"); err != nil {
		key = names(t, db, "SELECT name FROM pragma_table_info('"+table+"')")
	} else {
		rows.Close()
	}
	return func(before string) string {
		return "('' || " + before + strings.Join(key, " || char(31) || "+before) + ")"
	}
}

// others gives values that a cell might be changed to.
func others(chance *rand.Rand, db *sql.DB, column, table, key, row string) map[string]any {
	var v any
	if err := db.QueryRow("SELECT "+column+" FROM "+table+" WHERE "+key+" = ?", row).Scan(&v); err != nil {
		return nil
	}
	flipped := func(b []byte) []byte {
		b = slices.Clone(b)
		b[chance.IntN(len(b))] ^= 1
		return b
	}
	all := map[string]any{}
	switch v := v.(type) {
	case nil:
		all["filled"] = "x"
	case int64:
		all["one more"], all["one less"] = v+1, v-1
	case bool:
		all["turned round"] = !v
	case string:
		all["emptied"], all["lengthened"] = "", v+"x"
		if v != "" {
			all["changed"] = string(flipped([]byte(v)))
		} else {
			delete(all, "emptied")
		}
	case []byte:
		all["nulled"] = nil
		if len(v) > 0 {
			all["changed"], all["cut"] = flipped(v), v[:len(v)-1]
		}
	}
	return all
}
