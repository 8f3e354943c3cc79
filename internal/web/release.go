package web

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// releaseView is the page on who may read an entry: who does, who would, and what
// they would read.
type releaseView struct {
	Item     register.Item
	Levels   []Level  // to whom it can be released
	Fields   []string // of it that can be withheld
	Level    string
	Seats    []record.Seat
	Withheld []string
	Harms    map[string]string
	Risk     string
	OneSided string
	Looked   bool // somebody was named: Sights says what they would read
	Sights   []Sight
	Proposal *register.Item // that waits for a second person; nil on the page of the entry itself
	By       string         // who proposed it
	Own      bool           // the reader's seat signs with its own key
	Sign     *ToSign
	Name     string
	Said     string
}

// release shows who may read an entry, what others would read of it, and takes the
// proposal that they may: with every question on harm answered and the risk written
// down. On a proposal's own page a second person lets it take effect.
func (s *site) release(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	it, err := s.Views.Item(r.Context(), v.Who.Viewer, record.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil {
		return err
	}
	p := &releaseView{Item: it, Name: s.decider(r, v)}
	b := &record.ReleaseProposed{}
	if proposed, ok := it.Body.(*record.ReleaseProposed); ok {
		p.Proposal, b = &it, proposed
		if p.Item, err = s.proposedOf(r, v, it); err != nil {
			return err
		}
		p.Level, p.Seats, p.Withheld, p.Harms, p.Risk, p.OneSided, p.By = b.Level, b.To, b.Withheld, b.Harms, b.Risk, b.OneSided, b.By
	} else if err := p.fill(v, r, b); err != nil {
		return err
	}
	v.Title = v.T("release.title")
	if p.Looked = b.Level != "" || len(b.To) > 0; p.Looked {
		if p.Sights, err = s.Views.Sights(r.Context(), v.Who.Viewer, p.Item.ID, b); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if r.Method == http.MethodPost && r.PostForm.Get("step") == "do" {
		o, err := s.doRelease(w, r, v, p, b, m.Constitution)
		switch kind := fault.KindOf(err); {
		case err == nil && p.Sign == nil:
			leadTo(w, r, fmt.Sprintf("/release/%s?made=%d", o.Entry, o.Index))
			return nil
		case err == nil:
		case kind != fault.Invalid && kind != fault.Conflict && kind != fault.Forbidden:
			return err
		default:
			p.Said, status = or(v.told(err), err.Error()), statuses[kind]
		}
	}
	p.Own = v.Who.Person.Seat != "" && register.OwnKey(m.Constitution, v.Who.Person.Seat, b)
	return s.draw(w, r, status, releasePage(v, p))
}

// fill takes what the form says, and offers what can be said.
func (p *releaseView) fill(v *view, r *http.Request, b *record.ReleaseProposed) error {
	p.Fields = slices.DeleteFunc(slices.Clone(p.Item.Present), func(f string) bool { return f == "machine" })
	for _, l := range v.M.Charter.Levels {
		if slices.ContainsFunc(l.Seats, func(s record.Seat) bool { return !(register.Viewer{Seats: []record.Seat{s}}).Sees(p.Item.Readers()) }) {
			p.Levels = append(p.Levels, l)
		}
	}
	f := r.Form
	p.Level, p.Risk, p.OneSided, p.Harms = f.Get("level"), f.Get("risk"), f.Get("one_sided"), map[string]string{}
	for _, q := range record.HarmQuestions {
		if a := f.Get("harm." + q); a != "" {
			p.Harms[q] = a
		}
	}
	for _, name := range f["withhold"] {
		if !contains(p.Fields, name) {
			return fault.New(fault.Invalid, "the entry has no field %q", name)
		}
		p.Withheld = append(p.Withheld, name)
	}
	slices.Sort(p.Withheld)
	p.Withheld = slices.Compact(p.Withheld)
	b.Level, b.Withheld, b.Harms, b.Risk, b.OneSided = p.Level, p.Withheld, p.Harms, p.Risk, p.OneSided
	return nil
}

// proposedOf gives the entry that a proposal is about.
func (s *site) proposedOf(r *http.Request, v *view, proposal register.Item) (register.Item, error) {
	for _, ref := range proposal.Refs {
		if ref.Role == record.Target {
			return s.Views.Item(r.Context(), v.Who.Viewer, ref.ID)
		}
	}
	return register.Item{}, fault.New(fault.Corrupt, "the proposal names no entry")
}

// doRelease proposes, or lets a proposal take effect; a seat that signs with its own
// key is given what to sign.
func (s *site) doRelease(w http.ResponseWriter, r *http.Request, v *view, p *releaseView, b *record.ReleaseProposed, c *record.Constitution) (o desk.Outcome, err error) {
	seat := v.Who.Person.Seat
	if s.Desk == nil || seat == "" {
		return o, fault.New(fault.Forbidden, "acts are a seat's: sign in for one first")
	}
	who := s.person(w, r, v)
	if who.Name == "" {
		return o, fault.New(fault.Invalid, "%s", v.T("desk.name.missing"))
	}
	var a desk.Act
	if p.Proposal != nil {
		a, err = s.Views.ApprovalAct(r.Context(), v.Who.Viewer, who, p.Proposal.ID)
	} else {
		a, err = s.Views.ReleaseAct(r.Context(), v.Who.Viewer, who, p.Item.ID, b)
	}
	if err != nil {
		return o, err
	}
	if err := a.Body.Validate(); err != nil {
		return o, err
	}
	if !register.OwnKey(c, seat, a.Body) {
		return s.Desk.Do(r.Context(), who, a)
	}
	if s.Signing == nil {
		return o, fault.New(fault.Forbidden, "the desk cannot speak for the seat %s in this: it signs with its own key", seat)
	}
	t, err := s.Signing.Prepare(r.Context(), a)
	p.Sign = &t
	return o, err
}

// New reports whether a level gives the entry to somebody who does not read it yet.
func (p *releaseView) New() bool { return p.Looked && len(p.Sights) > 0 }

// Waits reports whether a proposal waits for a second person.
func (p *releaseView) Waits() bool {
	return p.Proposal != nil && p.Proposal.Void == "" && p.Proposal.WithdrawnBy == "" && p.Proposal.Proposal != nil && p.Proposal.Proposal.Done == ""
}
