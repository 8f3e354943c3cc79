package web

import (
	"net/http"
)

// about says what this is, who runs it and under which charter.
func (s *site) about(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	v.Title = v.T("about.title")
	return s.draw(w, r, http.StatusOK, aboutPage(v))
}

// charter gives the charter's file as it was adopted.
func (s *site) charter(w http.ResponseWriter, r *http.Request) error {
	m, err := s.Views.Mechanism(r.Context())
	if err != nil {
		return err
	}
	return plain(w, m.Charter.Text)
}

// plain sends a text file to be read in the browser.
func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte(text))
	return err
}
