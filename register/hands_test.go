package register

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// What destroys, opens or closes content is done by two hands: the second half by the
// hand of the first counts for nothing, and by another it counts. At the desk a hand
// is a session, whatever seat it names.
func TestTwoHands(t *testing.T) {
	harms := map[string]string{}
	for _, q := range record.HarmQuestions {
		harms[q] = "no"
	}
	for _, c := range []struct {
		first, second record.Body
	}{
		{&record.ContentErased{Reason: "r"}, &record.ContentErased{Reason: "r"}},
		{&record.ReleaseProposed{To: []record.Seat{"m"}, Harms: harms, Risk: "r"}, &record.ContentReleased{By: "Amina"}},
		{&record.RedactionProposed{Fields: []string{"what"}, From: []record.Seat{"c"}, Reason: "r"}, &record.ContentRedacted{By: "Amina"}},
	} {
		t.Run(string(c.second.EntryKind()), func(t *testing.T) {
			w := caseWorld(t)
			at := func(session string, to []record.Seat, body record.Body, refs ...record.Ref) *Object {
				t.Helper()
				ev := w.event("desk", "secretariat", body, refs...)
				ev.Head.Author.Session, ev.Head.Audience = session, to
				changes, err := w.state.Apply(ev)
				if err != nil {
					t.Fatal(err)
				}
				return changes[0].After
			}
			some, more := []record.Seat{"c", "secretariat"}, []record.Seat{"c", "m", "secretariat"}
			target := record.Ref{Role: record.Target, ID: at("x", some, &record.AllegationMade{Against: []string{"south"}, Submitter: "public", What: "w"}).ID}
			if c.first.EntryKind() != record.KindReleaseProposed {
				more = some
			}
			first := at("Amina's", some, c.first, target)
			if first.Void != "" {
				t.Fatalf("the first half: %s", first.Void)
			}
			of := target
			if c.second.EntryKind() != record.KindContentErased {
				of = record.Ref{Role: record.OfProposal, ID: first.ID}
			}
			if alone := at("Amina's", more, c.second, of); !strings.Contains(alone.Void, "alone") {
				t.Errorf("both halves by one hand: %q", alone.Void)
			}
			if both := at("Bashir's", more, c.second, of); both.Void != "" {
				t.Errorf("by two hands: %s", both.Void)
			}
		})
	}
}
