package survey

import (
	"context"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Sides gives what is on record of every party's side: what it handed in and
// whether the public knew before, who picked the places that were asked for,
// whether anybody of the mechanism has seen anything there.
func (r Reader) Sides(ctx context.Context) ([]casework.Side, error) {
	var parties []string
	for _, p := range r.Charter.Parties {
		parties = append(parties, p.ID)
	}
	cases, err := r.Cases(ctx)
	if err != nil {
		return nil, err
	}
	var handed []casework.Handed
	for _, one := range cases.Handed {
		if of := r.partyOf(one.Seat); of != "" {
			handed = append(handed, casework.Handed{Of: of, Public: one.First})
		}
	}
	items, err := r.every(ctx, record.KindAccessRequested)
	if err != nil {
		return nil, err
	}
	chosen := map[record.ID]string{}
	for _, it := range items {
		if b, ok := it.Body.(*record.AccessRequested); ok {
			chosen[it.ID] = b.Chosen
		}
	}
	seen, err := r.seen(ctx)
	if err != nil {
		return nil, err
	}
	return casework.Sides(parties, cases.States(), chosen, handed, seen), nil
}

// partyOf gives the party whose seat it is, or "".
func (r Reader) partyOf(seat record.Seat) string {
	if s, ok := r.Charter.Seat(seat); ok && s.Role == "party" {
		return s.Of
	}
	return ""
}

// seen gives what was seen on each side: gates, and days on which somebody watched.
func (r Reader) seen(ctx context.Context) ([]casework.Seen, error) {
	side := map[string]string{} // of a gate
	for _, x := range r.Charter.Crossings {
		for _, g := range x.Gates {
			side[g.ID] = g.Party
		}
	}
	items, err := r.every(ctx, record.KindCrossingStatusRecorded)
	if err != nil {
		return nil, err
	}
	var all []casework.Seen
	for _, it := range items {
		if b, ok := it.Body.(*record.CrossingStatusRecorded); ok && b.Observed && side[b.Gate] != "" && side[b.Gate] != r.partyOf(it.Seat) {
			all = append(all, casework.Seen{Of: side[b.Gate]})
		}
	}
	if items, err = r.every(ctx, record.KindCoverageRecorded); err != nil {
		return nil, err
	}
	for _, it := range items {
		if b, ok := it.Body.(*record.CoverageRecorded); ok && b.Days > 0 && b.Side != "" && b.Side != r.partyOf(it.Seat) {
			all = append(all, casework.Seen{Of: b.Side})
		}
	}
	return all, nil
}

// Notices gives every notice with how long ahead it came, by the witnessed time
// where there is one, judged by the charter that was in force when it came, and the
// incidents that were matched to it.
func (r Reader) Notices(ctx context.Context) ([]incident.Announced, error) {
	items, err := r.every(ctx, record.KindNoticeGiven)
	if err != nil {
		return nil, err
	}
	charters, err := r.charters(ctx)
	if err != nil {
		return nil, err
	}
	var given []incident.Given
	for _, it := range items {
		b, ok := it.Body.(*record.NoticeGiven)
		if !ok {
			continue
		}
		at, witnessed := it.Witnessed, !it.Witnessed.IsZero()
		if !witnessed {
			if at, err = r.Views.Logged(ctx, r.Who, it.ID); err != nil {
				return nil, err
			}
		}
		given = append(given, incident.Given{ID: it.ID, By: it.Seat, At: at, Witnessed: witnessed, Body: b, Least: leastOf(charters, it.Index)})
	}
	if items, err = r.every(ctx, record.KindNoticeMatched); err != nil {
		return nil, err
	}
	var about []record.ID
	for _, it := range items {
		about = append(about, first(it, record.AboutObject))
	}
	around, err := r.several(ctx, distinct(about))
	if err != nil {
		return nil, err
	}
	matched := map[record.ID]incident.State{}
	for id, it := range around {
		if it.Incident != nil {
			matched[id] = *it.Incident
		}
	}
	return incident.Notices(given, matched), nil
}

// Between is how the line between two parties was used.
type Between struct {
	Parties [2]string `json:"parties"` // in the order of their ids
	incident.Line
}

// Line gives how the line between every two parties was used from one day to
// another, both included, as YYYY-MM-DD by the mechanism's days; a year at the
// most. A day without an answered test is named.
func (r Reader) Line(ctx context.Context, first, last string) ([]Between, error) {
	from, err := time.Parse(time.DateOnly, first)
	to, err2 := time.Parse(time.DateOnly, last)
	if err != nil || err2 != nil || to.Before(from) || to.Sub(from) > 366*24*time.Hour {
		return nil, fault.New(fault.Invalid, "the first and the last day are written 2026-01-31, and lie within a year")
	}
	offset, err := r.offset(from)
	if err != nil {
		return nil, err
	}
	items, err := r.every(ctx, record.KindHotlineCall)
	if err != nil {
		return nil, err
	}
	var all []Between
	for i, one := range r.Charter.Parties {
		for _, other := range r.Charter.Parties[i+1:] {
			pair := [2]string{one.ID, other.ID}
			slices.Sort(pair[:])
			var calls []*record.HotlineCall
			for _, it := range items {
				if b, ok := it.Body.(*record.HotlineCall); ok && slices.Contains(pair[:], b.From) && slices.Contains(pair[:], b.To) {
					calls = append(calls, b)
				}
			}
			all = append(all, Between{pair, incident.LineUse(calls, first, last, offset)})
		}
	}
	return all, nil
}

// named gives a report of a crossing under the charter's id, where it has a name
// alone that the charter knows: what the press calls it, and what monitors saw under
// the id, are of one gate.
func (r Reader) named(b *record.CrossingStatusRecorded) *record.CrossingStatusRecorded {
	if b.Crossing != "" || b.Name == "" || r.Charter == nil {
		return b
	}
	for _, x := range r.Charter.Crossings {
		if x.IsCalled(b.Name) {
			one := *b
			one.Crossing = x.ID
			return &one
		}
	}
	return b
}

// Passages gives how every gate stands: as declared, and as seen.
func (r Reader) Passages(ctx context.Context) ([]incident.Passage, error) {
	items, err := r.every(ctx, record.KindCrossingStatusRecorded)
	if err != nil {
		return nil, err
	}
	var reports []incident.Report
	for _, it := range items {
		if b, ok := it.Body.(*record.CrossingStatusRecorded); ok {
			reports = append(reports, incident.Report{ID: it.ID, By: it.Seat, Body: r.named(b)})
		}
	}
	return incident.Passages(reports), nil
}
