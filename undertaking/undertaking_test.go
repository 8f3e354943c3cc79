package undertaking

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

var start = time.Date(2025, 10, 19, 9, 0, 0, 0, time.UTC)

func charter() *record.Constitution {
	return &record.Constitution{Parties: []string{"north", "south"}, Offset: 300,
		Seats: []record.SeatRule{{ID: "desk", Role: "secretariat"}, {ID: "m", Role: "monitor"}, {ID: "n", Role: "party", Of: "north"},
			{ID: "s", Role: "party", Of: "south"}, {ID: "lakes", Role: "guarantor", Of: "lakes"}, {ID: "hills", Role: "guarantor", Of: "hills"},
			{ID: "church", Role: "observer", Observes: true}},
		Clocks: []record.ClockRule{{ID: "act", Body: "guarantor", StartsOn: "trigger_notified", Duration: "72h"}}}
}

func promise() State {
	return Begin(&record.UndertakingRecorded{State: "given", Form: "stated_orally", Guarantors: []record.Guarantor{
		{Handle: "g1", State: "named_by_party"}, {Handle: "g2", State: "named_by_party"}}})
}

var n int

func entry(seat record.Seat, body record.Body, change ...func(*Entry)) Entry {
	n++
	e := Entry{ID: record.ID(strings.Repeat("0", 31) + string(rune('a'+n%6))), At: start, Seat: seat, Body: body, Has: func(string) bool { return true }}
	for _, c := range change {
		c(&e)
	}
	return e
}

// The same promise, graded by each side and by the monitors: the grades stand
// side by side, in the order given, and a side's silence is no grade.
func TestGradesSideBySide(t *testing.T) {
	c, s := charter(), promise()
	for _, g := range []struct {
		seat   record.Seat
		body   *record.GradeGiven
		source record.ID
		want   string
	}{
		{"n", &record.GradeGiven{Axis: "implementation", Value: "0", Level: "self_declared"}, "", ""},
		{"s", &record.GradeGiven{Axis: "implementation", Value: "3", Level: "self_declared"}, "", ""},
		{"m", &record.GradeGiven{Axis: "compliance", Value: "not_assessable", Level: "monitor_observed"}, "", ""},
		{"desk", &record.GradeGiven{Axis: "implementation", Value: "1", Level: "unverified_press", Reported: "north"}, "src", ""},
		{"desk", &record.GradeGiven{Axis: "implementation", Value: "1", Level: "unverified_press", Reported: "north"}, "", "names the source"},
		{"n", &record.GradeGiven{Axis: "implementation", Value: "3", Level: "unverified_press", Reported: "south"}, "src", "speaks for itself"},
		{"church", &record.GradeGiven{Axis: "implementation", Value: "3", Level: "monitor_observed"}, "", "does not rate"},
	} {
		next, err := Apply(c, s, entry(g.seat, g.body, func(e *Entry) { e.Source = g.source }))
		if g.want == "" && err != nil || g.want != "" && (err == nil || !strings.Contains(err.Error(), g.want)) {
			t.Errorf("%s: %v, want %q", g.seat, err, g.want)
		}
		s = next
	}
	if len(s.Grades) != 4 || s.Grades[0].Value != "0" || s.Grades[1].Value != "3" {
		t.Errorf("grades = %+v", s.Grades)
	}
	if _, ok := s.Latest("lakes", "implementation"); ok {
		t.Error("a guarantor that said nothing has a grade")
	}
	if _, ok := s.Latest("desk", "implementation"); ok {
		t.Error("what is reported of a party is the grade of the seat that reports it")
	}
}

func TestUnderspecified(t *testing.T) {
	has := []string{"duty_bearer", "act", "object"}
	s, err := Apply(charter(), promise(), entry("desk", &record.ObligationSpecified{Kind: "procure_third_party", Continuous: true}, func(e *Entry) {
		e.Has = func(part string) bool { return slices.Contains(has, part) }
	}))
	want := []string{"place", "start", "end", "condition", "exception", "verification", "evidence_owed"}
	if err != nil || !slices.Equal(s.Missing, want) || !s.Underspecified() {
		t.Errorf("missing = %v (%v), want %v", s.Missing, err, want)
	}
	has = record.ObligationParts
	s, err = Apply(charter(), s, entry("desk", &record.ObligationSpecified{Kind: "perform", Due: "2025-11-06"}))
	if err != nil || s.Underspecified() {
		t.Errorf("missing = %v (%v), want nothing", s.Missing, err)
	}
	if s.Obligation.Overdue(time.Date(2025, 11, 6, 18, 59, 0, 0, time.UTC), 300) {
		t.Error("the last day is over before it is over in Islamabad")
	}
	if !s.Obligation.Overdue(time.Date(2025, 11, 6, 19, 0, 0, 0, time.UTC), 300) {
		t.Error("the last day never ends")
	}
}

