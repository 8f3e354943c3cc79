package web

import (
	"net/http"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// chooseSeat takes a seat in an exercise and leads back to where the reader was.
func (s *site) chooseSeat(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return s.nothingHere(w, r)
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	if err := s.SignIn.Choose(r.Context(), w, record.Seat(r.PostForm.Get("seat")), r.UserAgent()); err != nil {
		return err
	}
	leadTo(w, r, r.PostForm.Get("back"))
	return nil
}

// sessions shows where the person is signed in.
func (s *site) sessions(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	var list []session.Session
	if s.SignIn != nil {
		if list, err = s.SignIn.Sessions(r.Context()); err != nil {
			return err
		}
	}
	v.Title = v.T("session.title")
	return s.draw(w, r, http.StatusOK, sessionPage(v, list))
}

// endSession ends one of the person's sessions.
func (s *site) endSession(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return s.nothingHere(w, r)
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	if err := s.SignIn.End(r.Context(), w, r.PostForm.Get("end")); err != nil {
		return err
	}
	leadTo(w, r, "/session?ended=1")
	return nil
}

// SeatOrPublic gives a seat's name, and a word for none.
func (v *view) SeatOrPublic(s record.Seat) string {
	if s == record.Public {
		return v.T("seated.public")
	}
	return v.Seat(s)
}
