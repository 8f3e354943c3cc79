package web

import (
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// promise is an undertaking with what was done about it.
type promise struct {
	thing[*record.UndertakingRecorded]
	Guarantors []guarantor
	Steps      []step
	Statements []thing[*record.StatementRecorded]
	Beside     beside
}

// guarantor is one that was named, and how far it has come by its own acts.
type guarantor struct {
	record.NamedGuarantor
	State string
}

// step is one later entry about an undertaking.
type step struct {
	register.Item
	Form      *record.FormAdvanced
	Guarantee *record.GuaranteeMoved
	Guarantor string // the name behind a guarantee's handle
}

// steps gives what was done about it.
func (p promise) steps(all []register.Item) []step {
	steps := make([]step, len(all))
	for i, it := range all {
		steps[i].Item = it
		switch b := it.Body.(type) {
		case *record.FormAdvanced:
			steps[i].Form = b
		case *record.GuaranteeMoved:
			steps[i].Guarantee = b
			for _, one := range p.Guarantors {
				if one.Handle == b.Handle {
					steps[i].Guarantor = one.Name
				}
			}
		}
	}
	return steps
}

// promiseOf gives an undertaking as it stands.
func promiseOf(t thing[*record.UndertakingRecorded]) promise {
	p := promise{thing: t}
	for _, g := range t.B.Guarantors {
		one := guarantor{NamedGuarantor: record.NamedGuarantor{Handle: g.Handle}, State: g.State}
		if t.Undertaking != nil {
			one.State = t.Undertaking.Guarantors[g.Handle]
		}
		for _, n := range t.B.Named {
			if n.Handle == g.Handle {
				one.NamedGuarantor = n
			}
		}
		p.Guarantors = append(p.Guarantors, one)
	}
	return p
}

// Form gives the rung that the undertaking has reached, "" for none.
func (p promise) Form() string {
	if p.Undertaking != nil {
		return p.Undertaking.Form
	}
	return p.B.Form
}

// Stage gives how far it is reported to have come.
func (p promise) Stage() string {
	if p.Undertaking != nil {
		return p.Undertaking.Stage
	}
	return p.B.State
}

// Missing gives what it lacks to be verifiable.
func (p promise) Missing() []string {
	if p.Undertaking != nil {
		return p.Undertaking.Missing
	}
	return p.B.Missing
}

// Disputed gives the forms that somebody disputes.
func (p promise) Disputed() []string {
	if p.Undertaking != nil {
		return p.Undertaking.Disputed
	}
	return nil
}

// rung gives the place of a form on the ladder, 0 for none.
func rung(form string) int { return slices.Index(record.Forms, form) + 1 }

// requested groups the guarantors of one state that one actor named, so that six
// names make one sentence.
type requested struct {
	State   string
	NamedBy record.Party
	Names   []string
}

func (p promise) backing() []requested {
	var all []requested
	for _, g := range p.Guarantors {
		i := slices.IndexFunc(all, func(r requested) bool { return r.State == g.State && r.NamedBy == g.NamedBy })
		if i < 0 {
			all = append(all, requested{State: g.State, NamedBy: g.NamedBy})
			i = len(all) - 1
		}
		all[i].Names = append(all[i].Names, g.Name)
	}
	return all
}

// undertakings lists what was promised, asked for or reported.
func (s *site) undertakings(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, next, err := list[*record.UndertakingRecorded](s.gather(r, v), record.KindUndertakingRecorded, before(r), pageSize)
	if err != nil {
		return err
	}
	promises := make([]promise, len(all))
	for i, t := range all {
		promises[i] = promiseOf(t)
	}
	v.Title = v.T("undertakings.title")
	return s.draw(w, r, http.StatusOK, undertakingsPage(v, promises, next))
}

// undertaking shows one, whole.
func (s *site) undertaking(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.UndertakingRecorded](g, r)
	if err != nil {
		return err
	}
	p := promiseOf(t)
	if p.Statements, err = referred[*record.StatementRecorded](g, t.Item, record.InStatement); err != nil {
		return err
	}
	if p.Beside, err = s.besideOf(r, v, t.Item); err != nil {
		return err
	}
	p.Steps = p.steps(p.Beside.Steps)
	ex, err := g.excerpt(t.Source, t.B.Words)
	if err != nil {
		return err
	}
	v.Title = v.T("undertaking.title")
	return s.draw(w, r, http.StatusOK, undertakingPage(v, p, ex))
}
