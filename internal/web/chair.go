package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// office is the chair's and the secretariat's page.
type office struct {
	*overview
	Todos  []todo
	Recent []arrival // what came in the last seven days
	Totals totals
	Due    int // contacts of whom something has to be erased
}

// arrival is what a side said, or did not say, in a case.
type arrival struct {
	D    dossier
	At   time.Time
	Says string
}

// week is how far back the chair's page looks for what came.
const week = 7 * 24 * time.Hour

// chair shows ageing, what waits to be signed, who is absent, and what came in.
func (s *site) chair(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	o, _, err := s.overlook(r, v)
	if err != nil {
		return err
	}
	p := office{overview: o, Todos: o.todos(v, v.Seated()), Recent: arrivals(v, o.Cases, o.Now.Add(-week), o.Now)}
	if p.Totals, err = totalsOf(v, s.Views.Survey(v.Who.Viewer), states(o.Cases)); err != nil {
		return err
	}
	if p.Due, err = s.alarm(r, v); err != nil {
		return err
	}
	v.Title = v.T("chair.title")
	return s.draw(w, r, http.StatusOK, chairPage(v, p))
}

// arrivals gives what the sides said in a time, and their silences that began in
// it, newest first.
func arrivals(v *view, all []dossier, from, to time.Time) []arrival {
	var out []arrival
	within := func(at time.Time) bool { return !at.Before(from) && at.Before(to) }
	for _, d := range all {
		add := func(at time.Time, says string) {
			if within(at) {
				out = append(out, arrival{d, at, says})
			}
		}
		for _, r := range d.S.Replies {
			key := "arrival.reply"
			if r.On == "comments" {
				key = "arrival.comment"
			}
			add(r.At, v.T(key, "who", v.side(r.Of)))
		}
		for _, a := range d.S.Asks {
			if a.Answer == "silence" || a.Answer == "" && d.Now.After(a.Until) {
				add(a.Until, v.T("arrival.silence", "who", v.side(a.Of), "what", v.Word("asked", a.Kind)))
			} else if a.Answer != "" {
				add(a.Answered, v.T("arrival.answer", "who", v.side(a.Of), "what", v.Word("asked", a.Kind), "answer", v.Word("answer", a.Answer)))
			}
		}
		for _, clock := range d.S.Deadlines {
			if event := casework.Ends(clock.Rule); (event == "responded" || event == "commented") && clock.Open() && d.Now.After(clock.DueAt(d.Now)) {
				add(clock.DueAt(d.Now), v.T("arrival.noreply", "who", v.side(clock.Of), "what", v.Term("clock", clock.Rule.ID)))
			}
		}
		for _, f := range d.S.Findings {
			for _, one := range f.Dissents {
				add(one.At, v.T("arrival.dissent", "who", v.Seat(one.Seat)))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b arrival) int { return b.At.Compare(a.At) })
	return out
}

// weekly is a report on a week, to be printed.
type weekly struct {
	*overview
	From, To  time.Time
	New       []dossier
	Moves     []move
	Findings  []waiting // decided in the week
	Missed    []running // time limits that ran out in it
	Came      []arrival
	Totals    totals
	Incidents int
	Before    struct{ New, Moves, Findings, Missed int } // the week before
}

// move is a state that a case came to.
type move struct {
	D    dossier
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
	to := o.Now
	if day, err := time.Parse(time.DateOnly, western(v.Query.Get("to"))); err == nil && day.Before(o.Now) {
		to = day.AddDate(0, 0, 1)
	}
	p := weekly{overview: o, From: to.Add(-week), To: to}
	p.New, p.Moves, p.Findings, p.Missed = o.happened(p.From, p.To)
	nb, mb, fb, lb := o.happened(p.From.Add(-week), p.From)
	p.Before.New, p.Before.Moves, p.Before.Findings, p.Before.Missed = len(nb), len(mb), len(fb), len(lb)
	p.Came = arrivals(v, o.Cases, p.From, p.To)
	if p.Totals, err = totalsOf(v, s.Views.Survey(v.Who.Viewer), states(o.Cases)); err != nil {
		return err
	}
	if p.Incidents, err = g.stated(record.KindIncidentRecorded, p.From, p.To); err != nil {
		return err
	}
	v.Title = v.T("report.title", "from", v.Day(p.From.Format(time.DateOnly)), "to", v.Day(p.To.Add(-time.Second).Format(time.DateOnly)))
	return s.draw(w, r, http.StatusOK, reportPage(v, p))
}

// stated counts the objects of a kind that their authors made from one time to
// another. It goes back until it meets one that the desk itself made before: that
// one was logged when it was made, and what was logged earlier was made earlier.
func (g *gather) stated(kind record.Kind, from, to time.Time) (n int, err error) {
	const most = 200
	for before := int64(0); ; {
		items, err := g.views.Items(g.ctx, g.who, kind, register.Page{Before: before, Limit: most})
		if err != nil {
			return 0, err
		}
		for _, it := range items {
			at, err := time.Parse(time.RFC3339, it.Stated)
			switch {
			case err != nil:
			case !at.Before(from) && at.Before(to):
				n++
			case at.Before(from) && it.Mode == "desk":
				return n, nil
			}
		}
		if len(items) < most || items[len(items)-1].Index == 0 {
			return n, nil
		}
		before = items[len(items)-1].Index
	}
}

// happened gives what happened to cases in a time.
func (o *overview) happened(from, to time.Time) (begun []dossier, moves []move, found []waiting, missed []running) {
	within := func(at time.Time) bool { return !at.IsZero() && !at.Before(from) && at.Before(to) }
	for _, d := range o.Cases {
		for i, h := range d.S.History {
			switch {
			case !within(h.At):
			case i == 0:
				begun = append(begun, d)
			default:
				moves = append(moves, move{d, h})
			}
		}
		for _, f := range d.S.Findings {
			if f.Status != casework.ProposedFinding && within(f.Decided) {
				found = append(found, waiting{D: d, Finding: f})
			}
		}
		for _, clock := range d.S.Deadlines {
			due := clock.DueAt(d.Now)
			if _, late := clock.Standing(d.Now); late > 0 && within(due) {
				missed = append(missed, running{d, clock})
			}
		}
	}
	slices.SortStableFunc(moves, func(a, b move) int { return a.Step.At.Compare(b.Step.At) })
	return begun, moves, found, missed
}
