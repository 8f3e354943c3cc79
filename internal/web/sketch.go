package web

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/record"
)

// The map is a sketch drawn here, the same on the page, in print and without
// script. It draws places as exactly as they are known and never more: a place
// known to a province is a wide ring, not a dot. It draws no line between the
// sides; the charter's note says how to read it.

// spot is a place on the sketch.
type spot struct {
	Name      string
	Point     Point
	Precision int    // UCDP's where_prec
	Status    string // of a crossing
	Crossing  string // its id
	Incidents []thing[*record.IncidentRecorded]
}

// radius gives how wide a place is drawn, in kilometres, for how exactly it is
// known; 0 is a point.
func radius(precision int) float64 {
	switch precision {
	case 2:
		return 5
	case 3:
		return 20
	case 4:
		return 60
	case 5:
		return 100
	case 6, 7:
		return 250
	}
	return 0
}

// sketch is a map ready to be drawn, in its own units.
type sketch struct {
	Width, Height float64
	Spots         []placedSpot
	Bar           float64 // the scale bar's length
	BarKm         int
}

type placedSpot struct {
	spot
	X, Y, R  float64
	LX, LY   float64 // of the label
	Anchored bool    // drawn as a ring: the place is not exact
}

const kmPerDegree = 111.32

// project lays spots out: equirectangular about their middle, which is right to
// a percent or two over the few hundred kilometres of a frontier.
func project(spots []spot) sketch {
	m := sketch{Width: 720}
	if len(spots) == 0 {
		return m
	}
	south, north, west, east := 90.0, -90.0, 180.0, -180.0
	for _, s := range spots {
		d := radius(s.Precision) / kmPerDegree
		south, north = min(south, s.Point.Lat-d), max(north, s.Point.Lat+d)
		west, east = min(west, s.Point.Lon-d), max(east, s.Point.Lon+d)
	}
	squeeze := math.Cos((south + north) / 2 * math.Pi / 180)
	// At least 30 km across, and a margin for labels.
	wide, high := max((east-west)*squeeze*kmPerDegree, 30)*1.3, max((north-south)*kmPerDegree, 30)*1.3
	scale := min(m.Width/wide, 560/high)
	m.Height = max(high*scale, 240)
	midLat, midLon := (south+north)/2, (west+east)/2
	for _, s := range spots {
		p := placedSpot{spot: s, R: radius(s.Precision) * scale}
		p.X = m.Width/2 + (s.Point.Lon-midLon)*squeeze*kmPerDegree*scale
		p.Y = m.Height/2 - (s.Point.Lat-midLat)*kmPerDegree*scale
		p.Anchored = p.R > 8
		m.Spots = append(m.Spots, p)
	}
	// Wide rings first, so that points stay on top.
	slices.SortStableFunc(m.Spots, func(a, b placedSpot) int { return int(b.R - a.R) })
	m.label()
	for _, km := range []int{500, 200, 100, 50, 20, 10, 5, 2} {
		if m.Bar, m.BarKm = float64(km)*scale, km; m.Bar < m.Width/4 {
			break
		}
	}
	return m
}

// label puts each name above or below its place, or further off where another
// name stands.
func (m *sketch) label() {
	type box struct{ x, y, w float64 }
	var taken []box
	for i := range m.Spots {
		p := &m.Spots[i]
		w := float64(len([]rune(p.Name)))*7 + 8
		p.LX = min(max(p.X, w/2), m.Width-w/2)
		for _, dy := range []float64{-12, 24, -28, 40, -44, 56} {
			p.LY = min(max(p.Y+dy, 14), m.Height-6)
			if !slices.ContainsFunc(taken, func(b box) bool { return math.Abs(b.x-p.LX) < (b.w+w)/2 && math.Abs(b.y-p.LY) < 15 }) {
				break
			}
		}
		taken = append(taken, box{p.LX, p.LY, w})
	}
}

// num writes a length of the drawing.
func num(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

// mapLimit is how many incidents, the newest, the map looks at.
const mapLimit = 500

// spots gives the charter's crossings and the places of incidents.
func (g *gather) spots(v *view) ([]spot, []thing[*record.IncidentRecorded], error) {
	gates, _, err := g.gates(v)
	if err != nil {
		return nil, nil, err
	}
	var all []spot
	for _, x := range gates {
		if x.At == (Point{}) {
			continue
		}
		s := spot{Name: v.Name(x.Name), Point: x.At, Precision: x.Precision, Status: "unknown", Crossing: x.ID}
		if len(x.Said) > 0 {
			s.Status = x.Said[0].B.Status
		}
		all = append(all, s)
	}
	incidents, _, err := list[*record.IncidentRecorded](g, record.KindIncidentRecorded, 0, mapLimit)
	if err != nil {
		return nil, nil, err
	}
	var nowhere []thing[*record.IncidentRecorded]
	for _, t := range incidents {
		p := t.B.Place
		if p.Lat == nil || p.Lon == nil {
			nowhere = append(nowhere, t)
			continue
		}
		at := Point{*p.Lat, *p.Lon}
		i := slices.IndexFunc(all, func(s spot) bool { return s.Crossing == "" && s.Point == at && s.Precision == p.Precision })
		if i < 0 {
			all = append(all, spot{Name: v.PlaceName(p.Name), Point: at, Precision: p.Precision})
			i = len(all) - 1
		}
		all[i].Incidents = append(all[i].Incidents, t)
	}
	return all, nowhere, nil
}

// mapOf shows crossings and incidents where they are said to be.
func (s *site) mapOf(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	spots, nowhere, err := s.gather(r, v).spots(v)
	if err != nil {
		return err
	}
	v.Title = v.T("map.title")
	return s.draw(w, r, http.StatusOK, mapPage(v, project(spots), nowhere))
}
