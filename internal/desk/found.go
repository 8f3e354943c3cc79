package desk

import (
	"context"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// Found adopts the charter: the first entry of a log, signed by the desk for
// the seat that runs it. The desk's own key is bound to that seat here.
func (d *Desk) Found(ctx context.Context, seat record.Seat, by string, founding *record.CharterAdopted, audience []record.Seat) (err error) {
	defer fault.Wrap(&err, "adopting the charter")
	key := d.signer().PublicKey()
	founding.Rules = record.RulesVersion
	founding.Keys = append(founding.Keys, record.Key{Seat: seat, ID: key.ID().String(), Mode: string(ledger.Desk), Public: key.String()})
	return d.do(ctx, func(w *work) error {
		if size := w.desk.state.Size(); size != 0 {
			return fault.New(fault.Conflict, "the log has %d entries already; a charter is adopted by the first", size)
		}
		_, err := w.append(act{seat: seat, session: "init:" + by, body: founding, audience: audience})
		return err
	})
}
