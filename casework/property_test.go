package casework

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// act draws something that somebody might do, sensible or not.
func act(rt *rapid.T, w *world) (record.Body, link) {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(rt, name) }
	party := pick("party", "north", "south")
	until := w.at.Add(time.Duration(rapid.IntRange(-24, 200).Draw(rt, "until")) * time.Hour).Format(time.RFC3339)
	var l link
	if n := len(w.s.Findings); n > 0 {
		l.finding = w.s.Findings[rapid.IntRange(0, n-1).Draw(rt, "finding")].ID
	}
	var targets []record.ID
	for _, a := range w.s.Asks {
		targets = append(targets, a.ID)
	}
	for _, r := range w.s.Referrals {
		targets = append(targets, r.ID)
	}
	for _, r := range w.s.Recommendations {
		targets = append(targets, r.ID)
	}
	if len(targets) > 0 && rapid.Bool().Draw(rt, "answers") {
		l.answers = rapid.SampledFrom(targets).Draw(rt, "target")
	}
	switch rapid.IntRange(0, 22).Draw(rt, "act") {
	case 0:
		return &record.CaseNotified{To: []string{party}}, l
	case 1, 2:
		return &record.ResponseMade{Denies: rapid.Bool().Draw(rt, "denies")}, l
	case 3:
		return &record.InformationRequested{Of: party, Until: until}, l
	case 4:
		return &record.AccessRequested{Of: party, Until: until}, l
	case 5:
		return &record.AccessAnswered{Answer: pick("answer", record.AccessAnswers...)}, l
	case 6:
		return &record.TaskGiven{To: "monitors", Method: "media"}, l
	case 7, 8, 9:
		return &record.CaseMoved{To: pick("to", "acknowledged", "outside_mandate", "triaged", "under_verification", "under_investigation",
			"comments_period", "dispute", "escalated", "closed", "reopened"), Outcome: pick("outcome", "", "settled_locally", "withdrawn",
			"closed_no_progress"), Rung: pick("rung", "liaison", "head")}, l
	case 10:
		return &record.DeadlinePaused{Clock: pick("clock", "first-response", "preliminary"), Reason: pick("reason", record.PauseReasons...), Until: until}, l
	case 11, 21, 22:
		more := &record.DeadlineExtended{Clock: pick("clock", "first-response", "comments"), Of: party, Until: until}
		var running []deadline.Deadline
		for _, d := range w.s.Deadlines {
			if d.Open() && d.Rule.Extended > 0 {
				running = append(running, d)
			}
		}
		if len(running) > 0 { // often what can be extended, by two who sign the same time; now and then an earlier one
			d := rapid.SampledFrom(running).Draw(rt, "running")
			hours := rapid.SampledFrom([]int{-24, -1, 24, 24}).Draw(rt, "more")
			more.Clock, more.Of, more.Until = d.Rule.ID, d.Of, d.Due.Add(time.Duration(hours)*time.Hour).Format(time.RFC3339)
		}
		for _, seat := range rapid.SampledFrom([][]record.Seat{{"chair", "n"}, {"n", "s"}, {"s"}, {}}).Draw(rt, "with") {
			_ = w.do(seat, more, l) // refused where it may not, or no longer
		}
		return more, l
	case 12, 13:
		return violation(rapid.Bool().Draw(rt, "preliminary")), l
	case 14, 15, 16:
		return vote(pick("stage", record.VoteStages...), pick("vote", record.Votes...)), l
	case 17:
		return &record.DissentFiled{Propositions: []int{rapid.IntRange(1, 5).Draw(rt, "n")}}, l
	case 18:
		return &record.RecommendationMade{Addressee: party, Due: until, Method: "media"}, l
	case 19:
		return &record.ReferralMade{Measure: "naming"}, l
	}
	switch rapid.IntRange(0, 4).Draw(rt, "rare") {
	case 0:
		return &record.PenaltyDecided{Imposed: true, Measure: "naming"}, l
	case 1:
		return &record.RemedyReported{Verified: rapid.Bool().Draw(rt, "verified")}, l
	case 2:
		return &record.RecusalDeclared{}, l
	case 3:
		return &record.SeatVacated{Seat: record.Seat(pick("vacated", "n", "s", "chair"))}, l
	}
	return &record.SeatFilled{Seat: record.Seat(pick("filled", "n", "s", "chair"))}, l
}

// anyCharter draws how findings are decided.
func anyCharter(rt *rapid.T) *record.Constitution {
	c := twoSides()
	rule := record.DecisionRule{Stage: "final_finding", Seats: []record.Seat{"chair", "n", "s", "legal"},
		Rule: rapid.SampledFrom(record.DecisionRules).Draw(rt, "rule"), Replaced: rapid.Bool().Draw(rt, "replaced")}
	if rapid.Bool().Draw(rt, "an observer is named") { // who has no vote all the same
		rule.Seats = append(rule.Seats, "church")
	}
	if rule.Rule == "k_of_n" {
		rule.K = rapid.IntRange(1, 4).Draw(rt, "k")
		rule.Components = []record.ComponentRule{{ID: "sides", Seats: []record.Seat{"n", "s"}, AtLeast: rapid.IntRange(0, 2).Draw(rt, "least")}}
	}
	if rule.Rule == "two_tier" || rapid.Bool().Draw(rt, "deadlock") { // a charter with two tiers says when the first is over
		rule.After, rule.Then = "2d", rapid.SampledFrom([]string{"chair", "majority"}).Draw(rt, "then")
	}
	if rule.Rule == "consensus" && rapid.Bool().Draw(rt, "undecided") {
		rule.After, rule.Then = "2d", rapid.SampledFrom(record.Undecided).Draw(rt, "no consensus")
	}
	c.Decisions[0] = rule
	if rapid.Bool().Draw(rt, "preliminary is voted") {
		c.Decisions = append(c.Decisions, record.DecisionRule{Stage: "preliminary_finding", Rule: "chair"})
	}
	if rapid.Bool().Draw(rt, "no penalty") {
		c.Penalty = nil
	}
	return c
}

