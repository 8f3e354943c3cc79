package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// overview is the cases and undertakings together, as far as a reader may know of
// them: what the pages for a capital, a headquarters and the chair have in common.
type overview struct {
	M        casework.Mechanism
	Cases    []dossier
	Promises []promise
	Clauses  []thing[*record.ClauseRecorded]
	Clocks   []deadline.Deadline // of all of them
	Now      time.Time
}

// overlook gathers an overview.
func (s *site) overlook(r *http.Request, v *view) (*overview, *gather, error) {
	g, o := s.gather(r, v), &overview{Now: s.Now().UTC()}
	var err error
	if o.M, err = s.Views.Standing(r.Context()); err != nil {
		return nil, nil, err
	}
	if o.Cases, err = g.dossiers(o.Now); err != nil {
		return nil, nil, err
	}
	for _, d := range o.Cases {
		o.Clocks = append(o.Clocks, d.S.Deadlines...)
	}
	items, err := g.everything(record.KindUndertakingRecorded)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range unsourced[*record.UndertakingRecorded](items) {
		p := promiseOf(t)
		o.Promises = append(o.Promises, p)
		if p.Undertaking != nil {
			o.Clocks = append(o.Clocks, p.Undertaking.Clocks...)
		}
	}
	if items, err = g.everything(record.KindClauseRecorded); err != nil {
		return nil, nil, err
	}
	o.Clauses = unsourced[*record.ClauseRecorded](items)
	for _, t := range o.Clauses {
		if t.Undertaking != nil {
			o.Clocks = append(o.Clocks, t.Undertaking.Clocks...)
		}
	}
	return o, g, nil
}

// source adds to the promises the documents that they were read in.
func (o *overview) source(g *gather) error {
	items := make([]register.Item, len(o.Promises))
	for i, p := range o.Promises {
		items[i] = p.Item
	}
	if err := g.sourcesOf(items); err != nil {
		return err
	}
	for i := range o.Promises {
		p := &o.Promises[i]
		var err error
		if p.Source, err = g.source(p.Item); err != nil {
			return err
		}
	}
	return nil
}

// running is a clock with the case that it runs in.
type running struct {
	D     dossier
	Clock deadline.Deadline
}

// open gives the clocks of cases that wait, the latest first; keep says which.
func (o *overview) open(keep func(running) bool) []running {
	var all []running
	for _, d := range o.Cases {
		for _, clock := range d.S.Deadlines {
			if one := (running{d, clock}); clock.Open() && keep(one) {
				all = append(all, one)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b running) int { return a.Clock.DueAt(o.Now).Compare(b.Clock.DueAt(o.Now)) })
	return all
}

// late gives the clocks of cases that are over.
func (o *overview) late() []running {
	return o.open(func(r running) bool { return o.Now.After(r.Clock.DueAt(o.Now)) })
}

// unfinished gives the cases that are not closed, the oldest first.
func (o *overview) unfinished() []dossier {
	all := slices.DeleteFunc(slices.Clone(o.Cases), func(d dossier) bool { return d.S.Closed() })
	slices.SortStableFunc(all, func(a, b dossier) int { return cmp.Compare(a.Index, b.Index) })
	return all
}

// todos gives what waits for a seat in all cases, by clock.
func (o *overview) todos(v *view, seat record.Seat) []todo {
	var all []todo
	if seat == record.Public || o.M.Constitution == nil {
		return nil
	}
	for _, d := range o.Cases {
		all = append(all, todosOf(v, o.M, d, seat)...)
	}
	sortTodos(all)
	return all
}

// waiting is a finding that is put and not decided, with whose word it wants.
type waiting struct {
	D       dossier
	Finding casework.Finding
	Stage   string
	Seats   []record.Seat
}

// unsigned gives the findings that wait for a signature, and those that wait to
// be published.
func (o *overview) unsigned() []waiting {
	var all []waiting
	if o.M.Constitution == nil {
		return nil
	}
	for _, d := range o.Cases {
		for _, f := range d.S.Findings {
			stage := ""
			switch {
			case f.Status == casework.ProposedFinding && f.Preliminary:
				stage = "preliminary_finding"
			case f.Status == casework.ProposedFinding:
				stage = "final_finding"
			case f.Status == casework.FinalFinding && f.Published.IsZero():
				stage = "publication"
			default:
				continue
			}
			w := waiting{D: d, Finding: f, Stage: stage}
			_, voters := casework.Voters(o.M, d.S, f, stage)
			for _, seat := range voters {
				if !slices.ContainsFunc(f.Votes, func(v casework.Vote) bool { return v.Seat == seat && v.Stage == stage }) {
					w.Seats = append(w.Seats, seat)
				}
			}
			all = append(all, w)
		}
	}
	return all
}

// undecided gives the referrals on which no penalty was decided.
func (o *overview) undecided() []dossier {
	return slices.DeleteFunc(slices.Clone(o.Cases), func(d dossier) bool {
		return !slices.ContainsFunc(d.S.Referrals, func(r casework.Referral) bool { return r.Decided.IsZero() })
	})
}

// states gives the state of the cases without what makes them a page.
func states(all []dossier) []casework.Case {
	out := make([]casework.Case, len(all))
	for i, d := range all {
		out[i] = d.S
	}
	return out
}

// shared says how much of the record both sides may read: of the newest entries
// that the reader may read himself.
type shared struct {
	Looked int
	Both   int
	Only   []sideCount // those that one side may read and another may not
	None   int
}

type sideCount struct {
	Side string
	N    int
}

// sharedOf counts entries by who of the parties may read them.
func sharedOf(m casework.Mechanism, items []register.Item) shared {
	out := shared{Looked: len(items)}
	if m.Constitution == nil {
		return out
	}
	only := map[string]int{}
	for _, it := range items {
		var can []string
		for _, p := range m.Constitution.Parties {
			if slices.ContainsFunc(m.Constitution.SeatsOf(p), func(s record.Seat) bool { return register.Viewer{Seats: []record.Seat{s}}.Sees(it.Audience) }) {
				can = append(can, p)
			}
		}
		switch len(can) {
		case 0:
			out.None++
		case len(m.Constitution.Parties):
			out.Both++
		default:
			for _, p := range can {
				only[p]++
			}
		}
	}
	for _, p := range m.Constitution.Parties {
		out.Only = append(out.Only, sideCount{p, only[p]})
	}
	return out
}
