package web

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// clockIn is a clock that waits, with what it runs in.
type clockIn struct {
	Clock      deadline.Deadline
	Href, Head string
}

// openStates are the states of a case that is not closed.
var openStates = func() []string {
	var all []string
	for _, state := range record.CaseStates {
		if !(casework.Case{State: state}).Closed() {
			all = append(all, register.Label(register.ByState, state))
		}
	}
	return all
}()

// openCases gives cases that are not closed, at most n; more reports that there
// are others.
func (g *gather) openCases(n int, now time.Time) (all []dossier, more bool, err error) {
	items, more, err := g.find(register.Query{Kinds: []record.Kind{record.KindAllegationMade}, Either: openStates}, n)
	if err != nil {
		return nil, false, err
	}
	for _, it := range items {
		if d, ok := dossierOf(it, now); ok {
			all = append(all, d)
		}
	}
	return all, more, nil
}

// nextClocks gives the n clocks that fall due first, the late ones before others.
func nextClocks(all []clockIn, n int, now time.Time) []clockIn {
	all = slices.DeleteFunc(all, func(t clockIn) bool { return !t.Clock.Open() })
	slices.SortStableFunc(all, func(a, b clockIn) int { return a.Clock.DueAt(now).Compare(b.Clock.DueAt(now)) })
	return all[:min(n, len(all))]
}

// clocksOf gives the clocks of something.
func clocksOf(clocks []deadline.Deadline, href, head string) []clockIn {
	var all []clockIn
	for _, c := range clocks {
		all = append(all, clockIn{c, href, head})
	}
	return all
}
