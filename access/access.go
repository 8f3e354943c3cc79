// Package access says who may see and do what. A level is a set of seats;
// levels have no order and are never compared.
package access

import (
	"slices"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Audience gives who may read an entry: its author's seat, the level's seats,
// and the seats named, sorted. The level is P0, P1, P3, P2:PARTY, or "" for the
// charter's default.
func Audience(c *charter.Charter, level string, author record.Seat, named ...record.Seat) ([]record.Seat, error) {
	seats, err := ofLevel(c, level)
	if err != nil {
		return nil, err
	}
	all := append(append(slices.Clone(seats), author), named...)
	slices.Sort(all)
	return slices.Compact(all), nil
}

func ofLevel(c *charter.Charter, level string) ([]record.Seat, error) {
	if level == "" {
		level = c.Levels.Default
	}
	switch level {
	case "P0":
		return c.Levels.P0, nil
	case "P1":
		return c.Levels.P1, nil
	case "P3":
		return c.Levels.P3, nil
	}
	if len(level) > 3 && level[:3] == "P2:" {
		if seats, ok := c.Levels.P2[level[3:]]; ok {
			return seats, nil
		}
	}
	return nil, fault.New(fault.Invalid, "the charter has no level %q", level)
}
