package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// office is the chair's and the secretariat's page.
type office struct {
	*overview
	Todos    part[todo]
	Ageing   part[dossier]
	Unsigned part[waiting]
	Recent   part[arrival] // what came in the last seven days
	Late     part[running]
	Totals   totals
	Due      int // contacts of whom something has to be erased
}

// arrival is what a side said, or did not say, in a case.
type arrival struct {
	In   record.ID
	D    *dossier
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
	p := office{overview: o}
	if p.Todos, err = o.todos(v, v.Seated()); err != nil {
		return err
	}
	if p.Ageing, err = o.unfinished(); err != nil {
		return err
	}
	if p.Unsigned, err = o.unsigned(); err != nil {
		return err
	}
	if p.Recent, err = o.arrivals(v, o.Now.Add(-week), o.Now); err != nil {
		return err
	}
	if p.Late, err = o.late(); err != nil {
		return err
	}
	if p.Totals, err = totalsOf(v, s.Views.Survey(v.Who.Viewer), o.All); err != nil {
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
func (o *overview) arrivals(v *view, from, to time.Time) (part[arrival], error) {
	var out []arrival
	within := func(at time.Time) bool { return !at.Before(from) && at.Before(to) }
	for _, g := range o.All.Cases {
		add := func(at time.Time, key string, args ...any) {
			if within(at) {
				out = append(out, arrival{In: g.ID, At: at, Says: v.T(key, args...)})
			}
		}
		for _, r := range g.Case.Replies {
			key := "arrival.reply"
			if r.On == "comments" {
				key = "arrival.comment"
			}
			add(r.At, key, "who", v.side(r.Of))
		}
		for _, a := range g.Case.Asks {
			if a.Answer == "silence" || a.Answer == "" && o.Now.After(a.Until) {
				add(a.Until, "arrival.silence", "who", v.side(a.Of), "what", v.Word("asked", a.Kind))
			} else if a.Answer != "" {
				add(a.Answered, "arrival.answer", "who", v.side(a.Of), "what", v.Word("asked", a.Kind), "answer", v.Word("answer", a.Answer))
			}
		}
		for _, clock := range g.Case.Deadlines {
			if event := casework.Ends(clock.Rule); (event == "responded" || event == "commented") && clock.Open() && o.Now.After(clock.DueAt(o.Now)) {
				add(clock.DueAt(o.Now), "arrival.noreply", "who", v.side(clock.Of), "what", v.Term("clock", clock.Rule.ID))
			}
		}
		for _, f := range g.Case.Findings {
			for _, one := range f.Dissents {
				add(one.At, "arrival.dissent", "who", v.Seat(one.Seat))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b arrival) int { return b.At.Compare(a.At) })
	return listing(o, out, func(a arrival) record.ID { return a.In }, func(a *arrival, d *dossier) { a.D = d })
}
