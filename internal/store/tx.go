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

// tx is one transaction. It lives no longer than its context.
type tx struct {
	ctx context.Context
	*sql.Tx
}

// Update runs steps in one transaction; desk.Store says how.
func (s *Whole) Update(ctx context.Context, steps ...func(desk.Tx) error) (_ []error, err error) {
	begun, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, told("beginning to write", err)
	}
	t := tx{ctx, begun}
	defer func() {
		if err != nil {
			if undo := begun.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, undo)
			}
		}
	}()
	var size int64
	if err := t.QueryRowContext(ctx, "SELECT size FROM log_head WHERE one = 1"+s.lock).Scan(&size); err != nil {
		return nil, told("taking the log's head", err)
	}
	errs := make([]error, len(steps))
	for i, step := range steps {
		if err := t.exec("starting a step", "SAVEPOINT step"); err != nil {
			return nil, err
		}
		if errs[i] = step(t); errs[i] != nil {
			if err := t.exec("undoing a step", "ROLLBACK TO SAVEPOINT step"); err != nil {
				return nil, errors.Join(errs[i], err)
			}
		}
		if err := t.exec("ending a step", "RELEASE SAVEPOINT step"); err != nil {
			return nil, err
		}
	}
	if err := begun.Commit(); err != nil {
		return nil, told("committing", err)
	}
	return errs, nil
}

func (t tx) exec(trying, query string, args ...any) error {
	_, err := t.ExecContext(t.ctx, query, args...)
	return told(trying, err)
}

// Size gives the number of entries.
func (t tx) Size() (int64, error) { return size(t.ctx, t) }

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func size(ctx context.Context, q querier) (n int64, err error) {
	err = q.QueryRowContext(ctx, "SELECT size FROM log_head WHERE one = 1").Scan(&n)
	return n, told("reading the log's size", err)
}

const rowColumns = "idx, id, leaf, envelope, signature, leaf_salt, audience, epoch, key, payload"

func scanRow(scan func(...any) error) (r desk.Row, err error) {
	err = scan(&r.Index, &r.ID, &r.Leaf, &r.Envelope, &r.Signature, &r.LeafSalt, &r.Audience, &r.Epoch, &r.Key, &r.Payload)
	return r, err
}

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

// Append adds an entry and its tree hashes. The head moves from exactly the
// entry's index to the next: another process that was first makes it fail.
func (t tx) Append(r desk.Row, first int64, hashes []ledger.Hash) error {
	if err := t.exec("appending an entry", "INSERT INTO entry ("+rowColumns+") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
		r.Index, string(r.ID), r.Leaf, r.Envelope, r.Signature, r.LeafSalt, r.Audience, r.Epoch, r.Key, r.Payload); err != nil {
		return err
	}
	nodes := make([]any, 0, 2*len(hashes))
	for i, h := range hashes {
		nodes = append(nodes, first+int64(i), h[:])
	}
	if err := t.insert("appending to the tree", "node (idx, hash)", 2, nodes, ""); err != nil {
		return err
	}
	res, err := t.ExecContext(t.ctx, "UPDATE log_head SET size = $1 WHERE one = 1 AND size = $2", r.Index+1, r.Index)
	if err != nil {
		return told("moving the log's head", err)
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fault.New(fault.Conflict, "entry %d was to be appended, but the log stands elsewhere", r.Index)
	}
	return nil
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
		return nil, fault.New(fault.Corrupt, "the key of an audience is missing")
	}
	return sealed, told("reading an audience's key", err)
}

// PutAudienceKey adds an epoch of an audience's key.
func (t tx) PutAudienceKey(audience string, epoch int, seats []record.Seat, sealed []byte) error {
	return t.exec("keeping an audience's key", "INSERT INTO audience_key (audience, epoch, seats, sealed) VALUES ($1,$2,$3,$4)",
		audience, epoch, seatList(seats), sealed)
}
