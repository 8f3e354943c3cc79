package app

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Sight is what some seats would read of an entry if it were released to them.
type Sight struct {
	Seats []record.Seat // who are told alike, sorted
	Body  json.RawMessage
	Less  []string // fields that would be withheld, or told less exactly or later
}

// Sights gives what a release would give to whom: everybody who may not read the
// entry yet, those together who would read the same. It changes nothing.
func (m *Mechanism) Sights(ctx context.Context, v register.Viewer, entry string, b *record.ReleaseProposed) (all []Sight, err error) {
	it, err := m.find(ctx, v, entry)
	if err != nil {
		return nil, err
	}
	to := b.To
	if b.Level != "" {
		if to, err = access.Seats(m.Founding.Charter.Charter, access.Level(b.Level)); err != nil {
			return nil, err
		}
	}
	for _, seat := range to {
		reader := register.Viewer{Seats: []record.Seat{seat}}
		if reader.Sees(it.Readers()) {
			continue
		}
		if _, ok := m.Founding.Charter.Seat(seat); !ok && seat != record.Public {
			return nil, fault.New(fault.Invalid, "the charter has no seat %q; it has %q", seat, m.Founding.Charter.SeatIDs())
		}
		one, err := m.sight(ctx, v, it, reader, b.Withheld)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(s Sight) bool { return bytes.Equal(s.Body, one.Body) && slices.Equal(s.Less, one.Less) })
		if i < 0 {
			i = len(all)
			all = append(all, one)
		}
		all[i].Seats = append(all[i].Seats, seat)
	}
	for _, s := range all {
		slices.Sort(s.Seats)
	}
	return all, nil
}

// sight tells an item as one new reader would be told it.
func (m *Mechanism) sight(ctx context.Context, v register.Viewer, it register.Item, reader register.Viewer, withheld []string) (s Sight, err error) {
	body, err := it.Kind.Empty()
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(it.Control, body); err != nil {
		return s, fault.New(fault.Corrupt, "the control of %s is damaged: %w", it.ID, err)
	}
	content, err := record.ContentOf(it.Body)
	if err != nil {
		return s, err
	}
	content = slices.DeleteFunc(content, func(f record.Field) bool {
		if !slices.Contains(withheld, f.Name) {
			return false
		}
		s.Less = append(s.Less, f.Name)
		return true
	})
	if err := record.OpenBody(body, content); err != nil {
		return s, err
	}
	coarse, err := access.Coarsen(m.Founding.Charter.Charter, m.whole.Tellings().Of(reader, it.Seat), reader.Seats, body,
		func() (time.Time, error) { return m.Store.Logged(ctx, v, it.ID) }, m.Desk.Now())
	if err != nil {
		return s, err
	}
	s.Less = append(s.Less, coarse...)
	slices.Sort(s.Less)
	s.Less = slices.Compact(s.Less)
	s.Body, err = json.MarshalIndent(body, "  ", "  ")
	return s, err
}
