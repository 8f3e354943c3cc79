package access_test

import (
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// A program reports, and decides nothing: no kind that two people stand behind, that
// rates, or that changes who may do what can be made with a token.
func TestUnattended(t *testing.T) {
	n := 0
	for _, kind := range record.Kinds() {
		if !access.Unattended(kind) {
			continue
		}
		n++
		row, _ := access.Of(kind)
		if row.Rates {
			t.Errorf("%s rates", kind)
		}
		switch row.Object {
		case "allegation", "field report", "line between the parties":
		default:
			t.Errorf("%s, %s, takes a person", kind, row.Object)
		}
	}
	for _, kind := range []record.Kind{record.KindKeyAdded, record.KindSeatFilled, record.KindCharterAmended, record.KindContentReleased, record.KindReleaseProposed,
		record.KindContentErased, record.KindRedactionProposed, record.KindDeadlineExtended, record.KindDeadlinePaused, record.KindFindingProposed, record.KindVoteCast,
		record.KindPenaltyDecided, record.KindEntryWithdrawn, record.KindSourceGraded, "nothing"} {
		if access.Unattended(kind) {
			t.Errorf("a program makes a %s", kind)
		}
	}
	if n < 5 {
		t.Errorf("a program makes %d kinds", n)
	}
}
