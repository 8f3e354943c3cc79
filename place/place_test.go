package place

import (
	"bytes"
	"compress/flate"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestEveryCountryHasCapitalAndDemonym(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Countries() {
		if len(c.Alpha3) != 3 || len(c.Alpha2) != 2 || c.Name == "" || seen[c.Alpha3] || seen[c.Alpha2] {
			t.Errorf("%q: wrong or repeated code", c.Name)
		}
		seen[c.Alpha3], seen[c.Alpha2] = true, true
		if c.Capital.Name == "" || c.Capital.Lat == 0 || c.Capital.Lon == 0 {
			t.Errorf("%s has no capital: %+v", c.Name, c.Capital)
		}
		if len(c.Demonyms) < 2 {
			t.Errorf("%s has demonyms %v, wants the adjective and the people", c.Name, c.Demonyms)
		}
		if d := Distance(c.Lat, c.Lon, c.Capital.Lat, c.Capital.Lon); d > 7000 || c.Lat == 0 {
			t.Errorf("%s lies %.0f km from its capital", c.Name, d)
		}
		if got := CountryNamed(c.Name); got == nil || got.Alpha3 != c.Alpha3 {
			t.Errorf("CountryNamed(%q) = %v", c.Name, got)
		}
	}
	if len(seen) < 2*193 {
		t.Errorf("only %d countries", len(seen)/2)
	}
}

func TestCountriesByOtherNames(t *testing.T) {
	for name, want := range map[string]string{"UAE": "ARE", "Türkiye": "TUR", "U.S.": "USA", "Burma": "MMR", "DR Congo": "COD", "the": ""} {
		got := ""
		if c := CountryNamed(name); c != nil {
			got = c.Alpha3
		}
		if got != want {
			t.Errorf("CountryNamed(%q) = %q, want %q", name, got, want)
		}
	}
	for word, want := range map[string]string{"Pakistani": "PAK", "Afghans": "AFG", "Dutch": "NLD", "Congolese": "COD", "Salvadoran": "SLV"} {
		if c := ByDemonym(word); c == nil || c.Alpha3 != want {
			t.Errorf("ByDemonym(%q) = %v, want %s", word, c, want)
		}
	}
	for name, want := range map[string]string{"Islamabad": "PAK", "Kabul": "AFG", "Beijing": "CHN"} {
		if c := ByCapital(name); c == nil || c.Alpha3 != want {
			t.Errorf("ByCapital(%q) = %v, want %s", name, c, want)
		}
	}
	if c := ByMetonym("Downing Street"); c == nil || c.Alpha3 != "GBR" {
		t.Errorf("Downing Street is %v", c)
	}
}

func TestFeaturesAreWellFormed(t *testing.T) {
	for line := range strings.Lines(featuresText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != 4 {
			t.Errorf("%q has %d fields", line, len(f))
			continue
		}
		if _, ok := kinds[f[1]]; !ok {
			t.Errorf("%q: no kind %q", line, f[1])
		}
		if f[2] != "" && ByCode(f[2]) == nil {
			t.Errorf("%q: no country %q", line, f[2])
		}
		if lat, lon := point(f[3]); lat == 0 && lon == 0 || lat < -90 || lat > 90 || lon < -180 || lon > 180 {
			t.Errorf("%q: lies nowhere", line)
		}
	}
}

func TestFind(t *testing.T) {
	cases := []struct {
		name, country string
		kind          Kind
		lat, lon      float64
	}{
		{"Chaman", "PAK", Town, 30.92, 66.45},
		{"Zhob", "PAK", Town, 31.34, 69.45},
		{"Balochistan", "PAK", Area1, 28.5, 66},
		{"Deir ez-Zor", "SYR", Town, 35.34, 40.14},
		{"Reykjavík", "ISL", Town, 64.14, -21.9},
		{"Jefferson Parish", "", 0, 0, 0}, // GeoNames' suffixes are cut off
		{"Persian Gulf", "", Sea, 26.7, 51.5},
		{"Pakistan", "PAK", Land, 29.9, 69.3},
	}
	for _, c := range cases {
		ps := Find(c.name)
		if c.lat == 0 {
			if len(ps) != 0 {
				t.Errorf("Find(%q) = %v, want nothing", c.name, ps)
			}
			continue
		}
		if len(ps) == 0 || ps[0].Country != c.country || ps[0].Kind != c.kind || Distance(ps[0].Lat, ps[0].Lon, c.lat, c.lon) > 30 {
			t.Errorf("Find(%q) = %+v", c.name, ps)
		}
	}
	if ps := Find("Paris"); len(ps) < 4 || ps[0].Country != "FRA" {
		t.Errorf("Find(Paris) = %+v", ps)
	}
	if len(Find("")) != 0 || IsPlace("") {
		t.Error("the empty name is a place")
	}
}

func TestEveryTownLiesOnEarthInACountry(t *testing.T) {
	w := towns()
	if w.n < 100_000 {
		t.Fatalf("only %d records", w.n)
	}
	nowhere := map[string]int{}
	for i := range w.n {
		p := w.place(i)
		if p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180.01 {
			t.Fatalf("record %d: %+v", i, p)
		}
		if p.Country == "" {
			nowhere[p.Name]++
		}
	}
	if len(nowhere) > 150 { // bases and small islands of territories the table of countries leaves out
		t.Errorf("%d records have no country: %v", len(nowhere), nowhere)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Nuku'alofa": "nukualofa", "São  Tomé": "sao tome", "Deir ez-Zor": "deir ez zor", "Łódź": "lodz", "U.S.": "us", "": "", " - ": ""} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		_ = rawTowns(b)
	}
}

func BenchmarkIndex(b *testing.B) {
	raw := rawTowns(b)
	for b.Loop() {
		_ = index(raw)
	}
}

func BenchmarkFind(b *testing.B) {
	Find("Paris")
	for b.Loop() {
		_ = Find("Fallujah")
	}
}

func rawTowns(b *testing.B) []byte {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(townsPacked)))
	if err != nil {
		b.Fatal(err)
	}
	return raw
}

// TestFoldLetters holds the letters that fold by a table against the general rules.
func TestFoldLetters(t *testing.T) {
	for r := rune(0x80); r < 0x2100; r++ {
		for _, s := range []string{string(r), "Á" + string(r) + "b", "é " + string(r) + "\u0323\u0308x"} {
			if got, want := Fold(s), string(appendFolded(nil, norm.NFD.String(s), nil)); got != want {
				t.Fatalf("%q folds to %q, by the general rules to %q", s, got, want)
			}
		}
	}
}
