package web

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/surety-mechanism/surety/internal/web/outline"
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
	Lines         []drawnLine
	Parted        bool // a disputed line is among them
	Boundaries    bool // a boundary that is not disputed is among them
	Own           bool // its boundaries are the mechanism's own
	Missing       bool // the charter names boundaries, and their file is not there
	World         bool // lines of Natural Earth are among them

	midLat, midLon, squeeze, scale float64
}

// drawnLine is a coast or boundary, as the path of an SVG.
type drawnLine struct{ Class, D string }

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
	m.midLat, m.midLon, m.squeeze, m.scale = midLat, midLon, squeeze, scale
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

// Box gives the part of the earth that the sketch shows.
func (m *sketch) Box() outline.Box {
	high, wide := m.Height/2/(kmPerDegree*m.scale), m.Width/2/(m.squeeze*kmPerDegree*m.scale)
	return outline.Box{West: m.midLon - wide, South: m.midLat - high, East: m.midLon + wide, North: m.midLat + high}
}

// lines adds coasts and boundaries: those that the mechanism brings, and for what
// it does not bring the world's. An exercise, whose countries are invented, has
// none of the world's.
func (s *site) lines(v *view, m *sketch) error {
	if len(m.Spots) == 0 {
		return nil
	}
	c, own := v.M.Charter, s.Boundaries
	m.Missing = c.OwnLines && own == nil
	if m.Own = c.OwnLines && own != nil; m.Own {
		own.Within(m.Box(), func(l outline.OwnLine) { m.draw(c.ownClass(l), l.Line) })
	}
	if v.M.Exercise || m.Own && own.Coasts() {
		return nil
	}
	return outline.Within(m.Box(), func(k outline.Kind, sides [2]int, l outline.Line) {
		if k == outline.Coast || !c.OwnLines {
			m.draw(c.lineClass(k, sides), l)
			m.World = true
		}
	})
}

// draw adds a line, without the points that lie closer together than a reader sees.
func (m *sketch) draw(class string, l outline.Line) {
	var d strings.Builder
	var lastX, lastY float64
	for i, p := range l {
		x, y := m.Width/2+(p[0]-m.midLon)*m.squeeze*kmPerDegree*m.scale, m.Height/2-(p[1]-m.midLat)*kmPerDegree*m.scale
		switch {
		case i == 0:
			d.WriteString("M")
		case i+1 < len(l) && math.Hypot(x-lastX, y-lastY) < closest:
			continue
		default:
			d.WriteString("L")
		}
		d.WriteString(num(x) + " " + num(y))
		lastX, lastY = x, y
	}
	m.Parted = m.Parted || class == "between"
	m.Boundaries = m.Boundaries || class == "boundary"
	m.Lines = append(m.Lines, drawnLine{class, d.String()})
}

// closest is how near to the last a point of a line is drawn, in units of the sketch.
const closest = 1

// ownClass says how a line of the mechanism's own is drawn: as its file calls it,
// and as disputed too where it parts two sides whose line the charter calls so.
func (c Charter) ownClass(l outline.OwnLine) string {
	parties := 0
	for _, s := range c.Sides {
		if s.Party && slices.Contains(l.Between, s.ID) {
			parties++
		}
	}
	switch {
	case l.Disputed, c.DisputedLine && parties > 1:
		return "between"
	case l.Kind == outline.Coast:
		return "coast"
	}
	return "boundary"
}

// lineClass says how a line is drawn: a coast, a boundary, or the line between
// two sides where the charter calls it disputed.
func (c Charter) lineClass(k outline.Kind, sides [2]int) string {
	if k == outline.Coast {
		return "coast"
	}
	parties := 0
	for _, s := range c.Sides {
		if region, err := language.ParseRegion(s.Country); err == nil && s.Party && (region.M49() == sides[0] || region.M49() == sides[1]) {
			parties++
		}
	}
	if c.DisputedLine && parties > 1 {
		return "between"
	}
	return "boundary"
}

// label puts each name above or below its place, or further off where another
// name stands. There is room for the larger letters of a phone (parts.css).
func (m *sketch) label() {
	type box struct{ x, y, w float64 }
	var taken []box
	for i := range m.Spots {
		p := &m.Spots[i]
		w := float64(len([]rune(p.Name)))*11 + 8
		p.LX = min(max(p.X, w/2), m.Width-w/2)
		for _, dy := range []float64{-18, 32, -40, 54, -62, 76} {
			p.LY = min(max(p.Y+dy, 14), m.Height-6)
			if !slices.ContainsFunc(taken, func(b box) bool { return math.Abs(b.x-p.LX) < (b.w+w)/2 && math.Abs(b.y-p.LY) < 22 }) {
				break
			}
		}
		taken = append(taken, box{p.LX, p.LY, w})
	}
}

// num writes a length of the drawing.
func num(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

// mapLimit is how many incidents, the latest, the map shows.
const mapLimit = 300

// spots gives the charter's crossings and the places of incidents that a filter
// lets through.
func (g *gather) spots(v *view, f filter) ([]spot, []thing[*record.IncidentRecorded], error) {
	var all []spot
	if f.Show["crossings"] {
		gates, _, err := g.gates(v)
		if err != nil {
			return nil, nil, err
		}
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
	}
	if !f.Show["incidents"] {
		return all, nil, nil
	}
	q := f.query()
	q.Kinds = []record.Kind{record.KindIncidentRecorded}
	items, _, err := g.find(q, mapLimit)
	if err != nil {
		return nil, nil, err
	}
	incidents, err := things[*record.IncidentRecorded](g, items)
	if err != nil {
		return nil, nil, err
	}
	var nowhere []thing[*record.IncidentRecorded]
	for _, t := range incidents {
		from, to := t.B.From, t.B.To
		if from == "" && t.Source != nil {
			from = t.Source.Published
		}
		if !f.Holds(from, to) {
			continue
		}
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
	f := filterOf(r)
	spots, nowhere, err := s.gather(r, v).spots(v, f)
	if err != nil {
		return err
	}
	m := project(spots)
	if err := s.lines(v, &m); err != nil {
		return err
	}
	page := mapView{filter: f, sketch: m, Nowhere: nowhere}
	if s.BaseMap != "" {
		page.Base = basePath
		w.Header().Set("Content-Security-Policy", basePolicy)
	}
	v.Title = v.T("map.title")
	return s.draw(w, r, http.StatusOK, mapPage(v, page))
}

// mapView is the map under its filter.
type mapView struct {
	filter
	sketch
	Nowhere []thing[*record.IncidentRecorded]
	Base    string // the address of the deployer's base map, or ""
}
