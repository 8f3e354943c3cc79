package access_test

import (
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// Of what is for everyone from the first, a party tells its own; the mechanism's
// own changes are open; a step on what is public already is as public. Everything
// else is released by two people, whoever made it.
func TestNobodyPublishesAlone(t *testing.T) {
	open := []record.Kind{record.KindKeyAdded, record.KindKeyApproved, record.KindKeyRevoked, record.KindSeatVacated, record.KindSeatFilled,
		record.KindCharterAmended, record.KindModeChanged, record.KindCharterAdopted, record.KindTimeAttested, record.KindStateAttested,
		record.KindReadsAttested, record.KindRefusalsAttested, record.KindSubmissionRefused, record.KindReleaseProposed, record.KindContentReleased}
	first := []record.Kind{record.KindAllegationMade, record.KindSourceFiled, record.KindStatementRecorded, record.KindClaimRecorded,
		record.KindIncidentRecorded, record.KindCrossingStatusRecorded, record.KindTalksRecorded, record.KindUndertakingRecorded,
		record.KindCountReported, record.KindCoverageRecorded, record.KindInstrumentRecorded, record.KindClauseRecorded, record.KindTextVariantFiled}
	for _, kind := range record.Kinds() {
		if err := access.Alone(coarseCharter().Constitution(0), "north", kind, false); err != nil {
			t.Errorf("a party's own %s: %v", kind, err)
		}
		for _, seat := range []record.Seat{"monitors", "church", "nobody"} {
			free := slices.Contains(open, kind)
			if err := access.Alone(coarseCharter().Constitution(0), seat, kind, false); (err == nil) != free {
				t.Errorf("%s, a %s: %v", seat, kind, err)
			}
			if err := access.Alone(coarseCharter().Constitution(0), seat, kind, true); (err == nil) != (free || !slices.Contains(first, kind)) {
				t.Errorf("%s, a %s about something public: %v", seat, kind, err)
			}
		}
	}
}
