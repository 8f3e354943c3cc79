package store

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// attested are the log's attestations of time as far as they were read: they are
// never revised, so that only newer ones have to be asked for.
type attested struct {
	sync.Mutex
	register.Times
	last int64 // index of the latest that was read, and one more; 0 for none
}

// times gives by when entries were witnessed, as a viewer may know; what attests
// it is for everyone.
func (s *Store) times(ctx context.Context, v register.Viewer) (register.Times, error) {
	s.attested.Lock()
	defer s.attested.Unlock()
	q := by(v, string(record.KindTimeAttested), s.attested.last)
	newer, err := collect(ctx, s.read, "reading when entries were witnessed", q.item,
		"SELECT "+itemColumns+" FROM object WHERE kind = $1 AND idx >= $2 AND stands AND "+q.clause+" ORDER BY idx", q.args...)
	if err != nil {
		return register.Times{}, err
	}
	for _, it := range newer {
		if err := s.attested.Attest(it.Body.(*record.TimeAttested)); err != nil {
			return register.Times{}, fault.New(fault.Corrupt, "entry %d: %w", it.Index, err)
		}
		s.attested.last = it.Index + 1
	}
	return s.attested.Times, nil
}

// witnessed tells items by when they were witnessed, and has their clocks count
// by that: the one place where anything that is shown comes by such times.
func (s *Store) witnessed(ctx context.Context, v register.Viewer, items []*register.Item) error {
	times, err := s.times(ctx, register.Viewer{})
	if err != nil || !times.Any() {
		return err
	}
	named := map[record.ID]int64{}
	for _, it := range items {
		for _, id := range it.ClockEntries() {
			named[id] = -1
		}
	}
	if err := s.places(ctx, v, named); err != nil {
		return err
	}
	for _, it := range items {
		times.Tell(it, func(id record.ID) (int64, bool) { at, ok := named[id]; return at, ok && at >= 0 })
	}
	return nil
}

// places fills in the places in the log of those entries that the viewer may read.
func (s *Store) places(ctx context.Context, v register.Viewer, of map[record.ID]int64) error {
	ids := make([]any, 0, len(of))
	for id := range of {
		ids = append(ids, string(id))
	}
	type place struct {
		id string
		at int64
	}
	for len(ids) > 0 {
		some := ids[:min(len(ids), 200)]
		ids = ids[len(some):]
		in := make([]string, len(some))
		for i := range some {
			in[i] = fmt.Sprintf("$%d", i+1)
		}
		q := by(v, some...)
		found, err := collect(ctx, s.read, "reading where entries stand", func(scan func(...any) error) (p place, err error) { return p, scan(&p.id, &p.at) },
			"SELECT id, idx FROM object WHERE id IN ("+strings.Join(in, ",")+") AND "+q.clause, q.args...)
		if err != nil {
			return err
		}
		for _, p := range found {
			of[record.ID(p.id)] = p.at
		}
	}
	return nil
}
