package web

import (
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// toSign answers a form whose act its author's own key has to sign: with a page
// that shows the act as it will be signed, a button to sign it with the passkey
// that the person signed in with, and, without script, the file for surety sign. In
// an exercise the program signs for a seat that was chosen. back is where the page
// leads when it is done.
//
// A handler builds the act and ends with
//
//	return s.toSign(w, r, desk.Act{Body: …, Refs: …, Audience: …}, "/cases/"+id)
//
// Nothing is kept between the page and the signature: the page holds the sealed
// entry, and what comes back is checked as anything that is handed in.
func (s *site) toSign(w http.ResponseWriter, r *http.Request, a desk.Act, back string) error {
	if s.Signing == nil {
		return errNoSignIn
	}
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if v.Who.Person.Seat == "" {
		leadTo(w, r, "/signin")
		return nil
	}
	if err := a.Body.Validate(); err != nil {
		return err
	}
	t, err := s.Signing.Prepare(r.Context(), a)
	if err != nil {
		return err
	}
	v.Title = v.T("sign.title")
	return s.draw(w, r, http.StatusOK, signPage(v, t, withinSite(back)))
}

// handed is what became of what was signed.
type handed struct {
	desk.Handed
	Back string
}

// signed takes an act that its author signed on the page before.
func (s *site) signed(w http.ResponseWriter, r *http.Request) error {
	if s.Signing == nil {
		return errNoSignIn
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	f, p := r.PostForm, handed{Back: withinSite(r.PostFormValue("back"))}
	if f.Get("play") != "" {
		var err error
		if p.Handed, err = s.Signing.Play(r.Context(), []byte(f.Get("file"))); err != nil {
			return err
		}
	} else {
		a, err := assertionIn(r)
		if err != nil {
			return err
		}
		if p.Handed, err = s.Signing.Signed(r.Context(), []byte(f.Get("envelope")), []byte(f.Get("openings")), a); err != nil {
			return err
		}
	}
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	return s.showHanded(w, r, v, p)
}

// showHanded tells what became of what was signed or handed in.
func (s *site) showHanded(w http.ResponseWriter, r *http.Request, v *view, p handed) error {
	status := http.StatusOK
	if v.Title = v.T("sign.done"); p.Refused != "" {
		v.Title, status = v.T("sign.refused"), http.StatusUnprocessableEntity
	}
	return s.draw(w, r, status, signedPage(v, p))
}

// signFile gives the file of a page back as one to be downloaded.
func (s *site) signFile(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Disposition", `attachment; filename="entry.json"`)
	_, err := w.Write([]byte(strings.ReplaceAll(r.PostForm.Get("file"), "\r\n", "\n"))) // #nosec G705 -- a download: what the person wrote, given back to them
	return err
}

// seats names several seats.
func (v *view) seats(list []record.Seat) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = v.SeatOrPublic(s)
	}
	return strings.Join(names, v.T("list.and"))
}
