package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	quick "github.com/go-json-experiment/json/v1" // as encoding/json reads, in half of the time

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// seen is the part of a query that asks the viewer's rights: an object is there
// for whoever holds one of its audience's seats, and for everyone if it is
// public. Every query on objects has it; none can be made without a viewer.
type seen struct {
	clause string
	args   []any
	viewer register.Viewer
}

func by(v register.Viewer, args ...any) seen {
	s := seen{args: slices.Clip(args), viewer: v} // what is appended is not the caller's
	s.clause = s.holding(v)
	if v.As != nil {
		s.clause += " AND " + s.holding(*v.As)
	}
	return s
}

// holding is the condition that an object is for one of a viewer's seats.
func (s *seen) holding(v register.Viewer) string {
	var in strings.Builder
	for _, seat := range append(slices.Clone(v.Seats), record.Public) {
		if in.Len() > 0 {
			in.WriteByte(',')
		}
		s.args = append(s.args, string(seat))
		fmt.Fprintf(&in, "$%d", len(s.args))
	}
	// The plus keeps SQLite from going through everything that the seats may read.
	return "+object.audience IN (SELECT audience FROM audience_seat WHERE seat IN (" + in.String() + "))"
}

const itemColumns = "object.state, object.content"

// item reads a row as its viewer may: fields that are withheld from them, or
// were redacted, are closed.
func (s seen) item(scan func(...any) error) (register.Item, error) {
	return itemOf(scan, func(o *register.Object, field string) bool {
		return len(o.Released)+len(o.Redacted) == 0 || o.Shows(s.viewer, field) // by its clause they may read it
	})
}

// scanItem reads a row whole, for the mechanism's own checks.
func scanItem(scan func(...any) error) (register.Item, error) {
	return itemOf(scan, func(*register.Object, string) bool { return true })
}

func itemOf(scan func(...any) error, shows func(*register.Object, string) bool) (it register.Item, err error) {
	var state, content string
	if err = scan(&state, &content); err != nil {
		return it, err
	}
	if err := quick.Unmarshal([]byte(state), &it.Object); err != nil {
		return it, fault.New(fault.Corrupt, "a row of the register is damaged; `surety rebuild` makes it again: %w", err)
	}
	var open desk.Content
	if err := quick.Unmarshal([]byte(content), &open); err != nil {
		return it, fault.New(fault.Corrupt, "the content of %s in the register is damaged; `surety rebuild` makes it again: %w", it.ID, err)
	}
	if it.Body, err = it.Kind.Empty(); err != nil {
		return it, err
	}
	if err := quick.Unmarshal(it.Control, it.Body); err != nil {
		return it, fault.New(fault.Corrupt, "the control of %s in the register is damaged; `surety rebuild` makes it again: %w", it.ID, err)
	}
	fields := make([]record.Field, 0, len(open))
	for name := range open {
		if !shows(&it.Object, name) {
			delete(open, name)
		}
	}
	for name, value := range open {
		fields = append(fields, record.Field{Name: name, Value: value})
	}
	for _, name := range it.Present {
		if _, ok := open[name]; !ok {
			it.Closed = append(it.Closed, name)
		}
	}
	return it, record.OpenBody(it.Body, fields)
}

func limit(p register.Page) int {
	if p.Limit <= 0 {
		return 100
	}
	return min(p.Limit, 1000)
}

func before(p register.Page) int64 {
	if p.Before <= 0 {
		return 1 << 62
	}
	return p.Before
}

// Items gives the objects of a kind that stand, newest entry first.
func (s *Store) Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error) {
	if kind == "" {
		return nil, nil
	}
	return s.listed(ctx, v, "reading the register", list{kind: kind, beyond: before(p), n: limit(p)})
}

// Fallen gives the objects of a kind that do not stand, being void or withdrawn,
// newest entry first.
func (s *Store) Fallen(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error) {
	if kind == "" {
		return nil, nil
	}
	return s.listed(ctx, v, "reading the register", list{kind: kind, fallen: true, beyond: before(p), n: limit(p)})
}

// Entries gives the entries that the viewer may read, whatever became of them,
// newest first.
func (s *Store) Entries(ctx context.Context, v register.Viewer, p register.Page) ([]register.Item, error) {
	return s.listed(ctx, v, "reading the log", list{beyond: before(p), n: limit(p)})
}

// After gives the objects of entries after an index that the viewer may read,
// whatever became of them, in the order of the log.
func (s *Store) After(ctx context.Context, v register.Viewer, index int64, most int) ([]register.Item, error) {
	return s.listed(ctx, v, "following the log", list{beyond: index, oldest: true, n: limit(register.Page{Limit: most})})
}

// byID is the lookup of one object, which has its index go by the audience too:
// of what is not the viewer's no row is read, as of what is not there.
func (s seen) byID() string {
	return "SELECT " + itemColumns + " FROM object WHERE id = $1 AND " + strings.ReplaceAll(s.clause, "+object.audience", "object.audience")
}

// Item gives one object. What is not there and what the viewer may not know of
// give the same answer.
func (s *Store) Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error) {
	q := by(v, string(id))
	it, err := s.item(ctx, q, q.byID())
	if errors.Is(err, sql.ErrNoRows) {
		return it, fault.New(fault.NotFound, "there is no entry %q", id)
	}
	if err == nil && s.OnOpen != nil {
		if err := s.OnOpen(ctx, v, &it); err != nil {
			return register.Item{}, err
		}
	}
	return it, told("reading the register", err)
}

