package register

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// Mechanism gives how the mechanism itself stands, and whether its charter lets
// it do casework.
func (s *State) Mechanism() (casework.Mechanism, bool) {
	if s.charter == nil || s.charter.Mechanism == nil {
		return casework.Mechanism{}, false
	}
	return *s.charter.Mechanism, true
}

// speaksForItself reports whether a seat's entries count only under its own key:
// those of parties and guarantors.
func (s *State) speaksForItself(seat record.Seat) bool {
	m, ok := s.Mechanism()
	return ok && speaksForItself(m.Constitution, seat)
}

func speaksForItself(c *record.Constitution, seat record.Seat) bool {
	role := c.Role(seat)
	return role == "party" || role == "guarantor"
}

// OwnKey reports whether an entry of a seat counts only under the seat's own key:
// whether the desk, which attests the acts of a session, cannot speak for it.
func OwnKey(c *record.Constitution, seat record.Seat, b record.Body) bool {
	return ownOnly(b) || c != nil && speaksForItself(c, seat)
}

// refuseMode says why a mechanism that is closed takes an entry no more.
func (s *State) refuseMode(ev Event) string {
	m, ok := s.Mechanism()
	k := ev.Head.Kind
	if !ok || m.Mode != "closed" || s.declassifies(ev, m) || k.Founding() || k.Attestation() || k == record.KindSubmissionRefused {
		return "" // a log that is closed still says how far it has come, and what it refuses
	}
	return "the mechanism is closed: its record is only read"
}

// step gives an entry as casework sees it.
func step(ev Event) casework.Entry {
	h := ev.Head
	other := h.First(record.DuplicateOf)
	if other == h.First(record.InCase) {
		other = "" // no case goes on instead of itself
	}
	return casework.Entry{ID: h.ID, At: ev.At, Seat: h.Author.Seat, Body: h.Body, Has: h.Has, Finding: h.First(record.OnFinding),
		Answers: h.First(record.Answering), Other: other}
}

// changesMechanism reports whether an entry changes the mechanism itself.
func changesMechanism(b record.Body) bool {
	switch b.(type) {
	case *record.CharterAmended, *record.ModeChanged, *record.SeatVacated, *record.SeatFilled:
		return true
	}
	return false
}

// refuseCase says why an entry of casework counts for nothing, and whether it
// is one.
func (s *State) refuseCase(ev Event) (reason string, is bool) {
	h := ev.Head
	changes := changesMechanism(h.Body)
	if !changes && !h.Kind.Casework() {
		return "", false
	}
	m, ok := s.Mechanism()
	if !ok {
		return "the charter was adopted without what steers casework: a register is all there is", true
	}
	if changes {
		for _, seat := range m.Constitution.Seats {
			if !s.reads(h.Audience, seat.ID) {
				return fmt.Sprintf("everybody has to see how the mechanism changes, and %s could not", seat.ID), true
			}
		}
		_, err := m.Change(step(ev))
		return told(err), true
	}
	if h.Kind == record.KindAllegationMade {
		_, err := casework.OpenCase(m, step(ev))
		return told(err), true
	}
	about := s.objects[h.First(record.InCase)]
	if about == nil || about.Case == nil {
		return "it does not name the allegation whose case it belongs to", true
	}
	for _, seat := range h.Audience {
		if !s.reads(about.Readers(), seat) {
			return fmt.Sprintf("%s could read it, and not the allegation that it is about", seat), true
		}
	}
	_, err := casework.Apply(m, *about.Case, step(ev))
	return told(err), true
}

// reads reports whether a seat is among an audience.
func (s *State) reads(audience []record.Seat, seat record.Seat) bool {
	return slices.Contains(audience, seat) || slices.Contains(audience, record.Public)
}

func told(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}

// takeCase lets a valid entry of casework have its effect: refuseCase has seen
// that it can.
func (s *State) takeCase(o *Object, ev Event) ([]Change, bool) {
	h := ev.Head
	switch {
	case changesMechanism(h.Body):
		t := *s.charter
		m, _ := t.Mechanism.Change(step(ev))
		t.Mechanism = &m
		return s.put(o, &t), true
	case h.Kind == record.KindAllegationMade:
		c, _ := casework.OpenCase(*s.charter.Mechanism, step(ev))
		o.Case = &c
		return s.put(o), true
	case h.Kind.Casework():
		t := *s.objects[h.First(record.InCase)]
		c, _ := casework.Apply(*s.charter.Mechanism, *t.Case, step(ev))
		t.Case = &c
		return s.put(o, &t), true
	}
	return nil, false
}
