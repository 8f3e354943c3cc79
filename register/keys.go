package register

import (
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// refuseApproval says why a key does not come to count by an approval. Two people
// stand behind every key: two seats, or two keys of the delegation whose key it
// is, so that a delegation which lost one device makes another good by itself. And
// nobody is given a voice by strangers: while people sit in a seat, one of the two
// is of its delegation.
func (s *State) refuseApproval(ev Event, b *record.KeyApproved) string {
	seat := ev.Head.Author.Seat
	k, ok := s.keys[b.KeyID]
	switch {
	case !ok:
		return "there is no such key"
	case !k.waits || k.revoked != 0:
		return "the key was approved or revoked before"
	case k.Mode == "desk" && k.by == seat:
		return "a key of the desk, which speaks for every session, is approved by another seat than the one that added it"
	case k.by == seat && k.byKey == ev.Key:
		return "a key is approved by another person than the one who added it"
	case k.by == seat && !s.together(seat, k.Seat):
		return "a key is approved by another seat than the one that added it"
	case !s.together(k.by, k.Seat) && !s.together(seat, k.Seat) && s.peopled(k.Seat, ev.At):
		return fmt.Sprintf("people sit in the seat %s: one of its delegation has to add its key, or approve it", k.Seat)
	}
	return ""
}

// together reports whether two seats are one delegation: one seat, or two of the
// same party or third party in the same role.
func (s *State) together(a, b record.Seat) bool {
	if a == b {
		return true
	}
	m, ok := s.Mechanism()
	if !ok {
		return false
	}
	x, known := m.Constitution.Seat(a)
	y, too := m.Constitution.Seat(b)
	return known && too && x.Of != "" && x.Of == y.Of && x.Role == y.Role
}

// peopled reports whether somebody sits in a seat at a time: it is not empty, and
// a key of a person counts for it.
func (s *State) peopled(seat record.Seat, at time.Time) bool {
	if m, ok := s.Mechanism(); ok {
		if _, empty := m.Vacant[seat]; empty {
			return false
		}
	}
	for _, k := range s.keys {
		if k.Seat == seat && (k.Mode == "own" || k.Mode == "passkey") && !k.waits && k.revoked == 0 && !k.ended(at) {
			return true
		}
	}
	return false
}

// refuseDeskKey says why a key does not come to be the desk's. The desk attests
// who was logged in, for every seat that does not speak for itself: its key is of
// the seat that runs the server, and of nobody else.
func (s *State) refuseDeskKey(b *record.KeyAdded) string {
	switch {
	case len(b.Key.Scope) > 0 || b.Key.Until != "":
		return "a key of the desk is no delegation"
	case !s.otherDesk(func(k boundKey) bool { return k.Seat == b.Key.Seat }):
		return fmt.Sprintf("a key of the desk belongs to the seat that has one, and %s has none", b.Key.Seat)
	}
	return ""
}

// refuseDeskEnd says why a key of the desk is not ended: without one the log says
// nothing any more. It is ended by its seat, or by the one that added the key which
// takes its place.
func (s *State) refuseDeskEnd(old boundKey, by record.Seat) string {
	switch {
	case !s.otherDesk(func(k boundKey) bool { return k.ID != old.ID }):
		return "it is the only key of the desk: another has to be added and approved first"
	case by != old.Seat && !s.otherDesk(func(k boundKey) bool { return k.ID != old.ID && k.from > old.from && k.by == by }):
		return "a key of the desk is revoked by its seat, or by the seat that added the one that takes its place"
	}
	return ""
}

// otherDesk reports whether a key of the desk counts of which something is so.
func (s *State) otherDesk(so func(boundKey) bool) bool {
	for _, k := range s.keys {
		if k.Mode == "desk" && !k.waits && k.revoked == 0 && so(k) {
			return true
		}
	}
	return false
}
