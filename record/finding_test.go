package record

import (
	"strings"
	"testing"
)

// A finding says by what standard each of its propositions was found, and comes to
// what they come to: a breach is none where an exception was found, and only there.
func TestFindingFollows(t *testing.T) {
	on := func(axis string) Proposition {
		return Proposition{Axis: axis, Standard: Standards[0], Result: "met"}
	}
	for _, c := range []struct {
		name, outcome string
		axes          []Proposition
		want          string
	}{
		{"no breach", "no_violation", []Proposition{on("occurred")}, ""},
		{"a breach", "no_violation", []Proposition{on("occurred"), on("breach")}, "no exception"},
		{"a breach, and an exception", "no_violation", []Proposition{on("occurred"), on("breach"), on("exception")}, ""},
		{"a relevant breach", "relevant_incident_no_violation", []Proposition{on("occurred"), on("breach")}, "no exception"},
		{"a relevant breach, and an exception", "relevant_incident_no_violation", []Proposition{on("occurred"), on("breach"), on("exception")}, ""},
		{"without a standard of proof", "no_violation", []Proposition{{Axis: "occurred", Result: "met"}}, "standard"},
		{"a strong outcome of a weak proposition", "minor_violation", []Proposition{on("occurred"), on("breach")}, "attributed to nobody"},
	} {
		b := &FindingProposed{Outcome: c.outcome, Summary: "s", Propositions: c.axes}
		for i := range b.Propositions {
			b.Propositions[i].N = i + 1
			text := PropositionText{N: i + 1, Text: "t"}
			if axis := b.Propositions[i].Axis; axis == "breach" || axis == "exception" {
				text.Clause = "1"
			}
			b.Texts = append(b.Texts, text)
		}
		if err := b.Validate(); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
