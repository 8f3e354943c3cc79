package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// directLog reads SQLite's log as a reload does: only what it needs of an entry,
// and from the driver itself, since database/sql copies every value once more.
type directLog struct {
	logOf
	conn *sql.Conn // beside the reload's transaction
}

var _ desk.HalvedLog = directLog{}

// Signed gives what was signed of entries [from, to).
func (l directLog) Signed(from, to int64) ([]desk.Row, error) {
	return l.rows(signedColumns, from, to, func(r *desk.Row, v []driver.Value) bool {
		return is(v[0], &r.Index) && is(v[1], &r.Leaf) && is(v[2], &r.Envelope) && is(v[3], &r.Signature) && is(v[4], &r.LeafSalt)
	})
}

// Sealed gives what was sealed of entries [from, to).
func (l directLog) Sealed(from, to int64) ([]desk.Row, error) {
	return l.rows(sealedColumns, from, to, func(r *desk.Row, v []driver.Value) bool {
		var id string
		var epoch int64
		ok := is(v[0], &r.Index) && is(v[1], &id) && is(v[2], &r.Audience) && is(v[3], &epoch) && (v[4] == nil || is(v[4], &r.Key)) &&
			(v[5] == nil || is(v[5], &r.Payload)) // erased
		r.ID, r.Epoch = record.ID(id), int(epoch)
		return ok
	})
}

// is takes a value that is of the column's type.
func is[T any](v driver.Value, into *T) (ok bool) {
	*into, ok = v.(T)
	return ok
}

func (l directLog) rows(columns string, from, to int64, take func(*desk.Row, []driver.Value) bool) (all []desk.Row, err error) {
	if err := l.ctx.Err(); err != nil {
		return nil, err
	}
	all = make([]desk.Row, 0, to-from)
	err = l.conn.Raw(func(c any) (err error) {
		// Without a context that can end: the driver would watch it for every row.
		rows, err := c.(driver.QueryerContext).QueryContext(context.Background(), "SELECT "+columns+" FROM entry WHERE idx >= ? AND idx < ? ORDER BY idx",
			[]driver.NamedValue{{Ordinal: 1, Value: from}, {Ordinal: 2, Value: to}})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		values := make([]driver.Value, len(rows.Columns()))
		for {
			if err := rows.Next(values); err != nil {
				if errors.Is(err, io.EOF) {
					return nil
				}
				return err
			}
			var r desk.Row
			if !take(&r, values) {
				return fault.New(fault.Corrupt, "the row of an entry near %d holds what no entry holds", from+int64(len(all)))
			}
			all = append(all, r)
		}
	})
	return all, told("reading entries", err)
}
