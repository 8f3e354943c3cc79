package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"unicode"

	"github.com/a-h/templ"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
)

func itoa(n int) string { return strconv.Itoa(n) }

// view is what a page is drawn from: who looks, in which language, at what state
// of the record.
type view struct {
	*tongue
	M       Mechanism
	Who     Identity
	Path    string
	Query   url.Values
	Title   string
	Waiting int  // drafts that wait at this reader's desk
	SignsIn bool // somebody can sign in here
}

// see gathers what every page needs.
func (s *site) see(w http.ResponseWriter, r *http.Request) (*view, error) {
	t, asked := tongueOf(r)
	if asked {
		setLanguage(w, r, t)
	}
	m, err := s.Views.Mechanism(r.Context())
	if err != nil {
		return nil, err
	}
	v := &view{tongue: t.inCharter(m.Charter), M: m, Who: s.Identify(r), SignsIn: s.SignIn != nil, Path: r.URL.Path, Query: r.URL.Query()}
	if v.AtDesk() && s.Desk != nil {
		docs, err := s.Views.Documents(r.Context(), v.Who.Viewer)
		if err != nil && !fault.Is(err, fault.Forbidden) {
			return nil, err
		}
		for _, d := range docs {
			v.Waiting += d.Open
		}
	}
	return v, nil
}

// AtDesk reports whether the reader may decide on drafts.
func (v *view) AtDesk() bool {
	return v.Who.Person.Seat != "" && v.Who.Person.Seat == v.M.Charter.AtDesk
}

// Seated gives the seat for which the reader looks and acts; record.Public for
// one who reads as everyone.
func (v *view) Seated() record.Seat {
	if v.Who.Person.Seat == "" {
		return record.Public
	}
	return v.Who.Person.Seat
}

// Alone reports whether the record is vouched for by the operator alone.
func (v *view) Alone() bool { return len(v.M.Witnesses) == 0 }

// InLanguage gives the page's own address in another language.
func (v *view) InLanguage(tag string) templ.SafeURL {
	q := url.Values{}
	for k, vs := range v.Query {
		if k != "lang" && k != "done" {
			q[k] = vs
		}
	}
	q.Set("lang", tag)
	return templ.SafeURL(v.Path + "?" + q.Encode())
}

// plainOrder shows two characters of Unicode as what cannot be shown: those that
// override the order of the letters after them. Somebody's words could say 21 with
// them and be read as 12. The words themselves stay as they were handed in.
var plainOrder = runes.Map(func(r rune) rune {
	if lang.Overrides(r) {
		return unicode.ReplacementChar
	}
	return r
})

// draw sends a page.
func (s *site) draw(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	out := transform.NewWriter(w, plainOrder)
	err := c.Render(r.Context(), out)
	if err = errors.Join(err, out.Close()); err != nil {
		s.Log.Warn("a page was cut short", "path", told(r.URL.Path), "error", err)
	}
	return nil
}
