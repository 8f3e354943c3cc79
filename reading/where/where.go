// Package where says which place on earth a name in a text means, and how
// exactly: the charter's places first, then the gazetteer, the countries the
// text speaks of before others, the larger and the nearer town before the others.
//
// Names come from package names; a capital that stands for its government, as
// package who tells, is no place.
package where

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// Read adds the places of a, whose cast must have been made, to it.
func Read(a *analysis.Analysis) {
	all := a.Cast.Names
	r := &resolver{a: a, countries: map[string]float64{}, areas: map[string]bool{}, cache: map[string][]place.Place{}, chosen: map[string]int{}, listed: map[int]bool{}}
	for _, c := range names.Datelines(a.Text) {
		r.countries[c] += 2
	}
	for _, m := range all {
		if m.Country != "" {
			r.countries[m.Country]++
		}
		if m.Kind == names.Location && m.Table {
			r.areas[place.Fold(m.Full)] = true
		}
	}
	r.anchor(all)
	r.lists(all)
	for _, m := range all {
		switch m.Kind {
		case names.Country, names.Location:
			if !r.acts(m) && !r.acting(m) {
				a.AddPlace(m.Span, r.draft(m))
			}
		case names.Nationality:
			if end, ok := r.land(m); ok {
				a.AddPlace(text.Span{Start: m.Start, End: end}, r.draft(names.Name{Kind: names.Country, Country: m.Country, Full: m.Full, First: m.First, Last: m.Last, Span: m.Span}))
			}
		case names.Government, names.Force, names.Organisation:
			if p, ok := r.site(m); ok {
				a.AddPlace(m.Span, p)
				continue
			}
			// "Kabul University": the name has a place in it; but the country in
			// "the Pakistan Army" is the one whose army it is, and no place
			for _, p := range m.Parts {
				if p.Kind == names.Location && (m.Kind == names.Government && governs(a.Text.String(m.Span)) || m.Kind == names.Force && p.First == m.First) {
					continue // "the Kurdistan Regional Government", "the Punjab Police": whose it is
				}
				if p.Kind != names.Nationality && (p.Kind != names.Country || m.Kind == names.Organisation) {
					a.AddPlace(p.Span, r.draft(p))
				}
			}
		}
	}
	r.again()
	r.struck()
}

// governs reports whether a body's name ends in a word for a government.
func governs(name string) bool {
	return strings.HasSuffix(name, "Government") || strings.HasSuffix(name, "Administration")
}

// resolver chooses among places of one name.
type resolver struct {
	a         *analysis.Analysis
	countries map[string]float64 // how often the text names each, by alpha-3
	areas     map[string]bool    // provinces and other places of the tables that the text names
	anchors   []place.Place      // places with one meaning only, that others lie near
	cache     map[string][]place.Place
	listed    map[int]bool   // by token: countries of a list of those who act
	chosen    map[string]int // by key: which of the cached places, where nothing stands behind the name
}

// anchor takes note of the first places that can mean only one thing in the
// countries the text names.
func (r *resolver) anchor(all []names.Name) {
	seen := map[string]bool{}
	for _, m := range all {
		if m.Kind != names.Location || len(r.anchors) >= 24 {
			continue
		}
		k := place.Fold(r.a.Text.String(m.Span))
		if seen[k] {
			continue
		}
		seen[k] = true
		var only []place.Place
		for _, p := range r.find(k) {
			if r.countries[p.Country] > 0 && (p.Kind == place.Town || p.Kind == place.Area2 || p.Kind == place.Spot) {
				only = append(only, p)
			}
		}
		if len(only) == 1 {
			r.anchors = append(r.anchors, only[0])
		}
	}
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
	key := place.Fold(name)
	ps := r.find(key)
	if len(ps) == 0 && m.Table { // a name in another script
		key = place.Fold(m.Full)
		ps = r.find(key)
	}
	if len(ps) == 0 {
		return place.Place{}, false
	}
	country, area := r.after(m)
	if i, ok := r.chosen[key]; ok && country == "" {
		return ps[i], true
	}
	best, score := 0, -1.0
	usual := len(place.Known(key))
	for i, p := range ps {
		s := r.score(p, i)
		if i < usual {
			s += 12 // what the name means where nothing else is said
		}
		if area != "" && place.Fold(p.Area) == area || area == "" && country != "" && p.Country == country {
			s += 40
		}
		if s > score {
			best, score = i, s
		}
	}
	if p := ps[best]; country == "" && best >= usual && p.Size < 15 && p.Kind == place.Town && len(r.countries) > 0 && r.countries[p.Country] == 0 {
		return place.Place{}, false // a village in a country that the text does not name is not it
	}
	if country == "" {
		r.chosen[key] = best
	}
	return ps[best], true
}

// after gives the country, and the folded name of the area, that stand behind a
// town: "Paris, Texas", "Tripoli, Lebanon", "Hyderabad (India)".
func (r *resolver) after(m names.Name) (country, area string) {
	t := r.a.Text
	if m.Last+1 >= len(t.Tokens) {
		return "", ""
	}
	switch t.Tokens[m.Last].Lower {
	case ",", "(", "in":
	default:
		return "", ""
	}
	all := r.a.Cast.Names
	i := sort.Search(len(all), func(i int) bool { return all[i].First >= m.Last+1 })
	if i == len(all) || all[i].First != m.Last+1 {
		return "", ""
	}
	switch n := all[i]; {
	case n.Kind == names.Country:
		return n.Country, ""
	case n.Kind == names.Location && n.Table && n.Country != "":
		for _, p := range place.Known(n.Full) {
			if p.Kind == place.Area1 {
				return n.Country, place.Fold(p.Name)
			}
		}
	}
	return "", ""
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
	if p.Area != "" && r.areas[place.Fold(p.Area)] {
		s += 6
	}
	for _, q := range r.anchors {
		if d := place.Distance(p.Lat, p.Lon, q.Lat, q.Lon); d > 1 && d < 200 {
			s += 4
			break
		}
	}
	return s - float64(i)*0.01
}

// find gives the places called key, asked for once.
func (r *resolver) find(key string) []place.Place {
	ps, ok := r.cache[key]
	if !ok {
		ps = find(key)
		r.cache[key] = ps
	}
	return ps
}

// find gives the places called key, without a kind of place at its end or start
// when the gazetteer does not know it with that.
func find(key string) []place.Place {
	if ps := place.Find(key); len(ps) > 0 {
		return ps
	}
	last := key[strings.LastIndexByte(key, ' ')+1:]
	if names.IsStreet(last) {
		return nil
	}
	for short, long := range abbreviated {
		if rest, ok := strings.CutPrefix(key, short+" "); ok {
			return place.Find(long + " " + rest)
		}
		if rest, ok := strings.CutPrefix(key, long+" "); ok {
			if ps := place.Find(short + " " + rest); len(ps) > 0 {
				return ps
			}
		}
	}
	if short, ok := names.TrimPlace(key); ok {
		return place.Find(short)
	}
	return nil
}

// abbreviated are words that names of towns begin with, short and long.
var abbreviated = map[string]string{"st": "saint", "ft": "fort", "mt": "mount", "ste": "sainte"}
