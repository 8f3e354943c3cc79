// Package place is the gazetteer: the countries of the world with their capitals
// and demonyms, first- and second-level areas, towns, seas, rivers, mountains,
// and the distance between two points.
//
// Towns and areas come from GeoNames (CC BY 4.0, see NOTICE); countries and
// other features are tables written by hand. The package knows names and
// positions, nothing of texts: which Paris is meant is decided by its callers.
package place

//go:generate sh -c "cd ../tools/gazetteer && npm ci && node build.mjs ../../place/towns.bin"

import "math"

// Kind says what a place is.
type Kind uint8

// The kinds of place.
const (
	Town      Kind = iota // a town, village or quarter
	Spot                  // a point smaller than a town: a crossing, an airport, a building
	Area2                 // second administrative level: county, district
	Area1                 // first administrative level: province, state, governorate
	Region                // part of a country, or of a few, without such a rank
	Mountain              // mountain, range or glacier
	Water                 // river, lake, canal
	Sea                   // sea, gulf, strait, ocean
	Land                  // a country or territory
	Continent             // a continent or part of one
)

// Precision gives UCDP's where_prec for a place of the kind: 1 exact, 3 second
// and 4 first administrative level, 5 a line or an area without a rank, 6 a
// country, 7 what lies in no single country.
func (k Kind) Precision() int {
	switch k {
	case Town, Spot:
		return 1
	case Area2:
		return 3
	case Area1:
		return 4
	case Region, Mountain, Water:
		return 5
	case Land:
		return 6
	}
	return 7
}

// Place is one named place on earth.
type Place struct {
	Name     string  // usual English name
	Country  string  // ISO 3166 alpha-3; "" where it lies in several or none
	Area     string  // first-level area it lies in; "" when unknown
	Lat, Lon float64 // degrees, WGS 84; the middle of what is larger than a point
	Kind     Kind
	Size     int // of towns: logarithm of the inhabitants to base 2, 0 when unknown
	Seat     int // of towns: 3 capital of a country, 2 of a first-level, 1 of a second-level area
}

// Distance gives the kilometres between two points on a sphere of the earth's mean radius.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const degree, diameter = math.Pi / 180, 2 * 6371.0
	s, t := math.Sin((lat2-lat1)*degree/2), math.Sin((lon2-lon1)*degree/2)
	h := s*s + math.Cos(lat1*degree)*math.Cos(lat2*degree)*t*t
	return diameter * math.Asin(math.Sqrt(math.Min(1, h)))
}
