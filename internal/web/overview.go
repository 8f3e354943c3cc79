package web

import (
	"iter"
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// overview is the cases and the clocks of undertakings together, as far as a reader
// may know of them: what the pages for a capital, a headquarters and the chair have
// in common. Everything is counted at a glance; only what a page lists is read whole.
type overview struct {
	M    casework.Mechanism
	All  survey.Glanced
	Now  time.Time
	most int // of one thing that it lists
	g    *gather
	read map[record.ID]*dossier // that were read whole
}

// overlook gathers an overview.
func (s *site) overlook(r *http.Request, v *view) (*overview, *gather, error) {
	g := s.gather(r, v)
	o := &overview{Now: s.Now().UTC(), most: listEach, g: g, read: map[record.ID]*dossier{}}
	var err error
	if o.M, err = s.Views.Standing(r.Context()); err != nil {
		return nil, nil, err
	}
	o.All, err = s.Views.Survey(v.Who.Viewer).Glanced(r.Context())
	return o, g, err
}

// How much a page of an overview lists of one thing, and how much the report does,
// which is printed.
const (
	listEach   = 30
	reportEach = 100
)

// part is what a page lists of something, and of how much.
type part[T any] struct {
	List []T
	Of   int
}

// Cut reports whether there is more than is listed.
func (p part[T]) Cut() bool { return p.Of > len(p.List) }

// listing gives the first of what could be listed, with its cases read whole: in says
// which case one is about, and to puts that case into it.
func listing[T any](o *overview, all []T, in func(T) record.ID, to func(*T, *dossier)) (p part[T], err error) {
	p.Of = len(all)
	all = all[:min(len(all), o.most)]
	ids := make([]record.ID, len(all))
	for i, one := range all {
		ids[i] = in(one)
	}
	if err := o.whole(ids); err != nil {
		return p, err
	}
	for _, one := range all {
		if d := o.read[in(one)]; d != nil {
			to(&one, d)
			p.List = append(p.List, one)
		}
	}
	return p, nil
}

// whole reads cases whole that were not yet.
func (o *overview) whole(ids []record.ID) error {
	var wanted []record.ID
	for _, id := range ids {
		if o.read[id] == nil && !slices.Contains(wanted, id) {
			wanted = append(wanted, id)
		}
	}
	found, err := o.g.dossiers(wanted, o.Now)
	for i := range found {
		o.read[found[i].ID] = &found[i]
	}
	return err
}

// cases gives those cases of which keep says so, in the order of all.
func (o *overview) cases(all iter.Seq2[int, *register.Glance], keep func(*casework.Case) bool) (p part[dossier], err error) {
	var ids []record.ID
	for _, g := range all {
		if keep(&g.Case) {
			if p.Of++; len(ids) < o.most {
				ids = append(ids, g.ID)
			}
		}
	}
	if err := o.whole(ids); err != nil {
		return p, err
	}
	for _, id := range ids {
		if d := o.read[id]; d != nil {
			p.List = append(p.List, *d)
		}
	}
	return p, nil
}

// running is a clock with the case that it runs in.
type running struct {
	In    record.ID
	D     *dossier
	Clock deadline.Deadline
}

func (o *overview) runnings(all []running) (part[running], error) {
	return listing(o, all, func(r running) record.ID { return r.In }, func(r *running, d *dossier) { r.D = d })
}

// open gives the clocks of cases that wait, the latest first; keep says which.
func (o *overview) open(keep func(*deadline.Deadline) bool) (part[running], error) {
	var all []running
	for _, g := range o.All.Cases {
		for i := range g.Case.Deadlines {
			if clock := &g.Case.Deadlines[i]; clock.Open() && keep(clock) {
				all = append(all, running{In: g.ID, Clock: *clock})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b running) int { return a.Clock.DueAt(o.Now).Compare(b.Clock.DueAt(o.Now)) })
	return o.runnings(all)
}

// late gives the clocks of cases that are over.
func (o *overview) late() (part[running], error) {
	return o.open(func(d *deadline.Deadline) bool { return o.Now.After(d.DueAt(o.Now)) })
}

// unfinished gives the cases that are not closed, the oldest first.
func (o *overview) unfinished() (part[dossier], error) {
	return o.cases(slices.Backward(o.All.Cases), func(c *casework.Case) bool { return !c.Closed() })
}

// awaited is a case with the time by which something is awaited in it.
type awaited struct {
	In record.ID
	D  *dossier
	By time.Time
}

// soonest gives the cases in which something is awaited: first where its time runs out
// next, and after all of those where it is over already.
func (o *overview) soonest(all []awaited) (part[awaited], error) {
	slices.SortStableFunc(all, func(a, b awaited) int {
		switch over, other := o.Now.After(a.By), o.Now.After(b.By); {
		case over && !other:
			return 1
		case other && !over:
			return -1
		}
		return a.By.Compare(b.By)
	})
	return listing(o, all, func(a awaited) record.ID { return a.In }, func(a *awaited, d *dossier) { a.D = d })
}

// asked gives the cases in which a seat's party was asked for something that has not
// come: such a request has its own time, and no clock.
func (o *overview) asked(seat record.Seat) (part[awaited], error) {
	var all []awaited
	party := o.M.Constitution.Party(seat)
	for _, g := range o.All.Cases {
		for _, a := range g.Case.Asks {
			if party != "" && a.Of == party && (a.Answer == "" || a.Answer == "silence") && !g.Case.Closed() {
				all = append(all, awaited{In: g.ID, By: a.Until})
			}
		}
	}
	return o.soonest(all)
}

// remedies gives the cases, also closed ones, which have no clocks any more, in which a
// remedy is to be reported by a seat, or was reported by another and is not verified.
func (o *overview) remedies(seat record.Seat) (part[awaited], error) {
	var all []awaited
	party := o.M.Constitution.Party(seat)
	for _, g := range o.All.Cases {
		for _, r := range g.Case.Recommendations {
			own := r.Addressee == string(seat) || party != "" && r.Addressee == party
			if own && r.Reported.IsZero() || !own && !r.Reported.IsZero() && r.Verified.IsZero() {
				all = append(all, awaited{In: g.ID, By: r.Due})
			}
		}
	}
	return o.soonest(all)
}

// todos gives what waits for a seat, by clock. Of is the number of cases that are not
// closed where there are more than were looked at.
func (o *overview) todos(v *view, seat record.Seat) (p part[todo], err error) {
	if seat == record.Public || o.M.Constitution == nil {
		return p, nil
	}
	in, of, err := o.waitingFor(seat)
	if err != nil {
		return p, err
	}
	for _, d := range in {
		p.List = append(p.List, todosOf(v, o.M, d, seat)...)
	}
	p.Of = of
	sortTodos(p.List)
	return p, nil
}

// waitingFor gives the cases in which something may wait for a seat: those whose time
// for it runs out first, those in which its party was asked for something or a remedy
// is awaited, those that wait for a signature or a penalty, and the oldest of the
// others that are not closed. of is the number of cases that are not closed, where
// there are more than are looked at.
func (o *overview) waitingFor(seat record.Seat) (in []dossier, of int, err error) {
	owed, err := o.open(func(d *deadline.Deadline) bool { return o.M.Owes(seat, *d) })
	if err != nil {
		return nil, 0, err
	}
	asked, err := o.asked(seat)
	if err != nil {
		return nil, 0, err
	}
	remedies, err := o.remedies(seat)
	if err != nil {
		return nil, 0, err
	}
	signed, err := o.unsigned()
	if err != nil {
		return nil, 0, err
	}
	decided, err := o.undecided()
	if err != nil {
		return nil, 0, err
	}
	old, err := o.unfinished()
	if err != nil {
		return nil, 0, err
	}
	done := map[record.ID]bool{}
	add := func(d dossier) {
		if !done[d.ID] {
			done[d.ID] = true
			in = append(in, d)
		}
	}
	for _, r := range owed.List {
		add(*r.D)
	}
	for _, a := range append(asked.List, remedies.List...) {
		add(*a.D)
	}
	for _, w := range signed.List {
		add(w.D)
	}
	for _, d := range append(decided.List, old.List...) {
		add(d)
	}
	if old.Cut() {
		of = old.Of
	}
	return in, of, nil
}

// waiting is a finding that is put and not decided, with whose word it wants.
type waiting struct {
	D       dossier
	Finding casework.Finding
	Stage   string
	Seats   []record.Seat
}

// stageOf gives what a finding waits for; "" where it waits for nothing.
func stageOf(f *casework.Finding) string {
	switch {
	case f.Status == casework.ProposedFinding && f.Preliminary:
		return "preliminary_finding"
	case f.Status == casework.ProposedFinding:
		return "final_finding"
	case f.Status == casework.FinalFinding && f.Published.IsZero():
		return "publication"
	}
	return ""
}

// unsigned gives the findings that wait for a signature, and those that wait to
// be published, in the newest cases that have some.
func (o *overview) unsigned() (p part[waiting], err error) {
	if o.M.Constitution == nil {
		return p, nil
	}
	in, err := o.cases(slices.All(o.All.Cases), func(c *casework.Case) bool {
		waits := false
		for i := range c.Findings {
			if stageOf(&c.Findings[i]) != "" {
				p.Of++
				waits = true
			}
		}
		return waits
	})
	for _, d := range in.List {
		for _, f := range d.S.Findings {
			stage := stageOf(&f)
			if stage == "" {
				continue
			}
			w := waiting{D: d, Finding: f, Stage: stage}
			_, voters := casework.Voters(o.M, d.S, f, stage)
			for _, seat := range voters {
				if !slices.ContainsFunc(f.Votes, func(v casework.Vote) bool { return v.Seat == seat && v.Stage == stage }) {
					w.Seats = append(w.Seats, seat)
				}
			}
			p.List = append(p.List, w)
		}
	}
	return p, err
}

// undecided gives the referrals on which no penalty was decided.
func (o *overview) undecided() (part[dossier], error) {
	return o.cases(slices.All(o.All.Cases), func(c *casework.Case) bool {
		return slices.ContainsFunc(c.Referrals, func(r casework.Referral) bool { return r.Decided.IsZero() })
	})
}
