package web

import (
	"net/http"

	"github.com/surety-mechanism/surety/charter"
)

// library shows clauses to start from, for those who draft an agreement.
func (s *site) library(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, err := charter.Library()
	if err != nil {
		return err
	}
	v.Title = v.T("library.title")
	return s.draw(w, r, http.StatusOK, libraryPage(v, all))
}
