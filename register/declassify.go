package register

import (
	"slices"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// declassifies reports whether an entry proposes or decides what the charter's
// schedule allows of a mechanism that is closed: that what only some could read is
// released to those whom the schedule names, when its time has come. That two people
// decide, and answer every question on harm, is asked as ever.
func (s *State) declassifies(ev Event, m casework.Mechanism) bool {
	var open *record.ReleaseProposed
	var targets []*Object
	switch b := ev.Head.Body.(type) {
	case *record.ReleaseProposed:
		open, targets = b, s.targetsOf(ev.Head.Refs)
	case *record.ContentReleased:
		p := s.objects[ev.Head.First(record.OfProposal)]
		if p == nil || p.Kind != record.KindReleaseProposed {
			return false
		}
		body, err := p.body()
		if err != nil {
			return false
		}
		open, _ = body.(*record.ReleaseProposed)
		targets = s.targetsOf(p.Refs)
	}
	if open == nil || len(targets) == 0 {
		return false
	}
	for _, t := range targets {
		if !slices.ContainsFunc(m.Constitution.Declassify, func(r record.DeclassRule) bool {
			return r.Covers(t.Audience, t.Seat) && !ev.At.Before(r.Due(m.Since)) && within(open.To, r.To)
		}) {
			return false
		}
	}
	return true
}

// within reports whether whoever is named is among those who may be.
func within(named, may []record.Seat) bool {
	return !slices.ContainsFunc(named, func(s record.Seat) bool { return !slices.Contains(may, s) && !slices.Contains(may, record.Public) })
}
