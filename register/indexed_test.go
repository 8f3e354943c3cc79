package register

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// TestHandleIsNotFound: who a source is is found by nothing, not even by the handle
// that stands for it.
func TestHandleIsNotFound(t *testing.T) {
	const handle = "5f0c2b9d1e7a4c3f8b6d0a9e2c4f7b1d"
	o := &Object{Kind: record.KindAllegationMade, Control: json.RawMessage(`{"submitter":"public"}`), Audience: []record.Seat{"chair"}}
	x, err := o.Indexed(map[string]json.RawMessage{"what": json.RawMessage(`"fire on a post"`), record.HandleField: json.RawMessage(`"` + handle + `"`)}, nil)
	if err != nil || !slices.Contains(x.Words, "fire") || slices.Contains(x.Words, handle) {
		t.Errorf("it is found by %q, %v", x.Words, err)
	}
}

// An incident is found by its general type and by the agreement's own category, and
// neither takes the other's place.
func TestTypeAndOwnCategory(t *testing.T) {
	b := &record.IncidentRecorded{Type: "Armed clash", Category: "fire across the line"}
	x := Item{Object: Object{Kind: b.EntryKind()}, Body: b}.ways()
	for _, want := range []string{Label(ByType, b.Type), Label(ByType, b.Category)} {
		if !slices.Contains(x.labels, want) {
			t.Errorf("an incident of both is not found by %q: %q", want, x.labels)
		}
	}
}