// begin brings a case some way, so that what comes late is met too.
func begin(rt *rapid.T, w *world) {
	way := rapid.IntRange(0, 4).Draw(rt, "way")
	if way == 0 {
		w.must(rt, "n", allegation())
		return
	}
	w.must(rt, "n", allegation())
	w.must(rt, "desk", &record.CaseNotified{To: []string{"south"}})
	if way == 4 { // the time to answer runs
		return
	}
	w.must(rt, "chair", &record.CaseMoved{To: "triaged"})
	w.must(rt, "chair", &record.TaskGiven{To: "monitors", Method: "media"})
	w.must(rt, "s", &record.ResponseMade{})
	f := w.must(rt, "monitors", violation(true))
	if w.s.finding(f).Status == ProposedFinding {
		w.must(rt, "chair", vote("preliminary_finding", "for"), link{finding: f})
	}
	w.later(6 * day)
	if way == 1 {
		return
	}
	f = w.must(rt, "monitors", violation(false))
	if way == 2 {
		return
	}
	for _, seat := range []record.Seat{"chair", "n", "s", "legal"} {
		_ = w.do(seat, vote("final_finding", "for"), link{finding: f}) // refused where the seat has no vote, or it is decided
	}
	if w.s.Final() == nil {
		rt.Fatalf("everybody signed, and the finding is not final: %+v", w.s.finding(f))
	}
}

// Whatever anybody does, in whatever order: what counts for nothing changes
// nothing; a case is always in one of its states with one of its outcomes; what
// has been signed stays; no deadline moves earlier; nobody decides what he
// wrote; no finding is final that its rule did not carry.
func TestAnyOrderOfActs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(anyCharter(rt))
		begin(rt, w)
		seats := []record.Seat{"chair", "desk", "monitors", "legal", "n", "s", "church", "council", "stranger"}
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			w.later(time.Duration(rapid.IntRange(0, 60).Draw(rt, "hours")) * time.Hour)
			before := w.s
			body, l := act(rt, w)
			sound(rt, before, w.s) // what was signed beside it
			seat := rapid.SampledFrom(seats).Draw(rt, "seat")
			s, m := w.s, w.m
			if err := w.do(seat, body, l); err != nil {
				if !reflect.DeepEqual(s, w.s) || !reflect.DeepEqual(m, w.m) {
					rt.Fatalf("a refused %s changed something", body.EntryKind())
				}
				continue
			}
			sound(rt, s, w.s)
			if slices.Contains([]record.Seat{"church", "stranger"}, seat) && body.EntryKind() != record.KindRecusalDeclared {
				rt.Fatalf("%s did a %s", seat, body.EntryKind())
			}
		}
		neverStuck(rt, w)
	})
}

// sound checks a case against what it was before.
func sound(rt *rapid.T, before, s Case) {
	if !slices.Contains(record.CaseStates, s.State) || !slices.Contains(record.Outcomes, s.Outcome) {
		rt.Fatalf("state %q, outcome %q", s.State, s.Outcome)
	}
	if err := Count(Each([]Case{before, s})).Check(); err != nil {
		rt.Fatal(err)
	}
	for i, f := range before.Findings {
		now := s.Findings[i]
		if now.ID != f.ID || len(now.Dissents) < len(f.Dissents) || len(now.Votes) < len(f.Votes) {
			rt.Fatalf("something signed is gone from %+v", now)
		}
	}
	for _, f := range s.Findings {
		for _, v := range f.Votes {
			if v.Seat == f.By && v.Stage != "publication" {
				rt.Fatalf("%s wrote and decided %s", v.Seat, f.ID)
			}
		}
		if f.Status == FinalFinding && (f.Rule == "" || s.Outcome != f.Outcome) {
			rt.Fatalf("final finding %+v of a case that is %q", f, s.Outcome)
		}
	}
	for i, d := range before.Deadlines {
		if now := s.Deadlines[i]; now.Due.Before(d.Due) || now.Rule.Duration != d.Rule.Duration {
			rt.Fatalf("the clock %s moved from %s to %s", d.Rule.ID, d.Due, now.Due)
		}
	}
	if s.Closed() && slices.ContainsFunc(s.Deadlines, deadline.Deadline.Open) {
		rt.Fatal("a clock runs in a closed case")
	}
	if s.Closed() && s.Outcome == "pending" {
		rt.Fatal("a case was closed without an outcome")
	}
}

// neverStuck: whoever has walked out, whoever preside can bring the case to an end.
func neverStuck(rt *rapid.T, w *world) {
	if w.s.Closed() {
		return
	}
	outcome := ""
	if w.s.Final() == nil {
		outcome = "closed_no_progress"
	}
	presiding := w.m.presiding()
	if len(presiding) == 0 {
		rt.Fatal("nobody presides")
	}
	if err := w.do(presiding[0], &record.CaseMoved{To: "closed", Outcome: outcome}); err != nil {
		rt.Fatalf("the case is stuck in %q: %v", w.s.State, err)
	}
}
