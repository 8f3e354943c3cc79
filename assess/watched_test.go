package assess

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// What is told of one post twice is one post; what is told of all posts of a side
// holds those that are named; two sides add up.
func TestPostsCountOnce(t *testing.T) {
	of := func(side string, w Watched) Watched { w.Side = side; return w }
	hill := post("m", "hill", "2026-01-01", "2026-01-10", 10, 1)
	for name, c := range map[string]struct {
		looks    []Watched
		postDays float64
	}{
		"told again":                  {[]Watched{hill, hill}, 10},
		"told again of half the days": {[]Watched{hill, post("m", "hill", "2026-01-06", "2026-01-10", 5, 1)}, 10},
		"told over one another":       {[]Watched{hill, post("m", "hill", "2026-01-06", "2026-01-15", 10, 1)}, 15},
		"told of its side later":      {[]Watched{hill, of("north", hill)}, 10},
		"another post":                {[]Watched{hill, post("m", "ford", "2026-01-01", "2026-01-10", 10, 1)}, 20},
		"all posts, and one of them":  {[]Watched{post("m", "", "2026-01-01", "2026-01-10", 10, 3), hill}, 30},
		"all posts, told again":       {[]Watched{post("m", "", "2026-01-01", "2026-01-10", 10, 3), post("m", "", "2026-01-01", "2026-01-10", 10, 2)}, 30},
		"more named than there are":   {[]Watched{post("m", "", "2026-01-01", "2026-01-10", 10, 1), hill, post("m", "ford", "2026-01-01", "2026-01-10", 10, 1)}, 20},
		"two sides": {[]Watched{of("north", post("m", "", "2026-01-01", "2026-01-10", 10, 2)), of("south", post("m", "", "2026-01-01", "2026-01-10", 10, 3)),
			of("north", hill)}, 50},
		"two sides, within both": {[]Watched{of("north", hill), of("south", post("m", "ford", "2026-01-01", "2026-01-10", 10, 1)), post("m", "", "2026-01-01", "2026-01-10", 10, 4)}, 40},
	} {
		t.Run(name, func(t *testing.T) {
			near(t, "post-days", exposureOf(c.looks, on("2026-01-01"), on("2026-01-16")).exposure(), c.postDays, 1e-9)
		})
	}
}

// Telling what was told before changes nothing; one post of several entries is
// never more than one post a day; the order in which it is told is nothing.
func TestCoverageNeverAddsUpTwice(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		names := []string{"", "hill", "ford", "gate"}
		var looks []Watched
		for range rapid.IntRange(0, 8).Draw(rt, "entries") {
			n := rapid.IntRange(1, 20).Draw(rt, "length")
			from := on("2026-01-01").AddDate(0, 0, rapid.IntRange(-5, 30).Draw(rt, "from"))
			w := Watched{Recorder: "m", Side: rapid.SampledFrom([]string{"", "north", "south"}).Draw(rt, "side"), Post: rapid.SampledFrom(names).Draw(rt, "post"),
				From: from, To: from.AddDate(0, 0, n-1), Days: rapid.IntRange(0, n).Draw(rt, "observed")}
			if w.Days > 0 {
				w.Posts = 1
			}
			looks = append(looks, w)
		}
		ask := func(looks []Watched) Span { return exposureOf(looks, on("2026-01-01"), on("2026-02-01")) }
		s := ask(looks)
		if len(looks) > 0 {
			again := append(looks[:len(looks):len(looks)], looks[rapid.IntRange(0, len(looks)-1).Draw(rt, "again")])
			if twice := ask(again); math.Abs(twice.exposure()-s.exposure()) > 1e-9 || math.Abs(twice.Observed-s.Observed) > 1e-9 {
				rt.Fatalf("told once %+v, told again %+v", s, twice)
			}
			if turned := ask(append(looks[1:len(looks):len(looks)], looks[0])); math.Abs(turned.exposure()-s.exposure()) > 1e-9 {
				rt.Fatalf("in one order %+v, in another %+v", s, turned)
			}
		}
		for _, name := range names[1:] {
			var one []Watched
			for _, w := range looks {
				if w.Post == name {
					one = append(one, w)
				}
			}
			if alone := ask(one); alone.exposure() > alone.Days+1e-9 || alone.exposure() > s.exposure()+1e-9 {
				rt.Fatalf("the post %s alone: %+v, all together %+v", name, alone, s)
			}
		}
		if s.Observed > s.Days+1e-9 {
			rt.Fatalf("%+v", s)
		}
	})
}
