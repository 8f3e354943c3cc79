package web

import (
	"maps"
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// beginPreview has the pages show what a seat, or everyone, would see of what the
// reader sees: before something is released, and to see what was.
func (s *site) beginPreview(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	m, err := s.Views.Mechanism(r.Context())
	if err != nil {
		return err
	}
	seat := record.Seat(r.PostForm.Get("as"))
	if _, ok := m.Charter.Seats[seat]; !ok && seat != record.Public {
		return fault.New(fault.Invalid, "the charter has no seat %q; it has %q", seat, slices.Sorted(maps.Keys(m.Charter.Seats)))
	}
	session.SetPreview(w, r, seat)
	leadTo(w, r, r.PostForm.Get("back"))
	return nil
}

// endPreview shows the reader's own view again.
func (s *site) endPreview(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	session.SetPreview(w, r, "")
	leadTo(w, r, r.PostForm.Get("back"))
	return nil
}

// Previews reports whether the reader may look as another would.
func (v *view) Previews() bool {
	return v.Who.Preview == "" && v.M.Charter.Table != nil && access.Enters(access.Preview, v.Who.Role())
}

// Releases reports whether the reader may propose that more read an entry, or let a
// proposal take effect.
func (v *view) Releases(it register.Item) bool {
	return v.Who.Person.Seat != "" && access.Enters(access.Preview, v.Who.Role()) && it.Void == "" && it.ErasedBy == "" &&
		!it.Kind.Founding() && !it.Kind.Attestation() && it.Kind != record.KindRedactionProposed
}
