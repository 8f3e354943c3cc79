package place

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed features.txt
var featuresText string

var kinds = map[string]Kind{"town": Town, "spot": Spot, "adm2": Area2, "adm1": Area1, "region": Region, "mountain": Mountain, "water": Water, "sea": Sea, "continent": Continent}

// features are the places of features.txt by folded name, the countries and
// their capitals among them.
var features = sync.OnceValue(func() map[string][]Place {
	m := map[string][]Place{}
	put := func(name string, p Place) {
		k := Fold(name)
		for _, q := range m[k] {
			if q == p {
				return
			}
		}
		m[k] = append(m[k], p)
	}
	for i := range world().all {
		c := &world().all[i]
		p := Place{Name: c.Name, Country: c.Alpha3, Lat: c.Lat, Lon: c.Lon, Kind: Land}
		put(c.Name, p)
		for _, a := range c.Aliases {
			put(a, p)
		}
		if c.Capital.Name != c.Name {
			put(c.Capital.Name, c.Capital)
		}
	}
	for line := range strings.Lines(featuresText) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		names := strings.Split(f[0], ";")
		p := Place{Name: names[0], Kind: kinds[f[1]]}
		if c := world().alpha2[f[2]]; c != nil {
			p.Country = c.Alpha3
		}
		if p.Kind == Town {
			p.Size, p.Seat = 17, 1
		}
		p.Lat, p.Lon = point(f[3])
		for _, n := range names {
			put(n, p)
		}
	}
	return m
})

// Find gives every place called name, the usual tables before GeoNames; nil
// when there is none. Names are compared folded; "the" and kinds of place
// ("Province") must be off already.
func Find(name string) []Place {
	k := Fold(name)
	if k == "" {
		return nil
	}
	out := append([]Place(nil), features()[k]...)
	for _, p := range towns().find(k) {
		if !known(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// known reports whether p is already among ps: of the same kind, within 40 km.
func known(ps []Place, p Place) bool {
	for i, q := range ps {
		if q.Kind == p.Kind && q.Country == p.Country && (p.Kind == Area1 || Distance(q.Lat, q.Lon, p.Lat, p.Lon) < 40) {
			if p.Kind == Town { // GeoNames knows better how large it is
				ps[i].Size, ps[i].Area = max(q.Size, p.Size), p.Area
				ps[i].Seat = max(q.Seat, p.Seat)
			}
			return true
		}
	}
	return false
}

// IsPlace reports whether any place is called name.
func IsPlace(name string) bool {
	k := Fold(name)
	return k != "" && (len(features()[k]) > 0 || towns().has(k))
}

// Known gives only the places called name of the hand-written tables: countries,
// capitals, regions, seas and the towns with usual English names.
func Known(name string) []Place { return features()[Fold(name)] }

// Features calls each with every folded name of the hand-written tables,
// countries and capitals among them, and the first place called so.
func Features(each func(name string, p Place)) {
	for k, ps := range features() {
		each(k, ps[0])
	}
}
