package outline_test

import (
	"testing"

	"github.com/surety-mechanism/surety/internal/web/outline"
)

const pakistan, afghanistan, iceland = 586, 4, 352

// The lines of a box are the right ones, cut to it.
func TestWithin(t *testing.T) {
	if !outline.Built() {
		t.Skip("the outlines are not installed (scripts/need assets)")
	}
	for name, c := range map[string]struct {
		box              outline.Box
		between          [2]int // a boundary that has to be there, in either order
		coasts, boundary bool
	}{
		"two neighbours": {outline.Box{West: 66, South: 30, East: 73, North: 36}, [2]int{pakistan, afghanistan}, false, true},
		"an island":      {outline.Box{West: -26, South: 62, East: -12, North: 67}, [2]int{}, true, false},
		"open sea":       {outline.Box{West: -40, South: 30, East: -35, North: 35}, [2]int{}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			coasts, boundaries, found := 0, 0, false
			err := outline.Within(c.box, func(k outline.Kind, sides [2]int, l outline.Line) {
				inside := 0
				for _, p := range l {
					if p[0] >= c.box.West-.01 && p[0] <= c.box.East+.01 && p[1] >= c.box.South-.01 && p[1] <= c.box.North+.01 {
						inside++
					}
				}
				if inside < len(l)-2 {
					t.Errorf("a line of %d points has %d in the box", len(l), inside)
				}
				if k == outline.Coast {
					coasts++
					if c.coasts && sides[0] != iceland {
						t.Errorf("a coast is of %d", sides[0])
					}
					return
				}
				boundaries++
				found = found || sides == c.between || sides == [2]int{c.between[1], c.between[0]}
			})
			if err != nil {
				t.Fatal(err)
			}
			if (coasts > 0) != c.coasts || (boundaries > 0) != c.boundary || found != c.boundary {
				t.Errorf("%d coasts, %d boundaries, the one wanted: %v", coasts, boundaries, found)
			}
		})
	}
}