// A benefit is suspended while the duty that it answers is graded below what was
// agreed, by the grader that was agreed on, and by nobody else.
func TestConditional(t *testing.T) {
	c, duty := charter(), promise()
	o := &Obligation{Kind: "perform", DependsOn: "duty", Below: 2, GradedBy: "m"}
	if o.Suspends(duty) {
		t.Error("suspended before anybody graded")
	}
	duty, _ = Apply(c, duty, entry("n", &record.GradeGiven{Axis: "implementation", Value: "0", Level: "self_declared"}))
	if o.Suspends(duty) {
		t.Error("suspended by another's grade")
	}
	duty, _ = Apply(c, duty, entry("m", &record.GradeGiven{Axis: "implementation", Value: "1", Level: "monitor_observed"}))
	if !o.Suspends(duty) {
		t.Error("not suspended by the monitors' grade")
	}
	duty, _ = Apply(c, duty, entry("m", &record.GradeGiven{Axis: "implementation", Value: "2", Level: "monitor_observed"}))
	if o.Suspends(duty) {
		t.Error("suspended for ever")
	}
}

// The clause on modalities of the 2025 sequence: agreed in principle on 30
// October, due on 6 November, and nothing was agreed on that day.
func TestClauseLapses(t *testing.T) {
	c := charter()
	s := BeginClause(&record.ClauseRecorded{State: "agreed_in_principle", Until: "2025-11-06"}, start)
	for at, want := range map[string]string{"2025-11-06T18:59:59Z": "agreed_in_principle", "2025-11-06T19:00:00Z": "lapsed"} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Clause.At(now, c.Offset); got != want {
			t.Errorf("at %s the clause is %q, want %q", at, got, want)
		}
	}
	late := func(e *Entry) { e.At = time.Date(2025, 11, 8, 0, 0, 0, 0, time.UTC) }
	if _, err := Apply(c, s, entry("desk", &record.ClauseMoved{To: "extended", Until: "2025-12-01"}, late)); err == nil {
		t.Error("a clause that has lapsed was extended")
	}
	again, err := Apply(c, s, entry("desk", &record.ClauseMoved{To: "in_force", Until: "2026-01-01"}, late))
	if err != nil || again.Clause.At(start.AddDate(0, 1, 0), c.Offset) != "in_force" {
		t.Errorf("clause = %+v, %v", again.Clause, err)
	}
	if s.Clause.State != "agreed_in_principle" {
		t.Error("an earlier state was edited in place")
	}
}

func TestClauseMoves(t *testing.T) {
	c := charter()
	inForce := BeginClause(&record.ClauseRecorded{State: "in_force"}, start)
	ended, err := Apply(c, inForce, entry("desk", &record.ClauseMoved{To: "terminated", From: "2025-11-02", Reason: "r"}))
	if err != nil || ended.Clause.At(start, c.Offset) != "in_force" || ended.Clause.At(start.AddDate(0, 0, 14), c.Offset) != "terminated" {
		t.Errorf("a clause under notice: %+v, %v", ended.Clause, err)
	}
	for _, b := range []*record.ClauseMoved{{To: "proposed"}, {To: "agreed_text"}, {To: "superseded"}} {
		if _, err := Apply(c, inForce, entry("desk", b)); err == nil {
			t.Errorf("a clause in force became %s", b.To)
		}
	}
	by := func(e *Entry) { e.Successor = "0123" }
	if after, err := Apply(c, inForce, entry("desk", &record.ClauseMoved{To: "superseded"}, by)); err != nil || after.Clause.State != "superseded" ||
		after.Clause.Successor != "0123" || inForce.Clause.State != "in_force" {
		t.Errorf("superseded: %+v, before: %+v, %v", after.Clause, inForce.Clause, err)
	}
	if _, err := Apply(c, promise(), entry("desk", &record.ClauseMoved{To: "suspended"})); err == nil {
		t.Error("a promise that is no clause was moved as one")
	}
}

