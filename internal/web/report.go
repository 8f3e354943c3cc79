package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// weekly is a report on a week, to be printed.
type weekly struct {
	*overview
	From, To  time.Time
	New       part[dossier]
	Moves     part[move]
	Findings  part[waiting] // decided in the week
	Missed    part[running] // time limits that ran out in it
	Came      part[arrival]
	Totals    totals
	Incidents int
	Before    struct{ New, Moves, Findings, Missed int } // the week before
}

// move is a state that a case came to.
type move struct {
	In   record.ID
	D    *dossier
	Step casework.Step
}

// report shows the report on a week that ends with a day: today, or the one asked for.
func (s *site) report(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	o, g, err := s.overlook(r, v)
	if err != nil {
		return err
	}
	o.most = reportEach
	to := o.Now
	if day, err := time.Parse(time.DateOnly, western(v.Query.Get("to"))); err == nil && day.Before(o.Now) {
		to = day.AddDate(0, 0, 1)
	}
	p := weekly{overview: o, From: to.Add(-week), To: to}
	if err := p.happened(); err != nil {
		return err
	}
	before := o.within(p.From.Add(-week), p.From)
	p.Before.New, p.Before.Moves, p.Before.Findings, p.Before.Missed = len(before.begun), len(before.moves), before.decided, len(before.missed)
	if p.Came, err = o.arrivals(v, p.From, p.To); err != nil {
		return err
	}
	if p.Totals, err = totalsOf(v, s.Views.Survey(v.Who.Viewer), o.All); err != nil {
		return err
	}
	if p.Incidents, err = g.made(record.KindIncidentRecorded, p.From, p.To); err != nil {
		return err
	}
	v.Title = v.T("report.title", "from", v.Day(p.From.Format(time.DateOnly)), "to", v.Day(p.To.Add(-time.Second).Format(time.DateOnly)))
	return s.draw(w, r, http.StatusOK, reportPage(v, p))
}

// happening is what happened to cases in a time.
type happening struct {
	begun   []*register.Glance
	moves   []move
	found   []*register.Glance // in which findings were decided
	decided int                // findings
	missed  []running
}

// during reports whether a time is known and lies from one on, before another.
func during(at, from, to time.Time) bool {
	return !at.IsZero() && !at.Before(from) && at.Before(to)
}

// decidedIn reports whether a finding was decided from one time on, before another.
func decidedIn(f casework.Finding, from, to time.Time) bool {
	return f.Status != casework.ProposedFinding && during(f.Decided, from, to)
}

// within gives what happened to cases in a time.
func (o *overview) within(from, to time.Time) (h happening) {
	for _, g := range o.All.Cases {
		for i, step := range g.Case.History {
			switch {
			case !during(step.At, from, to):
			case i == 0:
				h.begun = append(h.begun, g)
			default:
				h.moves = append(h.moves, move{In: g.ID, Step: step})
			}
		}
		n := h.decided
		for _, f := range g.Case.Findings {
			if decidedIn(f, from, to) {
				h.decided++
			}
		}
		if h.decided > n {
			h.found = append(h.found, g)
		}
		for _, clock := range g.Case.Deadlines {
			if _, late := clock.Standing(o.Now); late > 0 && during(clock.DueAt(o.Now), from, to) {
				h.missed = append(h.missed, running{In: g.ID, Clock: clock})
			}
		}
	}
	slices.SortStableFunc(h.moves, func(a, b move) int { return a.Step.At.Compare(b.Step.At) })
	return h
}

// happened reads what happened in the week.
func (p *weekly) happened() error {
	h := p.within(p.From, p.To)
	var err error
	if p.New, err = p.cases(slices.All(h.begun), func(*casework.Case) bool { return true }); err != nil {
		return err
	}
	if p.Moves, err = listing(p.overview, h.moves, func(m move) record.ID { return m.In }, func(m *move, d *dossier) { m.D = d }); err != nil {
		return err
	}
	in, err := p.cases(slices.All(h.found), func(*casework.Case) bool { return true })
	if err != nil {
		return err
	}
	p.Findings.Of = h.decided
	for _, d := range in.List {
		for _, f := range d.S.Findings {
			if decidedIn(f, p.From, p.To) {
				p.Findings.List = append(p.Findings.List, waiting{D: d, Finding: f})
			}
		}
	}
	p.Missed, err = p.runnings(h.missed)
	return err
}

// made counts the objects of a kind that were logged from one time on, before another.
func (g *gather) made(kind record.Kind, from, to time.Time) (int, error) {
	newest, err := g.newest(kind, 0)
	if err != nil || newest == nil {
		return 0, err
	}
	first, err := g.since(kind, newest.Index+1, from)
	if err != nil {
		return 0, err
	}
	last, err := g.since(kind, newest.Index+1, to)
	if err != nil {
		return 0, err
	}
	return g.views.Count(g.ctx, g.who, kind, first, last)
}

// since gives the index from which on all objects of a kind were logged at a time or
// later; end where there is none. It halves the log until it is there: no entry was
// logged before one of a smaller index, whoever made it and whatever day it states.
func (g *gather) since(kind record.Kind, end int64, at time.Time) (int64, error) {
	from, to := int64(0), end // the index is in [from, to]
	for from < to {
		middle := from + (to-from)/2
		one, err := g.newest(kind, middle+1)
		if err != nil {
			return 0, err
		}
		if one == nil || one.Index < from { // nothing at all from here to the middle
			from = middle + 1
			continue
		}
		logged, err := g.views.Logged(g.ctx, g.who, one.ID)
		if err != nil {
			return 0, err
		}
		if logged.Before(at) {
			from = middle + 1
		} else {
			to = one.Index
		}
	}
	return to, nil
}

// newest gives the newest object of a kind before an index, or of all at 0; nil for none.
func (g *gather) newest(kind record.Kind, before int64) (*register.Item, error) {
	items, err := g.views.Items(g.ctx, g.who, kind, register.Page{Before: before, Limit: 1})
	if err != nil || len(items) == 0 {
		return nil, err
	}
	return &items[0], nil
}
