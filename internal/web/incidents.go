package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// event is an incident with every claim about it, by claimant.
type event struct {
	thing[*record.IncidentRecorded]
	Claimants []claimant
	N         int             // claims
	Case      []register.Item // the entries of cases about it, in the order of the log
	Files     []*filed        // what came with it, beside its source
	Happened  survey.Happened // what became of it, on its own page
	May       map[record.Kind]bool
}

// claimant is one voice about an incident and what it claims.
type claimant struct {
	Name   string // in the page's language
	Own    bool   // the source in its own voice
	Claims []thing[*record.ClaimRecorded]
}

// eventOf gathers the claims about an incident. Claims of different claimants
// stay apart: nothing is added up.
func (g *gather) eventOf(v *view, t thing[*record.IncidentRecorded]) (event, error) {
	claims, err := linked[*record.ClaimRecorded](g, t.ID, record.AboutObject)
	return eventWith(v, t, claims), err
}

// eventWith puts the claims about an incident to their claimants.
func eventWith(v *view, t thing[*record.IncidentRecorded], claims []thing[*record.ClaimRecorded]) event {
	e := event{thing: t}
	for _, c := range claims {
		name, own := v.Party(c.B.Claimant), false
		if name == "" {
			name, own = recorder(v, c), true
		}
		if name == "" {
			name = v.T("unknown")
		}
		i := slices.IndexFunc(e.Claimants, func(have claimant) bool { return have.Name == name && have.Own == own })
		if i < 0 {
			e.Claimants = append(e.Claimants, claimant{Name: name, Own: own})
			i = len(e.Claimants) - 1
		}
		e.Claimants[i].Claims = append(e.Claimants[i].Claims, c)
		e.N++
	}
	return e
}

// recorder gives who claims in its own voice. Where nobody knows who published a
// document, the entry has its file's name, which says nothing to a reader.
func recorder(v *view, c thing[*record.ClaimRecorded]) string {
	if c.Source == nil || c.Source.Publisher != "" || c.B.RecordedBy != c.Source.File {
		return c.B.RecordedBy
	}
	if c.Source.Title == "" {
		return v.T("claim.nameless")
	}
	return v.T("claim.document", "title", c.Source.Title)
}

// events gathers the claims about several incidents, which are asked for together.
func (g *gather) events(v *view, all []thing[*record.IncidentRecorded]) ([]event, error) {
	ids := make([]record.ID, len(all))
	for i, t := range all {
		ids[i] = t.ID
	}
	items, err := g.views.LinkedTo(g.ctx, g.who, ids, record.AboutObject)
	if err != nil {
		return nil, err
	}
	claims, err := things[*record.ClaimRecorded](g, items)
	if err != nil {
		return nil, err
	}
	out := make([]event, 0, len(all))
	for _, t := range all {
		out = append(out, eventWith(v, t, about(claims, t.ID)))
	}
	return out, nil
}

// about gives the claims that are about an incident.
func about(claims []thing[*record.ClaimRecorded], incident record.ID) (all []thing[*record.ClaimRecorded]) {
	for _, c := range claims {
		if slices.Contains(c.Refs, record.Ref{Role: record.AboutObject, ID: incident}) {
			all = append(all, c)
		}
	}
	return all
}

// incidents lists what is said to have happened, as the filter in the address
// asks for.
func (s *site) incidents(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	f := incidentFilterOf(r)
	found, err := s.Views.Find(r.Context(), v.Who.Viewer, f.query(v))
	if err != nil {
		return err
	}
	g, list := s.gather(r, v), incidentList{incidentFilter: f}
	if len(found) > pageSize {
		found = found[:pageSize]
		list.Next = f.after(found[pageSize-1].Place)
	}
	items := make([]register.Item, len(found))
	for i, one := range found {
		items[i] = one.Item
	}
	all, err := things[*record.IncidentRecorded](g, items)
	if err != nil {
		return err
	}
	if list.Events, err = g.events(v, all); err != nil {
		return err
	}
	v.Title = v.T("incidents.title")
	return s.draw(w, r, http.StatusOK, incidentsPage(v, list))
}

// incident shows one, whole: the claims side by side.
func (s *site) incident(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.IncidentRecorded](g, r)
	if err != nil {
		return err
	}
	e, err := g.eventOf(v, t)
	if err != nil {
		return err
	}
	if e.Case, err = g.caseOn(t.ID); err != nil {
		return err
	}
	if e.Files, err = g.besides(t.Item); err != nil {
		return err
	}
	if e.Happened, err = s.Views.Survey(v.Who.Viewer).Happened(r.Context(), t.Item); err != nil {
		return err
	}
	if e.May, err = s.mayNote(r, v); err != nil {
		return err
	}
	ex, err := g.excerpt(t.Source, t.B.Words)
	if err != nil {
		return err
	}
	v.Title = eventHead(v, e)
	return s.draw(w, r, http.StatusOK, incidentPage(v, e, ex))
}

// besides gives the sources of an object but for the first, which its words stand in.
func (g *gather) besides(it register.Item) ([]*filed, error) {
	all, err := referred[*record.SourceFiled](g, it, record.FromSource)
	if err != nil {
		return nil, err
	}
	var files []*filed
	for _, s := range all {
		if s.ID != first(it, record.FromSource) {
			files = append(files, &filed{s.ID, s.B})
		}
	}
	return files, nil
}

// caseOn gives the entries of the cases that were made of an incident, as far as
// this reader may know of them. What they come to is theirs to say.
func (g *gather) caseOn(incident record.ID) ([]register.Item, error) {
	var all []register.Item
	allegations, err := linked[*record.AllegationMade](g, incident, record.AboutObject)
	if err != nil {
		return nil, err
	}
	for _, a := range allegations {
		steps, err := g.views.Linked(g.ctx, g.who, a.ID, record.InCase)
		if err != nil {
			return nil, err
		}
		all = append(append(all, a.Item), steps...)
	}
	return all, nil
}

// eventHead names an incident by what it is and where.
func eventHead(v *view, e event) string {
	kind := v.Word("incident", e.B.Type)
	if e.B.Place.Name == "" {
		return kind
	}
	return v.T("incident.at", "what", kind, "where", v.PlaceName(e.B.Place.Name))
}

// number writes a count with its "at least", or the words for one that has no number.
func number(v *view, c *record.ClaimRecorded) string {
	switch {
	case c.Number == nil:
		return "“" + c.Words.Readable() + "”"
	case c.Low:
		return v.T("number.least", "n", v.Int(*c.Number))
	}
	return v.Int(*c.Number)
}

// where writes how exactly a place is known.
func where(v *view, p record.Place) string {
	if p.Precision == 0 {
		return ""
	}
	// The scale's last step is for seas and skies; a reader that could not place a
	// name takes it too, and that is another thing to say.
	if p.Precision == 7 && p.Lat == nil && p.Name != "" {
		return v.T("where.unplaced")
	}
	return v.Word("where", strconv.Itoa(p.Precision))
}

func when(v *view, precision int) string {
	if precision == 0 {
		return ""
	}
	return v.Word("when", strconv.Itoa(precision))
}
