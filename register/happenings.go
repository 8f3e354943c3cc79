package register

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/record"
)

// happenings are the kinds about what happened, beside the records themselves.
var happenings = []record.Kind{record.KindSourceGraded, record.KindCredibilityGraded, record.KindSourceLinked, record.KindMediaChecked, record.KindConfirmationSought,
	record.KindRangeSet, record.KindIncidentsMerged, record.KindIncidentSplit, record.KindIncidentRedated, record.KindNoticeGiven,
	record.KindNoticeMatched, record.KindHotlineCall, record.KindDraftTabled, record.KindCoverageRecorded}

// refuseHappening says why an entry about what happened counts for nothing, and
// whether it is one.
func (s *State) refuseHappening(ev Event) (reason string, is bool) {
	h := ev.Head
	if b, ok := h.Body.(*record.CrossingStatusRecorded); ok {
		return s.refuseCrossing(b, h)
	}
	if !slices.Contains(happenings, h.Kind) {
		return "", false
	}
	m, ok := s.Mechanism()
	if !ok {
		return "the charter was adopted without what steers this", true
	}
	seat, ok := m.Constitution.Seat(h.Author.Seat)
	if !ok {
		return fmt.Sprintf("the charter has no seat %q; it has %q", h.Author.Seat, m.Constitution.SeatIDs()), true
	}
	for _, r := range h.Refs {
		for _, reader := range h.Audience {
			if t := s.objects[r.ID]; t != nil && !s.reads(t.Readers(), reader) {
				return fmt.Sprintf("%s could read it, and not %s, to which it refers", reader, r.ID), true
			}
		}
	}
	switch b := h.Body.(type) {
	case *record.NoticeGiven:
		if seat.Role != "party" {
			return "a notice is a party's own", true
		}
		return "", true
	case *record.HotlineCall:
		if !slices.Contains(m.Constitution.Parties, b.From) || !slices.Contains(m.Constitution.Parties, b.To) {
			return "the line is between the parties of the charter", true
		}
		return "", true
	case *record.CoverageRecorded:
		if b.Side != "" && !slices.Contains(m.Constitution.Parties, b.Side) {
			return fmt.Sprintf("there is no party %q; the charter has %q", b.Side, m.Constitution.Parties), true
		}
		return "", true
	case *record.DraftTabled:
		if b.By != "" && !slices.Contains(m.Constitution.Parties, b.By) {
			return fmt.Sprintf("there is no party %q; the charter has %q", b.By, m.Constitution.Parties), true
		}
		if seat.Role == "party" && b.By != seat.Of {
			return "a party tables its own drafts", true
		}
		return "", true
	}
	if seat.Observes || seat.Role == "party" || seat.Role == "guarantor" {
		return fmt.Sprintf("the seat %s does not grade, merge or date: monitors and secretariat do", h.Author.Seat), true
	}
	_, err := s.happen(ev)
	return told(err), true
}

func (s *State) refuseCrossing(b *record.CrossingStatusRecorded, h *record.Head) (string, bool) {
	m, ok := s.Mechanism()
	if !ok {
		return "", false
	}
	c := m.Constitution
	if b.Crossing != "" {
		i := slices.IndexFunc(c.Crossings, func(x record.CrossingRule) bool { return x.ID == b.Crossing })
		switch {
		case i < 0:
			known := make([]string, len(c.Crossings))
			for i, x := range c.Crossings {
				known[i] = x.ID
			}
			return fmt.Sprintf("the charter has no crossing %q; it has %q", b.Crossing, known), true
		case b.Gate != "" && !slices.Contains(c.Crossings[i].Gates, b.Gate):
			return fmt.Sprintf("the crossing %s has no gate %q; its gates are %q", b.Crossing, b.Gate, c.Crossings[i].Gates), true
		}
	}
	if b.Observed && !slices.Contains([]string{"monitor", "observer"}, c.Role(h.Author.Seat)) && h.First(record.FromSource) == "" {
		return "what was observed is recorded by those who saw it, or with the source that says so", true
	}
	if b.Observed && c.Role(h.Author.Seat) != "secretariat" {
		return "", true // what a monitor saw needs no source
	}
	return "", false
}

// incidentOf gives the state of a record of an incident, or false.
func (s *State) incidentOf(id record.ID) (incident.State, bool) {
	o := s.objects[id]
	if o == nil || o.Kind != record.KindIncidentRecorded || o.WithdrawnBy != "" {
		return incident.State{}, false
	}
	if o.Incident == nil {
		return incident.State{}, true
	}
	return *o.Incident, true
}

// EndsOf gives where a record of an incident goes on in the end, sorted: itself,
// where it goes on in none; one where it was merged, several where it was split.
func (s *State) EndsOf(id record.ID) (ends []record.ID) {
	seen := map[record.ID]bool{}
	var walk func(record.ID)
	walk = func(id record.ID) {
		o := s.objects[id]
		if o == nil || seen[id] {
			return
		}
		seen[id] = true
		if o.Incident == nil || len(o.Incident.Forward) == 0 {
			ends = append(ends, id)
			return
		}
		for _, next := range o.Incident.Forward {
			walk(next)
		}
	}
	walk(id)
	slices.Sort(ends)
	return ends
}

