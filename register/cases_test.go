package register

import (
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// caseWorld is a world whose charter lets it do casework: a chair c, a
// secretariat, a monitor, two parties, each with a key of its own.
func caseWorld(t testing.TB) *world {
	w := &world{t: t, state: New()}
	c := &record.Constitution{Mode: "running", Parties: []string{"north", "south"},
		Seats: []record.SeatRule{{ID: "secretariat", Role: "secretariat"}, {ID: "c", Role: "chair"}, {ID: "m", Role: "monitor"},
			{ID: "n", Role: "party", Of: "north"}, {ID: "s", Role: "party", Of: "south"}},
		Clocks: []record.ClockRule{{ID: "first-response", Body: "accused", StartsOn: "notice_given", Duration: "48h"}}}
	keys := []record.Key{{Seat: "secretariat", ID: "desk", Mode: "desk", Public: "k"}}
	for _, s := range c.Seats {
		keys = append(keys, record.Key{Seat: s.ID, ID: "k" + string(s.ID), Mode: "own", Public: "k"})
	}
	w.do("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c", Keys: keys, Constitution: c})
	return w
}

func (w *world) by(seat record.Seat, body record.Body, refs ...record.Ref) *Object {
	w.t.Helper()
	return w.do("k"+string(seat), seat, body, refs...)
}

func (w *world) allegation() (*Object, record.Ref) {
	o := w.by("n", &record.AllegationMade{Against: []string{"south"}, Submitter: "party", What: "w"})
	return o, record.Ref{Role: record.InCase, ID: o.ID}
}

func TestCaseInTheRegister(t *testing.T) {
	w := caseWorld(t)
	o, in := w.allegation()
	w.do("desk", "secretariat", &record.CaseNotified{To: []string{"south"}, Summary: "s"}, in)
	w.by("c", &record.CaseMoved{To: "triaged"}, in)
	w.by("s", &record.ResponseMade{Text: "t"}, in)
	f := w.by("m", &record.FindingProposed{Outcome: "unable_to_rule", Summary: "s", Texts: []record.PropositionText{{N: 1, Text: "t"}},
		Propositions: []record.Proposition{{N: 1, Axis: "occurred", Standard: "reasonable_grounds", Result: "not_met"}}}, in)
	on := record.Ref{Role: record.OnFinding, ID: f.ID}
	w.by("c", &record.VoteCast{Stage: "final_finding", Vote: "for"}, in, on)
	d := w.by("n", &record.DissentFiled{Propositions: []int{1}, Reasons: "r"}, in, on)
	got := w.state.Object(o.ID).Case
	if got.Outcome != "unable_to_rule" || got.State != "final_finding" || len(got.Findings[0].Dissents) != 1 {
		t.Fatalf("case = %+v", got)
	}
	if o.Case.State != "received" {
		t.Error("an earlier state was edited in place")
	}
	for _, target := range []*Object{d, f, o} {
		seat := target.Seat
		if gone := w.by(seat, &record.EntryWithdrawn{Reason: "r"}, record.Ref{Role: record.Target, ID: target.ID}); !strings.Contains(gone.Void, "stays") {
			t.Errorf("a %s was withdrawn: %q", target.Kind, gone.Void)
		}
	}
}

func TestCaseVoid(t *testing.T) {
	w := caseWorld(t)
	_, in := w.allegation()
	for _, c := range []struct {
		name string
		do   func() *Object
		want string
	}{
		{"the desk answering for a party", func() *Object {
			return w.do("desk", "s", &record.ResponseMade{Text: "t"}, in)
		}, "cannot speak for anyone"},
		{"the desk proposing a finding", func() *Object {
			return w.do("desk", "secretariat", &record.DissentFiled{Propositions: []int{1}, Reasons: "r"}, in)
		}, "cannot speak for anyone"},
		{"a party as the other", func() *Object { return w.do("kn", "s", &record.ResponseMade{Text: "t"}, in) }, "belongs to n"},
		{"a step of no case", func() *Object { return w.by("c", &record.CaseMoved{To: "triaged"}) }, "does not name the allegation"},
		{"a change of mode that not everybody sees", func() *Object {
			return w.by("c", &record.ModeChanged{Mode: "suspended", Reason: "r"})
		}, "everybody has to see"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.do().Void; !strings.Contains(got, c.want) {
				t.Errorf("void = %q, want %q", got, c.want)
			}
		})
	}
	if got := newWorld(t).do("desk", "secretariat", &record.CaseMoved{To: "triaged"}).Void; !strings.Contains(got, "register is all there is") {
		t.Errorf("a charter without a constitution: %q", got)
	}
}

