package access

import (
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// unattended are the rows of the table of rights whose entries a program may make
// for a seat with nobody looking on: what reports something, and decides nothing.
var unattended = []string{"allegation", "field report", "line between the parties"}

// Unattended reports whether a program may make an entry of a kind with a token of
// its seat's. Whatever rates, rules, releases, erases, moves a deadline, or changes
// keys, seats or the charter takes a person who is there.
func Unattended(kind record.Kind) bool {
	row, ok := Of(kind)
	return ok && !row.Rates && slices.Contains(unattended, row.Object)
}
