package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// How long a server is asked what became of a transaction, and how often.
const (
	doubtFor   = 20 * time.Second
	doubtPause = 100 * time.Millisecond
)

// place is where an entry stands.
type place struct {
	index int64
	id    record.ID
}

// heldHead gives the query that takes the log's head for a transaction: its size, the
// transaction's number where the server numbers them, and on SQLite a number that is
// another when another connection has written.
func (s *Store) heldHead() string {
	if s.sqlite() {
		return "SELECT size, '', (SELECT data_version FROM pragma_data_version) FROM log_head WHERE one = 1"
	}
	return "SELECT size, pg_current_xact_id()::text, 0 FROM log_head WHERE one = 1" + s.lock
}

// committed tells what became of a transaction whose COMMIT ended with an error. On a
// server that may be anything: where the line broke after the server had read COMMIT,
// all of it stands, and who heard of an error would do it a second time. So the server
// is asked, by the transaction's number. The number alone does not do: where a standby
// took over that had not seen it, the number is given to somebody else's. So what it
// appended last has to stand at its place too.
func (t tx) committed(failed error) error {
	if t.number == "" {
		return told("committing", failed)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), doubtFor)
	defer cancel()
	for {
		became, err := t.became(ctx)
		switch {
		case became == "committed":
			return nil
		case became == "aborted":
			return told("committing", failed)
		}
		select {
		case <-time.After(doubtPause):
		case <-ctx.Done():
			return fault.New(fault.Unavailable, "the line to the database server broke while it was to commit, and it does not say what became of that; look whether it stands before you do it again: %w", errors.Join(failed, err))
		}
	}
}

// became asks for a transaction's end: committed, aborted, or something else while it
// is not known.
func (t tx) became(ctx context.Context) (became string, err error) {
	err = t.store.write.QueryRowContext(ctx, "SELECT coalesce(pg_xact_status($1::text::xid8), 'aborted')", t.number).Scan(&became)
	var said *pgconn.PgError
	if errors.As(err, &said) && said.Code == "22023" {
		return "aborted", nil // a number that this server has not come to yet
	}
	if err != nil || became != "committed" || t.last.index != t.size-1 || t.last.id == "" { // a step that was undone may have written last
		return became, told("asking what became of a transaction", err)
	}
	var id record.ID
	err = t.store.write.QueryRowContext(ctx, "SELECT coalesce((SELECT id FROM entry WHERE idx = $1), '')", t.size-1).Scan(&id)
	if err == nil && id != t.last.id {
		return "aborted", nil
	}
	return became, told("asking what became of a transaction", err)
}
