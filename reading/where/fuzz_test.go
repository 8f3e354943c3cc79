package where

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/names"
)

// FuzzRead wants of any text that its places stand in it in order, with a
// position on the earth or none, and a precision that UCDP knows.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "Two died in Hyderabad, India.", "Paris, Texas, Paris, Lebanon,", "the Red Sea, the Ibar and the the", "Kabul Central Hospital's", "in Kabul-Kabul, near\n\nNear Kabul",
		"PARIS, PARIS", "Saint-Jean-sur-", "West of the north of Chad", "\ufffd Oslo’s Oslo",
	} {
		f.Add(s)
	}
	known := names.Known{Places: []names.Place{{Name: "Paris Gate", Aliases: []string{"Paris", "the"}, Country: "NOR", Lat: 60, Lon: 11}}}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		for _, k := range []names.Known{{}, known} {
			a := read(s, k)
			last := -1
			for _, p := range a.Places {
				if p.Start < 0 || p.End > len(s) || p.Start >= p.End || p.Start < last || s[p.Start:p.End] != p.Text {
					t.Fatalf("place %+v after %d of %d bytes", p, last, len(s))
				}
				last = p.Start
				if p.Precision < 1 || p.Precision > 7 || (p.Lat == nil) != (p.Lon == nil) || p.Lat != nil && (*p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180) {
					t.Fatalf("place %+v", p)
				}
			}
		}
	})
}
