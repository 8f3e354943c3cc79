package outline_test

import (
	"math"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/web/outline"
)

// A mechanism's own lines are read from GeoJSON with what their file says of them,
// and cut to a box, also where no point of a line lies in it.
func TestOwn(t *testing.T) {
	own, err := outline.Parse([]byte(`{"type": "FeatureCollection", "features": [
		{"type": "Feature", "properties": {"line": "disputed", "between": ["east", "west"]}, "geometry": {"type": "LineString", "coordinates": [[10, 0], [10, 40]]}},
		{"type": "Feature", "properties": {"name": "a lake"}, "geometry": {"type": "Polygon", "coordinates": [[[12, 19], [13, 19, 200], [12.5, 20], [12, 19]]]}},
		{"type": "Feature", "properties": {"line": "coast"}, "geometry": {"type": "MultiLineString", "coordinates": [[[50, 50], [51, 51]], [[60, 60], [61, 60]]]}},
		{"type": "Feature", "properties": null, "geometry": null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if !own.Coasts() {
		t.Error("it has no coasts")
	}
	var all []outline.OwnLine
	own.Within(outline.Box{West: 8, South: 18, East: 14, North: 22}, func(l outline.OwnLine) { all = append(all, l) })
	if len(all) != 2 || !all[0].Disputed || strings.Join(all[0].Between, " ") != "east west" || len(all[0].Line) != 2 || all[1].Disputed || all[1].Kind != outline.Boundary || len(all[1].Line) != 4 {
		t.Errorf("the box has %+v", all)
	}
	for what, file := range map[string]string{
		"no JSON":             `{`,
		"nothing":             `{"type": "FeatureCollection", "features": []}`,
		"a point":             `{"type": "Point", "coordinates": [1, 2]}`,
		"metres":              `{"type": "LineString", "coordinates": [[500000, 4100000], [500100, 4100000]]}`,
		"one point":           `{"type": "LineString", "coordinates": [[1, 2]]}`,
		"half a point":        `{"type": "LineString", "coordinates": [[1], [2]]}`,
		"a kind of its own":   `{"type": "Feature", "properties": {"line": "river"}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [2, 3]]}}`,
		"more than fits":      `{"type": "LineString", "coordinates": [[1, 2], ` + strings.Repeat(" ", outline.OwnBytes) + `[2, 3]]}`,
		"more than is needed": `{"type": "LineString", "coordinates": [[0,0]` + strings.Repeat(",[0,0]", 200_000) + `]}`,
	} {
		if _, err := outline.Parse([]byte(file)); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
}

// Whatever a file holds, every point of what is drawn of it is a place on earth.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"type": "LineString", "coordinates": [[1, 2], [2, 3]]}`))
	f.Add([]byte(`{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"line": "disputed"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[1, 2], [2, 3], [1, 2]]]]}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		own, err := outline.Parse(raw)
		if err != nil {
			return
		}
		own.Within(outline.Box{West: -180, South: -90, East: 180, North: 90}, func(l outline.OwnLine) {
			if len(l.Line) < 2 {
				t.Errorf("a line of %d points", len(l.Line))
			}
			for _, p := range l.Line {
				if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
					t.Errorf("%v is nowhere", p)
				}
			}
		})
	})
}
