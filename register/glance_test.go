package register

import (
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// A case is read at a glance however much was said in it: the order of its pieces,
// which is that of their bytes, is that in which they were written.
func TestGlanceOfALongCase(t *testing.T) {
	begin := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	o := &Object{ID: "00000000000000000000000000000007", Index: 7, Kind: record.KindAllegationMade, Case: &casework.Case{State: "triaged"}}
	for i := range 60_000 {
		o.Case.Replies = append(o.Case.Replies, casework.Reply{Of: "the party of a name with spaces", At: begin.Add(time.Duration(i) * time.Second), On: "allegation"})
	}
	pieces := o.glance()
	if len(pieces) <= 1000 || !slices.IsSorted(pieces) {
		t.Fatalf("%d pieces, sorted: %t: nothing is shown of more than a thousand", len(pieces), slices.IsSorted(pieces))
	}
	all, err := Glances(pieces)
	if err != nil || len(all) != 1 || all[0].Index != 7 {
		t.Fatalf("%d glances: %v", len(all), err)
	}
	if !slices.Equal(all[0].Case.Replies, o.Case.Replies) {
		t.Errorf("of %d replies, %d were read, or others", len(o.Case.Replies), len(all[0].Case.Replies))
	}
}
