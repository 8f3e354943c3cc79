package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// confidential reports whether an entry is for the mechanism alone (P3
// and P4): neither for everyone, nor for a seat that speaks for a party.
func (m *Mechanism) confidential(o *register.Object) bool {
	for _, seat := range o.Readers() {
		if seat == record.Public {
			return false
		}
		if s, ok := m.Founding.Charter.Seat(seat); ok && s.Role == "party" {
			return false
		}
	}
	return !o.Kind.Attestation()
}

// opened keeps that somebody opened an entry on a page or through the API, where
// it is for the mechanism alone. What cannot be kept is not shown: the reader gets
// the error.
func (m *Mechanism) opened(ctx context.Context, v register.Viewer, it *register.Item) error {
	if !session.Asked(ctx) || !m.confidential(&it.Object) {
		return nil
	}
	return m.whole.PutReads(ctx, readingOf(session.From(ctx), v, it))
}

// listed keeps that somebody was given entries in a list, a search or an export;
// the same entry for the same person once an hour, since a page that is looked at
// again and again says no more than the first time.
func (m *Mechanism) listed(ctx context.Context, v register.Viewer, items []*register.Item) error {
	if !session.Asked(ctx) {
		return nil
	}
	var list []desk.Opening
	for _, it := range items {
		if !m.confidential(&it.Object) {
			continue
		}
		if r := readingOf(session.From(ctx), v, it); m.lists.first(r) {
			list = append(list, r)
		}
	}
	return m.whole.PutReads(ctx, list...)
}

// openedDocument keeps that somebody opened what waits at the desk: nothing there is
// for anybody but who handed it in and the mechanism. Once an hour, as in a list,
// since a document is opened again with every decision on it.
func (m *Mechanism) openedDocument(ctx context.Context, v register.Viewer, id string) error {
	if !session.Asked(ctx) {
		return nil
	}
	r := readingOf(session.From(ctx), v, nil)
	r.Entry, r.Document = -1, id
	if !m.lists.first(r) {
		return nil
	}
	return m.whole.PutReads(ctx, r)
}

// handsOut keeps, where somebody asked, that all that a viewer may read was handed
// out, and gives the context for reading it, in which it is not kept once more.
func (m *Mechanism) handsOut(ctx context.Context, v register.Viewer) (context.Context, error) {
	if !session.Asked(ctx) {
		return ctx, nil
	}
	for before := int64(0); ; {
		page, err := m.Store.Entries(ctx, v, register.Page{Before: before, Limit: 1000})
		if err != nil {
			return ctx, err
		}
		if len(page) < 1000 || page[len(page)-1].Index == 0 {
			return session.Unasked(ctx), nil
		}
		before = page[len(page)-1].Index
	}
}

// readingOf says who reads an entry: a person by name, or the operator where nobody
// signs in; whoever looks through another's eyes all the same.
func readingOf(who session.Identity, v register.Viewer, it *register.Item) desk.Opening {
	r := desk.Opening{At: time.Now().UTC(), Person: who.Person.Name, Seat: who.Person.Seat}
	if r.Person == "" {
		r.Person = who.Session.Name
	}
	if r.Person == "" {
		r.Person = "operator"
		if who.Session.ID != "" {
			r.Person = "session " + who.Session.ID
		}
	}
	if who.Session.Program() {
		r.Person += ", by the token " + strconv.Quote(who.Session.Browser) + " " + who.Session.ID
	}
	if it == nil {
		return r
	}
	r.Entry = it.Index
	for _, seat := range v.Seats {
		if r.Seat == "" && slices.Contains(it.Readers(), seat) {
			r.Seat = seat
		}
	}
	return r
}

// lists remembers which lists were kept in the last hour.
type lists struct {
	mu   sync.Mutex
	from time.Time
	seen map[desk.Opening]bool // without the time
}

// mostListed bounds what is remembered; beyond it, it is all kept again.
const mostListed = 100_000

// first reports whether a reading was not kept within the hour.
func (l *lists) first(r desk.Opening) bool {
	at := r.At
	r.At = time.Time{}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at.Sub(l.from) >= time.Hour || len(l.seen) >= mostListed {
		l.from, l.seen = at, map[desk.Opening]bool{}
	}
	if l.seen[r] {
		return false
	}
	l.seen[r] = true
	return true
}

// AttestReads has the log commit to who read what since the last time. It reports
// whether anything was appended.
func (m *Mechanism) AttestReads(ctx context.Context) (bool, error) {
	return m.Desk.AttestReads(ctx, m.Founding.Charter.Secretariat(), m.staff())
}

// staff gives the seats of what is for the mechanism alone, and the secretariat's.
func (m *Mechanism) staff() []record.Seat {
	seats := append(slices.Clone(m.Founding.Charter.Levels.P3), m.Founding.Charter.Secretariat())
	slices.Sort(seats)
	return slices.Compact(seats)
}

// AttestRefusals puts into the log how often what was refused since the last time,
// at which door and to which seat: one entry, however many tried. It reports whether
// there was anything.
func (m *Mechanism) AttestRefusals(ctx context.Context) (bool, error) {
	list := m.refused.Take()
	if len(list) == 0 {
		return false, nil
	}
	if err := m.Desk.AttestRefusals(ctx, m.Founding.Charter.Secretariat(), m.staff(), list); err != nil {
		m.refused.Back(list)
		return false, err
	}
	return true, nil
}

// Reads gives who opened what is for the mechanism alone, in order.
func (m *Mechanism) Reads(ctx context.Context) ([]desk.Opening, error) { return m.whole.Reads(ctx) }

// verifyReads compares the list of reads with what the log commits to.
func (m *Mechanism) verifyReads(ctx context.Context, v *Verification) error {
	list, err := m.whole.Reads(ctx)
	if err != nil {
		return err
	}
	salts, err := m.whole.ReadSalts(ctx)
	if err != nil {
		return err
	}
	batches := map[record.ID][]desk.Opening{}
	for _, r := range list {
		if r.Batch != "" {
			batches[r.Batch] = append(batches[r.Batch], r)
		}
	}
	items, err := m.whole.AllOf(ctx, record.KindReadsAttested)
	if err != nil {
		return err
	}
	for _, it := range items {
		b := it.Body.(*record.ReadsAttested)
		if it.Void == "" && (len(batches[it.ID]) != b.Count || desk.ReadsDigest(salts[it.ID], batches[it.ID]) != b.Digest) {
			v.Faults = append(v.Faults, fmt.Sprintf("the list of who read what is not the one that entry %d commits to", it.Index))
		}
		delete(batches, it.ID)
	}
	for id := range batches {
		v.Faults = append(v.Faults, fmt.Sprintf("the list of who read what names the entry %s, which there is not", id))
	}
	return nil
}
