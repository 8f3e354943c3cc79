package casework

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// Each gives the values of a list one after another, without copying them.
func Each[T any](all []T) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range all {
			if !yield(&all[i]) {
				return
			}
		}
	}
}

// Tally is how many cases came to what. All thirteen outcomes are in it, those
// that nothing came to as well, and pending and unable_to_rule always: the parts
// sum to Cases.
type Tally struct {
	Cases      int            `json:"cases"`
	Submitters int            `json:"submitters"` // seats that handed them in
	Batches    int            `json:"batches"`    // handed in together, under one name
	Batched    int            `json:"batched"`    // cases that came in a batch
	Outcomes   map[string]int `json:"outcomes"`
}

// Count tallies cases. A flood by one side shows as what it is: many cases, one
// submitter, one batch.
func Count(cases iter.Seq[*Case]) Tally {
	t := Tally{Outcomes: map[string]int{}}
	for _, o := range record.Outcomes {
		t.Outcomes[o] = 0
	}
	by, batches := map[record.Seat]bool{}, map[string]bool{}
	for s := range cases {
		t.Cases++
		t.Outcomes[s.Outcome]++
		by[s.By] = true
		if s.Batch != "" {
			batches[s.Batch] = true
			t.Batched++
		}
	}
	t.Submitters, t.Batches = len(by), len(batches)
	return t
}

// Check says why a tally may not be printed, or nil: its parts have to be the
// thirteen outcomes and to sum to the whole.
func (t Tally) Check() error {
	sum := 0
	for outcome, n := range t.Outcomes {
		if !slices.Contains(record.Outcomes, outcome) {
			return fmt.Errorf("%q is no outcome", outcome)
		}
		sum += n
	}
	if len(t.Outcomes) != len(record.Outcomes) {
		return fmt.Errorf("the table has %d outcomes of %d", len(t.Outcomes), len(record.Outcomes))
	}
	if sum != t.Cases {
		return fmt.Errorf("the parts sum to %d, the whole is %d", sum, t.Cases)
	}
	return nil
}

// Lateness is how a body has kept its time limits, the chair and the guarantors
// like everyone else. It is no score: every number is a count or a time.
type Lateness struct {
	Body    string        `json:"body"` // a role, accused, or a rung of the ladder
	Of      string        `json:"of,omitempty"`
	Running int           `json:"running"`
	Paused  int           `json:"paused"`
	Met     int           `json:"met"`      // in time
	Receipt int           `json:"receipt"`  // of those, in time by the operator's receipt alone: witnesses saw it after
	MetLate int           `json:"met_late"` // done, but late
	Overdue int           `json:"overdue"`  // not done, and late now
	Dropped int           `json:"dropped"`
	Longest time.Duration `json:"longest"` // the longest that it was or is late
}

// Late gives the lateness of every body that has had a clock, at a time, in
// order of their names.
func Late(clocks iter.Seq[*deadline.Deadline], now time.Time) []Lateness {
	type key struct{ body, of string }
	all := map[key]*Lateness{}
	for d := range clocks {
		k := key{d.Rule.Body, d.Of}
		l := all[k]
		if l == nil {
			l = &Lateness{Body: k.body, Of: k.of}
			all[k] = l
		}
		standing, late := d.Standing(now)
		switch standing {
		case deadline.Running:
			l.Running++
		case deadline.Paused:
			l.Paused++
		case deadline.Met:
			l.Met++
		case deadline.Receipted:
			l.Met++
			l.Receipt++
		case deadline.MetLate:
			l.MetLate++
		case deadline.Overdue:
			l.Overdue++
		case deadline.Dropped:
			l.Dropped++
		}
		l.Longest = max(l.Longest, late)
	}
	out := make([]Lateness, 0, len(all))
	for _, l := range all {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Lateness) int { return cmp.Or(cmp.Compare(a.Body, b.Body), cmp.Compare(a.Of, b.Of)) })
	return out
}

// Conduct is what became of the requests made to a party, as counts.
type Conduct struct {
	Of      string         `json:"of"`
	Asked   map[string]int `json:"asked"`   // information, access
	Answers map[string]int `json:"answers"` // given, granted, conditional, delayed, denied, silence, waiting
	Minutes int            `json:"minutes"` // of delay, summed
}

// Requests gives what became of every party's requests at a time. Silence is
// what was to come by then and has not.
func Requests(cases iter.Seq[*Case], now time.Time) []Conduct {
	all := map[string]*Conduct{}
	for s := range cases {
		for _, a := range s.Asks {
			c := all[a.Of]
			if c == nil {
				c = &Conduct{Of: a.Of, Asked: map[string]int{}, Answers: map[string]int{}}
				all[a.Of] = c
			}
			c.Asked[a.Kind]++
			c.Minutes += a.Minutes
			switch {
			case a.Answer != "":
				c.Answers[a.Answer]++
			case now.After(a.Until):
				c.Answers["silence"]++
			default:
				c.Answers["waiting"]++
			}
		}
	}
	out := make([]Conduct, 0, len(all))
	for _, c := range all {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Conduct) int { return cmp.Compare(a.Of, b.Of) })
	return out
}
