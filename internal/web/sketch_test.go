package web

import (
	"fmt"
	"math"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// Wherever places lie, each is drawn inside the picture, with its name in it, a
// ring as wide as it is not known, and distances true to the scale bar.
func TestProject(t *testing.T) {
	random := testkit.Random(t)
	for range 500 {
		var spots []spot
		lat, lon, spread := random.Float64()*120-60, random.Float64()*300-150, random.Float64()*6+.01
		for i := range random.IntN(30) + 1 {
			spots = append(spots, spot{Name: fmt.Sprintf("Place %d", i), Precision: random.IntN(8),
				Point: Point{lat + spread*(random.Float64()-.5), lon + spread*(random.Float64()-.5)}})
		}
		m := project(spots)
		perKm := m.Bar / float64(m.BarKm)
		for _, p := range m.Spots {
			if p.X < 0 || p.X > m.Width || p.Y < 0 || p.Y > m.Height || p.LX < 0 || p.LX > m.Width || p.LY < 0 || p.LY > m.Height {
				t.Fatalf("%+v is outside %v by %v", p, m.Width, m.Height)
			}
			if want := radius(p.Precision) * perKm; math.Abs(p.R-want) > .01 {
				t.Fatalf("%+v has a ring of %v, not %v", p.spot, p.R, want)
			}
		}
		if len(m.Spots) > 1 {
			a, b := m.Spots[0], m.Spots[1]
			north := (b.Point.Lat - a.Point.Lat) * kmPerDegree * perKm
			if math.Abs((a.Y-b.Y)-north) > .01 {
				t.Fatalf("%v and %v lie %v apart, not %v", a.Point, b.Point, a.Y-b.Y, north)
			}
		}
	}
	if m := project(nil); len(m.Spots) != 0 {
		t.Error("a map of nothing has places")
	}
}
