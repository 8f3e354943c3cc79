package register

import (
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// TestScheduleAtClosure: a mechanism that is closed takes a release that the charter's
// schedule names, from its day on, of that level, to those readers, by two people. It
// takes no other, and nothing else.
func TestScheduleAtClosure(t *testing.T) {
	staff := []record.Seat{"c", "m", "secretariat"}
	table := []record.Seat{"c", "m", "n", "s", "secretariat"}
	day := 24 * time.Hour
	w := caseWorld(t)
	m, _ := w.state.Mechanism()
	m.Constitution.Declassify = []record.DeclassRule{{Of: staff, To: table, After: "30d"}}
	inner := w.forSome(staff, "m", &record.AllegationMade{Against: []string{"south"}, Submitter: "public", What: "w"})
	wider := w.forSome(table, "n", &record.AllegationMade{Against: []string{"south"}, Submitter: "party", What: "w"})
	early := w.forSome(staff, "c", &record.ReleaseProposed{To: []record.Seat{"n", "s"}, Harms: unharmed(), Risk: "r"}, record.Ref{Role: record.Target, ID: wider.ID})
	for _, seat := range []record.Seat{"c", "n", "s"} {
		if o := w.forSome(table, seat, &record.ModeChanged{Mode: "closed", Reason: "r"}); o.Void != "" {
			t.Fatal(o.Void)
		}
	}
	m, _ = w.state.Mechanism()
	if m.Mode != "closed" {
		t.Fatal(m.Mode)
	}
	at := func(after time.Duration, seat record.Seat, audience []record.Seat, b record.Body, refs ...record.Ref) *Object {
		t.Helper()
		ev := w.event("k"+string(seat), seat, b, refs...)
		ev.Head.Audience = audience
		ev.At = m.Since.Add(after)
		changes, err := w.state.Apply(ev)
		if err != nil {
			t.Fatal(err)
		}
		return changes[0].After
	}
	release := func(to ...record.Seat) *record.ReleaseProposed {
		return &record.ReleaseProposed{To: to, Harms: unharmed(), Risk: "r"}
	}
	of := func(o *Object) record.Ref { return record.Ref{Role: record.Target, ID: o.ID} }
	for _, c := range []struct {
		what  string
		after time.Duration
		body  record.Body
		ref   record.Ref
	}{
		{"a day too early", 29 * day, release("n", "s"), of(inner)},
		{"to more than it names", 31 * day, release(record.Public), of(inner)},
		{"of a level that it does not name", 31 * day, release(record.Public), of(wider)},
		{"a proposal of before", 31 * day, &record.ContentReleased{By: "Amina"}, record.Ref{Role: record.OfProposal, ID: early.ID}},
		{"a redaction", 31 * day, &record.RedactionProposed{Fields: []string{"what"}, From: []record.Seat{"n"}, Reason: "r"}, of(inner)},
		{"a new allegation", 31 * day, &record.AllegationMade{Against: []string{"south"}, Submitter: "party", What: "w"}, record.Ref{}},
	} {
		var refs []record.Ref
		if c.ref.ID != "" {
			refs = append(refs, c.ref)
		}
		seat := record.Seat("c")
		if c.body.EntryKind() == record.KindAllegationMade {
			seat = "m"
		}
		if o := at(c.after, seat, staff, c.body, refs...); !strings.Contains(o.Void, "only read") {
			t.Errorf("%s: %q", c.what, o.Void)
		}
	}
	p := at(31*day, "c", staff, release("n", "s"), of(inner))
	if p.Void != "" {
		t.Fatal(p.Void)
	}
	decided := record.Ref{Role: record.OfProposal, ID: p.ID}
	if o := at(31*day, "c", staff, &record.ContentReleased{By: "Amina"}, decided); !strings.Contains(o.Void, "nobody does this alone") {
		t.Errorf("one person declassified alone: %q", o.Void)
	}
	if o := at(32*day, "m", table, &record.ContentReleased{By: "Amina"}, decided); o.Void != "" {
		t.Fatal(o.Void)
	}
	if got := w.state.Object(inner.ID); len(got.Released) != 1 || !w.state.reads(got.Readers(), "s") {
		t.Errorf("it is read by %v", got.Readers())
	}
}

// unharmed answers every question on harm with no.
func unharmed() map[string]string {
	all := map[string]string{}
	for _, q := range record.HarmQuestions {
		all[q] = "no"
	}
	return all
}
