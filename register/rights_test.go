package register

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// for_ makes an entry for an audience, and gives why it counts for nothing.
func (w *world) forSome(audience []record.Seat, seat record.Seat, body record.Body, refs ...record.Ref) *Object {
	w.t.Helper()
	ev := w.event("k"+string(seat), seat, body, refs...)
	ev.Head.Audience = audience
	changes, err := w.state.Apply(ev)
	if err != nil {
		w.t.Fatal(err)
	}
	return changes[0].After
}

// What changes an object is seen by everyone who sees the object: otherwise its
// state would tell what is sealed to them.
func TestNothingMovesUnseen(t *testing.T) {
	table := []record.Seat{"secretariat", "c", "m", "n", "s"}
	w := caseWorld(t)
	source := w.forSome(table, "m", &record.SourceFiled{Submitter: "press", Reliability: "F", File: "f", SHA256: "s",
		Evidence: record.Evidence{Name: "e"}})
	read := record.Ref{Role: record.FromSource, ID: source.ID}
	promise := w.forSome(table, "m", &record.UndertakingRecorded{State: "demanded", Form: "stated_orally", Words: quoted}, read)
	alleged := w.forSome(table, "n", &record.AllegationMade{Against: []string{"south"}, Submitter: "party", What: "w"})
	in, target := record.Ref{Role: record.InCase, ID: alleged.ID}, record.Ref{Role: record.Target, ID: promise.ID}
	before, err := w.state.Digest()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		seat record.Seat
		body record.Body
		refs []record.Ref
	}{
		{"a correction", "m", &record.EntryCorrected{Of: record.KindUndertakingRecorded, Fields: []string{"to"}, Reason: "r",
			Values: map[string]json.RawMessage{"to": json.RawMessage(`{"name":"x"}`)}}, []record.Ref{target}},
		{"a withdrawal", "m", &record.EntryWithdrawn{Reason: "r"}, []record.Ref{target}},
		{"a step of a case", "c", &record.CaseMoved{To: "triaged"}, []record.Ref{in}},
		{"a form", "m", &record.FormAdvanced{Form: "joint_statement", Issuer: "North"}, []record.Ref{about(promise), read}},
		{"a grade of a source", "m", &record.SourceGraded{Reliability: "B", Reason: "r"}, []record.Ref{about(source)}},
	} {
		got := w.forSome([]record.Seat{"c", "m"}, c.seat, c.body, c.refs...)
		if !strings.Contains(got.Void, "could not read why") {
			t.Errorf("%s that %v cannot read moves what they can: %q", c.name, table, got.Void)
		}
	}
	if o := w.state.Object(promise.ID); o.WithdrawnBy != "" || o.CorrectedBy != nil {
		t.Errorf("it is withdrawn by %q, corrected by %v", o.WithdrawnBy, o.CorrectedBy)
	}
	if got := w.forSome(table, "c", &record.CaseMoved{To: "triaged"}, in); got.Void != "" {
		t.Errorf("a step that everyone can read: %s", got.Void)
	}
	if after, err := w.state.Digest(); err != nil || after == before {
		t.Error("the digests tell nothing apart", err)
	}
}

// The table of rights holds in the fold: an entry that is not its author's to make
// is void on every machine, whoever let it into the log.
func TestRightsInTheFold(t *testing.T) {
	w := caseWorld(t)
	for _, c := range []struct {
		name string
		seat record.Seat
		body record.Body
		want string
	}{
		{"a monitor's response", "m", &record.ResponseMade{Text: "t"}, "not for the seat m, a monitor's, to make"},
		{"a party's erasure", "n", &record.ContentErased{Reason: "r"}, "not for the seat n, a party's, to make"},
		{"a party's attestation", "s", &record.TimeAttested{Size: 1, Root: strings.Repeat("0", 64), Witnessed: "2026-11-24T05:00:00Z", Checkpoint: "c"}, "not for the seat s, a party's, to make"},
		{"a party's notice to the other", "n", &record.CaseNotified{To: []string{"south"}, Summary: "s"}, "not for the seat n, a party's, to make"},
	} {
		if got := w.by(c.seat, c.body); !strings.Contains(got.Void, c.want) {
			t.Errorf("%s: %q", c.name, got.Void)
		}
	}
}
