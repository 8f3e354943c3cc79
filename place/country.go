package place

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed countries.txt
var countriesText string

// Country is a country or a territory that reports name like one.
type Country struct {
	Alpha3, Alpha2 string   // ISO 3166-1; XKX and XK, which ISO leaves to users, for Kosovo
	Name           string   // usual English name
	Lat, Lon       float64  // of its middle
	Capital        Place    // seat of government as it is named in reports
	Demonyms       []string // "Afghan", "Afghans": the adjective first, then the people
	Aliases        []string // other names
	Metonyms       []string // houses and palaces that stand for its government: "Kremlin"
}

// Adjective gives "Pakistani" for Pakistan.
func (c *Country) Adjective() string { return c.Demonyms[0] }

// countries holds the table and its indexes.
type countries struct {
	all      []Country
	alpha3   map[string]*Country
	alpha2   map[string]*Country
	named    map[string]*Country // by folded name or alias
	demonyms map[string]*Country // by folded demonym
	capitals map[string]*Country // by folded capital
	metonyms map[string]*Country
}

var world = sync.OnceValue(func() *countries { return parseCountries(countriesText) })

func parseCountries(s string) *countries {
	w := &countries{alpha3: map[string]*Country{}, alpha2: map[string]*Country{}, named: map[string]*Country{}, demonyms: map[string]*Country{}, capitals: map[string]*Country{}, metonyms: map[string]*Country{}}
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		codes := strings.Fields(f[0])
		c := Country{Alpha3: codes[0], Alpha2: codes[1], Name: f[1], Demonyms: list(f[4], ","), Aliases: list(f[5], ";"), Metonyms: list(f[6], ";")}
		c.Lat, c.Lon = point(f[2])
		cut := strings.LastIndexByte(f[3], ' ')
		c.Capital = Place{Name: f[3][:cut], Country: c.Alpha3, Kind: Town, Size: 20, Seat: 3}
		c.Capital.Lat, c.Capital.Lon = point(f[3][cut+1:])
		w.all = append(w.all, c)
	}
	// The first country to claim a name keeps it: "Congolese" is what the larger says.
	put := func(m map[string]*Country, name string, c *Country) {
		if k := Fold(name); m[k] == nil {
			m[k] = c
		}
	}
	for i := range w.all {
		c := &w.all[i]
		w.alpha3[c.Alpha3], w.alpha2[c.Alpha2] = c, c
		put(w.named, c.Name, c)
		put(w.capitals, c.Capital.Name, c)
		for _, a := range c.Aliases {
			put(w.named, a, c)
		}
		for _, d := range c.Demonyms {
			put(w.demonyms, d, c)
		}
		for _, m := range c.Metonyms {
			put(w.metonyms, m, c)
		}
	}
	// More widely meant than the first in the alphabet.
	w.demonyms["congolese"], w.demonyms["dominican"], w.demonyms["dominicans"] = w.alpha3["COD"], w.alpha3["DOM"], w.alpha3["DOM"]
	return w
}

// Countries gives all of them in alphabetical order of the English name as it
// was written down; the slice is shared and must not be changed.
func Countries() []Country { return world().all }

// ByCode gives the country of an alpha-3 or alpha-2 code, nil when there is none.
func ByCode(code string) *Country {
	if c := world().alpha3[code]; c != nil {
		return c
	}
	return world().alpha2[code]
}

// CountryNamed gives the country that is called name, nil when there is none.
func CountryNamed(name string) *Country { return world().named[Fold(name)] }

// ByDemonym gives the country whose people or adjective word is, nil when there is none.
func ByDemonym(word string) *Country { return world().demonyms[Fold(word)] }

// ByCapital gives the country that is governed from the town name, nil when there is none.
func ByCapital(name string) *Country { return world().capitals[Fold(name)] }

// ByMetonym gives the country whose government is meant by a house or palace, nil when there is none.
func ByMetonym(name string) *Country { return world().metonyms[Fold(name)] }

// list cuts s at sep and leaves out what is empty.
func list(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

// point reads "34.53,69.17"; the tables of this package are tested to hold nothing else.
func point(s string) (lat, lon float64) {
	a, b, _ := strings.Cut(s, ",")
	lat, _ = strconv.ParseFloat(a, 64)
	lon, _ = strconv.ParseFloat(b, 64)
	return lat, lon
}