// Several gives those of some objects that the viewer may read, in no order.
func (s *Store) Several(ctx context.Context, v register.Viewer, ids []record.ID) (all []register.Item, err error) {
	for some := range slices.Chunk(ids, 200) {
		args, in := make([]any, len(some)), make([]string, len(some))
		for i, id := range some {
			args[i], in[i] = string(id), fmt.Sprintf("$%d", i+1)
		}
		q := by(v, args...)
		items, err := s.items(ctx, q, "reading the register",
			"SELECT "+itemColumns+" FROM object WHERE id IN ("+strings.Join(in, ",")+") AND "+q.clause)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	return all, nil
}

// ItemAt gives the object of the entry at an index of the log, as Item does.
func (s *Store) ItemAt(ctx context.Context, v register.Viewer, index int64) (register.Item, error) {
	q := by(v, index)
	it, err := s.item(ctx, q, "SELECT "+itemColumns+" FROM object WHERE idx = $1 AND "+q.clause)
	if errors.Is(err, sql.ErrNoRows) {
		return it, fault.New(fault.NotFound, "there is no entry %d", index)
	}
	if err == nil && s.OnOpen != nil {
		if err := s.OnOpen(ctx, v, &it); err != nil {
			return register.Item{}, err
		}
	}
	return it, told("reading the register", err)
}

// Linked gives the objects that stand and refer to id in a role, in the order
// of the log.
func (s *Store) Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error) {
	return s.LinkedTo(ctx, v, []record.ID{id}, role)
}

// LinkedTo gives the objects that stand and refer to any of some entries in a
// role, each once, in the order of the log.
func (s *Store) LinkedTo(ctx context.Context, v register.Viewer, ids []record.ID, role record.Role) (all []register.Item, err error) {
	for some := range slices.Chunk(ids, 200) {
		args := []any{string(role)}
		for _, id := range some {
			args = append(args, string(id))
		}
		q := by(v, args...)
		items, err := s.items(ctx, q, "reading the register", q.linkedTo(len(some)))
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	slices.SortFunc(all, func(a, b register.Item) int { return cmp.Compare(a.Index, b.Index) })
	return slices.CompactFunc(all, func(a, b register.Item) bool { return a.Index == b.Index }), nil
}

// linkedTo asks for what refers in a role, the first argument, to so many entries,
// the next ones.
func (s seen) linkedTo(n int) string {
	in := make([]string, n)
	for i := range in {
		in[i] = fmt.Sprintf("$%d", i+2)
	}
	return "SELECT " + itemColumns + " FROM object WHERE idx IN (SELECT object_ref.object FROM object_ref WHERE object_ref.role = $1 AND object_ref.target IN (" +
		strings.Join(in, ",") + ")) AND stands AND " + s.clause
}

// Size gives the number of entries.
func (s *Store) Size(ctx context.Context) (int64, error) { return size(ctx, s.read) }

// Hashes reads the tree's hashes.
func (s *Store) Hashes(ctx context.Context) ledger.HashReader {
	return ledger.HashReaderFunc(ctx, func(ctx context.Context, indexes []int64) ([]ledger.Hash, error) {
		return readHashes(ctx, s.read, indexes)
	})
}

// Nodes gives the tree's hashes numbered [from, to); fewer where some are missing.
func (s *Store) Nodes(ctx context.Context, from, to int64) ([]ledger.Hash, error) {
	return collect(ctx, s.read, "reading the tree", func(scan func(...any) error) (h ledger.Hash, err error) {
		var raw []byte
		var n int64
		if err = scan(&n, &raw); err == nil && (len(raw) != len(h) || copy(h[:], raw) != len(h)) {
			err = fault.New(fault.Corrupt, "tree hash %d is %d bytes long", n, len(raw))
		}
		return h, err
	}, "SELECT idx, hash FROM node WHERE idx >= $1 AND idx < $2 ORDER BY idx", from, to)
}

// Stray gives the numbers of tree hashes that are kept beyond those that the
// entries make, the first hundred: nothing reads them, and nothing that this
// program wrote put them there.
func (s *Whole) Stray(ctx context.Context) ([]int64, error) {
	var entries int64
	if err := s.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM entry").Scan(&entries); err != nil {
		return nil, told("counting the entries", err)
	}
	return collect(ctx, s.read, "counting the tree's hashes", func(scan func(...any) error) (n int64, err error) { return n, scan(&n) },
		"SELECT idx FROM node WHERE idx < 0 OR idx >= $1 ORDER BY idx LIMIT 100", ledger.FirstHash(entries))
}

// Checkpoint is a signed checkpoint as it is kept.
type Checkpoint struct {
	Size   int64
	Note   []byte
	Signed time.Time // by the operator's clock
}

// Checkpoints gives every signed checkpoint, by size.
func (s *Store) Checkpoints(ctx context.Context) ([]Checkpoint, error) {
	return collect(ctx, s.read, "reading checkpoints", scanCheckpoint, "SELECT size, note, signed, digest FROM checkpoint ORDER BY size")
}

// LatestCheckpoint gives the checkpoint of the greatest size.
func (s *Store) LatestCheckpoint(ctx context.Context) (Checkpoint, error) {
	c, err := scanCheckpoint(s.read.QueryRowContext(ctx, "SELECT size, note, signed, digest FROM checkpoint ORDER BY size DESC LIMIT 1").Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fault.New(fault.NotFound, "no checkpoint has been signed yet")
	}
	return c, told("reading the latest checkpoint", err)
}

func scanCheckpoint(scan func(...any) error) (c Checkpoint, err error) {
	var signed, digest string
	if err = scan(&c.Size, &c.Note, &signed, &digest); err != nil {
		return c, err
	}
	what := fmt.Sprintf("the checkpoint of %d entries", c.Size)
	if c.Signed, err = time.Parse(time.RFC3339Nano, signed); err != nil {
		return c, fault.New(fault.Corrupt, "%s was changed in the database: %w", what, err)
	}
	return c, whole(what, digest, checkpointDigest(c))
}
