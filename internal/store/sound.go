package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Sound asks whether a SQLite file is whole (integrity_check) and whether its
// tables are declared as this program declares them: a changed declaration
// would change what every later statement means. PostgreSQL looks after its own
// pages (initdb --data-checksums), so there the answer is always nil.
func (s *Whole) Sound(ctx context.Context) (err error) {
	if s.read == s.write {
		return nil
	}
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return told("checking the database file", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// A connection remembers how the index of words is built and asks whether that
	// still holds when it looks for a word, but not when it checks the file.
	var n int64
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM wording WHERE wording MATCH 'x'").Scan(&n); err != nil {
		return told("checking the database file", err)
	}
	answers, err := collect(ctx, conn, "checking the database file",
		func(scan func(...any) error) (a string, err error) { return a, scan(&a) }, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	if len(answers) != 1 || answers[0] != "ok" {
		return fault.New(fault.Corrupt, "the database file is damaged: %s", strings.Join(answers, "; "))
	}
	is, err := declared(ctx, s.read)
	if err != nil {
		return err
	}
	ought, err := intended(ctx)
	if err != nil {
		return err
	}
	if !slices.Equal(is, ought) {
		return fault.New(fault.Corrupt, "the database file is damaged: its tables are not declared as this program declares them")
	}
	return nil
}

// intended gives the declarations of a new, empty database.
func intended(ctx context.Context) (_ []string, err error) {
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	defer func() { err = errors.Join(err, db.Close()) }()
	s := &Store{write: db, read: db}
	if err := s.migrate(ctx, goose.DialectSQLite3, "migrations/sqlite"); err != nil {
		return nil, err
	}
	return declared(ctx, db)
}

// declared gives the declaration of everything in a SQLite database.
func declared(ctx context.Context, db *sql.DB) ([]string, error) {
	return collect(ctx, db, "reading how the tables are declared",
		func(scan func(...any) error) (string, error) {
			var what, name, table, text string
			err := scan(&what, &name, &table, &text)
			return strings.Join([]string{what, name, table, text}, "\x00"), err
		}, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
}
