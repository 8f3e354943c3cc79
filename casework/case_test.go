package casework

import (
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

const day = 24 * time.Hour

// A case from allegation to a verified remedy, by the book.
func TestByTheBook(t *testing.T) {
	w := newWorld(twoSides())
	w.heard(t)
	if w.s.State != "comments_period" {
		t.Fatalf("state = %q", w.s.State)
	}
	f := w.must(t, "monitors", violation(false))
	w.refused(t, "wrote the finding", "monitors", vote("final_finding", "for"), link{finding: f})
	w.refused(t, "no vote", "church", vote("final_finding", "for"), link{finding: f})
	for _, seat := range []record.Seat{"chair", "n"} {
		w.must(t, seat, vote("final_finding", "for"), link{finding: f})
	}
	if w.s.State == "final_finding" {
		t.Fatal("two of three made a consensus")
	}
	w.must(t, "s", vote("final_finding", "abstain"), link{finding: f})
	if w.s.State != "final_finding" || w.s.Outcome != "serious_violation" || w.s.Final().Rule != "consensus" {
		t.Fatalf("case = %+v", w.s)
	}
	d := w.must(t, "s", &record.DissentFiled{Propositions: []int{3}}, link{finding: f})
	w.refused(t, "no proposition 9", "s", &record.DissentFiled{Propositions: []int{9}}, link{finding: f})
	w.refused(t, "observes", "church", &record.DissentFiled{Propositions: []int{1}}, link{finding: f})
	if got := w.s.Final().Dissents; len(got) != 1 || got[0].By != d {
		t.Errorf("dissents = %+v", got)
	}
	w.must(t, "chair", vote("publication", "for"), link{finding: f})
	if !w.s.Final().Published.IsZero() {
		t.Error("one signature published")
	}
	w.must(t, "legal", vote("publication", "for"), link{finding: f})
	if w.s.Final().Published.IsZero() {
		t.Error("two signatures did not publish")
	}
	r := w.must(t, "chair", &record.ReferralMade{Measure: "naming"}, link{finding: f})
	w.refused(t, "decided by council", "chair", &record.PenaltyDecided{Imposed: true, Measure: "naming"}, link{answers: r})
	w.refused(t, "no measure", "council", &record.PenaltyDecided{Imposed: true, Measure: "prison"}, link{answers: r})
	w.must(t, "council", &record.PenaltyDecided{Imposed: true, Measure: "naming"}, link{answers: r})
	rec := w.must(t, "monitors", &record.RecommendationMade{Addressee: "south", Due: "2026-06-01T00:00:00Z", Method: "site_visit"})
	w.refused(t, "reported by south", "n", &record.RemedyReported{}, link{answers: rec})
	w.must(t, "s", &record.RemedyReported{}, link{answers: rec})
	w.refused(t, "his own remedy", "s", &record.RemedyReported{Verified: true}, link{answers: rec})
	w.must(t, "monitors", &record.RemedyReported{Verified: true}, link{answers: rec})
	if w.s.State != "remedy_verified" {
		t.Errorf("state = %q", w.s.State)
	}
	w.must(t, "chair", &record.CaseMoved{To: "closed"})
	if w.s.Outcome != "serious_violation" {
		t.Errorf("closing changed the outcome to %q", w.s.Outcome)
	}
	w.must(t, "s", &record.DissentFiled{Propositions: []int{4}}, link{finding: f}) // a closed case stays open to dissent
	var states []string
	for i, step := range w.s.History {
		states = append(states, step.State)
		if step.By == "" || i > 0 && !step.At.After(w.s.History[i-1].At) {
			t.Errorf("step %d = %+v", i, step)
		}
	}
	want := []string{"received", "acknowledged", "triaged", "under_verification", "comments_period", "final_finding", "referred_for_penalty",
		"remedy_due", "remedy_verified", "closed"}
	if !slices.Equal(states, want) {
		t.Errorf("the case has been through %q, want %q", states, want)
	}
}

func TestRefused(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	w.refused(t, "for the chair", "n", &record.CaseMoved{To: "triaged"})
	w.refused(t, "comes only after", "chair", &record.CaseMoved{To: "under_verification"})
	w.refused(t, "no party's", "church", &record.ResponseMade{})
	w.must(t, "chair", &record.CaseMoved{To: "triaged"})
	w.refused(t, "not been notified", "monitors", violation(true))
	w.must(t, "desk", &record.CaseNotified{To: []string{"south"}})
	w.refused(t, "notified before", "desk", &record.CaseNotified{To: []string{"south"}})
	w.refused(t, "time to answer is not over", "monitors", violation(true))
	w.refused(t, "those who verify", "church", violation(true))
	w.refused(t, "those who verify", "n", violation(true))
	w.refused(t, "follows a final finding", "monitors", &record.RecommendationMade{Addressee: "south", Due: "2026-06-01T00:00:00Z"})
	w.refused(t, "only a final finding", "chair", &record.ReferralMade{})
	w.refused(t, "closed with an outcome", "chair", &record.CaseMoved{To: "closed"})
	w.refused(t, "by the seat that handed it in", "s", &record.CaseMoved{To: "closed", Outcome: "withdrawn"})
	w.refused(t, "names the case", "chair", &record.CaseMoved{To: "closed", Outcome: "duplicate_of"})
	w.must(t, "chair", &record.TaskGiven{To: "monitors", Method: "media"})
	w.later(3 * day)
	w.refused(t, "could comment", "monitors", violation(false))
	w.must(t, "monitors", violation(true)) // south was silent, and that is no veto
	if got := w.s.Findings[0].Silent; len(got) != 1 || got[0].Of != "south" {
		t.Errorf("silent = %+v", got)
	}
	w.must(t, "n", &record.CaseMoved{To: "closed", Outcome: "withdrawn"})
	w.refused(t, "reopened first", "monitors", violation(true))
	w.must(t, "chair", &record.CaseMoved{To: "reopened"})
	if w.s.Outcome != "pending" {
		t.Errorf("outcome = %q", w.s.Outcome)
	}
}

// A walk-out changes who has to agree, and stops nothing.
func TestWalkOut(t *testing.T) {
	w := newWorld(twoSides())
	w.heard(t)
	w.must(t, "s", &record.SeatVacated{Seat: "s"})
	f := w.must(t, "monitors", violation(false))
	w.refused(t, "no vote", "s", vote("final_finding", "against"), link{finding: f})
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	w.must(t, "n", vote("final_finding", "for"), link{finding: f})
	if w.s.State != "final_finding" {
		t.Fatalf("state = %q: the empty seat stopped the finding", w.s.State)
	}
	if w.m.Vacant["s"].IsZero() {
		t.Error("nobody sees since when the seat is empty")
	}
}

// A veto is outlasted: after fourteen days the chair rules.
func TestVetoAndDeadlock(t *testing.T) {
	w := newWorld(twoSides())
	w.heard(t)
	f := w.must(t, "monitors", violation(false))
	w.must(t, "s", vote("final_finding", "against"), link{finding: f})
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if w.s.finding(f).Status != ProposedFinding {
		t.Fatalf("status = %q before the time was over", w.s.finding(f).Status)
	}
	w.later(14 * day)
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if got := w.s.finding(f); got.Status != FinalFinding || got.Rule != "consensus then chair" {
		t.Errorf("finding = %+v", got)
	}
}

func TestLadder(t *testing.T) {
	w := newWorld(twoSides())
	w.heard(t)
	w.must(t, "s", &record.CaseMoved{To: "dispute"})
	w.refused(t, `next rung of the ladder is "liaison"`, "s", &record.CaseMoved{To: "escalated", Rung: "head"})
	w.must(t, "s", &record.CaseMoved{To: "escalated", Rung: "liaison"})
	w.must(t, "n", &record.CaseMoved{To: "escalated", Rung: "head"})
	w.refused(t, "no rung above", "n", &record.CaseMoved{To: "escalated", Rung: "head"})
	f := w.must(t, "monitors", violation(false))
	w.must(t, "s", vote("final_finding", "against"), link{finding: f})
	w.later(7 * day)
	w.must(t, "chair", vote("final_finding", "for"), link{finding: f})
	if w.s.State != "final_finding" {
		t.Errorf("state = %q: the binding rung did not rule", w.s.State)
	}
}

func TestSettledByBothSides(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	settle := &record.CaseMoved{To: "closed", Outcome: "settled_locally"}
	w.must(t, "n", settle)
	w.refused(t, "signed the settlement before", "n", settle)
	w.refused(t, "by the parties", "chair", settle)
	if w.s.State == "closed" {
		t.Fatal("one side settled it alone")
	}
	w.must(t, "s", settle)
	if w.s.State != "closed" || w.s.Outcome != "settled_locally" {
		t.Errorf("case = %+v", w.s)
	}
}

// Information that is awaited is awaited for a time; silence is a record with a
// time, and pauses nobody for ever.
func TestSilenceEndsTheWait(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	w.must(t, "desk", &record.CaseNotified{To: []string{"south"}})
	w.must(t, "chair", &record.CaseMoved{To: "triaged"})
	w.must(t, "chair", &record.TaskGiven{To: "monitors", Method: "documents"})
	until := w.at.Add(3 * day)
	ask := w.must(t, "monitors", &record.InformationRequested{Of: "south", Until: until.Format(time.RFC3339)})
	if w.s.State != "awaiting_information_from_party" {
		t.Fatalf("state = %q", w.s.State)
	}
	w.later(10 * day)
	w.must(t, "monitors", violation(true))
	if got := w.s.Asks[0]; got.Answer != "silence" {
		t.Errorf("ask = %+v", got)
	}
	if n := len(w.s.History); n < 3 || w.s.History[n-2].State != "under_verification" || w.s.History[n-2].By != "" || !w.s.History[n-2].At.Equal(until) {
		t.Errorf("time brought the case nowhere: %+v", w.s.History)
	}
	for _, d := range w.s.Deadlines {
		if d.Rule.ID == "preliminary" && (len(d.Pauses) != 1 || d.Pauses[0].To != until) {
			t.Errorf("the monitors' clock was paused %+v, want until %s", d.Pauses, until)
		}
	}
	w.must(t, "s", &record.ResponseMade{}, link{answers: ask}) // late is better than never, and shows as late
	if got := w.s.Asks[0]; got.Answer != "given" || !got.Answered.After(got.Until) {
		t.Errorf("ask = %+v", got)
	}
}

func TestAccessDenied(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	w.must(t, "chair", &record.CaseMoved{To: "triaged"})
	w.must(t, "chair", &record.TaskGiven{To: "monitors", Method: "site_visit"})
	ask := w.must(t, "monitors", &record.AccessRequested{Of: "south", Until: w.at.Add(day).Format(time.RFC3339)})
	w.refused(t, "answered by south", "n", &record.AccessAnswered{Answer: "granted"}, link{answers: ask})
	w.must(t, "monitors", &record.AccessAnswered{Answer: "denied", Minutes: 40}, link{answers: ask})
	if w.s.State != "access_denied" {
		t.Fatalf("state = %q", w.s.State)
	}
	w.must(t, "s", &record.AccessAnswered{Answer: "granted"}, link{answers: ask})
	if w.s.State != "under_verification" {
		t.Errorf("state = %q", w.s.State)
	}
	got := Requests(Each([]Case{w.s}), w.at)
	if len(got) != 1 || got[0].Asked["access"] != 1 || got[0].Answers["granted"] != 1 {
		t.Errorf("conduct = %+v", got)
	}
}

func TestExtensionAndFollowing(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	w.must(t, "desk", &record.CaseNotified{To: []string{"south"}})
	w.must(t, "chair", &record.CaseMoved{To: "triaged"})
	w.must(t, "chair", &record.TaskGiven{To: "monitors", Method: "media"})
	w.must(t, "s", &record.ResponseMade{})
	w.must(t, "monitors", violation(true))
	due := func(id string) time.Time {
		for _, d := range w.s.Deadlines {
			if d.Rule.ID == id && d.Of != "north" {
				return d.Due
			}
		}
		return time.Time{}
	}
	final, more := due("final"), due("comments").Add(3*day)
	b := &record.DeadlineExtended{Clock: "comments", Of: "south", Until: more.Format(time.RFC3339)}
	w.refused(t, "no part in extending", "monitors", b)
	w.must(t, "s", b)
	w.must(t, "chair", b)
	if got := due("comments"); !got.Equal(more) {
		t.Errorf("comments are due %s, want %s", got, more)
	}
	if got := due("final"); !got.Equal(final.Add(3 * day)) {
		t.Errorf("the chair's clock is due %s, want %s", got, final.Add(3*day))
	}
}

// The chair and the secretariat are late like anyone else.
func TestEverybodyCanBeLate(t *testing.T) {
	w := newWorld(twoSides())
	w.must(t, "n", allegation())
	w.later(5 * day)
	w.must(t, "desk", &record.CaseNotified{To: []string{"south"}})
	got := map[string]Lateness{}
	for _, l := range Late(Each(w.s.Deadlines), w.at.Add(3*day)) {
		got[l.Body] = l
	}
	if got["secretariat"].MetLate != 1 || got["chair"].Overdue != 1 || got["accused"].Overdue != 1 {
		t.Errorf("lateness = %+v", got)
	}
}

func TestTallyAddsUp(t *testing.T) {
	tally := Count(Each([]Case{{Outcome: "pending", By: "n", Batch: "b1"}, {Outcome: "pending", By: "n", Batch: "b1"}, {Outcome: "no_violation", By: "s"}}))
	if err := tally.Check(); err != nil || tally.Submitters != 2 || tally.Batches != 1 || len(tally.Outcomes) != 13 {
		t.Errorf("tally = %+v, %v", tally, err)
	}
	tally.Cases++ // as a headline that is not the sum of its parts
	if tally.Check() == nil {
		t.Error("a tally that does not add up was let through")
	}
}

// Who is asked: those of the rule, and of the one that follows a deadlock; never
// the author, nor who stands aside.
func TestVoters(t *testing.T) {
	w := newWorld(twoSides())
	w.heard(t)
	f := w.must(t, "monitors", violation(false))
	rule, seats := Voters(w.m, w.s, *w.s.finding(f), "final_finding")
	if rule.Rule != "consensus" || !slices.Equal(seats, []record.Seat{"chair", "n", "s"}) {
		t.Errorf("%q by %q", rule.Rule, seats)
	}
	w.must(t, "n", &record.RecusalDeclared{Reason: "a relative"})
	if _, seats = Voters(w.m, w.s, *w.s.finding(f), "final_finding"); !slices.Equal(seats, []record.Seat{"chair", "s"}) {
		t.Errorf("after a recusal: %q", seats)
	}
	for _, d := range w.s.Deadlines {
		if want := d.Rule.Body == "chair"; w.m.Owes("chair", d) != want {
			t.Errorf("the chair owes %s: %t", d.Rule.ID, !want)
		}
		if want := d.Of == "north"; w.m.Owes("n", d) != want {
			t.Errorf("n owes %s of %q: %t", d.Rule.ID, d.Of, !want)
		}
	}
}
