package where

import (
	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
)

// sites are bodies whose name is that of the house or the area they have as well.
var sites = map[string]struct {
	country   string
	lat, lon  float64
	precision int
}{
	"White House":    {"USA", 38.90, -77.04, 1},
	"Pentagon":       {"USA", 38.87, -77.06, 1},
	"Capitol Hill":   {"USA", 38.89, -77.01, 1},
	"Downing Street": {"GBR", 51.50, -0.13, 1},
	"Kremlin":        {"RUS", 55.75, 37.62, 1},
	"Holy See":       {"VAT", 41.90, 12.45, 6},
	"European Union": {"", 50.1, 9.1, 7},
}

// site gives the place of a body that is spoken of as one: "at the White House".
func (r *resolver) site(m names.Name) (draft.Place, bool) {
	s, ok := sites[m.Full]
	t := r.a.Text
	i := m.First - 1
	if i > 0 && t.Tokens[i].Lower == "the" {
		i--
	}
	if !ok || i < 0 || !names.IsLocative(t.Tokens[i].Lower) && t.Tokens[i].Lower != "from" {
		return draft.Place{}, false
	}
	lat, lon := s.lat, s.lon
	name := m.Full
	if c := place.ByCode(s.country); c != nil && s.precision == 6 {
		name = c.Name
	}
	return draft.Place{Name: name, Country: s.country, Lat: &lat, Lon: &lon, Precision: s.precision}, true
}
