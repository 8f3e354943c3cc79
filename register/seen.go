package register

import (
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Sees reports whether a viewer may read an entry of this audience.
func (v Viewer) Sees(audience []record.Seat) bool {
	return slices.ContainsFunc(audience, func(s record.Seat) bool { return s == record.Public || slices.Contains(v.Seats, s) }) &&
		(v.As == nil || v.As.Sees(audience))
}

// As gives the event as the viewer sees it: sealed, where it is not for them.
// The state that such events fold to is the viewer's view of the register.
// released says that the entry was released to the viewer later in the log: a
// view of so many entries opens all that was released within them.
func (ev Event) As(v Viewer, released bool) Event {
	if ev.Head == nil || released || v.Sees(ev.Head.Audience) {
		return ev
	}
	return Event{Index: ev.Index, Commitment: ev.Commitment}
}

// Members gives the keys to which something for an audience is sealed at a time:
// those of its seats that count, say to what is to be sealed for them, and whose
// seat is filled; sorted by id. A key that was delegated until then counts no
// more. What everyone may read is sealed to nobody.
func (s *State) Members(audience []record.Seat, at time.Time) []record.Key {
	if slices.Contains(audience, record.Public) {
		return nil
	}
	m, _ := s.Mechanism()
	var all []record.Key
	for _, k := range s.keys {
		_, empty := m.Vacant[k.Seat]
		if k.revoked == 0 && !k.waits && !empty && !k.ended(at) && k.Recipient != "" && slices.Contains(audience, k.Seat) {
			all = append(all, k.Key)
		}
	}
	slices.SortFunc(all, func(a, b record.Key) int { return strings.Compare(a.ID, b.ID) })
	return all
}
