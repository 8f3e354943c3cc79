package store

import (
	"context"

	"github.com/surety-mechanism/surety/register"
)

// items reads what a viewer's query gives.
func (s *Store) items(ctx context.Context, q seen, trying, query string) ([]register.Item, error) {
	all, err := collect(ctx, s.read, trying, q.item, query, q.args...)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if err := s.settle(ctx, q.viewer, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// item reads the one row that a viewer's query gives.
func (s *Store) item(ctx context.Context, q seen, query string) (register.Item, error) {
	it, err := q.item(s.read.QueryRowContext(ctx, query, q.args...).Scan)
	if err != nil {
		return it, err
	}
	return it, s.settle(ctx, q.viewer, &it)
}

// settle takes from an object that was released to a viewer what it came to
// through entries that this viewer may not read.
func (s *Store) settle(ctx context.Context, v register.Viewer, it *register.Item) error {
	if !it.Releasedly(v) {
		return nil
	}
	q := by(v, string(it.ID))
	var hidden bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM object_ref JOIN object ON object.id = object_ref.object
		WHERE object_ref.target = $1 AND NOT (`+q.clause+"))", q.args...).Scan(&hidden)
	if err != nil {
		return told("reading the register", err)
	}
	if hidden {
		it.Object = it.Unmoved()
	}
	return nil
}
