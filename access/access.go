// Package access says who may see and do what. A level is a set of seats;
// levels have no order and are never compared. Who may make which entry is a
// table; where two people are needed is another; how exact a place or a time may
// be told is a third. The fold, the desk, the API and the pages all ask here.
//
// It knows nothing of who is signed in, of keys, or of where things are kept.
package access

import (
	"maps"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Level names a set of seats of the charter: P0, P1, P2:PARTY, P3 or P4.
// It is a name and has no rank.
type Level string

// The levels, beside P2:PARTY, which is one party alone with the mechanism.
const (
	Public    Level = "P0" // everyone
	Parties   Level = "P1" // the parties, and those around the table
	Mechanism Level = "P3" // the mechanism's own staff
	Sealed    Level = "P4" // a source's handlers; nothing of it is an entry
)

// Seats gives the seats of a level, or a fault.Invalid for one that the charter
// does not have. "" is the charter's default.
func Seats(c *charter.Charter, level Level) ([]record.Seat, error) {
	if level == "" {
		level = Level(c.Levels.Default)
	}
	switch level {
	case Public:
		return c.Levels.P0, nil
	case Parties:
		return c.Levels.P1, nil
	case Mechanism:
		return c.Levels.P3, nil
	case Sealed:
		return c.Levels.P4, nil
	}
	if party, ok := strings.CutPrefix(string(level), "P2:"); ok {
		if seats, ok := c.Levels.P2[party]; ok {
			return seats, nil
		}
	}
	return nil, fault.New(fault.Invalid, "the charter has no level %q; it has %q", level, levels(c))
}

// levels gives the levels that an entry can be made for.
func levels(c *charter.Charter) []Level {
	all := []Level{Public, Parties}
	for _, party := range slices.Sorted(maps.Keys(c.Levels.P2)) {
		all = append(all, Level("P2:"+party))
	}
	return append(all, Mechanism)
}

// Audience gives who may read an entry: its author's seat, the level's seats,
// and the seats named, sorted. The level is P0, P1, P3, P2:PARTY, or "" for the
// charter's default. P4 is refused: who a source is goes to its handlers,
// encrypted to them, and never into an entry.
func Audience(c *charter.Charter, level string, author record.Seat, named ...record.Seat) ([]record.Seat, error) {
	if Level(level) == Sealed {
		return nil, fault.New(fault.Invalid, "P4 is for the handlers of a source alone: nothing of that level is made an entry")
	}
	seats, err := Seats(c, Level(level))
	if err != nil {
		return nil, err
	}
	all := append(append(slices.Clone(seats), author), named...)
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Intake gives who may read what was handed in before anybody has decided on it:
// the seat that handed it in, and the mechanism's own staff (R71).
func Intake(c *charter.Charter, by record.Seat) []record.Seat {
	all := append(slices.Clone(c.Levels.P3), by)
	slices.Sort(all)
	return slices.Compact(all)
}
