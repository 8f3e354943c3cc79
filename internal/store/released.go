package store

import (
	"context"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// items reads what a viewer's query gives.
func (s *Store) items(ctx context.Context, q seen, trying, query string) ([]register.Item, error) {
	all, err := collect(ctx, s.read, trying, q.item, query, q.args...)
	if err != nil {
		return nil, err
	}
	leaving := make([]*register.Item, len(all))
	for i := range all {
		leaving[i] = &all[i]
	}
	if err := s.leave(ctx, q.viewer, leaving...); err != nil {
		return nil, err
	}
	return all, s.handOut(ctx, q.viewer, leaving)
}

// handOut tells OnList of what is given in a list.
func (s *Store) handOut(ctx context.Context, v register.Viewer, items []*register.Item) error {
	if s.OnList == nil || len(items) == 0 {
		return nil
	}
	return s.OnList(ctx, v, items)
}

// item reads the one row that a viewer's query gives.
func (s *Store) item(ctx context.Context, q seen, query string) (register.Item, error) {
	it, err := q.item(s.read.QueryRowContext(ctx, query, q.args...).Scan)
	if err != nil {
		return it, err
	}
	return it, s.leave(ctx, q.viewer, &it)
}

// settle takes from an object that was released to a viewer what it came to
// through entries that this viewer may not read.
func (s *Store) settle(ctx context.Context, v register.Viewer, it *register.Item) error {
	if !it.Releasedly(v) {
		return nil
	}
	q := by(v, string(it.ID))
	var hidden bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM object_ref JOIN object ON object.idx = object_ref.object
		WHERE object_ref.target = $1 AND NOT (`+q.clause+"))", q.args...).Scan(&hidden)
	if err != nil {
		return told("reading the register", err)
	}
	if hidden {
		it.Object = it.Unmoved()
	}
	return nil
}

// Teller tells an item as exactly as its viewer may know it. logged gives when its
// entry was logged.
type Teller func(v register.Viewer, it *register.Item, logged func() (time.Time, error)) error

// Coarsen has everything that is shown told by a teller, and found by what it
// tells. It is called before anything is shown or written, once.
func (s *Whole) Coarsen(tell Teller, told *register.Tellings) { s.tell, s.told = tell, told }

// Tellings says how readers are told what they may read.
func (s *Store) Tellings() *register.Tellings { return s.told }

// leave is what everything goes through on its way to a viewer.
func (s *Store) leave(ctx context.Context, v register.Viewer, items ...*register.Item) error {
	for _, it := range items {
		if err := s.settle(ctx, v, it); err != nil {
			return err
		}
		if s.tell != nil {
			if err := s.tell(v, it, func() (time.Time, error) { return s.logged(ctx, v, it.ID) }); err != nil {
				return err
			}
		}
	}
	return s.witnessed(ctx, v, items)
}

// Logged gives when an entry that a viewer may know of was logged, by its leaf.
func (s *Store) Logged(ctx context.Context, v register.Viewer, id record.ID) (time.Time, error) {
	return s.logged(ctx, v, id)
}

// logged gives when an entry was logged, by its leaf.
func (s *Store) logged(ctx context.Context, v register.Viewer, id record.ID) (time.Time, error) {
	q := by(v, string(id))
	var raw []byte
	if err := s.read.QueryRowContext(ctx, "SELECT entry.leaf FROM entry JOIN object ON object.id = entry.id WHERE entry.id = $1 AND "+q.clause,
		q.args...).Scan(&raw); err != nil {
		return time.Time{}, told("reading when an entry was logged", err)
	}
	var leaf ledger.Leaf
	err := leaf.UnmarshalBinary(raw)
	return leaf.Time, err
}
