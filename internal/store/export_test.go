package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Dump gives every row of every table that Transfer copies, as text, by table and
// with the names of its columns.
func (s *Whole) Dump(ctx context.Context) (map[string][]string, error) {
	tables, err := s.transferred(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string][]string{}
	for _, t := range tables {
		rows, err := s.read.QueryContext(ctx, "SELECT * FROM "+t.name)
		if err != nil {
			return nil, err
		}
		r := &transferring{rows: rows, values: make([]any, len(t.columns))}
		all[t.name] = []string{}
		for r.Next() {
			values, err := r.Values()
			if err != nil {
				return nil, err
			}
			text := ""
			for i, v := range values {
				text += fmt.Sprintf("%s=%T %q;", t.columns[i], v, fmt.Sprint(v))
			}
			all[t.name] = append(all[t.name], text)
		}
		if err := errors.Join(r.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Apart has so many audiences asked in one statement, until the function that it
// gives is called.
func Apart(n int) (back func()) {
	before := mostApart
	mostApart = n
	return func() { mostApart = before }
}

// Found gives how many objects are found by labels and how many by words.
func (s *Whole) Found(ctx context.Context) (labels, words int, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT (SELECT COUNT(DISTINCT idx) FROM label), (SELECT COUNT(*) FROM wording)").Scan(&labels, &words)
	return labels, words, err
}

// The bounds of what may come late.
const (
	FewTogether = fewTogether
	MostLate    = mostLate
)

// WhenWritten calls a function after each writing of rows by a reload, with the
// reload's own transaction, which alone sees them.
func (s *Whole) WhenWritten(f func(table string, tx *sql.Tx) error) {
	write := s.bulk
	s.bulk = func(r *reload, b *batch) error { return errors.Join(write(r, b), f(b.table, r.tx)) }
}

// Forget empties the register's tables, and what says that they were made.
func (s *Whole) Forget(ctx context.Context) error {
	for _, table := range append([]string{"register_made"}, registerTables...) {
		if _, err := s.write.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	return nil
}

// SmallAside lets the index of words take so few pages in memory until the test ends.
func SmallAside(t interface{ Cleanup(func()) }, pages int) {
	before := asidePages
	t.Cleanup(func() { asidePages = before })
	asidePages = pages
}

// StayAttached keeps the index of words attached to the connection that wrote it,
// whatever is said to detach it, until the test ends.
func StayAttached(t interface{ Cleanup(func()) }) {
	before := detach
	t.Cleanup(func() { detach = before })
	detach = "DETACH nothing_of_this_name"
}
