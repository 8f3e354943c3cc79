package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"

	"github.com/surety-mechanism/surety/internal/fault"
)

// CopyTo writes the record as it stands at one moment to a new SQLite file, while
// others read and write. Of a PostgreSQL database the register's tables stay empty
// in it: they are folded again from the log (Folded tells). So there is one form for
// a backup, whichever database it was taken of and whichever it is restored into.
// What did not change since an earlier copy stands in the same pages in both, most of
// it, so that a backup of the one need not hold the bytes of the other again. Nothing
// that was erased is among them: what SQLite lets go of it overwrites (secure_delete).
func (s *Whole) CopyTo(ctx context.Context, file string) (err error) {
	defer fault.Wrap(&err, "copying the database")
	if s.sqlite() {
		return s.copyPages(ctx, file)
	}
	to, err := OpenSQLite(ctx, file, true)
	if err != nil {
		return err
	}
	// Who closes it last puts what stands in the journal into the file.
	return errors.Join(Transfer(ctx, s, to), to.Close())
}

// copyPages copies the pages of a SQLite database as they lie.
func (s *Whole) copyPages(ctx context.Context, file string) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return told("beginning to read", err)
	}
	err = conn.Raw(func(c any) error {
		from, ok := c.(interface {
			NewBackup(file string) (*sqlite.Backup, error)
		})
		if !ok {
			return fmt.Errorf("the driver %T copies no pages", c)
		}
		pages, err := from.NewBackup((&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath()}).String())
		if err != nil {
			return err
		}
		// In one step, which sees one moment.
		_, err = pages.Step(-1)
		return errors.Join(err, pages.Finish())
	})
	return errors.Join(told("writing the copy", err), conn.Close())
}

