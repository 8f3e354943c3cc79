package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

var _ desk.Store = (*Whole)(nil)

// tx is one transaction, as a step of it sees it.
type tx struct {
	ctx context.Context
	*writing
}

// writing is a transaction under way. Entries, tree hashes and register rows
// wait in memory and are written many at once: at the end, or before the first
// statement that could miss them. A step that asks for statements of its own has
// a savepoint; one that only appends needs none.
type writing struct {
	*sql.Tx
	store  *Store
	size   int64  // of the log, what waits counted
	number string // the server's own of the transaction; "" on SQLite
	last   place  // of the entry that was written last
	waiting
	registering
	step   mark  // where the rows of the step under way begin
	saved  bool  // whether the step has a savepoint
	broken error // what earlier steps left waiting could not be written: the transaction is lost
}

// Update runs steps in one transaction; desk.Store says how.
func (s *Whole) Update(ctx context.Context, steps ...func(desk.Tx) error) ([]error, error) {
	return s.update(ctx, steps, false)
}

// update runs steps in one transaction, and has everything found if that is wanted.
func (s *Store) update(ctx context.Context, steps []func(desk.Tx) error, found bool) (_ []error, err error) {
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	if s.sqlite() { // which has one connection to write by, and one who knows what was written
		s.writing.Lock()
		defer s.writing.Unlock()
	}
	begun, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, told("beginning to write", err)
	}
	t := tx{ctx, &writing{Tx: begun, store: s}}
	defer func() {
		if err != nil {
			s.knows = nil
			if undo := begun.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, undo)
			}
		}
	}()
	var version int64
	if err := t.row(s.heldHead()).Scan(&t.size, &t.number, &version); err != nil {
		return nil, told("taking the log's head", err)
	}
	t.registering = registering{began: t.size, wrote: map[int64]bool{}, known: s.remembered(version)}
	errs := make([]error, len(steps))
	for i, step := range steps {
		if errs[i], err = t.run(step); err != nil {
			return nil, err
		}
	}
	if err := t.flush(t.mark()); err != nil {
		return nil, err
	}
	if found {
		if err := t.findLate(); err != nil {
			return nil, err
		}
	}
	if err := begun.Commit(); err != nil {
		if err = t.committed(err); err != nil {
			return nil, err
		}
	}
	return errs, nil
}

// run runs one step, and leaves nothing of it if it fails. The second error is
// the transaction's.
func (t tx) run(step func(desk.Tx) error) (failed, err error) {
	t.step, t.saved = t.mark(), false
	failed = step(t)
	switch {
	case t.broken != nil:
		return failed, t.broken
	case failed != nil && t.saved:
		err = t.now("undoing a step", "ROLLBACK TO SAVEPOINT step")
		t.knowsFound = false
		t.known.forget() // something of it may have been new
		fallthrough
	case failed != nil:
		t.forget(t.step)
		t.size = t.step.size
	}
	if err == nil && t.saved {
		err = t.now("ending a step", "RELEASE SAVEPOINT step")
	}
	return failed, err
}

// settle comes before every statement that a step asks for itself: it gives the
// step its savepoint, and writes what waits.
func (t tx) settle() error {
	if t.broken == nil && !t.saved {
		t.broken = t.flush(t.step)
		if t.broken == nil {
			t.broken = t.now("starting a step", "SAVEPOINT step")
		}
		t.step, t.saved = mark{size: t.step.size}, true
	}
	if t.broken != nil {
		return t.broken
	}
	return t.flush(t.mark())
}

// exec runs a statement that a step asks for.
func (t tx) exec(trying, query string, args ...any) error {
	if err := t.settle(); err != nil {
		return err
	}
	return t.now(trying, query, args...)
}

