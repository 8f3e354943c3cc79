package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// list is a piece of a list of objects in the order of the log.
type list struct {
	kind   record.Kind // "" for all of them, whatever became of them; else those that stand
	beyond int64       // only objects of a smaller index; where oldest, of a greater
	oldest bool        // in the order of the log, else newest first
	fallen bool        // those of the kind that do not stand, instead of those that do
	n      int         // at most so many

	among func(readers []record.Seat) bool // only what is for a set of seats of which it says so; nil: any
}

// mostApart is how many audiences are asked each by itself in one statement; tests
// make it fewer.
var mostApart = 100

// listed gives a piece of a list. Of every audience that is the viewer's the
// nearest objects are read from an index that has audiences in it, and of those
// the nearest: what others may read, however much of it, is not gone through. The
// objects themselves are asked for with the viewer's rights again.
func (s *Store) listed(ctx context.Context, v register.Viewer, trying string, l list) (all []register.Item, err error) {
	f := &finding{seen: by(v), told: s.told}
	if err := f.audiencesOf(ctx, s); err != nil {
		return nil, err
	}
	if l.among != nil {
		if err := s.keepAmong(ctx, f, l.among); err != nil {
			return nil, err
		}
	}
	var keys []int64
	for some := range slices.Chunk(f.whole, mostApart) {
		text, args := l.nearest(some)
		got, err := collect(ctx, s.read, trying, func(scan func(...any) error) (idx int64, err error) { return idx, scan(&idx) }, text, args...)
		if err != nil {
			return nil, err
		}
		keys = append(keys, got...)
	}
	slices.Sort(keys)
	if !l.oldest {
		slices.Reverse(keys)
	}
	return s.objectsAt(ctx, v, trying, keys[:min(l.n, len(keys))], l.standing())
}

// standing is the condition on what became of the objects; "" for none.
func (l list) standing() string {
	switch {
	case l.kind == "":
		return ""
	case l.fallen:
		return "stands = FALSE"
	}
	return "stands = TRUE"
}

// counting counts what stands of a kind, for one set of seats, if that is the viewer's.
func (s seen) counting() string {
	return "SELECT COUNT(*) FROM object WHERE kind = $1 AND audience = $2 AND stands = TRUE AND idx >= $3 AND idx < $4 AND " + s.once("$2")
}

// Count gives how many objects of a kind stand and are the viewer's, at indexes from
// one on, before another. It is counted in an index that has audiences in it.
func (s *Store) Count(ctx context.Context, v register.Viewer, kind record.Kind, from, to int64) (n int, err error) {
	f := &finding{seen: by(v), told: s.told}
	if err := f.audiencesOf(ctx, s); err != nil {
		return 0, err
	}
	for _, audience := range f.whole {
		var some int
		q := by(v, string(kind), audience, from, to)
		if err := s.read.QueryRowContext(ctx, q.counting(), q.args...).Scan(&some); err != nil {
			return 0, told("counting in the register", err)
		}
		n += some
	}
	return n, nil
}

// keepAmong keeps of a finding's audiences those of which so says that they are
// looked for.
func (s *Store) keepAmong(ctx context.Context, f *finding, so func([]record.Seat) bool) error {
	seats, err := s.seatsOf(ctx)
	f.whole = slices.DeleteFunc(f.whole, func(id int64) bool { return !so(seats[id]) })
	return err
}

// seatsOf gives the sets of seats by their numbers.
func (s *Store) seatsOf(ctx context.Context) (map[int64][]record.Seat, error) {
	seats := map[int64][]record.Seat{}
	_, err := collect(ctx, s.read, "reading who may read", func(scan func(...any) error) (struct{}, error) {
		var id int64
		var seat record.Seat
		err := scan(&id, &seat)
		seats[id] = append(seats[id], seat)
		return struct{}{}, err
	}, "SELECT audience, seat FROM audience_seat ORDER BY audience, seat")
	return seats, err
}

// Readership gives for whom the newest entries are that the viewer may read, n at the
// most: for which sets of seats, and how many for each. No entry is read.
func (s *Store) Readership(ctx context.Context, v register.Viewer, n int) ([]register.Readership, error) {
	f := &finding{seen: by(v), told: s.told}
	if err := f.audiencesOf(ctx, s); err != nil {
		return nil, err
	}
	type place struct{ idx, audience int64 }
	var newest []place
	for _, audience := range f.whole {
		q := by(v, audience, n)
		some, err := collect(ctx, s.read, "reading who reads what", func(scan func(...any) error) (p place, err error) { return p, scan(&p.idx, &p.audience) },
			"SELECT idx, audience FROM object WHERE audience = $1 AND "+q.once("$1")+" ORDER BY idx DESC LIMIT $2", q.args...)
		if err != nil {
			return nil, err
		}
		newest = append(newest, some...)
	}
	slices.SortFunc(newest, func(a, b place) int { return cmp.Compare(b.idx, a.idx) })
	count := map[int64]int{}
	for _, p := range newest[:min(n, len(newest))] {
		count[p.audience]++
	}
	seats, err := s.seatsOf(ctx)
	var all []register.Readership
	for _, id := range f.whole {
		if count[id] > 0 {
			all = append(all, register.Readership{Seats: seats[id], N: count[id]})
		}
	}
	return all, err
}

// Among gives the entries, newest first, of whose readers so says that they are
// looked for; of those, what the viewer may read.
func (s *Store) Among(ctx context.Context, v register.Viewer, p register.Page, so func(readers []record.Seat) bool) ([]register.Item, error) {
	return s.listed(ctx, v, "reading who reads what", list{beyond: before(p), n: limit(p), among: so})
}

// nearest asks for the indexes of a list's objects in some audiences.
func (l list) nearest(audiences []int64) (text string, args []any) {
	than, order, of := "<", "DESC", ""
	if l.oldest {
		than, order = ">", "ASC"
	}
	args = []any{l.beyond, l.n}
	if l.kind != "" {
		args, of = append(args, string(l.kind)), "kind = $3 AND "+l.standing()+" AND "
	}
	parts := make([]string, len(audiences))
	for i, a := range audiences {
		args = append(args, a)
		parts[i] = fmt.Sprintf("SELECT * FROM (SELECT idx FROM object WHERE %saudience = $%d AND idx %s $1 ORDER BY idx %s LIMIT $2) AS part",
			of, len(args), than, order)
	}
	return "SELECT idx FROM (" + strings.Join(parts, " UNION ALL ") + ") AS parts ORDER BY idx " + order + " LIMIT $2", args
}

// objectsAt gives the objects at some indexes that the viewer may read, in the order
// of the indexes; under a condition, those that meet it.
func (s *Store) objectsAt(ctx context.Context, v register.Viewer, trying string, keys []int64, condition string) (all []register.Item, err error) {
	at := make(map[int64]int, len(keys))
	for i, idx := range keys {
		at[idx] = i
	}
	for some := range slices.Chunk(keys, 250) {
		args, in := make([]any, len(some)), make([]string, len(some))
		for i, idx := range some {
			args[i], in[i] = idx, fmt.Sprintf("$%d", i+1)
		}
		q := by(v, args...)
		if condition != "" {
			q.clause += " AND " + condition
		}
		items, err := s.items(ctx, q, trying, "SELECT "+itemColumns+" FROM object WHERE idx IN ("+strings.Join(in, ",")+") AND "+q.clause)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	slices.SortFunc(all, func(a, b register.Item) int { return at[a.Index] - at[b.Index] })
	return all, nil
}
