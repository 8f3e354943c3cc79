package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// ProposeRelease makes the proposal that more may read an entry, named by its id
// or its place in the log, and what corrected it. The new readers are those of a
// level of the charter, or the seats that the body names.
func (m *Mechanism) ProposeRelease(ctx context.Context, v register.Viewer, who desk.Person, entry string, b *record.ReleaseProposed) (desk.Outcome, error) {
	a, err := m.ReleaseAct(ctx, v, who, entry, b)
	if err != nil {
		return desk.Outcome{}, err
	}
	a.Audience = nil // the desk knows it better: of corrections too
	return m.Desk.Do(ctx, who, a)
}

// ReleaseAct gives the act by which a seat would propose a release, as ProposeRelease
// makes it: for one that signs it with a key of its own.
func (m *Mechanism) ReleaseAct(ctx context.Context, v register.Viewer, who desk.Person, entry string, b *record.ReleaseProposed) (a desk.Act, err error) {
	if b.Level != "" {
		if b.To, err = access.Audience(m.Founding.Charter.Charter, b.Level, who.Seat); err != nil {
			return a, err
		}
	}
	b.By = who.Name
	a, it, err := m.proposal(ctx, v, entry, b)
	a.Audience = it.Readers()
	return a, err
}

// ApprovalAct gives the act by which a seat would let a proposal to release take
// effect. Whom it opens something to sees by which decision.
func (m *Mechanism) ApprovalAct(ctx context.Context, v register.Viewer, who desk.Person, proposal string) (a desk.Act, err error) {
	it, err := m.find(ctx, v, proposal)
	if err != nil {
		return a, err
	}
	b, ok := it.Body.(*record.ReleaseProposed)
	if !ok {
		return a, fault.New(fault.Invalid, "entry %d is of the kind %s, and no proposal to release", it.Index, it.Kind)
	}
	readers := append(slices.Clone(it.Readers()), b.To...)
	slices.Sort(readers)
	return desk.Act{Body: &record.ContentReleased{By: who.Name}, Refs: []record.Ref{{Role: record.OfProposal, ID: it.ID}}, Audience: slices.Compact(readers)}, nil
}

// ProposeRedaction makes the proposal that fields of an entry be closed to seats
// that may read it.
func (m *Mechanism) ProposeRedaction(ctx context.Context, v register.Viewer, who desk.Person, entry string, b *record.RedactionProposed) (desk.Outcome, error) {
	b.By = who.Name
	return m.propose(ctx, v, who, entry, b)
}

func (m *Mechanism) propose(ctx context.Context, v register.Viewer, who desk.Person, entry string, b record.Body) (desk.Outcome, error) {
	a, _, err := m.proposal(ctx, v, entry, b)
	if err != nil {
		return desk.Outcome{}, err
	}
	return m.Desk.Do(ctx, who, a)
}

// proposal gives the act by which something is proposed of an entry, and the entry.
func (m *Mechanism) proposal(ctx context.Context, v register.Viewer, entry string, b record.Body) (a desk.Act, it register.Item, err error) {
	if it, err = m.find(ctx, v, entry); err != nil {
		return a, it, err
	}
	refs := []record.Ref{{Role: record.Target, ID: it.ID}}
	// What says the same again goes the same way: the draft that an entry was made
	// of, and its corrections.
	also := func(fields []string) []string {
		if len(fields) == 0 {
			return fields
		}
		if slices.Contains(it.Present, "machine") {
			fields = append(fields, "machine")
		}
		if len(it.CorrectedBy) > 0 {
			fields = append(fields, "values")
		}
		slices.Sort(fields)
		return slices.Compact(fields)
	}
	switch b := b.(type) {
	case *record.ReleaseProposed:
		b.Withheld = also(b.Withheld)
	case *record.RedactionProposed:
		b.Fields = also(b.Fields)
	}
	for _, id := range it.CorrectedBy {
		refs = append(refs, record.Ref{Role: record.Target, ID: id})
	}
	return desk.Act{Body: b, Refs: refs}, it, nil
}

// Approve lets a proposal to release or to redact take effect, by another person
// than the one who proposed it.
func (m *Mechanism) Approve(ctx context.Context, v register.Viewer, who desk.Person, proposal string) (desk.Outcome, error) {
	it, err := m.find(ctx, v, proposal)
	if err != nil {
		return desk.Outcome{}, err
	}
	var b record.Body = &record.ContentReleased{By: who.Name}
	switch it.Kind {
	case record.KindReleaseProposed:
	case record.KindRedactionProposed:
		b = &record.ContentRedacted{By: who.Name}
	default:
		return desk.Outcome{}, fault.New(fault.Invalid, "entry %d is of the kind %s, and no proposal to release or to redact", it.Index, it.Kind)
	}
	return m.Desk.Do(ctx, who, desk.Act{Body: b, Refs: []record.Ref{{Role: record.OfProposal, ID: it.ID}}})
}

// verifyReleased checks every copy that was sealed for new readers: it opens, its
// fields are those of the entry, and none is there that was withheld from them.
func (m *Mechanism) verifyReleased(ctx context.Context, v *Verification) error {
	found := func(format string, args ...any) { v.Faults = append(v.Faults, fmt.Sprintf(format, args...)) }
	list, err := m.whole.Released(ctx)
	if err != nil {
		return err
	}
	audiences, err := m.whole.Audiences(ctx)
	if err != nil {
		return err
	}
	regarded, err := m.whole.Regarded(ctx)
	if err != nil {
		return err
	}
	src := m.source()
	for _, r := range list {
		at := slices.IndexFunc(regarded, func(o *register.Object) bool { return o.ID == r.Entry })
		if at < 0 {
			found("a copy of the entry %s was sealed for others, and no entry released it", r.Entry)
			continue
		}
		o := regarded[at]
		rows, err := m.whole.Rows(ctx, o.Index, o.Index+1)
		if err != nil {
			return err
		}
		if len(rows) != 1 {
			found("entry %d is missing", o.Index)
			continue
		}
		envelope, err := ledger.ParseEnvelope(rows[0].Envelope)
		if err != nil {
			return err
		}
		openings, err := src.opener.Open(desk.Row{Index: o.Index, ID: r.Entry, Audience: r.Audience, Epoch: r.Epoch, Key: r.Key, Payload: r.Payload})
		if err == nil {
			err = envelope.Fits(openings)
		}
		if err != nil {
			found("what was released of entry %d: %s", o.Index, err)
			continue
		}
		for _, f := range openings {
			for _, seat := range audiences[r.Audience] {
				if !o.Shows(register.Viewer{Seats: []record.Seat{seat}}, f.Path) {
					found("what was released of entry %d holds %s, which is withheld from %s", o.Index, f.Path, seat)
				}
			}
		}
	}
	return nil
}
