package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Imported is one event of another's data set: what its recorder has of it.
type Imported struct {
	Incident *record.IncidentRecorded
	Claims   []*record.ClaimRecorded
	Instead  *Instead // what it takes the place of; nil for a new event
}

// Instead is an earlier version of an event: its record goes on in the new one,
// and its claims are withdrawn.
type Instead struct {
	Incident record.ID
	Claims   []record.ID
}

// FileSource files a document without a draft of it, and gives its entry.
func (d *Desk) FileSource(ctx context.Context, who Person, b *record.SourceFiled) (id record.ID, err error) {
	defer fault.Wrap(&err, "filing %s", b.File)
	if err := who.check(); err != nil {
		return "", err
	}
	b.AcceptedBy = who.Name
	err = d.do(ctx, func(w *work) error {
		ev, err := w.append(act{seat: who.Seat, session: who.Session, body: b, audience: w.desk.Audience})
		if err == nil {
			id = ev.Head.ID
		}
		return err
	})
	return id, err
}

// Import makes entries of events from a source, all of them or none: incidents
// with their claims, as that source's recorder has them. They are no findings.
func (d *Desk) Import(ctx context.Context, who Person, source record.ID, events []Imported) (err error) {
	defer fault.Wrap(&err, "importing")
	if err := who.check(); err != nil {
		return err
	}
	from := record.Ref{Role: record.FromSource, ID: source}
	return d.do(ctx, func(w *work) error {
		for _, e := range events {
			ev, err := w.append(act{seat: who.Seat, session: who.Session, body: e.Incident, refs: []record.Ref{from}, audience: w.desk.Audience})
			if err != nil {
				return err
			}
			refs := []record.Ref{from, {Role: record.AboutObject, ID: ev.Head.ID}}
			for _, c := range e.Claims {
				if _, err := w.append(act{seat: who.Seat, session: who.Session, body: c, refs: refs, audience: w.desk.Audience}); err != nil {
					return err
				}
			}
			if err := w.replace(who, e.Instead, ev.Head.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// laterVersion is why what an earlier version said does not hold any more.
const laterVersion = "Its recorder says otherwise in a later version of the same data."

// replace lets an earlier version of an event go on in the one that was just
// appended.
func (w *work) replace(who Person, old *Instead, now record.ID) error {
	if old == nil {
		return nil
	}
	readers := func(id record.ID) []record.Seat {
		if o := w.desk.state.Object(id); o != nil {
			return o.Readers()
		}
		return w.desk.Audience
	}
	for _, id := range old.Claims {
		if _, err := w.append(act{seat: who.Seat, session: who.Session, body: &record.EntryWithdrawn{Reason: laterVersion, By: who.Name},
			refs: []record.Ref{{Role: record.Target, ID: id}}, audience: readers(id)}); err != nil {
			return err
		}
	}
	if o := w.desk.state.Object(old.Incident); o != nil && o.Incident != nil && len(o.Incident.Forward) > 0 {
		return w.follow(who, o.ID, now)
	}
	_, err := w.append(act{seat: who.Seat, session: who.Session, body: &record.IncidentsMerged{Why: laterVersion},
		refs: []record.Ref{{Role: record.Into, ID: now}, {Role: record.Merged, ID: old.Incident}}, audience: readers(old.Incident)})
	return err
}

// sameAsBefore is why a later version goes on where somebody let the earlier one go on.
const sameAsBefore = "The earlier version of the same event was found to go on there."

// follow lets a new version of an event go on where somebody let the earlier one go
// on: in one record, or in several.
func (w *work) follow(who Person, old, now record.ID) error {
	ends := w.desk.state.EndsOf(old)
	refs, body := []record.Ref{{Role: record.AboutObject, ID: now}}, record.Body(&record.IncidentSplit{Why: sameAsBefore})
	if len(ends) == 1 {
		refs, body = []record.Ref{{Role: record.Merged, ID: now}}, &record.IncidentsMerged{Why: sameAsBefore}
	}
	audience := slices.Clone(w.desk.state.Object(now).Readers())
	for _, end := range ends {
		refs = append(refs, record.Ref{Role: record.Into, ID: end})
		audience = append(audience, w.desk.state.Object(end).Readers()...)
	}
	slices.Sort(audience)
	slices.SortFunc(refs, func(a, b record.Ref) int {
		return strings.Compare(string(a.Role)+string(a.ID), string(b.Role)+string(b.ID))
	})
	_, err := w.append(act{seat: who.Seat, session: who.Session, body: body, refs: refs, audience: slices.Compact(audience)})
	return err
}
