package test

import (
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// rowsKept is a mechanism whose database is changed row by row, in copies.
type rowsKept struct {
	sound
	copy   func() (dir, database string) // database "" is in the folder
	open   func(dir, database string) *sql.DB
	drop   func(dir, database string)
	dump   func(dir, database string) string
	before string // what takes the tables' references out of the way
	rows   string // what names a row by itself, where there is something
	names  string // asks for the tables
	list   string // asks for the columns of table $1
}

// TestChangedRows changes the database the way somebody with access to it would:
// each value of rows of every table, rows removed, values exchanged, rows doubled
// under another key. All of it is found, and what is said names the row, but for a checkpoint that is gone: after a
// crash one may be missing, and it is signed again.
func TestChangedRows(t *testing.T) {
	s := makeSound(t)
	changeRows(t, rowsKept{
		sound:  s,
		copy:   func() (string, string) { return s.copied(t), "" },
		open:   func(dir, _ string) *sql.DB { return opened(t, dir) },
		drop:   func(dir, _ string) { os.RemoveAll(dir) },
		dump:   func(dir, _ string) string { return tables(t, dir) },
		before: "PRAGMA foreign_keys = 0",
		rows:   "rowid",
		names: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'
			AND name NOT LIKE 'wording%'`,
		list: "SELECT name FROM pragma_table_info($1)",
	})
}

// TestChangedRowsOnPostgres does the same on a server.
func TestChangedRowsOnPostgres(t *testing.T) {
	dsn := testkit.Postgres(t)
	s := makeSoundIn(t, dsn)
	server, n := openedPostgres(t, testkit.Postgres(t)), 0
	defer server.Close()
	do := func(statement string) {
		t.Helper()
		if _, err := server.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	changeRows(t, rowsKept{
		sound: s,
		copy: func() (string, string) {
			n++
			name := fmt.Sprintf("rows%d", n)
			do("CREATE DATABASE " + name + " TEMPLATE " + databaseOf(dsn))
			return s.copied(t), strings.Replace(dsn, "dbname="+databaseOf(dsn), "dbname="+name, 1)
		},
		open: func(_, database string) *sql.DB { return openedPostgres(t, database) },
		drop: func(dir, database string) {
			os.RemoveAll(dir)
			do("DROP DATABASE " + databaseOf(database) + " WITH (FORCE)")
		},
		dump:   func(_, database string) string { return tablesOnPostgres(t, database) },
		before: "SET session_replication_role = replica",
		rows:   "ctid",
		names:  "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'goose%'",
		list:   "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position",
	})
}

// changeRows tries every kind of change, each in a copy of its own: in an ordinary
// run as many as fit, in a long one all.
func changeRows(t *testing.T, k rowsKept) {
	chance := testkit.Random(t)
	dir, database := k.copy()
	meant := k.dump(dir, database)
	if strings.HasPrefix(meant, "damaged") {
		t.Fatal(meant)
	}
	db := k.open(dir, database)
	defer k.drop(dir, database)
	defer db.Close()
	if c := k.complaintIn(dir, database); c != "" {
		t.Fatalf("what nobody touched is complained about: %s", c)
	}
	var all []rowChange
	for _, table := range texts(t, db, k.names) {
		all = append(all, k.changes(t, chance, db, table)...)
	}
	planned := len(all)
	if most := 60; k.rows == "ctid" && !testkit.Torture() { // a copy on a server takes a while
		chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		all = all[:min(len(all), most)]
	}
	forbidden, was := 0, map[string]map[string]string{}
	for _, c := range all {
		if was[c.table] == nil {
			was[c.table] = placed(t, db, c.table)
		}
		dir, database := k.copy()
		spoil := k.open(dir, database)
		err := c.in(spoil, k.before)
		var is map[string]string
		if err == nil {
			is = placed(t, spoil, c.table)
		}
		spoil.Close()
		if err != nil {
			forbidden++ // by the table's own rules
			k.drop(dir, database)
			continue
		}
		complaint := k.complaintIn(dir, database)
		if complaint == "" && k.dump(dir, database) != meant {
			t.Errorf("%s: %s, and nobody noticed", c.table, c.what)
		}
		if place := differing(was[c.table], is); complaint != "" && !place.MatchString(complaint) {
			t.Errorf("%s: %s, and what is said of it does not name the place, %s:\n%s", c.table, c.what, place, complaint)
		}
		k.drop(dir, database)
	}
	if len(all) < 2*forbidden {
		t.Errorf("of %d changes the tables forbade %d: the test changes too little", len(all), forbidden)
	}
	t.Logf("%d changes of %d that there are, of which the tables themselves forbade %d", len(all), planned, forbidden)
}

// places says by what a complaint names a row of each table: an expression of SQL
// that gives it, or for what stands for entries the entry.
var places = map[string]string{
	"entry": "'entry ' || idx", "object": "'entry ' || idx", "label": "'entry ' || idx", "wording": "'entry ' || idx", "object_ref": "'entry ' || object",
	"node": "'tree hash ' || idx", "log_head": "'log_head|entry|entries'", "checkpoint": "'checkpoint of ' || size || ' entries'",
	"document": "'document ' || id || '|draft ' || id", "draft": "'draft ' || id || '|document ' || document",
	"audience": "'set of seats,? ' || id", "audience_seat": "'set of seats,? ' || audience", "audience_key": "'audience ' || audience",
	"audience_member": "'audience ' || audience", "register_made": "'register'", "conflict": "'conflict'", "witness": "'witness'", "released": "'entry ' || idx",
	"session": "'session'", "invitation": "'invitation'", "enrolment": "'key'", "read_audit": "'reads'", "read_batch": "'reads'",
}

// placed gives the place of every row of a table, by everything the row says.
func placed(t *testing.T, db *sql.DB, table string) map[string]string {
	t.Helper()
	place := places[table]
	if place == "" {
		t.Fatalf("the table %s is new: say how a row of it is named where it was changed", table)
	}
	rows, err := db.Query("SELECT " + place + ", t.* FROM " + table + " AS t")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for rows.Next() {
		var name sql.NullString
		values := make([]any, len(columns)-1)
		into := []any{&name}
		for i := range values {
			into = append(into, &values[i])
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var index int64
		if n, _ := fmt.Sscanf(name.String, "tree hash %d", &index); n == 1 && index >= 0 {
			level, at := tlog.SplitStoredHashIndex(index)
			name.String += fmt.Sprintf("|entry %d", (at+1)<<level-1) // the one that completed it
		}
		all[fmt.Sprintf("%#v", values)] = name.String
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// differing gives what a complaint has to have in it that names one of the rows that
// are not in both.
func differing(was, is map[string]string) *regexp.Regexp {
	names := map[string]bool{}
	for _, pair := range [][2]map[string]string{{was, is}, {is, was}} {
		for row, name := range pair[0] {
			if _, same := pair[1][row]; !same {
				names[name] = true
			}
		}
	}
	return regexp.MustCompile(`\b(` + strings.Join(slices.Sorted(maps.Keys(names)), "|") + `)\b`)
}

// rowChange is a change of one table.
type rowChange struct {
	table, what string
	statements  []statement
}

type statement struct {
	text string
	args []any
}

// in does it in a database.
func (c rowChange) in(db *sql.DB, before string) error {
	if _, err := db.Exec(before); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, s := range c.statements {
		if _, err := tx.Exec(s.text, s.args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// changes gives what can be done to a table.
func (k rowsKept) changes(t *testing.T, chance *rand.Rand, db *sql.DB, table string) (all []rowChange) {
	columns := texts(t, db, k.list, table)
	key := k.key(db, table, columns)
	rows := texts(t, db, "SELECT "+key+" FROM "+table)
	try := func(what string, s ...statement) { all = append(all, rowChange{table, what, s}) }
	one := func(text string, args ...any) statement { return statement{text, args} }
	for range min(len(rows), 3) {
		row := rows[chance.IntN(len(rows))]
		for _, c := range columns {
			for what, value := range others(chance, db, c, table, key, row) {
				try(fmt.Sprintf("%s of row %q %s", c, row, what), one("UPDATE "+table+" SET "+c+" = $1 WHERE "+key+" = $2", value, row))
			}
		}
		if table == "checkpoint" {
			continue
		}
		try(fmt.Sprintf("row %q removed", row), one("DELETE FROM "+table+" WHERE "+key+" = $1", row))
		if other := rows[chance.IntN(len(rows))]; other != row {
			exchanged := columns
			if !testkit.Torture() {
				exchanged = []string{columns[chance.IntN(len(columns))]}
			}
			both := key + " IN (" + quoted(row) + ", " + quoted(other) + ")"
			for _, c := range exchanged {
				try(fmt.Sprintf("%s of rows %q and %q exchanged", c, row, other),
					one("CREATE TEMP TABLE kept AS SELECT t.*, row_number() OVER (ORDER BY "+key+" = "+quoted(other)+") AS place FROM "+table+" AS t WHERE "+both),
					one("DELETE FROM "+table+" WHERE "+both),
					one("CREATE TEMP TABLE other AS SELECT * FROM kept"),
					one("UPDATE kept SET "+c+" = (SELECT other."+c+" FROM other WHERE other.place = 3 - kept.place)"),
					one("INSERT INTO "+table+" SELECT "+strings.Join(columns, ", ")+" FROM kept"))
			}
		}
		// A row doubled under another key, where there can be one.
		first := columns[0]
		next := first + " || 'x'"
		var v any
		if err := db.QueryRow("SELECT " + first + " FROM " + table + " LIMIT 1").Scan(&v); err != nil {
			t.Fatal(err)
		}
		if _, number := v.(int64); number {
			next = "(SELECT max(" + first + ") + 1 FROM " + table + ")"
		}
		try(fmt.Sprintf("row %q doubled", row), one("CREATE TEMP TABLE kept AS SELECT * FROM "+table+" WHERE "+key+" = "+quoted(row)),
			one("UPDATE kept SET "+first+" = "+next), one("INSERT INTO "+table+" SELECT * FROM kept"))
	}
	if len(rows) > 0 && table != "checkpoint" {
		try("the last row removed", one("DELETE FROM "+table+" WHERE "+key+" = (SELECT max("+key+") FROM "+table+")"))
		try("all rows removed", one("DELETE FROM "+table))
	}
	return all
}

// key gives what names a row of a table, as text: its number, or all of its values
// where it has none.
func (k rowsKept) key(db *sql.DB, table string, columns []string) string {
	if rows, err := db.Query("SELECT " + k.rows + " FROM " + table + " LIMIT 1"); err == nil {
		rows.Close()
		return "CAST(" + k.rows + " AS TEXT)"
	}
	return "('' || " + strings.Join(columns, " || char(31) || ") + ")"
}

// texts asks for one column.
func texts(t *testing.T, db *sql.DB, query string, args ...any) (all []string) {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		all = append(all, one)
	}
	return all
}

// openedPostgres opens a database of a server, by one connection.
func openedPostgres(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// databaseOf gives the database's name in a connection string of words.
func databaseOf(dsn string) string {
	for _, w := range strings.Fields(dsn) {
		if name, ok := strings.CutPrefix(w, "dbname="); ok {
			return name
		}
	}
	return ""
}

// tablesOnPostgres dumps everything that a database says.
func tablesOnPostgres(t *testing.T, dsn string) string {
	t.Helper()
	db := openedPostgres(t, dsn)
	defer db.Close()
	var dump strings.Builder
	for _, table := range texts(t, db, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'goose%' ORDER BY 1") {
		for _, row := range texts(t, db, "SELECT t::text FROM "+table+" AS t ORDER BY 1") {
			fmt.Fprintf(&dump, "%s %s\n", table, row)
		}
	}
	return dump.String()
}

// quoted writes a text as SQL has it.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// others gives values that a cell might be changed to.
func others(chance *rand.Rand, db *sql.DB, column, table, key, row string) map[string]any {
	var v any
	if err := db.QueryRow("SELECT "+column+" FROM "+table+" WHERE "+key+" = $1", row).Scan(&v); err != nil {
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
