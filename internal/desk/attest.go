package desk

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// AttestTime appends that enough witnesses had cosigned a checkpoint by a time.
func (d *Desk) AttestTime(ctx context.Context, seat record.Seat, everyone []record.Seat, o *ledger.Opened, note []byte) (err error) {
	defer fault.Wrap(&err, "attesting the time of %d entries", o.Size)
	return d.do(ctx, func(w *work) error {
		_, err := w.append(act{seat: seat, session: "desk:clock", audience: everyone, body: &record.TimeAttested{Size: o.Size,
			Root: hex.EncodeToString(o.Root[:]), Witnessed: o.WitnessedAt.UTC().Format(time.RFC3339), Checkpoint: string(note)}})
		return err
	})
}

// AttestRefusals appends how often what was refused, for an audience.
func (d *Desk) AttestRefusals(ctx context.Context, seat record.Seat, audience []record.Seat, list []record.Refusals) (err error) {
	defer fault.Wrap(&err, "telling the log what was refused")
	return d.do(ctx, func(w *work) error {
		_, err := w.append(act{seat: seat, session: "desk:refused", audience: audience, body: &record.RefusalsAttested{Refused: list}})
		return err
	})
}

// AttestState appends what the log before it folds to in the view of a set of
// seats, for these seats. state is that view's, as far as it was folded; the
// rest is folded in the writer's turn, so that nothing comes between.
func (d *Desk) AttestState(ctx context.Context, seat record.Seat, view register.Viewer, audience []record.Seat, state *register.State) (err error) {
	defer fault.Wrap(&err, "attesting a state")
	folded := state
	return d.do(ctx, func(w *work) error {
		size, state := w.desk.state.Size(), folded.Clone()
		for state.Size() < size {
			rows, err := w.Rows(state.Size(), min(size, state.Size()+1000))
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				return fault.New(fault.Corrupt, "entry %d is missing", state.Size())
			}
			for _, row := range rows {
				ev, err := Read(row)
				if err != nil {
					return err
				}
				if ev.Head.Kind == record.KindContentReleased {
					return fault.New(fault.Conflict, "something was released meanwhile, which opens earlier entries; ask again")
				}
				if _, err := state.Apply(ev.As(view, false)); err != nil {
					return err
				}
			}
		}
		digest, err := state.Digest()
		if err != nil {
			return err
		}
		_, err = w.append(act{seat: seat, session: "desk:state", audience: audience,
			body: &record.StateAttested{Size: size, State: digest, Rules: record.RulesVersion}})
		return err
	})
}
