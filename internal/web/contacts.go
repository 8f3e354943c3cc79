package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
)

// contactsView is the page of what contacts agreed to.
type contactsView struct {
	All   []survey.Contact
	May   bool       // the reader's seat records consents
	Form  url.Values // what was filled in, where it has to be shown again
	Said  string     // what is wrong with it
	Name  string
	Once  string
	Seats []record.Seat // who will read what is recorded
}

// contacts lists what contacts agreed to and what is due of it (R78), and takes what
// is recorded of them: a consent, or that one was taken back.
func (s *site) contacts(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	p := &contactsView{Form: r.PostForm, Name: s.decider(r, v), Once: or(r.PostForm.Get("once"), reportKey()), Seats: v.M.Charter.confided()}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		switch err := s.recordContact(w, r, v, p); {
		case err == nil:
			leadTo(w, r, "/contacts?made=1")
			return nil
		case !slices.Contains([]fault.Kind{fault.Invalid, fault.Conflict, fault.Forbidden}, fault.KindOf(err)):
			return err
		default:
			p.Said, status = or(v.told(err), err.Error()), statuses[fault.KindOf(err)]
		}
	}
	if p.All, err = s.Views.Survey(v.Who.Viewer).Contacts(r.Context(), s.Now()); err != nil {
		return err
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil {
		return err
	}
	if s.Desk != nil && m.Constitution != nil {
		seat, ok := m.Constitution.Seat(v.Who.Person.Seat)
		p.May = ok && access.May(seat, record.KindConsentRecorded) == nil
	}
	v.Title = v.T("contacts.title")
	return s.draw(w, r, status, contactsPage(v, p))
}

// recordContact records what the page's form says.
func (s *site) recordContact(w http.ResponseWriter, r *http.Request, v *view, p *contactsView) error {
	if s.Desk == nil || v.Who.Person.Seat == "" {
		return fault.New(fault.Forbidden, "acts are a seat's: sign in for one first")
	}
	who := s.person(w, r, v)
	if who.Name == "" {
		return fault.New(fault.Invalid, "%s", v.T("desk.name.missing"))
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	a := desk.Act{Key: r.PostForm.Get("once"), Audience: p.Seats}
	if a.Key == "" {
		return fault.New(fault.Invalid, "%s", v.T("act.once.missing"))
	}
	if id := record.ID(field("withdraw")); id != "" {
		it, err := s.Views.Item(r.Context(), v.Who.Viewer, id)
		if err != nil {
			return err
		}
		if it.Kind != record.KindConsentRecorded {
			return fault.New(fault.Invalid, "%s is no consent", it.ID)
		}
		a.Body, a.Refs, a.Audience = &record.EntryWithdrawn{Reason: field("reason"), By: who.Name}, []record.Ref{{Role: record.Target, ID: id}}, nil
	} else {
		a.Body = &record.ConsentRecorded{Consent: field("consent"), RetainUntil: western(field("retain_until")), Purpose: field("purpose"),
			Covers: field("covers"), Handle: field("source_handle"), By: field("by")}
	}
	if err := a.Body.Validate(); err != nil {
		return err
	}
	_, err := s.Desk.Do(r.Context(), who, a)
	return err
}

// confided gives the seats of the charter's level for the mechanism alone, P3; where
// it names none, those of its closed default.
func (c Charter) confided() []record.Seat {
	for _, l := range c.Levels {
		if l.Name == "P3" && len(l.Seats) > 0 {
			return l.Seats
		}
	}
	return c.closed()[0].Seats
}

// alarm gives of how many contacts the reader is to see that something has to be
// erased: on the pages of those who work with them.
func (s *site) alarm(r *http.Request, v *view) (int, error) {
	all, err := s.Views.Survey(v.Who.Viewer).Contacts(r.Context(), s.Now())
	return survey.Due(all), err
}

// eraseCommand is what destroys an entry's content, on the server.
func eraseCommand(index int64) string {
	return "surety erase DIR " + strconv.FormatInt(index, 10) + " --reason …"
}
