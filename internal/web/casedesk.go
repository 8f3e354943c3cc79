package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// todo is something that waits for the reader's seat.
type todo struct {
	D    dossier
	What string
	Due  time.Time // zero where no time runs
	Late time.Duration
	Href string
}

// address gives the form of an offer in a case.
func (o offer) address(of record.ID) string {
	q := url.Values{}
	if o.Finding != "" {
		q.Set("on", string(o.Finding))
	}
	if o.Answers != "" {
		q.Set("re", string(o.Answers))
	}
	for name, value := range o.Fixed {
		q.Set("fix."+name, value)
	}
	path := "/cases/" + string(of) + "/do/" + string(o.Kind)
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// meets gives the offers that end a clock, the likeliest first.
var meets = map[string][]string{
	"acknowledged": {"do.notify", "do.move.acknowledged"}, "triaged": {"do.move.triaged"}, "responded": {"do.respond"}, "tasked": {"do.task"},
	"preliminary_finding": {"do.propose.preliminary"}, "commented": {"do.respond"}, "final_finding": {"do.vote.final_finding", "do.propose"},
	"published": {"do.vote.publication"}, "remedied": {"do.remedy"}, "answered": {"do.answer.information", "do.answer.access"}, "decided": {"do.penalty"},
}

// todosOf gives what waits for a seat in a case, by clock.
func todosOf(v *view, m casework.Mechanism, d dossier, seat record.Seat) []todo {
	can := offers(m, d.S, seat, d.Now)
	find := func(keys ...string) (offer, bool) {
		for _, key := range keys {
			if i := slices.IndexFunc(can, func(o offer) bool { return o.Key == key }); i >= 0 {
				return can[i], true
			}
		}
		return offer{}, false
	}
	var all []todo
	add := func(t todo) {
		t.D = d
		if !t.Due.IsZero() && d.Now.After(t.Due) {
			t.Late = d.Now.Sub(t.Due)
		}
		if !slices.ContainsFunc(all, func(had todo) bool { return had.Href == t.Href && had.What == t.What }) {
			all = append(all, t)
		}
	}
	page := href(d.Item)
	for _, clock := range d.S.Deadlines {
		if !clock.Open() || !m.Owes(seat, clock) {
			continue
		}
		t := todo{What: v.Term("clock", clock.Rule.ID), Due: clock.DueAt(d.Now), Href: page}
		if o, ok := find(meets[casework.Ends(clock.Rule)]...); ok {
			t.Href = o.address(d.ID)
		}
		add(t)
	}
	for _, o := range can {
		t := todo{What: v.T(o.Key), Href: o.address(d.ID)}
		switch o.Kind {
		case record.KindVoteCast:
			if spoken(d.S, o, seat) {
				continue
			}
		case record.KindCaseNotified:
			if !slices.Contains(d.S.Against, o.Of) {
				continue
			}
		case record.KindResponseMade, record.KindAccessAnswered:
			a := askOf(d.S, o.Answers)
			if a == nil || a.Answer != "" && a.Answer != "silence" {
				continue
			}
			t.Due = a.Until
		case record.KindRemedyReported:
			if o.Key == "do.verify" {
				if i := slices.IndexFunc(d.S.Recommendations, func(r casework.Recommendation) bool { return r.ID == o.Answers }); i < 0 || d.S.Recommendations[i].Reported.IsZero() {
					continue
				}
			} else if i := slices.IndexFunc(d.S.Recommendations, func(r casework.Recommendation) bool { return r.ID == o.Answers }); i >= 0 {
				t.Due = d.S.Recommendations[i].Due
			}
		case record.KindPenaltyDecided:
		default:
			continue
		}
		if i := slices.IndexFunc(all, func(had todo) bool { return had.Href == t.Href }); i >= 0 {
			continue // its clock stands there already
		}
		add(t)
	}
	return all
}

// spoken reports whether a seat has said its word in the stage of a vote.
func spoken(s casework.Case, o offer, seat record.Seat) bool {
	for _, f := range s.Findings {
		if f.ID == o.Finding {
			return slices.ContainsFunc(f.Votes, func(one casework.Vote) bool { return one.Seat == seat && one.Stage == o.Fixed["stage"] })
		}
	}
	return false
}

func askOf(s casework.Case, id record.ID) *casework.Ask {
	for i := range s.Asks {
		if s.Asks[i].ID == id {
			return &s.Asks[i]
		}
	}
	return nil
}

// sortTodos puts what is late or due first before what has no time.
func sortTodos(all []todo) {
	slices.SortStableFunc(all, func(a, b todo) int {
		switch {
		case a.Due.IsZero() != b.Due.IsZero():
			if a.Due.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.D.Index, b.D.Index))
	})
}

// caseDesk shows what waits for the reader's seat, by clock.
func (s *site) caseDesk(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	o, _, err := s.overlook(r, v)
	if err != nil {
		return err
	}
	list, err := o.todos(v, v.Seated())
	if err != nil {
		return err
	}
	v.Title = v.T("casedesk.title")
	return s.draw(w, r, http.StatusOK, caseDeskPage(v, o.M, list))
}