func refs(h *record.Head, role record.Role) []record.ID {
	var ids []record.ID
	for _, r := range h.Refs {
		if r.Role == role {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// happen works out what an entry changes of the objects that it is about, or
// says why it changes nothing. It changes nothing itself.
func (s *State) happen(ev Event) ([]*Object, error) {
	h := ev.Head
	about := s.objects[h.First(record.AboutObject)]
	grading := incident.Grading{ID: h.ID, By: h.Author.Seat, At: ev.At}
	switch b := h.Body.(type) {
	case *record.SourceGraded:
		if about == nil || about.Kind != record.KindSourceFiled {
			return nil, fmt.Errorf("it does not name the source that it grades")
		}
		grading.Value = b.Reliability
		return graded(about, grading), nil
	case *record.CredibilityGraded:
		if about == nil || about.Kind != record.KindClaimRecorded && about.Kind != record.KindStatementRecorded {
			return nil, fmt.Errorf("it does not name the claim or statement that it grades")
		}
		grading.Value = b.Credibility
		return graded(about, grading), nil
	case *record.SourceLinked:
		if about == nil || about.Kind != record.KindSourceFiled || h.First(record.CopyOf) == "" || h.First(record.CopyOf) == about.ID {
			return nil, fmt.Errorf("it does not name two documents")
		}
		return nil, nil
	case *record.MediaChecked:
		if about == nil || about.Kind != record.KindSourceFiled {
			return nil, fmt.Errorf("it does not name the file that was looked at")
		}
		return nil, nil
	case *record.IncidentsMerged:
		return s.merge(h)
	case *record.IncidentSplit:
		return s.split(h, about)
	}
	if about == nil {
		return nil, fmt.Errorf("it does not name the incident that it is about")
	}
	state, ok := s.incidentOf(about.ID)
	if !ok {
		return nil, fmt.Errorf("it does not name the incident that it is about")
	}
	next, err := incident.Apply(state, incident.Entry{ID: h.ID, Seat: h.Author.Seat, Body: h.Body, Notice: h.First(record.OfNotice)})
	if err != nil {
		return nil, err
	}
	return []*Object{with(about, next)}, nil
}

func graded(about *Object, g incident.Grading) []*Object {
	t := *about
	t.Graded = append(slices.Clone(t.Graded), g)
	return []*Object{&t}
}

func with(o *Object, state incident.State) *Object {
	t := *o
	t.Incident = &state
	return &t
}

func (s *State) merge(h *record.Head) ([]*Object, error) {
	into := h.First(record.Into)
	survivor, ok := s.incidentOf(into)
	if !ok {
		return nil, fmt.Errorf("it does not name the incident that goes on")
	}
	ids := refs(h, record.Merged)
	states := make([]incident.State, len(ids))
	for i, id := range ids {
		if states[i], ok = s.incidentOf(id); !ok {
			return nil, fmt.Errorf("%s is no incident, or was withdrawn", id)
		}
	}
	survivor, states, err := incident.Merge(into, survivor, ids, states)
	if err != nil {
		return nil, err
	}
	changed := []*Object{with(s.objects[into], survivor)}
	for i, id := range ids {
		changed = append(changed, with(s.objects[id], states[i]))
	}
	return changed, nil
}

func (s *State) split(h *record.Head, about *Object) ([]*Object, error) {
	if about == nil {
		return nil, fmt.Errorf("it does not name the incident that is split")
	}
	state, ok := s.incidentOf(about.ID)
	if !ok {
		return nil, fmt.Errorf("it does not name the incident that is split")
	}
	into := refs(h, record.Into)
	parts := make([]incident.State, len(into))
	for i, id := range into {
		if parts[i], ok = s.incidentOf(id); !ok {
			return nil, fmt.Errorf("%s is no incident, or was withdrawn", id)
		}
	}
	state, err := incident.Split(about.ID, state, into, parts)
	if err != nil {
		return nil, err
	}
	return []*Object{with(about, state)}, nil
}

// takeHappening lets a valid entry about what happened have its effect:
// refuseHappening has seen that it can.
func (s *State) takeHappening(o *Object, ev Event) ([]Change, bool) {
	switch ev.Head.Kind {
	case record.KindNoticeGiven, record.KindHotlineCall, record.KindDraftTabled, record.KindCoverageRecorded:
		return nil, false
	}
	if !slices.Contains(happenings, ev.Head.Kind) {
		return nil, false
	}
	changed, err := s.happen(ev)
	if err != nil {
		return nil, false
	}
	return s.put(append([]*Object{o}, changed...)...), true
}

// Current follows a record of an incident to where it goes on: itself, the one
// that it was merged into, or those that it was split into.
func (s *State) Current(id record.ID) []record.ID {
	o := s.objects[id]
	if o == nil || o.Kind != record.KindIncidentRecorded {
		return nil
	}
	var state incident.State
	if o.Incident != nil {
		state = *o.Incident
	}
	if len(state.Forward) == 0 {
		return []record.ID{id}
	}
	var all []record.ID
	for _, next := range state.Forward {
		for _, end := range s.Current(next) { // ends: what is forwarded to was not forwarded itself then, and never to an earlier one
			if !slices.Contains(all, end) {
				all = append(all, end)
			}
		}
	}
	return all
}
