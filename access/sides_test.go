package access_test

import (
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// What one party reads and another does not, and what a release would do to that.
func TestSides(t *testing.T) {
	c := &record.Constitution{Parties: []string{"north", "south"}, Seats: []record.SeatRule{{ID: "chair", Role: access.Chair},
		{ID: "n1", Role: access.Party, Of: "north"}, {ID: "n2", Role: access.Party, Of: "north"}, {ID: "s", Role: access.Party, Of: "south"},
		{ID: "lakes", Role: access.Guarantor, Of: "north"}}}
	for _, one := range []struct {
		readers, to []record.Seat
		has, lacks  []string
		favours     bool
	}{
		{[]record.Seat{"chair"}, nil, nil, []string{"north", "south"}, false},
		{[]record.Seat{"chair", "lakes"}, []record.Seat{"s"}, nil, []string{"north", "south"}, true}, // a guarantor is no party, whoever it stands behind
		{[]record.Seat{"chair"}, []record.Seat{"n1", "s"}, nil, []string{"north", "south"}, false},
		{[]record.Seat{"chair", "n1"}, []record.Seat{"n2"}, []string{"north"}, []string{"south"}, false},
		{[]record.Seat{"chair", "n1"}, []record.Seat{"s"}, []string{"north"}, []string{"south"}, false},
		{[]record.Seat{"n2", "s"}, nil, []string{"north", "south"}, nil, false},
		{[]record.Seat{"chair"}, []record.Seat{record.Public}, nil, []string{"north", "south"}, false},
		{[]record.Seat{record.Public}, []record.Seat{"s"}, []string{"north", "south"}, nil, false},
	} {
		has, lacks := access.Sides(c, one.readers)
		if !slices.Equal(has, one.has) || !slices.Equal(lacks, one.lacks) || access.OneSided(c, one.readers) != (len(has) > 0 && len(lacks) > 0) {
			t.Errorf("%v: %v have it, %v do not", one.readers, has, lacks)
		}
		if got := access.Favours(c, one.readers, one.to); got != one.favours {
			t.Errorf("%v, given to %v: %v", one.readers, one.to, got)
		}
	}
}
