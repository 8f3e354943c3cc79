package app

import (
	"context"
	"sync"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// roster is who holds which seat, as the log says it. It is read again as soon as
// an entry about the mechanism itself has come, also one that another process
// appended.
type roster struct {
	mu   sync.Mutex
	at   int64 // index of the newest such entry
	roll *access.Roll
}

// rollNow gives who holds which seat now. What it gives is not changed any more.
func (m *Mechanism) rollNow(ctx context.Context) (*access.Roll, error) {
	newest, err := m.whole.Newest(ctx, foundingKinds...)
	if err != nil {
		return nil, err
	}
	p := &m.roster
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.roll != nil && p.at == newest {
		return p.roll, nil
	}
	roll := access.NewRoll()
	for _, kind := range []record.Kind{record.KindCharterAdopted, record.KindKeyAdded, record.KindKeyApproved, record.KindKeyRevoked} {
		all, err := m.whole.AllOf(ctx, kind)
		if err != nil {
			return nil, err
		}
		for _, it := range all {
			if it.Void != "" || it.Index > newest {
				continue
			}
			roll.Take(it.Body)
			if it.Mechanism != nil {
				for seat := range it.Mechanism.Vacant {
					roll.Vacate(seat)
				}
			}
		}
	}
	p.at, p.roll = newest, roll
	return roll, nil
}

// foundingKinds are the kinds of entries that say who holds which seat, and whether
// anybody does.
var foundingKinds = func() (out []record.Kind) {
	for _, k := range record.Kinds() {
		if k.Founding() {
			out = append(out, k)
		}
	}
	return out
}()
