package web

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/web/outline"
)

// The line between two sides is drawn as the charter has it, and no other is
// drawn as theirs.
func TestLineClass(t *testing.T) {
	disputed := Charter{DisputedLine: true, Sides: []Side{{ID: "a", Party: true, Country: "PAK"}, {ID: "b", Party: true, Country: "AFG"}, {ID: "c", Country: "IRN"}, {ID: "d", Party: true}}}
	settled := disputed
	settled.DisputedLine = false
	const pak, afg, irn, ind = 586, 4, 364, 356
	for _, c := range []struct {
		charter Charter
		kind    outline.Kind
		sides   [2]int
		want    string
	}{
		{disputed, outline.Boundary, [2]int{pak, afg}, "between"},
		{disputed, outline.Boundary, [2]int{afg, pak}, "between"},
		{disputed, outline.Boundary, [2]int{afg, irn}, "boundary"}, // a third party is no side
		{disputed, outline.Boundary, [2]int{pak, ind}, "boundary"},
		{disputed, outline.Coast, [2]int{pak, 0}, "coast"},
		{settled, outline.Boundary, [2]int{pak, afg}, "boundary"},
	} {
		if got := c.charter.lineClass(c.kind, c.sides); got != c.want {
			t.Errorf("%v: %s, want %s", c.sides, got, c.want)
		}
	}
}

// The sketch's lines lie where its places lie.
func TestSketchOutline(t *testing.T) {
	if !outline.Built() {
		t.Skip("the outlines are not installed (scripts/need assets)")
	}
	c := Charter{DisputedLine: true, Sides: []Side{{ID: "a", Party: true, Country: "PAK"}, {ID: "b", Party: true, Country: "AFG"}}}
	s, v := &site{}, &view{M: Mechanism{Charter: c}}
	m := project([]spot{{Name: "Torkham", Point: Point{34.12, 71.09}}, {Name: "Chaman", Point: Point{30.92, 66.45}}})
	if err := s.lines(v, &m); err != nil {
		t.Fatal(err)
	}
	if !m.Parted || len(m.Lines) == 0 || !m.World {
		t.Fatalf("%d lines, the one between the sides: %v", len(m.Lines), m.Parted)
	}
	sea := project([]spot{{Name: "Nowhere", Point: Point{0, -30}}})
	if err := s.lines(v, &sea); err != nil || len(sea.Lines) != 0 || sea.Parted {
		t.Errorf("the open sea has %d lines (%v)", len(sea.Lines), err)
	}
}

// A mechanism's own boundaries are drawn in place of the world's, as its charter
// and their file call them; where the file is missing no boundary is drawn.
func TestOwnLines(t *testing.T) {
	own, err := outline.Parse([]byte(`{"type": "FeatureCollection", "features": [
		{"type": "Feature", "properties": {"between": ["a", "b"]}, "geometry": {"type": "LineString", "coordinates": [[69, 20], [69, 50]]}},
		{"type": "Feature", "properties": {"line": "disputed"}, "geometry": {"type": "LineString", "coordinates": [[60, 32], [80, 32]]}},
		{"type": "Feature", "properties": {"between": ["a", "c"]}, "geometry": {"type": "LineString", "coordinates": [[60, 33], [80, 33]]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	charter := Charter{OwnLines: true, Sides: []Side{{ID: "a", Party: true, Country: "PAK"}, {ID: "b", Party: true, Country: "AFG"}, {ID: "c"}}}
	disputed := charter
	disputed.DisputedLine = true
	for _, c := range []struct {
		charter Charter
		own     *outline.Own
		want    string
	}{
		{charter, own, "boundary between boundary"},
		{disputed, own, "between between boundary"},
		{disputed, nil, ""},
	} {
		m := project([]spot{{Name: "Torkham", Point: Point{34.12, 71.09}}, {Name: "Chaman", Point: Point{30.92, 66.45}}})
		if err := (&site{Config: Config{Boundaries: c.own}}).lines(&view{M: Mechanism{Charter: c.charter}}, &m); err != nil {
			t.Fatal(err)
		}
		var classes []string
		for _, l := range m.Lines {
			if l.Class != "coast" {
				classes = append(classes, l.Class)
			}
		}
		if got := strings.Join(classes, " "); got != c.want || m.Missing != (c.own == nil) || m.Own != (c.own != nil) {
			t.Errorf("%q is drawn, want %q; missing %v, own %v", got, c.want, m.Missing, m.Own)
		}
	}
}
