package outline

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// Limits of a file of a mechanism's own lines, in bytes and points.
const (
	OwnBytes  = 4 << 20
	ownPoints = 200_000
)

// Own is the lines that a mechanism brings itself.
type Own struct{ lines []ownLine }

type ownLine struct {
	OwnLine
	box Box
}

// OwnLine is one of them, with what its file says of it.
type OwnLine struct {
	Kind     Kind
	Disputed bool     // its file calls it disputed
	Between  []string // the sides that it parts, by their ids in the charter; empty where its file names none
	Line     Line
}

// feature is what is read of a GeoJSON object (RFC 7946): a collection, a feature,
// or a geometry by itself.
type feature struct {
	Type       string    `json:"type"`
	Features   []feature `json:"features"`
	Geometry   *geometry `json:"geometry"`
	Properties struct {
		Line    string   `json:"line"`
		Between []string `json:"between"`
	} `json:"properties"`
	Coordinates json.RawMessage `json:"coordinates"`
}

type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

// Parse reads a mechanism's lines from GeoJSON: lines and the edges of areas, in
// degrees of WGS 84. The property "line" of a feature says what it is ("boundary",
// which it is without, "disputed" or "coast"), "between" which two sides it parts.
func Parse(raw []byte) (*Own, error) {
	if len(raw) > OwnBytes {
		return nil, fmt.Errorf("it has %d bytes; at most %d are read", len(raw), OwnBytes)
	}
	var top feature
	if err := json.Unmarshal(raw, &top); err != nil {
		return nil, fmt.Errorf("it is no GeoJSON: %w", err)
	}
	all := []feature{top}
	if top.Type == "FeatureCollection" {
		all = top.Features
	}
	own, points := &Own{}, 0
	for i, f := range all {
		if f.Type != "Feature" {
			f.Geometry = &geometry{f.Type, f.Coordinates}
		}
		if f.Geometry == nil {
			continue // RFC 7946 allows a feature that is nowhere
		}
		lines, err := f.Geometry.lines()
		if err != nil {
			return nil, fmt.Errorf("feature %d: %w", i+1, err)
		}
		for _, l := range lines {
			one := ownLine{OwnLine{Kind: Boundary, Between: f.Properties.Between, Line: l}, Box{180, 90, -180, -90}}
			switch f.Properties.Line {
			case "", "boundary":
			case "disputed":
				one.Disputed = true
			case "coast":
				one.Kind = Coast
			default:
				return nil, fmt.Errorf(`feature %d: a line is "boundary", "disputed" or "coast", not %q`, i+1, f.Properties.Line)
			}
			if points += len(l); points > ownPoints {
				return nil, fmt.Errorf("it has more than %d points", ownPoints)
			}
			for _, p := range l {
				if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
					return nil, fmt.Errorf("feature %d: %v is no longitude and latitude in degrees", i+1, p)
				}
				one.box = Box{min(one.box.West, p[0]), min(one.box.South, p[1]), max(one.box.East, p[0]), max(one.box.North, p[1])}
			}
			own.lines = append(own.lines, one)
		}
	}
	if len(own.lines) == 0 {
		return nil, errors.New("it has no line")
	}
	return own, nil
}

// lines gives the lines of a geometry, of an area its edges.
func (g *geometry) lines() (all []Line, err error) {
	var positions [][]float64
	var rings [][][]float64
	var areas [][][][]float64
	switch g.Type {
	case "LineString":
		err = json.Unmarshal(g.Coordinates, &positions)
		rings = [][][]float64{positions}
	case "MultiLineString", "Polygon":
		err = json.Unmarshal(g.Coordinates, &rings)
	case "MultiPolygon":
		err = json.Unmarshal(g.Coordinates, &areas)
		for _, a := range areas {
			rings = append(rings, a...)
		}
	default:
		return nil, fmt.Errorf("%q is no line and no area", g.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("its coordinates: %w", err)
	}
	for _, ring := range rings {
		var l Line
		for _, p := range ring {
			if len(p) < 2 {
				return nil, errors.New("a point without longitude and latitude")
			}
			l = append(l, [2]float64{p[0], p[1]})
		}
		if len(l) < 2 {
			return nil, errors.New("a line of fewer than two points")
		}
		all = append(all, l)
	}
	return all, nil
}

// Coasts reports whether coasts are among them.
func (o *Own) Coasts() bool {
	for _, l := range o.lines {
		if l.Kind == Coast {
			return true
		}
	}
	return false
}

// Within calls draw for every line in a box, cut to it, in the order of the file.
func (o *Own) Within(b Box, draw func(OwnLine)) {
	for _, l := range o.lines {
		if l.box.East < b.West || l.box.West > b.East || l.box.North < b.South || l.box.South > b.North {
			continue
		}
		for _, part := range cut(l.Line, b, 1e-4) {
			one := l.OwnLine
			one.Line = part
			draw(one)
		}
	}
}
