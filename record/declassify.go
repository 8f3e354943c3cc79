package record

import (
	"slices"
	"time"
)

// DeclassRule is a line of the schedule of declassification: what only some seats
// could read may be released to more once the mechanism is closed. It
// releases nothing by itself: two people still decide on every entry.
type DeclassRule struct {
	Of    []Seat   `json:"of"`              // who could read it: the seats of a level
	To    []Seat   `json:"to"`              // who may read it then
	After Duration `json:"after,omitempty"` // since the mechanism was closed; "" at once
}

// Due gives when what the rule covers may be released, for a mechanism closed then.
func (r DeclassRule) Due(closed time.Time) time.Time { return closed.Add(r.After.Lasting()) }

// Covers reports whether an entry is of the rule's level: of those who may read it,
// each is of the level or made it, and nobody of the level is left out.
func (r DeclassRule) Covers(readers []Seat, by Seat) bool {
	for _, seat := range readers {
		if seat != by && !slices.Contains(r.Of, seat) {
			return false
		}
	}
	for _, seat := range r.Of {
		if !slices.Contains(readers, seat) {
			return false
		}
	}
	return len(r.Of) > 0
}
