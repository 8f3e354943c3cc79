package register

import (
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Sees reports whether a viewer may read an entry of this audience.
func (v Viewer) Sees(audience []record.Seat) bool {
	return slices.ContainsFunc(audience, func(s record.Seat) bool { return s == record.Public || slices.Contains(v.Seats, s) })
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
