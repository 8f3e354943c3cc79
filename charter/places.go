package charter

import (
	"maps"
	"slices"
	"strings"
)

// Coordinates are WGS 84 degrees, and how exact they are (UCDP where_prec: 1
// exact … 7 waters or airspace).
type Coordinates struct {
	Lat       float64 `yaml:"lat"`
	Lon       float64 `yaml:"lon"`
	Precision int     `yaml:"precision"`
}

// Crossing is a border crossing with a gate on each side.
type Crossing struct {
	ID      string           `yaml:"id"`
	Name    Names            `yaml:"name"` // neutral
	Aliases []string         `yaml:"aliases"`
	Called  map[string]Names `yaml:"called"` // what each party calls it, by the party's id
	At      Coordinates      `yaml:"at"`
	Road    string           `yaml:"road"`
	Gates   []Gate           `yaml:"gates"` // two, of different parties
}

// IsCalled reports whether a name is one by which the crossing goes: the neutral
// one, an alias, or what a party calls it, in any language.
func (x Crossing) IsCalled(name string) bool {
	is := func(n string) bool { return strings.EqualFold(n, name) }
	for _, names := range append(slices.Collect(maps.Values(x.Called)), x.Name) {
		if slices.ContainsFunc(inOrder(names), is) {
			return true
		}
	}
	return slices.ContainsFunc(x.Aliases, is)
}

// NameFor gives what a party calls the crossing, in a language; its neutral
// name where the charter says no other.
func (x Crossing) NameFor(party, language string) string {
	if n, ok := x.Called[party]; ok {
		return n.In(language)
	}
	return x.Name.In(language)
}

// Gate is one side of a crossing.
type Gate struct {
	ID      string   `yaml:"id"`
	Party   string   `yaml:"party"`
	Name    Names    `yaml:"name"`
	Aliases []string `yaml:"aliases"`
}

// Place is any other place that the mechanism names.
type Place struct {
	ID      string           `yaml:"id"`
	Name    Names            `yaml:"name"`
	Aliases []string         `yaml:"aliases"`
	Called  map[string]Names `yaml:"called"`
	Country string           `yaml:"country"`
	Party   string           `yaml:"party"`
	At      Coordinates      `yaml:"at"`
}

// Map is how a disputed line is drawn, and the note printed under every map.
type Map struct {
	DisputedLine bool        `yaml:"disputed_line"`
	Note         Names       `yaml:"note"`
	Boundaries   *Boundaries `yaml:"boundaries"` // nil: the world's outlines, for orientation
}

// Boundaries are the lines that the mechanism draws on its maps: a GeoJSON file
// beside the charter, which its digest fixes.
type Boundaries struct {
	SHA256 string `yaml:"sha256"` // of the file, hexadecimal
	Source Names  `yaml:"source"` // who drew the lines, printed under every map
}
