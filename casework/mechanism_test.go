package casework

import (
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

func TestModes(t *testing.T) {
	for _, c := range []struct {
		mode string
		body record.Body
		ok   bool
	}{
		{"register_only", &record.TaskGiven{}, false},
		{"register_only", &record.AllegationMade{}, true},
		{"register_only", &record.CaseMoved{To: "under_investigation"}, false},
		{"running", &record.TaskGiven{}, true},
		{"suspended", &record.AllegationMade{}, true},
		{"suspended", &record.VoteCast{}, false},
		{"suspended", &record.DissentFiled{}, true},
		{"evacuated", &record.TaskGiven{Method: "site_visit"}, false},
		{"evacuated", &record.TaskGiven{Method: "remote_sensing"}, true},
		{"evacuated", &record.FindingProposed{}, true},
		{"winding_down", &record.AllegationMade{}, false},
		{"winding_down", &record.VoteCast{}, true},
		{"closed", &record.DissentFiled{}, false},
	} {
		if got := (Mechanism{Mode: c.mode}).refused(c.body); (got == "") != c.ok {
			t.Errorf("%s in %s: %q", c.body.EntryKind(), c.mode, got)
		}
	}
}

func TestModeChanges(t *testing.T) {
	c := twoSides()
	c.Mode = "register_only"
	w := newWorld(c)
	w.refused(t, "takes no part", "monitors", &record.ModeChanged{Mode: "running"})
	// Monitoring begins when everybody agrees that it does.
	w.must(t, "chair", &record.ModeChanged{Mode: "running"})
	w.must(t, "n", &record.ModeChanged{Mode: "running"})
	w.refused(t, "signed this before", "n", &record.ModeChanged{Mode: "running"})
	if w.m.Mode != "register_only" {
		t.Fatal("it began without the south")
	}
	w.must(t, "s", &record.ModeChanged{Mode: "running"})
	if w.m.Mode != "running" {
		t.Fatalf("mode = %q", w.m.Mode)
	}
	w.must(t, "chair", &record.ModeChanged{Mode: "suspended"})
	if w.m.Mode != "suspended" {
		t.Fatalf("mode = %q", w.m.Mode)
	}
	for _, seat := range []record.Seat{"chair", "n", "s"} {
		if w.m.Mode == "closed" {
			t.Fatal("it was closed before everybody had signed")
		}
		w.must(t, seat, &record.ModeChanged{Mode: "closed"})
	}
	w.refused(t, "successor", "chair", &record.ModeChanged{Mode: "running"})
}

// A change that was signed by some, and that fewer have to sign since, is not lost: it
// takes effect when somebody signs it again, and not before.
func TestMotionUnderAnotherRule(t *testing.T) {
	c := twoSides()
	c.Mode = "register_only"
	w := newWorld(c)
	suspended, running, closed := &record.ModeChanged{Mode: "suspended"}, &record.ModeChanged{Mode: "running"}, &record.ModeChanged{Mode: "closed"}
	w.must(t, "chair", suspended)
	for _, seat := range []record.Seat{"chair", "n", "s"} {
		w.must(t, seat, running)
	}
	w.must(t, "chair", suspended) // which the chair decides, now that it is at work
	if w.m.Mode != "suspended" {
		t.Fatalf("mode = %q", w.m.Mode)
	}
	w.must(t, "chair", closed)
	w.must(t, "n", closed)
	w.refused(t, "signed this before", "n", closed)
	w.must(t, "s", &record.SeatVacated{Seat: "s"})
	if w.m.Mode != "suspended" {
		t.Fatalf("it became %q with nobody signing that", w.m.Mode)
	}
	w.must(t, "n", closed)
	if w.m.Mode != "closed" {
		t.Fatalf("mode = %q", w.m.Mode)
	}
}

func TestSeats(t *testing.T) {
	w := newWorld(twoSides())
	w.refused(t, "no seat", "chair", &record.SeatVacated{Seat: "nobody"})
	w.must(t, "chair", &record.SeatVacated{Seat: "s"}) // one signature of three
	if w.m.empty("s") {
		t.Fatal("the chair emptied a party's seat alone")
	}
	w.must(t, "chair", &record.SeatVacated{Seat: "chair"})
	if got := w.m.presiding(); len(got) != 1 || got[0] != "desk" {
		t.Errorf("presiding = %v: an empty chair stopped the procedure", got)
	}
	for _, seat := range []record.Seat{"n", "s"} {
		w.must(t, seat, &record.SeatFilled{Seat: "chair"})
	}
	w.must(t, "desk", &record.SeatFilled{Seat: "chair"}) // who presides while the chair is empty
	if w.m.empty("chair") {
		t.Error("the chair is still empty")
	}
}

func TestAmendment(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	due := w.s.Deadlines[0].Due
	other := twoSides()
	other.Clocks[0].Duration = "1h"
	for _, seat := range []record.Seat{"chair", "n", "s"} {
		w.must(t, seat, &record.CharterAmended{Digest: "d2", Constitution: other})
	}
	if w.m.Constitution.Clocks[0].Duration != "1h" {
		t.Fatal("three signatures did not amend the charter")
	}
	if !w.s.Deadlines[0].Due.Equal(due) || w.s.Deadlines[0].Rule.Duration != "24h" {
		t.Error("the new rule moved an old deadline")
	}
}

func TestDecide(t *testing.T) {
	seats := func(s string) []record.Seat {
		var all []record.Seat
		for _, r := range s {
			all = append(all, record.Seat(r))
		}
		return all
	}
	// Seven seats of three components (three, three, one), as the Myanmar-style
	// body, and a chair c.
	seven := &record.Constitution{Seats: []record.SeatRule{{ID: "a", Role: "party", Of: "g"}, {ID: "b", Role: "party", Of: "g"},
		{ID: "d", Role: "party", Of: "g"}, {ID: "e", Role: "party", Of: "k"}, {ID: "f", Role: "party", Of: "k"}, {ID: "h", Role: "party", Of: "k"},
		{ID: "i", Role: "monitor"}, {ID: "c", Role: "chair"}, {ID: "o", Role: "observer", Observes: true}}}
	parts := []record.ComponentRule{{ID: "government", Seats: seats("abd"), AtLeast: 1}, {ID: "groups", Seats: seats("efh"), AtLeast: 1}}
	four := record.DecisionRule{Stage: "final_finding", Rule: "k_of_n", K: 4, Seats: seats("abdefhi"), Components: parts}
	two := record.DecisionRule{Stage: "extension", Rule: "k_of_n", K: 2, Seats: seats("ae")}
	later := start.Add(15 * 24 * time.Hour)
	for _, c := range []struct {
		name    string
		rule    record.DecisionRule
		pro     string
		con     string
		abstain string
		vacant  string
		authors string
		recused []Recusal
		at      time.Time
		want    string
	}{
		{"four of seven, both components", four, "abei", "", "", "", "", nil, start, Carried},
		{"four of seven, one component only", four, "abdi", "", "", "", "", nil, start, Open},
		{"a component that has refused", four, "abdi", "efh", "", "", "", nil, start, Defeated},
		{"four against", four, "abe", "dfhi", "", "", "", nil, start, Defeated},
		{"a component that has walked out stops nothing", four, "abdi", "", "", "efh", "", nil, start, Carried},
		{"an author does not count", four, "abei", "", "", "", "i", nil, start, Open},
		{"a recused seat counts less", four, "abe", "", "", "dfh", "", []Recusal{{Seat: "i"}}, start, Carried},
		{"two people are two", two, "a", "", "", "e", "", nil, start, Defeated},
		{"two people", two, "ae", "", "", "", "", nil, start, Carried},
		{"a stand-in", record.DecisionRule{Rule: "majority", Seats: seats("aei"), Replaced: true}, "bi", "", "", "", "", []Recusal{{Seat: "a", StandIn: "b"}}, start, Carried},
		{"an observer's vote", record.DecisionRule{Rule: "majority", Seats: seats("ao")}, "o", "", "", "", "", nil, start, Open},
		{"a majority", record.DecisionRule{Rule: "majority", Seats: seats("aei")}, "ae", "", "", "", "", nil, start, Carried},
		{"a tie", record.DecisionRule{Rule: "majority", Seats: seats("aefh")}, "ae", "fh", "", "", "", nil, start, Deadlock},
		{"a tie that the chair breaks", record.DecisionRule{Rule: "majority", Seats: seats("aefh"), After: "14d", Then: "chair"}, "aec", "fh", "", "", "", nil, later, Carried},
		{"not before the time is over", record.DecisionRule{Rule: "majority", Seats: seats("aefh"), After: "14d", Then: "chair"}, "aec", "fh", "", "", "", nil, start, Open},
		{"consensus", record.DecisionRule{Rule: "consensus", Seats: seats("aec")}, "ae", "", "c", "", "", nil, start, Carried},
		{"consensus of those who say nothing", record.DecisionRule{Rule: "consensus", Seats: seats("ae")}, "", "", "ae", "", "", nil, start, Deadlock},
		{"consensus waits for the silent", record.DecisionRule{Rule: "consensus", Seats: seats("aec")}, "ac", "", "", "", "", nil, later, Open},
		{"two tiers: they agree, the chair is not asked", record.DecisionRule{Rule: "two_tier", Seats: seats("aec")}, "ae", "", "", "", "", nil, start, Carried},
		{"two tiers: they do not, the chair rules", record.DecisionRule{Rule: "two_tier", Seats: seats("aec")}, "ac", "e", "", "", "", nil, start, Carried},
		{"two tiers: they do not, and the chair has not spoken", record.DecisionRule{Rule: "two_tier", Seats: seats("aec")}, "a", "e", "", "", "", nil, start, Open},
		{"a single head", record.DecisionRule{Rule: "single_head"}, "c", "ae", "", "", "", nil, start, Carried},
		{"nobody left", record.DecisionRule{Rule: "single_head"}, "", "", "", "c", "", nil, start, Deadlock},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Mechanism{Constitution: seven, Vacant: map[record.Seat]time.Time{}}
			for _, s := range seats(c.vacant) {
				m.Vacant[s] = start
			}
			b := Ballot{Votes: map[record.Seat]string{}, Authors: seats(c.authors), Recused: c.recused, Since: start}
			for v, who := range map[string]string{"for": c.pro, "against": c.con, "abstain": c.abstain} {
				for _, s := range seats(who) {
					b.Votes[s] = v
				}
			}
			if got, by := Decide(m, c.rule, b, c.at); got != c.want {
				t.Errorf("got %s by %s, want %s", got, by, c.want)
			}
		})
	}
}