// Folded reports whether the register's tables are as this program keeps them, and
// hold anything where the log does. Those of a copy of another database hold
// nothing, those of another version may stand otherwise; both are to be folded from
// the log.
func (s *Whole) Folded(ctx context.Context) (folded bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT (EXISTS (SELECT 1 FROM object) OR NOT EXISTS (SELECT 1 FROM entry))
		AND EXISTS (SELECT 1 FROM register_made WHERE version = $1) AND (SELECT COUNT(*) FROM register_made) = 1`, registerVersion).Scan(&folded)
	return folded, told("looking into the register", err)
}

// Transfer copies everything but the register from one database, as it stands at one
// moment, into another that was just created: all of it or nothing.
func Transfer(ctx context.Context, from, to *Whole) (err error) {
	there, err := to.Size(ctx)
	if err != nil {
		return err
	}
	if there > 0 {
		return fault.New(fault.Conflict, "the database that is copied to has %d entries already", there)
	}
	size, err := from.Size(ctx)
	if err != nil {
		return err
	}
	tables, err := to.transferred(ctx)
	if err != nil {
		return err
	}
	var once *sql.TxOptions // SQLite reads one moment in every transaction
	if !from.sqlite() {
		once = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	source, err := from.read.BeginTx(ctx, once)
	if err != nil {
		return told("beginning to read", err)
	}
	defer func() { err = errors.Join(err, told("ending to read", source.Rollback())) }()
	conn, err := to.write.Conn(ctx)
	if err != nil {
		return told("beginning to write", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	target, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return told("beginning to write", err)
	}
	for _, t := range tables {
		// #nosec G202 -- the names of tables and columns, here and below, are those of the program's own schema
		_, err := target.ExecContext(ctx, "DELETE FROM "+t.name)
		if err != nil { // the head of an empty log
			return errors.Join(told("clearing the table "+t.name, err), target.Rollback())
		}
	}
	for _, p := range parts(tables, size) {
		if err := transfer(ctx, source, target, conn, p, to.sqlite()); err != nil {
			return errors.Join(fmt.Errorf("the table %s: %w", p.name, err), target.Rollback())
		}
	}
	if !to.sqlite() {
		// Its next number comes after those that were copied.
		if _, err := target.ExecContext(ctx, "SELECT setval(pg_get_serial_sequence('read_audit', 'n'), (SELECT coalesce(MAX(n), 0) + 1 FROM read_audit), false)"); err != nil {
			return errors.Join(told("counting on", err), target.Rollback())
		}
	}
	return told("committing", target.Commit())
}

// table is one that is copied.
type table struct {
	name    string
	columns []string
}

// transferred gives the tables that hold what cannot be made again, in the order in
// which they were declared: what others refer to comes first. They are the same on
// both databases; a test holds them together.
func (s *Whole) transferred(ctx context.Context) (tables []table, err error) {
	query := "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
	columns := "SELECT name FROM pragma_table_info($1) ORDER BY cid"
	if !s.sqlite() {
		query = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid"
		columns = "SELECT attname FROM pg_attribute WHERE attrelid = ('public.' || $1)::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
	}
	one := func(scan func(...any) error) (name string, err error) { return name, scan(&name) }
	names, err := collect(ctx, s.read, "reading which tables there are", one, query)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		made := slices.Contains(registerTables, name) || strings.HasPrefix(name, "wording_") || strings.HasPrefix(name, "sqlite_")
		if made || name == "goose_db_version" || name == "register_made" {
			continue
		}
		t := table{name: name}
		if t.columns, err = collect(ctx, s.read, "reading which columns there are", one, columns, name); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// part is rows of a table, in the order in which they are copied.
type part struct {
	table
	which string // what follows the table's name in the query
}

// A row that is there stays where it was written first: the log comes in its own
// order, its tables side by side for so many entries at a time, and the rest in the
// order in which it came about, as far as it tells. A file that is written so begins
// as one that was written of the same record earlier.
const together = 256

var (
	growing = map[string]string{"entry": "idx >= %d AND idx < %d", "node": "idx >= 2 * %d AND idx < 2 * %d", "checkpoint": "size >= %d AND size < %d"}
	ordered = map[string]string{"entry": "idx", "node": "idx", "document": "taken_in, id", "session": "made, hash", "invitation": "made, hash",
		"enrolment": "made, key", "conflict": "seen, entry",
		"draft":      "(SELECT taken_in FROM document d WHERE d.id = t.document), document, ord",
		"released":   "(SELECT idx FROM entry e WHERE e.id = t.decision), entry",
		"read_batch": "(SELECT idx FROM entry e WHERE e.id = t.batch), batch"}
)

// parts gives what is to be copied, of a log of that size or a little more.
func parts(tables []table, size int64) (all []part) {
	order := func(t table) string {
		if by := ordered[t.name]; by != "" {
			return " ORDER BY " + by
		}
		return " ORDER BY " + t.columns[0]
	}
	for from := int64(0); from == 0 || from < size; from += together {
		to := from + together
		if to >= size {
			to = math.MaxInt64 / 2
		}
		for _, t := range tables {
			if in := growing[t.name]; in != "" {
				all = append(all, part{t, "WHERE " + fmt.Sprintf(in, from, to) + order(t)})
			}
		}
	}
	for _, t := range tables {
		if growing[t.name] == "" {
			all = append(all, part{t, order(t)})
		}
	}
	return all
}

// transfer copies rows of one table.
func transfer(ctx context.Context, source, target *sql.Tx, conn *sql.Conn, t part, sqlite bool) (err error) {
	columns := strings.Join(t.columns, ", ")
	// #nosec G202
	rows, err := source.QueryContext(ctx, "SELECT "+columns+" FROM "+t.name+" AS t "+t.which)
	if err != nil {
		return told("reading it", err)
	}
	defer func() { err = errors.Join(err, told("reading it", rows.Close())) }()
	r := &transferring{rows: rows, values: make([]any, len(t.columns))}
	if !sqlite {
		return told("writing it", conn.Raw(func(c any) error {
			_, err := c.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, r)
			return err
		}))
	}
	places := strings.TrimSuffix(strings.Repeat("?,", len(t.columns)), ",")
	// #nosec G202
	insert, err := target.PrepareContext(ctx, "INSERT INTO "+t.name+" ("+columns+") VALUES ("+places+")")
	if err != nil {
		return told("writing it", err)
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for r.Next() {
		values, err := r.Values()
		if err == nil {
			_, err = insert.ExecContext(ctx, values...)
		}
		if err != nil {
			return told("writing it", err)
		}
	}
	return told("reading it", r.Err())
}

// transferring gives the rows of a query one by one, as PostgreSQL's COPY asks for them.
type transferring struct {
	rows   *sql.Rows
	values []any
}

// Next goes to the next row.
func (r *transferring) Next() bool { return r.rows.Next() }

// Err gives why there is no next row, nil at the end.
func (r *transferring) Err() error { return r.rows.Err() }

// Values gives the row's values: numbers, texts, bytes, and nil where there is none.
func (r *transferring) Values() ([]any, error) {
	into := make([]any, len(r.values))
	for i := range r.values {
		into[i] = &r.values[i]
	}
	if err := r.rows.Scan(into...); err != nil {
		return nil, err
	}
	for i, v := range r.values {
		if b, bytes := v.([]byte); bytes && b == nil {
			r.values[i] = []byte{} // there are none of them, which is not the same as no value
		}
	}
	return r.values, nil
}
