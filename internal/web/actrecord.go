package web

import (
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Some entries are no step of a case, and are made in the same forms: what was
// watched, what was announced, how the line was used, what was counted.

// noted is a kind that is recorded in a form of its own, and the page that shows
// what is recorded so.
type noted struct {
	Kind  record.Kind
	Key   string // the message that names the form
	Home  string // the page it comes from; "" for that of what it is about
	About bool   // it is about an undertaking or a clause
}

var notes = []noted{
	{record.KindCoverageRecorded, "do.coverage", "/assessment", false},
	{record.KindNoticeGiven, "do.notice", "/conduct", false},
	{record.KindHotlineCall, "do.call", "/conduct", false},
	{record.KindCountReported, "do.count", "", true},
	{record.KindIndicatorRead, "do.indicator", "", true},
}

func noteOf(kind record.Kind) (noted, bool) {
	i := slices.IndexFunc(notes, func(n noted) bool { return n.Kind == kind })
	if i < 0 {
		return noted{}, false
	}
	return notes[i], true
}

// note shows the form for such an entry, and takes it.
func (s *site) note(w http.ResponseWriter, r *http.Request) error {
	if _, ok := noteOf(record.Kind(r.PathValue("kind"))); !ok {
		return s.nothingHere(w, r)
	}
	return s.act(w, r, nil)
}

// prepareNote gives what the address of a note asks for.
func (s *site) prepareNote(r *http.Request, v *view, n noted, a *actView) (err error) {
	a.Kind, a.Key, a.Home, a.Refs = n.Kind, n.Key, n.Home, nil
	if n.About {
		it, err := s.Views.Item(r.Context(), v.Who.Viewer, record.ID(r.Form.Get("about")))
		if err != nil {
			return err
		}
		if it.Undertaking == nil {
			return fault.New(fault.NotFound, "%s is no undertaking and no clause", it.ID)
		}
		a.Refs, a.Audience, a.Home = []record.Ref{{Role: record.AboutObject, ID: it.ID}}, it.Audience, href(it)
		a.HomeName = otherHead(v, &it)
	}
	if a.Fields, err = fieldsOf(v, a.M, casework.Case{}, a.Kind, nil); err != nil {
		return err
	}
	if n.Kind == record.KindNoticeGiven && a.M.Constitution.Party(a.Seat) == "" {
		return fault.New(fault.Forbidden, "a notice is a party's own")
	}
	v.Title = v.T(a.Key)
	return nil
}

// foreseeNote says what a note does, or why its seat may not make it. What else the
// rules ask is said when it is made.
func (a *actView) foreseeNote(v *view) {
	seat, _ := a.M.Constitution.Seat(a.Seat)
	if err := access.May(seat, a.Kind); err != nil {
		a.Refused = err.Error()
		return
	}
	a.Effects = []string{v.T("effect.noted")}
}

// mayNote gives the notes that the reader's seat may make, by kind.
func (s *site) mayNote(r *http.Request, v *view) (map[record.Kind]bool, error) {
	may := map[record.Kind]bool{}
	if s.Desk == nil || v.Who.Person.Seat == "" {
		return may, nil
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil || m.Constitution == nil {
		return may, err
	}
	seat, ok := m.Constitution.Seat(v.Who.Person.Seat)
	for _, n := range notes {
		may[n.Kind] = ok && access.May(seat, n.Kind) == nil
	}
	may[record.KindAllegationMade] = ok && access.May(seat, record.KindAllegationMade) == nil
	return may, nil
}

// noteAddress gives the form of a note, about something where it is about anything.
func noteAddress(kind record.Kind, about record.ID) string {
	if about == "" {
		return "/record/" + string(kind)
	}
	return "/record/" + string(kind) + "?about=" + string(about)
}

// latest gives the newest objects of a kind, for what a page shows beside its form.
func latest[B record.Body](g *gather, kind record.Kind, n int) ([]thing[B], error) {
	items, err := g.views.Items(g.ctx, g.who, kind, register.Page{Limit: n})
	if err != nil {
		return nil, err
	}
	return things[B](g, items)
}

// homeName names the page that shows what is recorded.
func homeName(v *view, home string) string {
	if home == "/conduct" {
		return v.T("conduct.title")
	}
	return v.T("assess.title")
}
