package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// incidentFilter is which incidents the list shows. It stands in the address
// alone, so that a view can be sent; of the days and the side it is the timeline's.
type incidentFilter struct {
	filter
	Type  string // as recorded
	Place string // by its English name
	Words string
	Start register.Place // where the page before ended
}

// incidentFilterOf reads a request's address.
func incidentFilterOf(r *http.Request) incidentFilter {
	q := r.URL.Query()
	f := incidentFilter{filter: filterOf(r), Place: q.Get("place"), Words: q.Get("words")}
	if t := q.Get("type"); slices.Contains(incidentTypes, t) {
		f.Type = t
	}
	if runes := []rune(f.Words); len(runes) > searchRunes {
		f.Words = string(runes[:searchRunes])
	}
	f.Start = register.Place{Day: day(q.Get("on")), Index: before(r)}
	return f
}

// query gives what to ask the register for.
func (f incidentFilter) query(v *view) register.Query {
	q := f.filter.query()
	q.Kinds, q.Before, q.Limit = []record.Kind{record.KindIncidentRecorded}, f.Start, pageSize+1
	q.From = f.From
	if f.Type != "" {
		q.Labels = append(q.Labels, register.Label(register.ByType, f.Type))
	}
	if f.Place != "" {
		q.Labels = append(q.Labels, register.Label(register.ByPlace, f.Place))
	}
	q.Words = v.wanted(f.Words)
	return q
}

// Any reports whether something is asked for.
func (f incidentFilter) Any() bool {
	return f.Side+f.From+f.To+f.Type+f.Place+f.Words != ""
}

// after gives the address of what comes after a place in the list.
func (f incidentFilter) after(p register.Place) templ.SafeURL {
	q := url.Values{"before": {strconv.FormatInt(p.Index, 10)}}
	for key, value := range map[string]string{"on": p.Day, "side": f.Side, "from": f.From, "to": f.To, "type": f.Type, "place": f.Place, "words": f.Words} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return templ.SafeURL("/incidents?" + q.Encode())
}

// incidentList is a page of the list.
type incidentList struct {
	incidentFilter
	Events []event
	Next   templ.SafeURL // "" where there is no more
}

// placesKnown gives the places of the charter, crossings first.
func (v *view) placesKnown() []Place {
	var all []Place
	for _, x := range v.M.Charter.Crossings {
		all = append(all, Place{x.Name, x.At, x.Precision})
	}
	return append(all, v.M.Charter.Places...)
}
