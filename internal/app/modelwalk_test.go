package app

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// A case goes from an allegation to a final finding, with a reply and a dissent, under
// each of the charters that show how others have decided: as whoever begins with one
// would do it, every seat signing with a key of its own.
func TestACaseUnderEachModel(t *testing.T) {
	type ballot struct {
		seat record.Seat
		vote string
	}
	for _, c := range []struct {
		model, rule, status, rung      string
		accuser, accused, lead, verify record.Seat
		escalate                       []string // to these rungs, before the finding is put
		votes                          []ballot
	}{
		{"seven", "k_of_n", "final", "", "capital-1", "hills-1", "secretariat", "verifiers", nil,
			[]ballot{{"capital-1", "for"}, {"hills-1", "against"}, {"capital-2", "for"}, {"civilian", "for"}, {"hills-2", "for"}}},
		{"seven", "k_of_n", "proposed", "", "capital-1", "hills-1", "secretariat", "verifiers", nil, // four, and none of them of the hills
			[]ballot{{"capital-1", "for"}, {"capital-2", "for"}, {"capital-3", "for"}, {"civilian", "for"}}},
		{"three-components", "two_tier", "final", "", "state", "front", "international", "local-team", nil,
			[]ballot{{"state", "for"}, {"front", "against"}, {"international", "for"}}},
		{"ladder", "consensus", "final", "", "republic", "movement", "head-of-mission", "monitors", nil,
			[]ballot{{"republic", "for"}, {"movement", "for"}, {"head-of-mission", "for"}}},
		{"ladder", "consensus", "final", "senior", "republic", "movement", "head-of-mission", "monitors", []string{"head", "senior"},
			[]ballot{{"republic-principal", "for"}, {"movement-principal", "for"}, {"head-of-mission", "for"}}},
		{"single-head", "single_head", "final", "", "other", "government", "head", "monitors", nil, []ballot{{"head", "for"}}},
	} {
		t.Run(c.model+" "+c.status+" "+c.rung, func(t *testing.T) {
			ctx, dir := t.Context(), t.TempDir()
			text, err := fs.ReadFile(charters.Models(), c.model+".yaml")
			if err != nil {
				t.Fatal(err)
			}
			m, err := peopledBy(ctx, filepath.Join(dir, "m"), c.model+".yaml", text, Options{Guard: filepath.Join(dir, "guard")})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { m.Close() })
			says := func(seat record.Seat, body record.Body, refs ...record.Ref) (desk.Handed, error) {
				return m.Desk.Submit(ctx, signedElsewhere(t, m, m.people[seat], record.Entry{Author: record.Author{Seat: seat}, Refs: refs, Body: body}))
			}
			done := func(seat record.Seat, body record.Body, refs ...record.Ref) record.ID {
				t.Helper()
				h, err := says(seat, body, refs...)
				if err != nil || h.Refused != "" {
					t.Fatalf("%s by %s: %v %s", body.EntryKind(), seat, err, h.Refused)
				}
				return h.ID
			}
			side := func(seat record.Seat) string {
				s, _ := m.Founding.Charter.Seat(seat)
				return s.Of
			}
			id := done(c.accuser, &record.AllegationMade{Against: []string{side(c.accused)}, Submitter: "party", Category: "fighting", What: "Fire on a post."})
			in := record.Ref{Role: record.InCase, ID: id}
			done("secretariat", &record.CaseNotified{To: []string{side(c.accused)}, Summary: "Fire on a post."}, in)
			done(c.lead, &record.CaseMoved{To: "triaged"}, in)
			done(c.lead, &record.TaskGiven{To: c.verify, Method: "site_visit", What: "Look."}, in)
			done(c.accused, &record.ResponseMade{Denies: true, Text: "It was not us."}, in)
			finding := func(preliminary bool) record.Body {
				return &record.FindingProposed{Preliminary: preliminary, Outcome: "violation_unattributed", Summary: "Who fired was not established.", Propositions: []record.Proposition{
					{N: 1, Axis: "occurred", Standard: "reasonable_grounds", Result: "met"}, {N: 2, Axis: "breach", Standard: "reasonable_grounds", Result: "met"},
					{N: 3, Axis: "attribution", Standard: "clear_and_convincing", Result: "not_met"}},
					Texts: []record.PropositionText{{N: 1, Text: "a"}, {N: 2, Text: "b", Clause: "1"}, {N: 3, Text: "c"}}}
			}
			if len(c.escalate) > 0 {
				done(c.verify, finding(true), in)
				done(c.accused, &record.CaseMoved{To: "dispute", Reason: "We see it otherwise."}, in)
			}
			for _, rung := range c.escalate {
				done(c.lead, &record.CaseMoved{To: "escalated", Rung: rung, Reason: "No agreement."}, in)
			}
			f := done(c.verify, finding(false), in)
			on := record.Ref{Role: record.OnFinding, ID: f}
			if h, err := says(c.verify, &record.VoteCast{Stage: "final_finding", Vote: "for"}, in, on); err != nil || !strings.Contains(h.Refused, "nobody writes and decides") {
				t.Errorf("its author's vote: %v %q", err, h.Refused)
			}
			for _, b := range c.votes {
				done(b.seat, &record.VoteCast{Stage: "final_finding", Vote: b.vote}, in, on)
			}
			done(c.accused, &record.DissentFiled{Propositions: []int{2}, Reasons: "No breach."}, in, on)
			it, err := m.Store.Item(ctx, m.Secretariat(), id)
			if err != nil {
				t.Fatal(err)
			}
			got := it.Case.Findings[len(it.Case.Findings)-1]
			if got.Status != c.status || len(got.Votes) != len(c.votes) || len(got.Dissents) != 1 || len(it.Case.Replies) != 1 || it.Case.Rung != c.rung ||
				c.status == "final" && (got.Rule != c.rule || it.Case.Outcome != "violation_unattributed") || c.status != "final" && it.Case.Outcome != "pending" {
				t.Errorf("the case is %q, %q on the rung %q, its finding %+v", it.Case.State, it.Case.Outcome, it.Case.Rung, got)
			}
		})
	}
}
