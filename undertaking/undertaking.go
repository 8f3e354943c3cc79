// Package undertaking is the life of a promise: the form it has taken, what it
// obliges to and what that lacks, who stands behind it, what each side and the
// monitors say of it. It is a function of values: what was recorded and what was
// then done about it, in order.
//
// It never says whether a promise was kept, and merges no two opinions.
package undertaking

import (
	"fmt"
	"maps"
	"slices"

	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// State is what is known of an undertaking, without its words. It is a value:
// the methods that change it give a new one.
type State struct {
	Stage      string            `json:"stage"`                // record.UndertakingStates
	Form       string            `json:"form,omitempty"`       // the strongest rung that nobody disputes
	Rungs      []string          `json:"rungs,omitempty"`      // that it has been on, in the order told, once it moved
	Disputed   []string          `json:"disputed,omitempty"`   // rungs that somebody disputes
	Missing    []string          `json:"missing,omitempty"`    // what it lacks to be verifiable
	Guarantors map[string]string `json:"guarantors,omitempty"` // by handle: record.GuarantorStates

	Bound        map[string]record.Seat `json:"bound,omitempty"`      // by handle: the seat that answers for the guarantor
	Clocks       []deadline.Deadline    `json:"clocks,omitempty"`     // of guarantors that were called on
	Clause       *Clause                `json:"clause,omitempty"`     // of a clause of an instrument
	Obligation   *Obligation            `json:"obligation,omitempty"` // as last specified
	Grades       []Grade                `json:"grades,omitempty"`     // in the order given; none is ever merged with another
	Contests     []Contest              `json:"contests,omitempty"`
	Lineage      []Lineage              `json:"lineage,omitempty"` // to earlier promises
	Declarations []Declaration          `json:"declarations,omitempty"`
}

// Begin gives the state of an undertaking as it was recorded.
func Begin(b *record.UndertakingRecorded) State {
	s := State{Stage: b.State, Form: b.Form, Missing: slices.Clone(b.Missing)}
	if len(b.Guarantors) > 0 {
		s.Guarantors = map[string]string{}
		for _, g := range b.Guarantors {
			s.Guarantors[g.Handle] = g.State
		}
	}
	return s
}

// Underspecified reports whether the undertaking lacks a part that a verifier
// would need.
func (s State) Underspecified() bool { return len(s.Missing) > 0 }

// rung gives a form's place on the ladder, 0 for none.
func rung(form string) int { return slices.Index(record.Forms, form) + 1 }

// Advance gives the state after the undertaking was put in another form, or
// after a form was disputed. Every rung it has been on is kept; its form is the
// strongest of those that nobody disputes, so that a weaker form recorded later
// does not take the stronger one away.
func (s State) Advance(b *record.FormAdvanced) State {
	s.Rungs = slices.Clone(s.Rungs)
	if len(s.Rungs) == 0 && s.Form != "" {
		s.Rungs = append(s.Rungs, s.Form) // as it was first recorded
	}
	switch {
	case !b.Disputed && !slices.Contains(s.Rungs, b.Form):
		s.Rungs = append(s.Rungs, b.Form)
	case b.Disputed && !slices.Contains(s.Disputed, b.Form):
		s.Disputed = append(slices.Clone(s.Disputed), b.Form)
		slices.Sort(s.Disputed)
	}
	s.Form = ""
	for _, form := range s.Rungs {
		if !slices.Contains(s.Disputed, form) && rung(form) > rung(s.Form) {
			s.Form = form
		}
	}
	return s
}

// moves are the transitions of a guarantor's commitment.
var moves = map[string][]string{
	"named_by_party":   {"invited", "considering", "accepted", "declined"},
	"invited":          {"considering", "accepted", "declined", "silent"},
	"considering":      {"accepted", "declined", "silent"},
	"silent":           {"considering", "accepted", "declined"},
	"declined":         {"invited", "considering", "accepted"},
	"accepted":         {"active", "withdrawn"},
	"active":           {"trigger_notified", "withdrawn"},
	"trigger_notified": {"acted", "declined_to_act", "withdrawn"},
	"acted":            {"active", "withdrawn"},
	"declined_to_act":  {"active", "withdrawn"},
	"withdrawn":        {"invited", "considering", "accepted"},
}

// OwnAct reports whether a state can be entered only by the guarantor itself:
// nobody else can accept, decline or act in its name.
func OwnAct(state string) bool {
	return slices.Contains([]string{"considering", "accepted", "declined", "active", "acted", "declined_to_act", "withdrawn"}, state)
}

// MoveGuarantor gives the state after a guarantor's commitment moved, or why it cannot.
func (s State) MoveGuarantor(handle, to string) (State, error) {
	from, ok := s.Guarantors[handle]
	if !ok {
		return s, fmt.Errorf("this undertaking names no guarantor %q; it names %q", handle, slices.Sorted(maps.Keys(s.Guarantors)))
	}
	if !slices.Contains(moves[from], to) {
		return s, fmt.Errorf("a guarantor that is %q cannot become %q; it can become %q", from, to, moves[from])
	}
	s.Guarantors = maps.Clone(s.Guarantors)
	s.Guarantors[handle] = to
	return s, nil
}
