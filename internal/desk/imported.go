package desk

import (
	"context"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Imported is one event of another's data set: what its recorder has of it.
type Imported struct {
	Incident *record.IncidentRecorded
	Claims   []*record.ClaimRecorded
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
		}
		return nil
	})
}
