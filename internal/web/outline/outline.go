// Package outline gives coasts and boundaries of the world for the pages' maps:
// Natural Earth at 1 : 50 million, from the npm package world-atlas, which the
// build puts beside this file. Without it there are no outlines, and the maps
// are drawn without. It takes no position: which of its lines are drawn, and how,
// is the caller's to say, country by country.
package outline

import (
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"sync"
)

// The data is not kept in the repository; the folder is, so that the program
// builds without it.
//
//go:embed data
var data embed.FS

// Box is a part of the earth, in degrees.
type Box struct{ West, South, East, North float64 }

// Line is a run of points, each longitude and latitude in degrees.
type Line [][2]float64

// Kind is what a line parts.
type Kind int

// The kinds of lines.
const (
	Coast    Kind = iota // land from water
	Boundary             // two countries
)

// arc is a line of the data with the countries on its sides, by their numbers in
// ISO 3166-1 (0 where the data has none).
type arc struct {
	line  Line
	sides []int
	box   Box
}

var arcs = sync.OnceValues(load)

// topology is what is read of a TopoJSON file.
type topology struct {
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Arcs    [][][2]float64 `json:"arcs"`
	Objects struct {
		Countries struct {
			Geometries []struct {
				Type string          `json:"type"`
				ID   string          `json:"id"`
				Arcs json.RawMessage `json:"arcs"`
			} `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
}

func load() ([]arc, error) {
	raw, err := data.ReadFile("data/countries-50m.json")
	if err != nil {
		return nil, nil // built without
	}
	var t topology
	if err := json.Unmarshal(raw, &t); err != nil {
		return nil, fmt.Errorf("reading the outlines: %w", err)
	}
	all := make([]arc, len(t.Arcs))
	for i, deltas := range t.Arcs {
		x, y := 0.0, 0.0
		a := arc{box: Box{180, 90, -180, -90}}
		for _, d := range deltas {
			x, y = x+d[0], y+d[1]
			p := [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]}
			a.line = append(a.line, p)
			a.box = Box{min(a.box.West, p[0]), min(a.box.South, p[1]), max(a.box.East, p[0]), max(a.box.North, p[1])}
		}
		all[i] = a
	}
	for _, g := range t.Objects.Countries.Geometries {
		id, _ := strconv.Atoi(g.ID)
		var shapes [][][]int
		switch g.Type {
		case "Polygon":
			var rings [][]int
			if err := json.Unmarshal(g.Arcs, &rings); err != nil {
				return nil, fmt.Errorf("reading the outline of %s: %w", g.ID, err)
			}
			shapes = [][][]int{rings}
		case "MultiPolygon":
			if err := json.Unmarshal(g.Arcs, &shapes); err != nil {
				return nil, fmt.Errorf("reading the outline of %s: %w", g.ID, err)
			}
		}
		for _, shape := range shapes {
			for _, ring := range shape {
				for _, n := range ring {
					if n < 0 {
						n = ^n // an arc that is run backwards
					}
					if n < len(all) {
						all[n].sides = append(all[n].sides, id)
					}
				}
			}
		}
	}
	return all, nil
}

// Built reports whether the program was built with outlines.
func Built() bool {
	all, err := arcs()
	return err == nil && len(all) > 0
}

// Within calls draw for every line in a box, cut to it, with the countries on its
// two sides as numbers of ISO 3166-1; a coast has one. The order is the data's.
func Within(b Box, draw func(kind Kind, sides [2]int, line Line)) error {
	all, err := arcs()
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.box.East < b.West || a.box.West > b.East || a.box.North < b.South || a.box.South > b.North || len(a.sides) == 0 {
			continue
		}
		kind, sides := Coast, [2]int{a.sides[0]}
		if len(a.sides) > 1 {
			kind, sides[1] = Boundary, a.sides[1]
		}
		for _, l := range cut(a.line, b, coarse) {
			draw(kind, sides, l)
		}
	}
	return nil
}

// cut gives the runs of a line that lie in a box, each with the points just
// outside it, so that it reaches the edge; its points are rounded to a unit, in
// degrees.
func cut(l Line, b Box, unit float64) []Line {
	var runs []Line
	var run Line
	for i, p := range l {
		near := i > 0 && crosses(l[i-1], p, b) || i+1 < len(l) && crosses(p, l[i+1], b)
		if near {
			run = append(run, [2]float64{math.Round(p[0]/unit) * unit, math.Round(p[1]/unit) * unit})
		}
		if len(run) > 0 && (!near || i+1 < len(l) && !crosses(p, l[i+1], b)) {
			if len(run) > 1 {
				runs = append(runs, run)
			}
			run = nil
		}
	}
	if len(run) > 1 {
		runs = append(runs, run)
	}
	return runs
}

// crosses reports whether a segment has a point in a box (Liang and Barsky, 1984).
func crosses(p, q [2]float64, b Box) bool {
	from, to := 0.0, 1.0
	dx, dy := q[0]-p[0], q[1]-p[1]
	if math.Abs(dx) > 180 {
		return false // it goes the short way, over the edge of the map
	}
	for _, side := range [][2]float64{{-dx, p[0] - b.West}, {dx, b.East - p[0]}, {-dy, p[1] - b.South}, {dy, b.North - p[1]}} {
		switch d, room := side[0], side[1]; {
		case d == 0:
			if room < 0 {
				return false
			}
		case d < 0:
			from = max(from, room/d)
		default:
			to = min(to, room/d)
		}
	}
	return from <= to
}

// coarse is a hundredth of a degree, about a kilometre: the world's data knows no more.
const coarse = 0.01
