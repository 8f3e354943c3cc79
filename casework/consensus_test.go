package casework

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/record"
)

// undecidedWorld is a case in which a final finding has been put to a body that
// decides by consensus, with what the charter says of none.
func undecidedWorld(t failer, then string) (*world, record.ID) {
	c := twoSides()
	c.Decisions[0].Then = then
	w := newWorld(c)
	w.heard(t)
	w.later(6 * day)
	return w, w.must(t, "monitors", violation(false))
}

// No consensus by its time, and the chair states so: the mechanism is unable to
// rule, every position stays, and it is published and closed as such. Until the time
// is over nothing of it can be said.
func TestStatementOfPositions(t *testing.T) {
	w, f := undecidedWorld(t, "statement")
	w.must(t, "n", vote("final_finding", "for"), link{finding: f})
	w.must(t, "s", vote("final_finding", "against"), link{finding: f})
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if w.s.finding(f).Status != ProposedFinding || w.s.Outcome != "pending" {
		t.Fatalf("before its time: %+v", w.s.finding(f))
	}
	w.later(15 * day)
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if got := w.s.finding(f); got.Status != UndecidedFinding || got.Rule != "consensus then statement" || len(got.Votes) != 4 || w.s.Outcome != "unable_to_rule" || w.s.Final() != nil {
		t.Fatalf("after its time: %+v, outcome %s", got, w.s.Outcome)
	}
	w.must(t, "s", &record.DissentFiled{Propositions: []int{2}}, link{finding: f})
	w.refused(t, "a final finding", "chair", &record.ReferralMade{Measure: "naming"}, link{finding: f})
	w.must(t, "chair", vote("publication", "for"), link{finding: f})
	w.must(t, "desk", vote("publication", "for"), link{finding: f})
	if w.s.finding(f).Published.IsZero() {
		t.Error("the positions are not published")
	}
	w.must(t, "chair", &record.CaseMoved{To: "closed"})
	if w.s.Outcome != "unable_to_rule" {
		t.Errorf("closed as %s", w.s.Outcome)
	}
}

// No consensus goes up the ladder, rung by rung, each with its own time; above the
// last one there are the positions.
func TestReferralUp(t *testing.T) {
	w, f := undecidedWorld(t, "referral")
	w.later(15 * day)
	w.must(t, "chair", vote("final_finding", "abstain"), link{finding: f})
	if w.s.State != "escalated" || w.s.Rung != "liaison" || w.s.finding(f).Status != ProposedFinding {
		t.Fatalf("%s at %q: %+v", w.s.State, w.s.Rung, w.s.finding(f))
	}
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f}) // the liaison officers have two days
	if w.s.Rung != "liaison" {
		t.Fatalf("the first rung had no time: %q", w.s.Rung)
	}
	up := *w
	up.later(3 * day)
	up.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if up.s.Rung != "head" {
		t.Fatalf("at %q", up.s.Rung)
	}
	up.later(8 * day) // the head's rung binds: the chair rules
	up.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if up.s.Final() == nil {
		t.Errorf("the binding rung decided nothing: %+v", up.s.finding(f))
	}
	w.must(t, "n", vote("final_finding", "for"), link{finding: f})
	w.must(t, "s", vote("final_finding", "for"), link{finding: f})
	if got := w.s.Final(); got == nil || got.Rule != "consensus" {
		t.Errorf("both agreed on their rung: %+v", w.s.finding(f))
	}
}

// Whatever the parties do with a finding that needs the word of all (agree, object,
// abstain, say nothing, or leave their seats), whoever presides brings it to an end
// that the charter names, by waiting and saying so: final, or undecided with all
// positions; and that end can be published and the case closed.
func TestConsensusNeverDeadlocks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := twoSides()
		then := rapid.SampledFrom([]string{"chair", "referral", "statement"}).Draw(rt, "then")
		c.Decisions[0].Then = then
		c.Ladder = nil
		for i := range rapid.IntRange(0, 3).Draw(rt, "rungs") {
			r := record.RungRule{ID: string(rune('a' + i)), Seats: []record.Seat{"n", "s"}, Binding: rapid.Bool().Draw(rt, "binding")}
			if rapid.Bool().Draw(rt, "with the chair") {
				r.Seats = append(r.Seats, "chair")
			}
			if rapid.Bool().Draw(rt, "in time") || r.Binding {
				r.Within = "3d"
			}
			c.Ladder = append(c.Ladder, r)
		}
		w := newWorld(c)
		w.heard(rt)
		w.later(6 * day)
		f := w.must(rt, "monitors", violation(false))
		leave := func() {
			for _, seat := range []record.Seat{"n", "s"} {
				switch how := rapid.SampledFrom([]string{"for", "against", "abstain", "silent", "vacated"}).Draw(rt, string(seat)); how {
				case "silent":
				case "vacated":
					_ = w.do(seat, &record.SeatVacated{Seat: seat}) // empty already, perhaps
				default:
					_ = w.do(seat, vote("final_finding", how), link{finding: f}) // refused where it has left, or all is decided
				}
			}
		}
		for range len(c.Ladder) + 1 {
			if w.s.finding(f).Status != ProposedFinding {
				break
			}
			leave()
			w.later(30 * day)
			_ = w.do(w.m.presiding()[0], vote("final_finding", "for"), link{finding: f}) // refused where the parties have decided
		}
		status := w.s.finding(f).Status
		if !slices.Contains([]string{FinalFinding, UndecidedFinding}, status) {
			rt.Fatalf("under %q with %d rungs it is %s in %s at %q: %+v", then, len(c.Ladder), status, w.s.State, w.s.Rung, w.s.finding(f))
		}
		for _, seat := range []record.Seat{"chair", "desk"} {
			w.must(rt, seat, vote("publication", "for"), link{finding: f})
		}
		if w.s.finding(f).Published.IsZero() {
			rt.Fatal("the end is not published")
		}
		w.must(rt, "chair", &record.CaseMoved{To: "closed"})
		if want := map[string]string{FinalFinding: "serious_violation", UndecidedFinding: "unable_to_rule"}[status]; w.s.Outcome != want {
			rt.Fatalf("a case whose finding is %s was closed as %s", status, w.s.Outcome)
		}
	})
}
