package casework

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/record"
)

func TestSides(t *testing.T) {
	cases := []Case{{Asks: []Ask{{ID: "1", Kind: "access", Of: "north", Answer: "denied"}, {ID: "2", Kind: "access", Of: "south", Answer: "delayed"},
		{ID: "3", Kind: "access", Of: "south"}, {ID: "4", Kind: "information", Of: "south", Answer: "given"}}}}
	got := Sides([]string{"north", "south"}, Each(cases), map[record.ID]string{"2": "host"},
		[]Handed{{Of: "north", Public: true}, {Of: "north"}, {Of: "atlantis"}}, []Seen{{Of: "south"}, {Of: ""}})
	want := []Side{{Of: "north", Allegations: 2, PublicFirst: 1, Asked: 1, Chosen: map[string]int{"": 1}, Never: true},
		{Of: "south", Asked: 2, Reached: 1, Chosen: map[string]int{"host": 1, "": 1}, Seen: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
