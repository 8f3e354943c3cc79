package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
)

// correctView is the form in which a draft is corrected.
type correctView struct {
	deskView
	Card   card
	Rec    map[string]any // the draft as it stands, or as the form had it
	Fields []formField
	JSON   string // the machine's draft, for whoever wants to see it
	Seen   string // which state of the draft the form was made from
}

// draftAt gives the draft that an address names.
func (s *site) draftAt(r *http.Request, v *view) (deskView, desk.Draft, error) {
	d, drafts, err := s.atDesk(r, v)
	if err != nil {
		return d, desk.Draft{}, err
	}
	for _, one := range drafts {
		if one.ID == d.ID+"-"+r.PathValue("draft") {
			return d, one, nil
		}
	}
	return d, desk.Draft{}, fault.New(fault.NotFound, "there is no draft %q in this document", r.PathValue("draft"))
}

// correction shows the form.
func (s *site) correction(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	d, one, err := s.draftAt(r, v)
	if err != nil {
		return err
	}
	return s.showCorrection(w, r, v, http.StatusOK, d, one, nil, "")
}

func (s *site) showCorrection(w http.ResponseWriter, r *http.Request, v *view, status int, d deskView, one desk.Draft, rec map[string]any, said string) error {
	p := correctView{deskView: d, Rec: rec, Fields: formFields[one.Kind], JSON: indented(one.Record)}
	p.Said, p.Name = said, s.decider(r, v)
	var err error
	if rec == nil {
		if err := json.Unmarshal(current(one), &p.Rec); err != nil {
			return fault.New(fault.Corrupt, "the draft %s is damaged: %w", one.ID, err)
		}
	}
	if p.Card, err = cardOf(v, one, &d.Read); err != nil {
		return err
	}
	m := mention{ID: p.Card.Local, Href: "#correct", Title: p.Card.Head, Open: true, Start: p.Card.Words.Start, End: p.Card.Words.End}
	if p.Text, p.Cut, err = s.deskText(r, v, d, []mention{m}); err != nil {
		return err
	}
	v.Title = v.T("correct.title")
	return s.draw(w, r, status, correctPage(v, p))
}

// correct takes the form: the correction is kept, and accepted with it if asked.
func (s *site) correct(w http.ResponseWriter, r *http.Request) error {
	v, err := s.deskForm(w, r)
	if err != nil {
		return err
	}
	d, one, err := s.draftAt(r, v)
	if err != nil {
		return err
	}
	var rec map[string]any
	again := func(err error) error {
		kind := fault.KindOf(err)
		if kind != fault.Invalid && kind != fault.Conflict {
			return err
		}
		return s.showCorrection(w, r, v, statuses[kind], d, one, rec, v.told(err))
	}
	who := s.person(w, r, v)
	if err := json.Unmarshal(current(one), &rec); err != nil {
		return fault.New(fault.Corrupt, "the draft %s is damaged: %w", one.ID, err)
	}
	_, raw, _, err := s.Views.Document(r.Context(), v.Who.Viewer, d.ID)
	if err != nil {
		return err
	}
	for _, f := range formFields[one.Kind] {
		if err := f.fill(rec, func(name string) []string { return r.PostForm[name] }, &d.Read, string(raw)); err != nil {
			return again(err)
		}
	}
	if who.Name == "" {
		return again(fault.New(fault.Invalid, "%s", v.T("desk.name.missing")))
	}
	corrected, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	if err := s.Desk.EditDraft(r.Context(), who, one.ID, corrected, desk.Seen{one.ID: r.PostForm.Get("seen")}); err != nil {
		return again(err)
	}
	q, anchor := url.Values{"corrected": {"1"}}, "d-"+strings.TrimPrefix(one.ID, d.ID+"-")
	if r.PostForm.Get("do") == "accept" {
		_, drafts, err := s.atDesk(r, v)
		if err != nil {
			return err
		}
		made, err := s.Desk.Accept(r.Context(), who, withIncidents(drafts, []string{one.ID}))
		if err != nil {
			return again(err)
		}
		q, anchor = url.Values{}, after(drafts, []string{one.ID})
		for _, m := range made {
			q.Add("made", itoa(int(m.Index)))
		}
	}
	return s.back(w, r, d.ID, q, anchor)
}
