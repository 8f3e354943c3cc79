package app

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/register"
)

// tell tells an item as exactly as its viewer may know it. Where a viewer looks
// through another's eyes, the lesser rule holds.
func (m *Mechanism) tell(v register.Viewer, it *register.Item, logged func() (time.Time, error)) error {
	told := m.whole.Tellings().Of(v, it.Seat)
	for who := &v; who != nil; who = who.As {
		names, err := access.Coarsen(m.Founding.Charter.Charter, told, who.Seats, it.Body, logged, m.Desk.Now())
		if err != nil {
			return err
		}
		it.Coarse = append(it.Coarse, names...)
	}
	slices.Sort(it.Coarse)
	it.Coarse = slices.Compact(it.Coarse)
	return nil
}

// exact leaves out the openings of what is told less exactly than it was recorded:
// an opening is exact, or it proves nothing.
func exact(it register.Item, openings []ledger.Opening) []ledger.Opening {
	if len(it.Coarse) == 0 {
		return openings
	}
	return slices.DeleteFunc(slices.Clone(openings), func(o ledger.Opening) bool { return slices.Contains(it.Coarse, o.Path) })
}
