package access_test

import (
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/record"
)

// Who may read an entry: the level's seats, whoever made it, and those named, each
// once; and nothing is made for the handlers of a source.
func TestAudience(t *testing.T) {
	c := &charter.Charter{Levels: charter.Levels{Default: "P3", P1: []record.Seat{"chair", "north", "south"}, P3: []record.Seat{"secretariat", "chair"},
		P2: map[string][]record.Seat{"north": {"chair", "north"}}, P4: []record.Seat{"handler"}}}
	for _, o := range []struct {
		level  string
		author record.Seat
		named  []record.Seat
		want   []record.Seat // none: it is refused
	}{
		{"P1", "north", nil, []record.Seat{"chair", "north", "south"}},
		{"P3", "monitors", nil, []record.Seat{"chair", "monitors", "secretariat"}},
		{"", "monitors", nil, []record.Seat{"chair", "monitors", "secretariat"}},
		{"P2:north", "south", []record.Seat{"lakes", "chair"}, []record.Seat{"chair", "lakes", "north", "south"}},
		{"P2:atlantis", "north", nil, nil},
		{"P4", "handler", nil, nil},
		{"P7", "north", nil, nil},
	} {
		got, err := access.Audience(c, o.level, o.author, o.named...)
		if (err != nil) != (o.want == nil) || !slices.Equal(got, o.want) {
			t.Errorf("%s by %s, for %v too: %v, %v; want %v", o.level, o.author, o.named, got, err, o.want)
		}
	}
	if got := access.Intake(c, "north"); !slices.Equal(got, []record.Seat{"chair", "north", "secretariat"}) {
		t.Errorf("what was handed in is read by %v", got)
	}
}
