package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Glances gives every object of a kind of which something is counted and that the
// viewer may read at a glance, newest entry first: allegations, and undertakings and
// clauses that started clocks. They stand together in the table label; no object is
// read but those that were released to some. Clocks count by witnessed times.
func (s *Store) Glances(ctx context.Context, v register.Viewer, kind record.Kind) (all []*register.Glance, err error) {
	if err := s.foundAll(ctx); err != nil {
		return nil, err
	}
	f := &finding{seen: by(v), told: s.told}
	if err := f.audiencesOf(ctx, s); err != nil {
		return nil, err
	}
	for _, audience := range f.whole {
		pieces, err := s.pieces(ctx, v, kind, audience)
		if err != nil {
			return nil, err
		}
		some, err := register.Glances(pieces)
		if err != nil {
			return nil, fault.New(fault.Corrupt, "a row of the register is damaged; `surety rebuild` makes it again: %w", err)
		}
		all = append(all, some...)
	}
	var apart []int64
	all = slices.DeleteFunc(all, func(g *register.Glance) bool {
		if g.Apart {
			apart = append(apart, g.Index)
		}
		return g.Apart
	})
	if err := s.glancesWitnessed(ctx, v, all); err != nil {
		return nil, err
	}
	items, err := s.objectsAt(ctx, v, "reading the register", apart, "stands = TRUE")
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		g := &register.Glance{ID: it.ID, Index: it.Index, Seat: it.Seat, First: slices.Contains(it.Present, "went_public_first")}
		if it.Case != nil {
			g.Opened, g.Case = true, *it.Case
		}
		if it.Undertaking != nil {
			g.Clocks = it.Undertaking.Clocks
		}
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b *register.Glance) int { return cmp.Compare(b.Index, a.Index) })
	return all, nil
}

// pieces gives the pieces of the glances of a kind that are for one set of seats, in
// order. The database puts those of ten thousand entries into one row, since a row
// costs more than what is in it.
func (s *Store) pieces(ctx context.Context, v register.Viewer, kind record.Kind, audience int64) (pieces []string, err error) {
	q := by(v, register.AtAGlance, string(kind), audience)
	rows, err := collect(ctx, s.read, "reading the register", func(scan func(...any) error) (text string, err error) { return text, scan(&text) },
		q.glanced(s.sqlite()), q.args...)
	for _, text := range rows {
		pieces = slices.AppendSeq(pieces, strings.SplitSeq(text, "\n"))
	}
	if !slices.IsSorted(pieces) { // neither database promises it
		slices.Sort(pieces)
	}
	return pieces, err
}

// glanced asks for the pieces of the glances of a kind that are for one set of seats,
// if that is the viewer's.
func (s seen) glanced(sqlite bool) string {
	joined := "group_concat(day, char(10))"
	if !sqlite {
		joined = "string_agg(day, chr(10))"
	}
	return "SELECT " + joined + " FROM (SELECT day FROM label WHERE label = $1 AND kind = $2 AND audience = $3 AND " + s.once("$3") +
		" ORDER BY day) AS part GROUP BY substr(day, 1, 12)"
}

// once is the condition that one set of seats, an argument, is the viewer's: it is
// asked once, not of every row.
func (s seen) once(audience string) string {
	return strings.ReplaceAll(s.clause, "+object.audience", "CAST("+audience+" AS BIGINT)")
}

// glancesWitnessed has the clocks of glances count by witnessed times.
func (s *Store) glancesWitnessed(ctx context.Context, v register.Viewer, all []*register.Glance) error {
	var timed []*register.Glance
	var items []*register.Item
	for _, g := range all {
		if len(g.Case.Deadlines)+len(g.Clocks) > 0 {
			it := &register.Item{Object: register.Object{ID: g.ID, Index: g.Index}}
			it.Clocked(g.Case.Deadlines, g.Clocks)
			timed, items = append(timed, g), append(items, it)
		}
	}
	if len(items) == 0 {
		return nil
	}
	if err := s.witnessed(ctx, v, items); err != nil {
		return fmt.Errorf("counting clocks: %w", err)
	}
	for i, it := range items {
		if it.Case != nil {
			timed[i].Case.Deadlines = it.Case.Deadlines
		}
		if it.Undertaking != nil {
			timed[i].Clocks = it.Undertaking.Clocks
		}
	}
	return nil
}
