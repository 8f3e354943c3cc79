package casework

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/record"
)

// However a party leaves (its seat empty, its people silent, or against
// everything that is put), under whatever charter, at whatever point of a case:
// the others go on. What they can decide by the charter's rule without it is
// decided, published and followed; what they cannot is closed, and says so. No
// clock of theirs waits for it, and its own shows it late.
func TestAnyPartyMayLeave(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(anyCharter(rt))
		begin(rt, w)
		gone := rapid.SampledFrom([]record.Seat{"n", "s"}).Draw(rt, "gone")
		how := rapid.SampledFrom([]string{"vacated", "silent", "against"}).Draw(rt, "how")
		if how == "vacated" {
			w.must(rt, gone, &record.SeatVacated{Seat: gone})
		}
		left := slices.DeleteFunc([]record.Seat{"chair", "n", "s", "legal", "desk"}, func(s record.Seat) bool { return s == gone })
		all := func(stage string, f record.ID) {
			for _, seat := range left {
				_ = w.do(seat, vote(stage, "for"), link{finding: f}) // refused where the seat has no vote, or has given it
			}
			if how == "against" {
				_ = w.do(gone, vote(stage, "against"), link{finding: f})
			}
		}
		// Whatever of the way to a finding is still to go; what is past is refused.
		_ = w.do("desk", &record.CaseNotified{To: []string{"south"}})
		_ = w.do("chair", &record.CaseMoved{To: "triaged"})
		_ = w.do("chair", &record.TaskGiven{To: "monitors", Method: "media"})
		if w.s.Final() == nil {
			w.later(10 * day) // every window to answer is over
			if err := w.do("monitors", violation(true)); err == nil {
				all("preliminary_finding", w.last)
			}
			w.later(10 * day)
			if err := w.do("monitors", violation(false)); err != nil {
				rt.Fatalf("the monitors cannot put a finding in %q: %v", w.s.State, err)
			}
			f := w.last
			all("final_finding", f)
			w.later(30 * day)
			all("final_finding", f)
			rule, _ := w.m.Constitution.Decision("final_finding")
			b := Ballot{Votes: map[record.Seat]string{}, Authors: []record.Seat{"monitors"}, Since: w.s.finding(f).At}
			for _, v := range w.s.finding(f).Votes {
				b.Votes[v.Seat] = v.Vote
			}
			for _, seat := range left {
				b.Votes[seat] = "for"
			}
			if result, by := Decide(w.m, rule, b, w.at); (result == Carried) != (w.s.Final() != nil) && w.s.finding(f).Status != DefeatedFinding {
				rt.Fatalf("%s: the rule comes to %s, and the finding is %s", by, result, w.s.finding(f).Status)
			}
			if !needed(w.m, rule, gone, how) && w.s.Final() == nil {
				rt.Fatalf("%s (%s) has left, the rule %s does without, and there is no finding: %+v", gone, how, rule.Rule, w.s.finding(f))
			}
		}
		if final := w.s.Final(); final != nil {
			all("publication", final.ID)
			if w.s.Final().Published.IsZero() {
				rt.Fatalf("the finding could not be published without %s", gone)
			}
		}
		for _, d := range w.s.Deadlines {
			if standing, _ := d.Standing(w.at.Add(3650 * day)); d.Open() && d.Of == w.m.Constitution.Party(gone) && d.Of != "" && standing != "overdue" {
				rt.Fatalf("ten years on the clock %s of %s is %s", d.Rule.ID, d.Of, standing)
			}
		}
		neverStuck(rt, w)
		// The mechanism itself can be put to rest by those who are left.
		w.must(rt, "chair", &record.ModeChanged{Mode: "suspended"})
		w.must(rt, "chair", &record.ModeChanged{Mode: "winding_down"})
	})
}

// needed says whether a rule carries nothing while a seat withholds itself, with
// everybody else for it and all the time in the world.
func needed(m Mechanism, rule record.DecisionRule, gone record.Seat, how string) bool {
	b := Ballot{Votes: map[record.Seat]string{}, Authors: []record.Seat{"monitors"}, Since: start}
	for _, s := range m.Constitution.Seats {
		switch {
		case s.ID != gone:
			b.Votes[s.ID] = "for"
		case how == "against":
			b.Votes[s.ID] = "against"
		}
	}
	if how == "vacated" {
		return false // nobody waits for an empty seat, whatever the rule
	}
	result, _ := Decide(m, rule, b, start.Add(3650*day))
	return result != Carried
}
