// Package where says which place on earth a name in a text means, and how
// exactly: the charter's places first, then the gazetteer, the countries the
// text speaks of before others, the larger and the nearer town before the others.
//
// Names come from package names; a capital that stands for its government, as
// package who tells, is no place.
package where

import (
	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
)

// Read adds the places of a, whose cast must have been made, to it.
func Read(a *analysis.Analysis) {
	all := a.Cast.Names
	r := &resolver{a: a, countries: map[string]float64{}, cache: map[string][]place.Place{}}
	for _, m := range all {
		if m.Country != "" {
			r.countries[m.Country]++
		}
	}
	for _, m := range all {
		switch m.Kind {
		case names.Country, names.Location:
			if !r.acts(m) {
				a.AddPlace(m.Span, r.draft(m))
			}
		case names.Government, names.Force, names.Organisation:
			if p, ok := r.site(m); ok {
				a.AddPlace(m.Span, p)
				continue
			}
			// "Kabul University", "the Pakistan Army": the name has a place in it
			for _, p := range m.Parts {
				if p.Kind != names.Nationality {
					a.AddPlace(p.Span, r.draft(p))
				}
			}
		}
	}
}

// resolver chooses among places of one name.
type resolver struct {
	a         *analysis.Analysis
	countries map[string]float64 // how often the text names each, by alpha-3
	cache     map[string][]place.Place
}

// acts reports whether m is a capital that stands for its government.
func (r *resolver) acts(m names.Name) bool {
	if m.Kind != names.Location {
		return false
	}
	c := r.a.Cast.At(m.Span)
	return c != nil && c.Actor.Kind == "government" && c.Span == m.Span
}

// draft gives the draft of the place that m means.
func (r *resolver) draft(m names.Name) draft.Place {
	for _, k := range r.a.Known.Places {
		if k.Name == m.Full {
			lat, lon := k.Lat, k.Lon
			return draft.Place{Name: k.Name, Country: k.Country, Lat: &lat, Lon: &lon, Precision: max(1, k.Precision)}
		}
	}
	p, ok := r.resolve(r.a.Text.String(m.Span), m)
	if !ok {
		return r.inside(m)
	}
	lat, lon := p.Lat, p.Lon
	return draft.Place{Name: p.Name, Country: p.Country, Lat: &lat, Lon: &lon, Precision: p.Kind.Precision()}
}

// inside gives the draft of a place that the gazetteer lacks: where a place named
// in its name lies ("Kabul Central Prison"), or nowhere that is known.
func (r *resolver) inside(m names.Name) draft.Place {
	for _, k := range m.Parts {
		if k.Kind == names.Nationality {
			continue
		}
		if p, ok := r.resolve(r.a.Text.String(k.Span), k); ok {
			lat, lon := p.Lat, p.Lon
			return draft.Place{Name: m.Full, Country: p.Country, Lat: &lat, Lon: &lon, Precision: max(2, p.Kind.Precision())}
		}
	}
	return draft.Place{Name: m.Full, Precision: 7}
}

// resolve gives the place called name that the text means.
func (r *resolver) resolve(name string, m names.Name) (place.Place, bool) {
	if m.Kind == names.Country {
		if c := place.ByCode(m.Country); c != nil {
			return place.Place{Name: c.Name, Country: c.Alpha3, Lat: c.Lat, Lon: c.Lon, Kind: place.Land}, true
		}
	}
	k := place.Fold(name)
	ps, ok := r.cache[k]
	if !ok {
		ps = find(k)
		r.cache[k] = ps
	}
	if len(ps) == 0 {
		return place.Place{}, false
	}
	best, score := 0, -1.0
	for i, p := range ps {
		if s := r.score(p, i); s > score {
			best, score = i, s
		}
	}
	return ps[best], true
}

// score says how likely p is meant. i is its rank in the gazetteer.
func (r *resolver) score(p place.Place, i int) float64 {
	s := float64(p.Size) + 4*float64(p.Seat)
	if p.Kind != place.Town {
		s += 14
	}
	if p.Kind == place.Area2 {
		s -= 4
	}
	if n := r.countries[p.Country]; n > 0 {
		s += 12 + min(n, 6)
	}
	return s - float64(i)*0.01
}

// find gives the places called key, without a kind of place at its end or start
// when the gazetteer does not know it with that.
func find(key string) []place.Place {
	if ps := place.Find(key); len(ps) > 0 {
		return ps
	}
	if short, ok := names.TrimPlace(key); ok {
		return place.Find(short)
	}
	return nil
}