// ExecContext runs a statement that a step asks for, and tells how many rows it met.
func (t tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

// QueryContext asks what a step wants to know.
func (t tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext asks for one row of what a step wants to know.
func (t tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if t.settle() != nil {
		lost, cancel := context.WithCancel(ctx)
		cancel() // the row has an error, and Update tells the one that counts
		ctx = lost
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}

// now runs a statement at once, whatever waits.
func (t tx) now(trying, query string, args ...any) error {
	_, err := atOnce(t).exec(query, args...)
	return told(trying, err)
}

// changed runs a statement at once, and tells how many rows it met.
func (t tx) changed(query string, args ...any) (int64, error) {
	result, err := atOnce(t).exec(query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// row asks for one row at once, whatever waits.
func (t tx) row(query string, args ...any) *sql.Row {
	return atOnce(t).QueryRowContext(t.ctx, query, args...)
}

// atOnce asks with prepared statements, whatever waits.
type atOnce tx

func (t atOnce) exec(query string, args ...any) (sql.Result, error) {
	if s := t.store.prepared(query); s != nil {
		return t.StmtContext(t.ctx, s).ExecContext(t.ctx, args...)
	}
	return t.Tx.ExecContext(t.ctx, query, args...)
}

// QueryContext asks for rows.
func (t atOnce) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := t.store.prepared(query); s != nil {
		return t.StmtContext(ctx, s).QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext asks for one row.
func (t atOnce) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := t.store.prepared(query); s != nil {
		return t.StmtContext(ctx, s).QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}

// Size gives the number of entries.
func (t tx) Size() (int64, error) { return t.size, nil }

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func size(ctx context.Context, q querier) (n int64, err error) {
	err = q.QueryRowContext(ctx, "SELECT size FROM log_head WHERE one = 1").Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		err = fault.New(fault.Corrupt, "the row of the table log_head, which holds it, is missing")
	}
	return n, told("reading the log's size", err)
}

const rowColumns = "idx, id, leaf, envelope, signature, leaf_salt, audience, epoch, key, payload"

func scanRow(scan func(...any) error) (r desk.Row, err error) {
	err = scan(&r.Index, &r.ID, &r.Leaf, &r.Envelope, &r.Signature, &r.LeafSalt, &r.Audience, &r.Epoch, &r.Key, &r.Payload)
	if err != nil && strings.Contains(err.Error(), neverWritten) && !strings.Contains(err.Error(), "column index 0,") {
		err = fmt.Errorf("entry %d: %w", r.Index, err)
	}
	return r, err
}

// neverWritten is in the standard library's error on a column that holds what is never
// written there.
const neverWritten = "sql: Scan error"

// collect reads all rows of a query.
func collect[T any](ctx context.Context, q querier, trying string, scan func(func(...any) error) (T, error), query string, args ...any) (_ []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, told(trying, err)
	}
	defer func() { err = errors.Join(err, told(trying, rows.Close())) }()
	var all []T
	for rows.Next() {
		one, err := scan(rows.Scan)
		if err != nil {
			return nil, told(trying, err)
		}
		all = append(all, one)
	}
	return all, told(trying, rows.Err())
}

// Rows gives entries [from, to).
func (t tx) Rows(from, to int64) ([]desk.Row, error) { return rows(t.ctx, t, from, to) }

func rows(ctx context.Context, q querier, from, to int64) ([]desk.Row, error) {
	return collect(ctx, q, "reading entries", scanRow,
		"SELECT "+rowColumns+" FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", from, to)
}

// Find gives an entry by its id.
func (t tx) Find(id record.ID) (desk.Row, bool, error) {
	r, err := scanRow(t.QueryRowContext(t.ctx, "SELECT "+rowColumns+" FROM entry WHERE id = $1", string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, told("looking for an entry", err)
}

// Append adds an entry and its tree hashes. An entry that is not the log's next
// is refused.
func (t tx) Append(r desk.Row, first int64, hashes []ledger.Hash) error {
	if r.Index != t.size {
		return fault.New(fault.Conflict, "entry %d was to be appended, but the log stands at %d", r.Index, t.size)
	}
	t.entries = append(t.entries, r)
	for i, h := range hashes {
		t.nodes = append(t.nodes, node{first + int64(i), h})
	}
	t.size++
	return t.full()
}

// ReadHashes gives tree hashes by their numbers.
func (t tx) ReadHashes(indexes []int64) ([]ledger.Hash, error) { return readHashes(t.ctx, t, indexes) }

func readHashes(ctx context.Context, q querier, indexes []int64) ([]ledger.Hash, error) {
	if len(indexes) == 0 {
		return nil, nil
	}
	var in strings.Builder
	args := make([]any, len(indexes))
	for i, n := range indexes {
		if i > 0 {
			in.WriteByte(',')
		}
		fmt.Fprintf(&in, "$%d", i+1)
		args[i] = n
	}
	type numbered struct {
		idx  int64
		hash []byte
	}
	found, err := collect(ctx, q, "reading the tree", func(scan func(...any) error) (n numbered, err error) {
		return n, scan(&n.idx, &n.hash)
	}, "SELECT idx, hash FROM node WHERE idx IN ("+in.String()+")", args...)
	if err != nil {
		return nil, err
	}
	byIndex := make(map[int64]ledger.Hash, len(found))
	for _, f := range found {
		if len(f.hash) != len(ledger.Hash{}) {
			return nil, fault.New(fault.Corrupt, "tree hash %d is %d bytes long", f.idx, len(f.hash))
		}
		byIndex[f.idx] = ledger.Hash(f.hash)
	}
	hashes := make([]ledger.Hash, len(indexes))
	for i, n := range indexes {
		h, ok := byIndex[n]
		if !ok {
			return nil, fault.New(fault.Corrupt, "tree hash %d is missing", n)
		}
		hashes[i] = h
	}
	return hashes, nil
}

// AudienceKey gives the newest key of an audience.
func (t tx) AudienceKey(audience string) (epoch int, sealed []byte, ok bool, err error) {
	err = t.QueryRowContext(t.ctx, "SELECT epoch, sealed FROM audience_key WHERE audience = $1 ORDER BY epoch DESC LIMIT 1", audience).
		Scan(&epoch, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, false, nil
	}
	return epoch, sealed, err == nil, told("reading an audience's key", err)
}

// OldAudienceKey gives an audience's key of one epoch.
func (t tx) OldAudienceKey(audience string, epoch int) ([]byte, error) {
	return audienceKey(t.ctx, t, audience, epoch)
}

func audienceKey(ctx context.Context, q querier, audience string, epoch int) (sealed []byte, err error) {
	err = q.QueryRowContext(ctx, "SELECT sealed FROM audience_key WHERE audience = $1 AND epoch = $2", audience, epoch).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.Corrupt, "the key of the audience %s, epoch %d, is missing", audience, epoch)
	}
	return sealed, told("reading an audience's key", err)
}

// PutAudienceKey adds an epoch of an audience's key.
func (t tx) PutAudienceKey(audience string, epoch int, seats []record.Seat, sealed []byte) error {
	return t.exec("keeping an audience's key", "INSERT INTO audience_key (audience, epoch, seats, sealed) VALUES ($1,$2,$3,$4)",
		audience, epoch, seatList(seats), sealed)
}
