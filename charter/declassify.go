package charter

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/record"
)

// Declassify is a line of the schedule of what is made readable once the mechanism
// is closed.
type Declassify struct {
	Of    string   `yaml:"of"`    // a level: P1, P2:PARTY or P3
	To    string   `yaml:"to"`    // P0 or P1
	After Duration `yaml:"after"` // since it was closed; "" at once
	Model string   `yaml:"model"`
}

// readersOf gives the seats of a level, sorted, or false where there is no such level.
func (c *Charter) readersOf(level string) (seats []record.Seat, ok bool) {
	switch party, bilateral := strings.CutPrefix(level, "P2:"); {
	case bilateral:
		seats, ok = c.Levels.P2[party]
	default:
		seats, ok = map[string][]record.Seat{"P0": c.Levels.P0, "P1": c.Levels.P1, "P3": c.Levels.P3}[level]
	}
	seats = slices.Clone(seats)
	slices.Sort(seats)
	return seats, ok
}

// declassified: each level is in the schedule once, is there, and is opened to more
// readers than it had. What names a source (P4) is never in it.
func (k *checker) declassified() {
	seen := once{k, map[string]string{}}
	for i, d := range k.Declassification {
		p := at("declassification", i)
		seen.see(d.Of, p)
		of, ok := k.readersOf(d.Of)
		if !ok || len(of) == 0 {
			k.wrong(at(p, "of"), "nobody reads a level %q; name P1, P3, or P2: and a party that the charter has a level for", d.Of)
			continue
		}
		to, _ := k.readersOf(d.To)
		more := slices.Contains(to, record.Public) || slices.ContainsFunc(to, func(s record.Seat) bool { return !slices.Contains(of, s) })
		if !more {
			k.wrong(at(p, "to"), "nobody reads %s who does not read %s already", d.To, d.Of)
		}
	}
}

// declassRules gives the schedule as the fold has it.
func (c *Charter) declassRules() (all []record.DeclassRule) {
	for _, d := range c.Declassification {
		of, _ := c.readersOf(d.Of)
		to, _ := c.readersOf(d.To)
		all = append(all, record.DeclassRule{Of: of, To: to, After: d.After})
	}
	return all
}
