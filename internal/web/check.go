package web

import (
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/ledger"
)

// check tells an officer who is no technician how to check this record.
func (s *site) check(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	trust, err := s.Views.Trust(r.Context())
	if err != nil {
		return err
	}
	parsed, err := ledger.ParseTrust(trust)
	if err != nil {
		return err
	}
	f := fingerprint{Words: strings.Fields(parsed.Fingerprint().Words()), Digits: strings.Fields(parsed.Fingerprint().Digits(v.zero()))}
	v.Title = v.T("check.title")
	return s.draw(w, r, http.StatusOK, checkPage(v, f))
}

// fingerprint is what two people read to each other to compare trust files.
type fingerprint struct{ Words, Digits []string }

// zero gives the zero of the language's digits.
func (t *tongue) zero() rune {
	for _, r := range t.digits {
		return r
	}
	return '0'
}

// trust gives the trust file.
func (s *site) trust(w http.ResponseWriter, r *http.Request) error {
	raw, err := s.Views.Trust(r.Context())
	if err != nil {
		return err
	}
	return download(w, "mechanism.trust", "text/plain; charset=utf-8", raw)
}

// rootWords gives the root of a checkpoint as the words that `surety verify` prints.
func rootWords(note string) []string {
	text, _, _ := strings.Cut(note, "\n\n")
	c, err := ledger.ParseCheckpoint(text + "\n")
	if err != nil {
		return nil
	}
	return strings.Fields(ledger.Digest(c.Root).Words())
}
