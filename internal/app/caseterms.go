package app

import (
	"maps"
	"slices"

	"github.com/surety-mechanism/surety/internal/web"
)

// terms gives what the charter calls the things that its rules name by an id.
func terms(c *Charter) map[string]web.Term {
	out := map[string]web.Term{}
	for _, k := range c.Clocks {
		out["clock:"+k.ID] = web.Term{Name: k.Name, Model: k.Model}
	}
	for _, k := range c.Categories {
		out["category:"+k.ID] = web.Term{Name: k.Name, Model: k.Model}
	}
	for _, r := range c.Ladder {
		out["rung:"+r.ID] = web.Term{Name: r.Name, Model: r.Model}
	}
	for _, k := range c.Penalties.Measures {
		out["measure:"+k.ID] = web.Term{Name: k.Name, Model: k.Model}
	}
	return out
}

// levels gives who may read what, the charter's default first.
func levels(c *Charter) []web.Level {
	out := []web.Level{{Name: c.DefaultLevel(), Seats: c.audience("")}}
	for _, name := range []string{"P0", "P1", "P3"} {
		if name != c.DefaultLevel() {
			out = append(out, web.Level{Name: name, Seats: c.audience(name)})
		}
	}
	for _, party := range slices.Sorted(maps.Keys(c.Levels.P2)) {
		out = append(out, web.Level{Name: "P2:" + party, Seats: c.audience("P2:" + party)})
	}
	return out
}
