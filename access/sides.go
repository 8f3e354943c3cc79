package access

import (
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Sides gives the parties of whose delegation somebody is among readers, and those of
// which nobody is, both in the charter's order. What everyone may read is every
// party's.
func Sides(c *record.Constitution, readers []record.Seat) (has, lacks []string) {
	for _, party := range c.Parties {
		reads := slices.Contains(readers, record.Public) ||
			slices.ContainsFunc(c.SeatsOf(party), func(s record.Seat) bool { return slices.Contains(readers, s) })
		if reads {
			has = append(has, party)
		} else {
			lacks = append(lacks, party)
		}
	}
	return has, lacks
}

// OneSided reports whether some party reads what another does not (R77): what one
// side gets the other gets, or the log says that it did not.
func OneSided(c *record.Constitution, readers []record.Seat) bool {
	has, lacks := Sides(c, readers)
	return len(has) > 0 && len(lacks) > 0
}

// Favours reports whether giving something that some read to more seats gives it to a
// party and leaves another without it.
func Favours(c *record.Constitution, readers, to []record.Seat) bool {
	had, _ := Sides(c, readers)
	has, lacks := Sides(c, append(slices.Clone(readers), to...))
	return len(has) > len(had) && len(lacks) > 0
}
