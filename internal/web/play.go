package web

import (
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// How much of each kind the state of play shows before it leads to the rest.
const (
	playPromises   = 8
	playEvents     = 6
	playTalks      = 3
	playStatements = 5
	playClauses    = 8
	playClocks     = 6
	playCases      = 100 // open cases whose clocks are looked at
	playBearing    = 3   // allegations shown of each promise
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
	Clauses    []thing[*record.ClauseRecorded]
	Bearing    map[record.ID][]borne // on each promise and clause
	Clocks     []clockIn             // the next clocks
	Now        time.Time
	More       struct{ Promises, Events, Talks, Agreements, Statements, Cases bool }
}

// standing are the states of an undertaking by how much they bind: what is in
// force first, what is only asked for after what was given, what is denied last.
var standing = []string{"in_force", "agreed", "given", "disputed", "reported_given", "offered", "demanded", "denied"}

// binding gives the undertakings that bind most, of those that bind alike the
// latest; more reports that there are others.
func (g *gather) binding(n int) (all []thing[*record.UndertakingRecorded], more bool, err error) {
	var items []register.Item
	for _, state := range standing {
		some, _, err := g.find(register.Query{Kinds: []record.Kind{record.KindUndertakingRecorded},
			Labels: []string{register.Label(register.ByState, state)}}, n-len(items))
		if err != nil {
			return nil, false, err
		}
		if items = append(items, some...); len(items) == n {
			break
		}
	}
	if len(items) == n {
		newest, err := g.views.Items(g.ctx, g.who, record.KindUndertakingRecorded, register.Page{Limit: n + 1})
		if err != nil {
			return nil, false, err
		}
		more = len(newest) > n
	}
	all, err = things[*record.UndertakingRecorded](g, items)
	return all, more, err
}

// empty reports whether nothing was recorded yet.
func (p *play) empty() bool {
	return len(p.Promises)+len(p.Events)+len(p.Others)+len(p.Talks)+len(p.Agreements)+len(p.Statements)+len(p.Clauses)+len(p.Clocks) == 0
}

// stands gathers how what is promised stands: the clauses, what is alleged to bear
// on each promise, and the clocks that fall due next.
func (g *gather) stands(v *view, p *play) (err error) {
	if p.Clauses, _, err = list[*record.ClauseRecorded](g, record.KindClauseRecorded, 0, playClauses); err != nil {
		return err
	}
	var ids []record.ID
	var clocks []clockIn
	for _, one := range p.Promises {
		ids = append(ids, one.ID)
		if one.Undertaking != nil {
			clocks = append(clocks, clocksOf(one.Undertaking.Clocks, href(one.Item), promiseHead(v, one))...)
		}
	}
	for _, t := range p.Clauses {
		ids = append(ids, t.ID)
		if t.Undertaking != nil {
			clocks = append(clocks, clocksOf(t.Undertaking.Clocks, href(t.Item), clauseTitle(v, t.B))...)
		}
	}
	if p.Bearing, err = g.bearing(ids, playBearing, p.Now); err != nil {
		return err
	}
	cases, more, err := g.openCases(playCases, p.Now)
	if err != nil {
		return err
	}
	p.More.Cases = more
	for _, d := range cases {
		clocks = append(clocks, clocksOf(d.S.Deadlines, href(d.Item), caseHead(v, d))...)
	}
	p.Clocks = nextClocks(clocks, playClocks, p.Now)
	return nil
}

func (s *site) stateOfPlay(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g, p := s.gather(r, v), &play{Now: s.Now().UTC()}
	promises, more, err := g.binding(playPromises)
	if err != nil {
		return err
	}
	p.More.Promises = more
	for _, t := range promises {
		p.Promises = append(p.Promises, promiseOf(t))
	}
	if err := g.stands(v, p); err != nil {
		return err
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