func TestContestsStandBeside(t *testing.T) {
	s, err := Apply(charter(), promise(), entry("s", &record.ReadingContested{What: "denied"}))
	if err != nil || s.Stage != "given" || len(s.Contests) != 1 || s.Contests[0].Of != "south" {
		t.Errorf("state = %+v, %v", s, err)
	}
	if _, err := Apply(charter(), promise(), entry("m", &record.ReadingContested{What: "denied"})); err == nil {
		t.Error("monitors denied in a party's place")
	}
}

func TestDeclarations(t *testing.T) {
	c := charter()
	s, err := Apply(c, promise(), entry("s", &record.DeclarationMade{What: "locations"}, func(e *Entry) { e.ID = "d" }))
	if err != nil {
		t.Fatal(err)
	}
	on := func(e *Entry) { e.Answers = "d" }
	b := &record.DeclarationConcluded{Correctness: "correct", Completeness: "not_determined", Level: "monitor_observed"}
	if _, err := Apply(c, s, entry("s", b, on)); err == nil {
		t.Error("a party concluded on its own declaration")
	}
	if _, err := Apply(c, s, entry("m", b)); err == nil {
		t.Error("a conclusion on nothing")
	}
	if s, err = Apply(c, s, entry("m", b, on)); err != nil || s.Declarations[0].Conclusions[0].Completeness != "not_determined" {
		t.Errorf("declarations = %+v, %v", s.Declarations, err)
	}
}

// Nobody accepts, or acts, for a guarantor; and one that was called on has a
// clock like everyone else.
func TestGuarantors(t *testing.T) {
	c, s := charter(), promise()
	for _, g := range []struct {
		seat record.Seat
		b    record.GuaranteeMoved
		want string
	}{
		{"n", record.GuaranteeMoved{Handle: "g1", State: "accepted", As: "north"}, "no guarantor's"},
		{"lakes", record.GuaranteeMoved{Handle: "g1", State: "accepted", As: "hills"}, "speaks for lakes"},
		{"lakes", record.GuaranteeMoved{Handle: "g1", State: "accepted", As: "lakes"}, ""},
		{"lakes", record.GuaranteeMoved{Handle: "g2", State: "declined", As: "lakes"}, "guarantor g1 already"},
		{"hills", record.GuaranteeMoved{Handle: "g1", State: "withdrawn", As: "hills"}, "spoken for"},
		{"lakes", record.GuaranteeMoved{Handle: "g1", State: "acted", As: "lakes"}, "cannot become"},
		{"lakes", record.GuaranteeMoved{Handle: "g1", State: "active", As: "lakes"}, ""},
		{"n", record.GuaranteeMoved{Handle: "g1", State: "trigger_notified"}, ""},
	} {
		next, err := s.Guarantee(c, &g.b, entry(g.seat, &g.b))
		if g.want == "" && err != nil || g.want != "" && (err == nil || !strings.Contains(err.Error(), g.want)) {
			t.Errorf("%s %s: %v, want %q", g.seat, g.b.State, err, g.want)
		}
		s = next
	}
	if len(s.Clocks) != 1 {
		t.Fatalf("clocks = %+v", s.Clocks)
	}
	if standing, late := s.Clocks[0].Standing(start.Add(100 * time.Hour)); standing != "overdue" || late != 28*time.Hour {
		t.Errorf("the guarantor is %s by %s", standing, late)
	}
}

func TestForm(t *testing.T) {
	s := promise().Advance(&record.FormAdvanced{Form: "signed"}).Advance(&record.FormAdvanced{Form: "joint_statement"})
	if s.Form != "signed" {
		t.Errorf("form = %q: a weaker form took the stronger away", s.Form)
	}
	if d := promise().Advance(&record.FormAdvanced{Form: "signed", Disputed: true}); d.Form != "stated_orally" || !slices.Equal(d.Disputed, []string{"signed"}) {
		t.Errorf("disputed before anybody claimed it: form = %q, disputed = %v", d.Form, d.Disputed)
	}
	// "Signed", says one; a joint statement, shows the record.
	if s = s.Advance(&record.FormAdvanced{Form: "signed", Disputed: true}); !slices.Equal(s.Disputed, []string{"signed"}) || s.Form != "joint_statement" {
		t.Errorf("form = %q, disputed = %v", s.Form, s.Disputed)
	}
}
