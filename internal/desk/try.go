package desk

import (
	"context"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Try says what would become of an entry if it were handed in now, and keeps
// nothing: nil where it would stand, or stands already. What is wrong is told as
// Submit tells it; what the rules would refuse is a fault.Invalid with the reason.
// The rules may have changed their answer by the time it is handed in.
func (d *Desk) Try(ctx context.Context, e *ledger.SignedEntry) (err error) {
	defer fault.Wrap(&err, "looking at what may be handed in")
	p, err := d.receive(e)
	if err != nil {
		return err
	}
	return d.do(ctx, func(w *work) error {
		if d.state.Object(p.row.ID) != nil {
			had, there, err := w.Find(p.row.ID)
			switch {
			case err != nil:
				return err
			case !there:
				return fault.New(fault.Corrupt, "the entry %s is missing in the log", p.row.ID)
			case string(had.Envelope) != string(p.row.Envelope) || string(had.Signature) != string(p.row.Signature):
				return fault.New(fault.Conflict, "entry %d has this id and says something else", had.Index)
			}
			return nil
		}
		if _, ok := d.state.Key(p.event.Key); !ok {
			return fault.New(fault.Forbidden, "it is signed by a key that no seat holds, or that was revoked")
		}
		if reason := w.reaches(p.event.Head); reason != "" {
			return fault.New(fault.Invalid, "the entry is refused: %s", reason)
		}
		ev := p.event
		ev.Index, ev.At = d.state.Size(), w.now
		changes, err := d.state.Apply(ev)
		if err != nil {
			return err
		}
		d.state.Undo(changes)
		if void := changes[0].After.Void; void != "" {
			return fault.New(fault.Invalid, "the entry is refused: %s", void)
		}
		return nil
	})
}
