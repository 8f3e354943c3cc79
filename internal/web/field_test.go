package web

import (
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// What is handed in always has a reader: where a charter names no seats for any
// closed level, the desk itself.
func TestClosedLevels(t *testing.T) {
	open := Level{"P0", []record.Seat{record.Public}}
	for _, c := range []struct {
		levels []Level
		want   []record.Seat
	}{
		{[]Level{{"P3", []record.Seat{"chair", "secretariat"}}, open}, []record.Seat{"chair", "secretariat"}},
		{[]Level{{"P1", nil}, open, {"P3", []record.Seat{"chair"}}}, []record.Seat{"chair"}},
		{[]Level{open}, []record.Seat{"secretariat"}},
		{nil, []record.Seat{"secretariat"}},
	} {
		got := Charter{Levels: c.levels, AtDesk: "secretariat"}.closed()
		if len(got) == 0 || !slices.Equal(got[0].Seats, c.want) {
			t.Errorf("%v: a report is for %v, want %v first", c.levels, got, c.want)
		}
	}
}
