package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// gate is a crossing of the charter and what is said of it, newest first.
type gate struct {
	Crossing
	Said []thing[*record.CrossingStatusRecorded]
}

// statusLimit bounds how far back the crossings page looks.
const statusLimit = 1000

// gates gives the charter's crossings with what is said of each, and what is
// said of crossings that the charter does not name, or of none by name.
func (g *gather) gates(v *view) (all []gate, others []thing[*record.CrossingStatusRecorded], err error) {
	said, _, err := list[*record.CrossingStatusRecorded](g, record.KindCrossingStatusRecorded, 0, statusLimit-1)
	if err != nil {
		return nil, nil, err
	}
	// The newest by the day it speaks of; where that is not known, by its source's.
	slices.SortStableFunc(said, func(a, b thing[*record.CrossingStatusRecorded]) int { return strings.Compare(since(b), since(a)) })
	for _, c := range v.M.Charter.Crossings {
		all = append(all, gate{Crossing: c})
	}
	for _, t := range said {
		i := slices.IndexFunc(all, func(have gate) bool { return have.is(t.B) })
		if i < 0 {
			others = append(others, t)
			continue
		}
		all[i].Said = append(all[i].Said, t)
	}
	return all, others, nil
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
	same := func(n string) bool { return strings.EqualFold(n, b.Name) }
	for _, n := range c.Name {
		if same(n) {
			return true
		}
	}
	for _, called := range c.Called {
		for _, n := range called.Name {
			if same(n) {
				return true
			}
		}
	}
	return slices.ContainsFunc(c.Aliases, same)
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
	all, _, err := s.gather(r, v).gates(v)
	if err != nil {
		return gate{}, err
	}
	i := slices.IndexFunc(all, func(x gate) bool { return x.ID == r.PathValue("id") })
	if i < 0 {
		return gate{}, fault.New(fault.NotFound, "the charter names no crossing %q", r.PathValue("id"))
	}
	v.Title = v.Name(all[i].Name)
	return all[i], nil
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