// A step that more can read than the allegation itself is refused: it would tell
// them of it.
func TestCaseStepsGoNoFurther(t *testing.T) {
	w := caseWorld(t)
	_, in := w.allegation()
	ev := w.event("ks", "s", &record.ResponseMade{Text: "t"}, in)
	ev.Head.Audience = []record.Seat{"s", "secretariat"}
	changes, err := w.state.Apply(ev)
	if err != nil || !strings.Contains(changes[0].After.Void, "could read it") {
		t.Errorf("void = %q, %v", changes[0].After.Void, err)
	}
}

func TestModeUndone(t *testing.T) {
	w := caseWorld(t)
	before, err := w.state.Digest()
	if err != nil {
		t.Fatal(err)
	}
	ev := w.event("kc", "c", &record.ModeChanged{Mode: "suspended", Reason: "r"})
	ev.Head.Audience, ev.At = []record.Seat{"public"}, time.Unix(1, 0)
	changes, err := w.state.Apply(ev)
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := w.state.Mechanism(); m.Mode != "suspended" || changes[0].After.Void != "" {
		t.Fatalf("mode = %q, void %q", m.Mode, changes[0].After.Void)
	}
	w.state.Undo(changes)
	if m, _ := w.state.Mechanism(); m.Mode != "running" {
		t.Errorf("mode = %q after undoing", m.Mode)
	}
	if after, _ := w.state.Digest(); after != before {
		t.Error("undoing gave another digest")
	}
}

// A closed mechanism takes nothing more, and its log still says how far it came.
func TestClosed(t *testing.T) {
	w := caseWorld(t)
	for _, seat := range []record.Seat{"c", "n", "s"} {
		ev := w.event("k"+string(seat), seat, &record.ModeChanged{Mode: "closed", Reason: "r"})
		ev.Head.Audience = []record.Seat{record.Public}
		if changes, err := w.state.Apply(ev); err != nil || changes[0].After.Void != "" {
			t.Fatal(err, changes[0].After.Void)
		}
	}
	if o := w.source(); w.state.Object(o.ID).Void == "" {
		t.Error("a closed mechanism took in a source")
	}
	digest := strings.Repeat("0", 64)
	o := w.do("desk", "secretariat", &record.TimeAttested{Size: w.state.Size(), Root: digest, Witnessed: "2026-01-01T00:00:00Z", Checkpoint: "c"})
	if o.Void != "" {
		t.Errorf("a closed log says no more how far it has come: %s", o.Void)
	}
}

// A case does not go on instead of itself.
func TestDuplicateOfItself(t *testing.T) {
	w := caseWorld(t)
	older, _ := w.allegation()
	_, in := w.allegation()
	duplicate := func(of record.ID) *Object {
		return w.by("c", &record.CaseMoved{To: "closed", Outcome: "duplicate_of", Reason: "r"}, in, record.Ref{Role: record.DuplicateOf, ID: of})
	}
	if o := duplicate(in.ID); !strings.Contains(o.Void, "goes on instead") {
		t.Errorf("a duplicate of itself is refused with %q", o.Void)
	}
	if o := duplicate(older.ID); o.Void != "" {
		t.Errorf("a duplicate of an older case is refused with %q", o.Void)
	}
}

// Why an entry counts for nothing is said in words, which may be said better one day
// without making another state of the same log.
func TestDigestIsOfNoWording(t *testing.T) {
	w := caseWorld(t)
	o := w.by("n", &record.CaseMoved{To: "triaged", Reason: "r"}, record.Ref{Role: record.InCase, ID: record.ID(strings.Repeat("0", 32))})
	if o.Void == "" {
		t.Fatal("this step counts for something")
	}
	digest := func() string {
		d, err := w.state.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	first := digest()
	o.Void = "said otherwise"
	if digest() != first {
		t.Error("another wording gives another state")
	}
	if o.Void = ""; digest() == first {
		t.Error("that an entry counts makes no other state")
	}
}
