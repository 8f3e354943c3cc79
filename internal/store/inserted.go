package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"
)

// manyRows is how many rows a statement writes: more save nothing.
const manyRows = 50

// inserted writes a batch to SQLite. The driver is asked itself: database/sql looks
// at every value of every row.
func inserted(r *reload, b *batch) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return r.conn.Raw(func(c any) (err error) {
		prepare := func(rows int) (driver.Stmt, error) {
			one := "(" + strings.TrimSuffix(strings.Repeat("?,", b.columns), ",") + "),"
			// A row that does not fit ends it all, so that no statement has to be undone by itself.
			return c.(driver.ConnPrepareContext).PrepareContext(context.Background(),
				"INSERT OR ROLLBACK INTO "+b.table+" VALUES "+strings.TrimSuffix(strings.Repeat(one, rows), ","))
		}
		if b.one == nil {
			if b.one, err = prepare(1); err != nil {
				return err
			}
			if b.many, err = prepare(manyRows); err != nil {
				return err
			}
		}
		values := make([]driver.NamedValue, manyRows*b.columns)
		write := func(s driver.Stmt, args []any) error {
			for i, a := range args {
				values[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
			}
			// Without a context that can end: the driver would watch it for every statement.
			_, err := s.(driver.StmtExecContext).ExecContext(context.Background(), values[:len(args)])
			return err
		}
		args := b.args
		for ; len(args) >= manyRows*b.columns; args = args[manyRows*b.columns:] {
			if err := write(b.many, args[:manyRows*b.columns]); err != nil {
				return err
			}
		}
		for ; len(args) > 0; args = args[b.columns:] {
			if err := write(b.one, args[:b.columns]); err != nil {
				return err
			}
		}
		return nil
	})
}

// close gives back the statements that were prepared.
func (r *reload) close() (err error) {
	for i := range r.batches {
		for _, s := range []*driver.Stmt{&r.batches[i].one, &r.batches[i].many} {
			if *s != nil {
				err = errors.Join(err, r.conn.Raw(func(any) error { return (*s).Close() }))
				*s = nil
			}
		}
	}
	return told("writing the register", err)
}
