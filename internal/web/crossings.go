package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// gate is a crossing of the charter and what is said of it, newest first.
type gate struct {
	Crossing
	Said []thing[*record.CrossingStatusRecorded]
}

// How much of what is said of crossings is read.
const (
	statusNewest = 24  // of each crossing, on pages that have them all
	statusLimit  = 200 // of one crossing, on its own page
	statusOthers = 40  // of all, to find what is said of others
)

// gates gives the charter's crossings with the latest that is said of each, and
// what was said lately of crossings that the charter does not name, or of none by
// name.
func (g *gather) gates(v *view) (all []gate, others []thing[*record.CrossingStatusRecorded], err error) {
	for _, c := range v.M.Charter.Crossings {
		one, err := g.gate(c, statusNewest)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, one)
	}
	said, err := g.statuses(register.Query{}, statusOthers)
	others = slices.DeleteFunc(said, func(t thing[*record.CrossingStatusRecorded]) bool {
		return slices.ContainsFunc(all, func(have gate) bool { return have.is(t.B) })
	})
	return all, others, err
}

// gate gives a crossing with what is said of it, at most so much.
func (g *gather) gate(c Crossing, n int) (gate, error) {
	var q register.Query
	for _, name := range append(c.names(), c.ID) {
		if l := register.Label(register.ByPlace, name); !slices.Contains(q.Either, l) {
			q.Either = append(q.Either, l)
		}
	}
	said, err := g.statuses(q, n)
	// A label is looser than a name: it folds letters that people type one for the other.
	said = slices.DeleteFunc(said, func(t thing[*record.CrossingStatusRecorded]) bool { return !c.is(t.B) })
	return gate{Crossing: c, Said: said}, err
}

// statuses gives what is said of crossings, the latest first by the day it speaks
// of; where that is not known, by its source's.
func (g *gather) statuses(q register.Query, n int) ([]thing[*record.CrossingStatusRecorded], error) {
	q.Kinds = []record.Kind{record.KindCrossingStatusRecorded}
	items, _, err := g.find(q, n)
	if err != nil {
		return nil, err
	}
	return things[*record.CrossingStatusRecorded](g, items)
}

// since gives the day a status speaks of, or at the latest was written on.
func since(t thing[*record.CrossingStatusRecorded]) string {
	if t.B.From == "" && t.Source != nil {
		return t.Source.Published
	}
	return t.B.From
}

// is reports whether a status is about this crossing: by the charter's id, or by
// a name that the charter knows.
func (c Crossing) is(b *record.CrossingStatusRecorded) bool {
	if b.Crossing != "" || b.Name == "" {
		return b.Crossing == c.ID && b.Crossing != ""
	}
	return slices.ContainsFunc(c.names(), func(n string) bool { return strings.EqualFold(n, b.Name) })
}

// names gives what the charter and the parties call a crossing, in every language.
func (c Crossing) names() (all []string) {
	for _, n := range c.Name {
		all = append(all, n)
	}
	for _, called := range c.Called {
		for _, n := range called.Name {
			all = append(all, n)
		}
	}
	return append(all, c.Aliases...)
}

// crossings shows what is open and what is shut.
func (s *site) crossings(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, others, err := s.gather(r, v).gates(v)
	if err != nil {
		return err
	}
	v.Title = v.T("crossings.title")
	return s.draw(w, r, http.StatusOK, crossingsPage(v, all, others))
}

// crossing shows one, with everything that was said of it.
func (s *site) crossing(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	here, err := s.gateOf(r, v)
	if err != nil {
		return err
	}
	return s.draw(w, r, http.StatusOK, crossingPage(v, here))
}

// gateOf gives the crossing that the address names, and titles the page with it.
func (s *site) gateOf(r *http.Request, v *view) (gate, error) {
	i := slices.IndexFunc(v.M.Charter.Crossings, func(c Crossing) bool { return c.ID == r.PathValue("id") })
	if i < 0 {
		return gate{}, fault.New(fault.NotFound, "the charter names no crossing %q", r.PathValue("id"))
	}
	v.Title = v.Name(v.M.Charter.Crossings[i].Name)
	return s.gather(r, v).gate(v.M.Charter.Crossings[i], statusLimit)
}

// statusSays is one status as a sentence: somebody says so.
func statusSays(v *view, t thing[*record.CrossingStatusRecorded]) string {
	status := v.Word("crossing", t.B.Status)
	who := v.Party(t.B.DeclaredBy)
	switch {
	case t.B.Observed:
		return v.T("crossing.observed", "status", status)
	case who != "":
		return v.T("crossing.declared", "who", who, "status", status)
	case t.Source != nil && t.Source.Publisher != "":
		return v.T("crossing.reported", "who", t.Source.Publisher, "status", status)
	}
	return v.T("crossing.said", "status", status)
}

// queueSize gives how many wait, or the words that stand for a number.
func queueSize(v *view, q record.CrossingQueue) string {
	if q.Number == nil {
		return q.Phrase
	}
	return v.Int(*q.Number)
}

// statusWho tells who says so, beside the status itself.
func statusWho(v *view, t thing[*record.CrossingStatusRecorded]) string {
	who := v.Party(t.B.DeclaredBy)
	switch {
	case t.B.Observed:
		return v.T("crossing.who.observed")
	case who != "":
		return v.T("claim.says", "who", who)
	case t.Source != nil && t.Source.Publisher != "":
		return v.T("crossing.who.reports", "who", t.Source.Publisher)
	}
	return v.T("crossing.who.unknown")
}

// sinceSays tells since when a status is said to hold, or only when it was written.
func sinceSays(v *view, t thing[*record.CrossingStatusRecorded]) string {
	switch {
	case t.B.From != "":
		return v.T("crossing.since", "date", v.Day(t.B.From))
	case since(t) != "":
		return v.T("crossing.written", "date", v.Day(since(t)))
	}
	return v.T("crossing.undated")
}

// sign is the shape of a status beside its word.
func sign(status string) string {
	switch status {
	case "open":
		return "○"
	case "open_limited", "closed_partial", "suspended_processing":
		return "◐"
	case "closed":
		return "●"
	}
	return "?"
}

// degrees writes a place on the earth, to the minute of arc: the charter's own
// places are public, and nothing needs them sharper here.
func degrees(v *view, p Point) string {
	if p == (Point{}) {
		return ""
	}
	return v.T("degrees", "lat", v.digitsOf(strconv.FormatFloat(p.Lat, 'f', 2, 64)), "lon", v.digitsOf(strconv.FormatFloat(p.Lon, 'f', 2, 64)))
}
