package survey

import (
	"context"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// inForce is a charter, and the index of the entry from which it was in force.
type inForce struct {
	from    int64
	charter *charter.Charter
}

// charters gives the charters that were in force one after another, the founding
// one first. Which amendment took effect, and by whose signature, is worked out by
// the rules that the fold itself follows, from the entries that change the
// mechanism: they are few. Every seat may read those, and so it is with the seats'
// eyes that they are read here; who asks is told of the rules, and of nothing else
// in them.
func (r Reader) charters(ctx context.Context) ([]inForce, error) {
	all := []inForce{{0, r.Charter}}
	var seats []record.Seat
	for _, s := range r.Charter.Seats {
		seats = append(seats, record.Seat(s.ID))
	}
	office := Reader{Views: r.Views, Who: register.Viewer{Seats: seats}, Charter: r.Charter}
	amended, err := office.every(ctx, record.KindCharterAmended)
	if err != nil || len(amended) == 0 {
		return all, err
	}
	steps := amended
	for _, kind := range []record.Kind{record.KindCharterAdopted, record.KindModeChanged, record.KindSeatVacated, record.KindSeatFilled} {
		items, err := office.every(ctx, kind)
		if err != nil {
			return nil, err
		}
		steps = append(steps, items...)
	}
	slices.SortFunc(steps, func(a, b register.Item) int { return int(a.Index - b.Index) })
	var m casework.Mechanism
	for _, it := range steps {
		at, err := r.Views.Logged(ctx, office.Who, it.ID)
		if err != nil {
			return nil, err
		}
		if b, ok := it.Body.(*record.CharterAdopted); ok {
			if b.Constitution == nil {
				return all, nil // nothing changes such a mechanism
			}
			m = casework.Found(it.ID, b.Constitution, at)
			continue
		}
		next, err := m.Change(casework.Entry{ID: it.ID, At: at, Seat: it.Seat, Body: it.Body, Has: func(string) bool { return true }})
		if err != nil {
			return nil, fault.New(fault.Internal, "entry %d stands and does not follow from those before it: %w", it.Index, err)
		}
		if b, ok := it.Body.(*record.CharterAmended); ok && next.Charter == it.ID && b.Charter != "" {
			c, err := charter.Parse("the charter of entry "+string(it.ID), []byte(b.Charter))
			if err != nil {
				return nil, fault.New(fault.Internal, "%w", err)
			}
			all = append(all, inForce{it.Index, c})
		}
		m = next
	}
	return all, nil
}

// leastOf gives how long ahead things have to be announced by the charter that was
// in force when an entry was logged.
func leastOf(all []inForce, index int64) (least []incident.Least) {
	i := len(all) - 1
	for i > 0 && all[i].from >= index {
		i--
	}
	for _, n := range all[i].charter.Notices {
		ahead, hours := n.AtLeast.Hours()
		if !hours {
			days, _ := n.AtLeast.Days()
			ahead = time.Duration(days) * 24 * time.Hour
		}
		least = append(least, incident.Least{What: n.What, Ahead: ahead})
	}
	return least
}
