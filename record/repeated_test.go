package record_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/record"
)

// What is read alike is read once; whoever changes their own changes nobody else's,
// lists neither.
func TestRepeated(t *testing.T) {
	control := json.RawMessage(`{"acts":["claim","deny"],"credibility":"6","mode":"indirect"}`)
	read := func() *record.StatementRecorded {
		t.Helper()
		b, err := record.BodyOf(record.KindStatementRecorded, slices.Clone(control))
		if err != nil {
			t.Fatal(err)
		}
		return b.(*record.StatementRecorded)
	}
	want := &record.StatementRecorded{Acts: []record.Act{"claim", "deny"}, Mode: "indirect", Credibility: "6"}
	for range 3 {
		b := read()
		if diff := cmp.Diff(want, b); diff != "" {
			t.Fatal(diff)
		}
		b.Acts[0], b.Mode, b.Cue = "threat", "direct", "said"
		b.Acts = append(b.Acts, "promise")
	}
	one, other := read(), read()
	one.Acts = append(one.Acts[:1], "threat")
	if diff := cmp.Diff(want, other); diff != "" {
		t.Error(diff)
	}
	if n := testing.AllocsPerRun(100, func() { read() }); n > 8 {
		t.Errorf("%v allocations for what was read before", n)
	}
}
