package casework

import (
	"fmt"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// world is one case, and those who act in it.
type world struct {
	m    Mechanism
	s    Case
	at   time.Time
	n    int
	last record.ID // the id of the latest entry that counted
}

var start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// twoSides is a mechanism with a chair, monitors, and consensus that falls to
// the chair after fourteen days.
func twoSides() *record.Constitution {
	return &record.Constitution{Mode: "running", Parties: []string{"north", "south"}, Categories: []string{"fighting"},
		Seats: []record.SeatRule{{ID: "chair", Role: "chair"}, {ID: "desk", Role: "secretariat"}, {ID: "monitors", Role: "monitor"},
			{ID: "legal", Role: "legal"}, {ID: "n", Role: "party", Of: "north"}, {ID: "s", Role: "party", Of: "south"},
			{ID: "church", Role: "observer", Observes: true}, {ID: "council", Role: "guarantor", Of: "lakes"}},
		Clocks: []record.ClockRule{
			{ID: "acknowledge", Body: "secretariat", StartsOn: "submitted", Duration: "24h"},
			{ID: "triage", Body: "chair", StartsOn: "submitted", Duration: "24h"},
			{ID: "first-response", Body: "accused", StartsOn: "notice_given", Duration: "48h", PausedBy: []string{"force_majeure"}, Extended: 2},
			{ID: "tasked", Body: "monitor", StartsOn: "triaged", Duration: "48h"},
			{ID: "preliminary", Body: "monitor", StartsOn: "tasked", Duration: "7d", PausedBy: []string{"access_denied", "information_awaited"}},
			{ID: "comments", Body: "party", StartsOn: "preliminary_finding", Duration: "5d", Extended: 2},
			{ID: "final", Body: "chair", StartsOn: "comments_closed", Duration: "14d"},
			{ID: "publication", Body: "chair", StartsOn: "final_finding", Duration: "7d"},
			{ID: "remedy", Body: "accused", StartsOn: "published", Duration: "30d"},
		},
		Decisions: []record.DecisionRule{
			{Stage: "final_finding", Rule: "consensus", Seats: []record.Seat{"chair", "n", "s"}, After: "14d", Then: "chair"},
			{Stage: "publication", Rule: "k_of_n", K: 2, Seats: []record.Seat{"chair", "desk", "legal"}},
			{Stage: "extension", Rule: "k_of_n", K: 2, Seats: []record.Seat{"chair", "n", "s"}},
		},
		Ladder: []record.RungRule{{ID: "liaison", Seats: []record.Seat{"n", "s"}, Within: "2d"},
			{ID: "head", Seats: []record.Seat{"chair", "n", "s"}, Within: "7d", Binding: true}},
		Penalty: &record.PenaltyRule{Body: "council", Measures: []string{"naming", "sanction"}},
	}
}

func newWorld(c *record.Constitution) *world { return &world{m: Found("c", c, start), at: start} }

// failer is a test, or a property being tested.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// link is what an entry refers to.
type link struct{ finding, answers, other record.ID }

// do lets a seat do something, an hour after what was done before.
func (w *world) do(seat record.Seat, body record.Body, to ...link) error {
	w.n++
	w.at = w.at.Add(time.Hour)
	e := Entry{ID: record.ID(fmt.Sprintf("%032x", w.n)), At: w.at, Seat: seat, Body: body, Has: func(string) bool { return true }}
	for _, l := range to {
		e.Finding, e.Answers, e.Other = l.finding, l.answers, l.other
	}
	var err error
	switch body.(type) {
	case *record.AllegationMade:
		w.s, err = OpenCase(w.m, e)
	case *record.ModeChanged, *record.SeatVacated, *record.SeatFilled, *record.CharterAmended:
		w.m, err = w.m.Change(e)
	default:
		w.s, err = Apply(w.m, w.s, e)
	}
	if err == nil {
		w.last = e.ID
	}
	return err
}

func (w *world) later(d time.Duration) { w.at = w.at.Add(d) }

// must does something that has to count.
func (w *world) must(t failer, seat record.Seat, body record.Body, to ...link) record.ID {
	t.Helper()
	if err := w.do(seat, body, to...); err != nil {
		t.Fatalf("%s by %s: %v", body.EntryKind(), seat, err)
	}
	return w.last
}

// refused does something that must not count.
func (w *world) refused(t failer, want string, seat record.Seat, body record.Body, to ...link) {
	t.Helper()
	before := fmt.Sprintf("%+v", w.s)
	err := w.do(seat, body, to...)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s by %s: got %v, want %q", body.EntryKind(), seat, err, want)
	}
	if after := fmt.Sprintf("%+v", w.s); after != before {
		t.Errorf("a refused %s changed the case", body.EntryKind())
	}
}

func allegation() *record.AllegationMade {
	return &record.AllegationMade{Against: []string{"south"}, Category: "fighting", Submitter: "party", What: "w"}
}

func violation(preliminary bool) *record.FindingProposed {
	return &record.FindingProposed{Preliminary: preliminary, Outcome: "serious_violation", Propositions: []record.Proposition{
		{N: 1, Axis: "occurred", Standard: "reasonable_grounds", Result: "met"},
		{N: 2, Axis: "breach", Standard: "reasonable_grounds", Result: "met"},
		{N: 3, Axis: "attribution", Standard: "clear_and_convincing", Result: "met", Level: "unit", Party: "south"},
		{N: 4, Axis: "gravity", Standard: "reasonable_grounds", Result: "met", Level: "serious"}}}
}

// heard brings a case to where a final finding can be put.
func (w *world) heard(t failer) {
	t.Helper()
	w.must(t, "n", allegation())
	w.must(t, "desk", &record.CaseNotified{To: []string{"south"}})
	w.must(t, "chair", &record.CaseMoved{To: "triaged"})
	w.must(t, "chair", &record.TaskGiven{To: "monitors", Method: "site_visit"})
	w.must(t, "s", &record.ResponseMade{Denies: true})
	w.must(t, "monitors", violation(true))
	w.must(t, "s", &record.ResponseMade{})
	w.must(t, "n", &record.ResponseMade{})
}

func vote(stage, v string) *record.VoteCast { return &record.VoteCast{Stage: stage, Vote: v} }
