package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// How much of each kind the state of play shows before it leads to the rest.
const (
	playPromises   = 8
	playWeighed    = 200 // the newest promises, of which those that bind most are shown
	playEvents     = 6
	playTalks      = 3
	playStatements = 5
)

// play is the state of play: one page with what is promised, what has happened
// since, and what is shut.
type play struct {
	Promises   []promise
	Events     []event
	Gates      []gate
	Others     []thing[*record.CrossingStatusRecorded]
	Talks      []thing[*record.TalksRecorded]
	Agreements []thing[*record.InstrumentRecorded]
	Statements []thing[*record.StatementRecorded]
	More       struct{ Promises, Events, Talks, Agreements, Statements bool }
}

// standing orders undertakings by how much they bind: what is in force first,
// what is only asked for after what was given, what is denied last.
func standing(state string) int {
	return slices.Index([]string{"in_force", "agreed", "given", "disputed", "reported_given", "offered", "demanded", "denied"}, state)
}

// empty reports whether nothing was recorded yet.
func (p *play) empty() bool {
	return len(p.Promises)+len(p.Events)+len(p.Others)+len(p.Talks)+len(p.Agreements)+len(p.Statements) == 0
}

func (s *site) stateOfPlay(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g, p := s.gather(r, v), &play{}
	promises, next, err := list[*record.UndertakingRecorded](g, record.KindUndertakingRecorded, 0, playWeighed)
	if err != nil {
		return err
	}
	p.More.Promises = next > 0 || len(promises) > playPromises
	slices.SortStableFunc(promises, func(a, b thing[*record.UndertakingRecorded]) int {
		return cmp.Compare(standing(a.B.State), standing(b.B.State))
	})
	for _, t := range promises[:min(len(promises), playPromises)] {
		p.Promises = append(p.Promises, promiseOf(t))
	}
	incidents, next, err := list[*record.IncidentRecorded](g, record.KindIncidentRecorded, 0, playEvents)
	if err != nil {
		return err
	}
	p.More.Events = next > 0
	if p.Events, err = g.events(v, incidents); err != nil {
		return err
	}
	if p.Gates, p.Others, err = g.gates(v); err != nil {
		return err
	}
	if p.Talks, next, err = list[*record.TalksRecorded](g, record.KindTalksRecorded, 0, playTalks); err != nil {
		return err
	}
	p.More.Talks = next > 0
	if p.Agreements, next, err = list[*record.InstrumentRecorded](g, record.KindInstrumentRecorded, 0, playTalks); err != nil {
		return err
	}
	p.More.Agreements = next > 0
	if p.Statements, next, err = list[*record.StatementRecorded](g, record.KindStatementRecorded, 0, playStatements); err != nil {
		return err
	}
	p.More.Statements = next > 0
	v.Title = v.T("play.title")
	return s.draw(w, r, http.StatusOK, playPage(v, p))
}
