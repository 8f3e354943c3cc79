package register

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// Two people stand behind every key, and nobody is given a voice by strangers.
func TestKeyApproval(t *testing.T) {
	type sign struct {
		key  string
		seat record.Seat
	}
	// z1 and z2 are keys of two people in one seat; q1 of another's, c1 of the chair's.
	founding := []record.Key{{Seat: "secretariat", ID: "desk", Mode: "desk", Public: "k"}, {Seat: "zelmora", ID: "z1", Mode: "own", Public: "k"},
		{Seat: "zelmora", ID: "z2", Mode: "own", Public: "k"}, {Seat: "oruvia", ID: "q1", Mode: "own", Public: "k"}, {Seat: "chair", ID: "c1", Mode: "own", Public: "k"}}
	for name, c := range map[string]struct {
		of             record.Seat
		added, allowed sign
		refusal        string
	}{
		"another seat approves":                {"zelmora", sign{"z1", "zelmora"}, sign{"c1", "chair"}, ""},
		"another seat adds":                    {"zelmora", sign{"c1", "chair"}, sign{"z1", "zelmora"}, ""},
		"two people of the delegation":         {"zelmora", sign{"z1", "zelmora"}, sign{"z2", "zelmora"}, ""},
		"one person twice":                     {"zelmora", sign{"z1", "zelmora"}, sign{"z1", "zelmora"}, "another person"},
		"two people of another delegation":     {"chair", sign{"z1", "zelmora"}, sign{"z2", "zelmora"}, "another seat"},
		"strangers for a seat with people":     {"oruvia", sign{"z1", "zelmora"}, sign{"c1", "chair"}, "people sit in the seat oruvia"},
		"strangers for a seat without":         {"monitors", sign{"z1", "zelmora"}, sign{"c1", "chair"}, ""},
		"the desk's own key makes no people":   {"secretariat", sign{"z1", "zelmora"}, sign{"c1", "chair"}, ""},
		"a key that was never added":           {"", sign{}, sign{"c1", "chair"}, "no such key"},
		"the key that waits approves itself":   {"zelmora", sign{"z1", "zelmora"}, sign{"fresh", "zelmora"}, "approved yet"},
		"a seat that only the desk speaks for": {"zelmora", sign{"z1", "zelmora"}, sign{"desk", "secretariat"}, "cannot speak"},
	} {
		t.Run(name, func(t *testing.T) {
			w := &world{t: t, state: New()}
			w.do("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c", Keys: founding})
			if c.of != "" {
				w.do(c.added.key, c.added.seat, &record.KeyAdded{Key: record.Key{Seat: c.of, ID: "fresh", Mode: "own", Public: "k"}, Proof: "p"})
			}
			void := w.do(c.allowed.key, c.allowed.seat, &record.KeyApproved{KeyID: "fresh"}).Void
			if (void == "") != (c.refusal == "") || !strings.Contains(void, c.refusal) {
				t.Errorf("void because %q", void)
			}
			if _, counts := w.state.Key("fresh"); counts != (c.refusal == "") {
				t.Errorf("the key counts: %v", counts)
			}
		})
	}
}
