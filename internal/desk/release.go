package desk

import (
	"slices"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Released is what of an entry some seats may read by a decision that came
// after it, sealed for them alone. Whoever may read the whole opens the entry's
// own payload.
type Released struct {
	Entry    record.ID
	Decision record.ID
	Audience string
	Epoch    int
	Key      []byte
	Payload  []byte
}

// sealRelease seals what a decision opens to its new readers, and seals anew what
// it closes to some. changes are those of the decision.
func (w *work) sealRelease(ev register.Event, changes []register.Change) error {
	switch ev.Head.Kind {
	case record.KindContentReleased, record.KindContentRedacted:
	default:
		return nil
	}
	for _, c := range changes[1:] {
		if len(c.After.Released) == len(c.Before.Released) && len(c.After.Redacted) == len(c.Before.Redacted) {
			continue
		}
		row, ok, err := w.Find(c.After.ID)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Corrupt, "the entry %s is missing in the log", c.After.ID)
		}
		opener := Opener{Vault: w.desk.Vault, Key: w.OldAudienceKey}
		openings, err := opener.Open(row)
		if err != nil {
			return err
		}
		if len(c.After.Released) > len(c.Before.Released) {
			seats := c.After.Released[len(c.After.Released)-1].To
			if err := w.sealFor(seats, c.After, ev.Head.ID, openings); err != nil {
				return err
			}
			continue
		}
		if err := w.sealRedacted(row, c.After, ev.Head.ID, openings); err != nil {
			return err
		}
	}
	return nil
}

// sealFor keeps the fields that an object shows to seats, sealed for them.
func (w *work) sealFor(seats []record.Seat, o *register.Object, decision record.ID, openings []ledger.Opening) error {
	shown := slices.DeleteFunc(slices.Clone(openings), func(f ledger.Opening) bool {
		return slices.ContainsFunc(seats, func(s record.Seat) bool { return !o.Shows(register.Viewer{Seats: []record.Seat{s}}, f.Path) })
	})
	row := Row{ID: o.ID}
	if err := w.sealRow(seats, &row, shown); err != nil {
		return err
	}
	return w.PutReleased(Released{Entry: o.ID, Decision: decision, Audience: row.Audience, Epoch: row.Epoch, Key: row.Key, Payload: row.Payload})
}

// sealRow seals openings for seats, under a key of their own.
func (w *work) sealRow(seats []record.Seat, row *Row, openings []ledger.Opening) error {
	key, err := ledger.NewKey(w.desk.Random)
	if err != nil {
		return err
	}
	if row.Payload, err = ledger.SealPayload(w.desk.Random, key, openings, []byte(row.ID)); err != nil {
		return err
	}
	name, shared, err := w.audienceKey(seats)
	if err != nil {
		return err
	}
	row.Audience, row.Epoch = name, shared.epoch
	row.Key, err = ledger.WrapKey(w.desk.Random, shared.key, key, wrapping(name, shared.epoch, row.ID))
	return err
}

// sealRedacted seals an entry's payload anew without those to whom some of it is
// closed now, for whom the rest is kept apart.
func (w *work) sealRedacted(row Row, o *register.Object, decision record.ID, openings []ledger.Opening) error {
	var whole, part []record.Seat
	for _, seat := range o.Readers() {
		viewer := register.Viewer{Seats: []record.Seat{seat}}
		if slices.ContainsFunc(openings, func(f ledger.Opening) bool { return !o.Shows(viewer, f.Path) }) {
			part = append(part, seat)
		} else {
			whole = append(whole, seat)
		}
	}
	if err := w.EraseReleased(o.ID); err != nil {
		return err
	}
	if err := w.sealRow(whole, &row, openings); err != nil {
		return err
	}
	if err := w.ResealEntry(row); err != nil {
		return err
	}
	for _, seat := range part {
		if err := w.sealFor([]record.Seat{seat}, o, record.ID(string(decision)+"/"+string(seat)), openings); err != nil {
			return err
		}
	}
	return nil
}

// releaseAudience gives who reads a proposal, or a decision on one, where nobody
// is named: those who may read what it is about, and whom it is released to.
func (w *work) releaseAudience(body record.Body, refs []record.Ref) []record.Seat {
	entry := record.Entry{Refs: refs}
	var to []record.Seat
	switch body.(type) {
	case *record.ReleaseProposed, *record.RedactionProposed:
	case *record.ContentReleased, *record.ContentRedacted:
		p := w.desk.state.Object(entry.First(record.OfProposal))
		if p == nil {
			return nil
		}
		if b, err := p.ProposedRelease(); err == nil && b != nil {
			to = b.To
		}
		refs = p.Refs
	default:
		return nil
	}
	var readers []record.Seat
	for i, r := range refs {
		t := w.desk.state.Object(r.ID)
		if t == nil || r.Role != record.Target {
			continue
		}
		if i == 0 {
			readers = slices.Clone(t.Readers())
			continue
		}
		readers = slices.DeleteFunc(readers, func(s record.Seat) bool { return !readableBy(t, []record.Seat{s}) })
	}
	readers = append(readers, to...)
	slices.Sort(readers)
	return slices.Compact(readers)
}
