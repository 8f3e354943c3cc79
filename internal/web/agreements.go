package web

import (
	"net/http"

	"github.com/surety-mechanism/surety/record"
)

// agreements lists ceasefires, mechanisms and joint texts, as sources have them.
func (s *site) agreements(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, next, err := list[*record.InstrumentRecorded](s.gather(r, v), record.KindInstrumentRecorded, before(r), pageSize)
	if err != nil {
		return err
	}
	v.Title = v.T("agreements.title")
	return s.draw(w, r, http.StatusOK, agreementsPage(v, all, next))
}

// agreement shows one, whole.
func (s *site) agreement(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.InstrumentRecorded](g, r)
	if err != nil {
		return err
	}
	ex, err := g.excerpt(t.Source, t.B.Words)
	if err != nil {
		return err
	}
	terms, err := s.termsOf(r, v, g, t.ID)
	if err != nil {
		return err
	}
	v.Title = agreementHead(v, t.B)
	return s.draw(w, r, http.StatusOK, agreementPage(v, t, ex, terms))
}

// agreementHead names an instrument by its kind and place.
func agreementHead(v *view, b *record.InstrumentRecorded) string {
	if b.Place == "" {
		return v.Word("instrument", b.Type)
	}
	return v.T("incident.at", "what", v.Word("instrument", b.Type), "where", v.PlaceName(b.Place))
}
