// Package incident is what happened according to whom: records of incidents that
// turn out to be one or several, figures that may not be added, sources that may
// be copies of one another, gates that are said to be open and seen to be shut.
//
// It never decides who is right, and adds no two figures that count differently.
package incident

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// State is what became of a record of an incident. It is a value: Apply gives a
// new one.
type State struct {
	Forward []record.ID    `json:"forward,omitempty"` // where it goes on: one where it was merged, several where it was split
	Split   bool           `json:"split,omitempty"`
	Merged  []record.ID    `json:"merged,omitempty"`  // records that go on in this one
	Redated []record.ID    `json:"redated,omitempty"` // entries that gave it another day; the last holds
	Ranges  []Range        `json:"ranges,omitempty"`
	Sought  []Confirmation `json:"sought,omitempty"`
	Notices []Match        `json:"notices,omitempty"`
}

// Range says who set low, best and high of a figure, and by which rule.
type Range struct {
	ID     record.ID   `json:"id"`
	By     record.Seat `json:"by"`
	Effect string      `json:"effect"`
	Rule   string      `json:"rule"`
}

// Confirmation says whether those who could confirm an incident could be asked.
type Confirmation struct {
	ID     record.ID   `json:"id"`
	By     record.Seat `json:"by"`
	Access string      `json:"access"`
}

// Match says that a notice announced it.
type Match struct {
	ID     record.ID `json:"id"`
	Notice record.ID `json:"notice"`
	Within bool      `json:"within,omitempty"`
}

// Grading is one grade of a source's reliability or a claim's credibility. All
// that were given stay; the last holds.
type Grading struct {
	ID    record.ID   `json:"id"`
	By    record.Seat `json:"by"`
	At    time.Time   `json:"at"`
	Value string      `json:"value"`
}

// Entry is an entry about an incident, as this package sees it.
type Entry struct {
	ID     record.ID
	Seat   record.Seat
	Body   record.Body
	Notice record.ID
}

// Apply gives an incident after one more entry about it alone, or says why that
// entry counts for nothing.
func Apply(s State, e Entry) (State, error) {
	if len(s.Forward) > 0 {
		return s, fmt.Errorf("this record of an incident goes on in %s: say it there", s.Forward[0])
	}
	switch b := e.Body.(type) {
	case *record.IncidentRedated:
		s.Redated = append(slices.Clone(s.Redated), e.ID)
	case *record.RangeSet:
		s.Ranges = append(slices.Clone(s.Ranges), Range{ID: e.ID, By: e.Seat, Effect: b.Effect, Rule: b.Rule})
	case *record.ConfirmationSought:
		s.Sought = append(slices.Clone(s.Sought), Confirmation{ID: e.ID, By: e.Seat, Access: b.Access})
	case *record.NoticeMatched:
		if e.Notice == "" {
			return s, fmt.Errorf("it does not name the notice")
		}
		s.Notices = append(slices.Clone(s.Notices), Match{ID: e.ID, Notice: e.Notice, Within: b.Within})
	default:
		return s, fmt.Errorf("a %s does nothing to an incident", e.Body.EntryKind())
	}
	return s, nil
}

// Merge lets records go on in another, or says why they cannot. It gives the
// one that goes on and the others, in their order.
func Merge(into record.ID, survivor State, ids []record.ID, merged []State) (State, []State, error) {
	switch {
	case len(ids) == 0:
		return survivor, nil, fmt.Errorf("it names no record that goes on in the other")
	case len(survivor.Forward) > 0:
		return survivor, nil, fmt.Errorf("%s goes on in %s itself", into, survivor.Forward[0])
	}
	out := make([]State, len(merged))
	survivor.Merged = slices.Clone(survivor.Merged)
	for i, id := range ids {
		switch {
		case id == into || slices.Contains(ids[:i], id):
			return survivor, nil, fmt.Errorf("%s is named twice", id)
		case len(merged[i].Forward) > 0:
			return survivor, nil, fmt.Errorf("%s goes on in %s already", id, merged[i].Forward[0])
		}
		out[i] = merged[i]
		out[i].Forward = []record.ID{into}
		survivor.Merged = append(survivor.Merged, id)
	}
	return survivor, out, nil
}

// Split lets a record go on in several, or says why it cannot.
func Split(id record.ID, s State, into []record.ID, parts []State) (State, error) {
	switch {
	case len(into) < 2:
		return s, fmt.Errorf("a record is split into two at the least")
	case len(s.Forward) > 0:
		return s, fmt.Errorf("%s goes on in %s already", id, s.Forward[0])
	}
	for i, part := range into {
		switch {
		case part == id || slices.Contains(into[:i], part):
			return s, fmt.Errorf("%s is named twice", part)
		case len(parts[i].Forward) > 0:
			return s, fmt.Errorf("%s goes on in %s itself", part, parts[i].Forward[0])
		}
	}
	s.Forward, s.Split = slices.Clone(into), true
	return s, nil
}
