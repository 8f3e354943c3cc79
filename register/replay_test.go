package register

import (
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/record"
)

// Three real sequences, replayed from public facts as fixtures: what matters is
// what the register says of them afterwards.

func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d.Add(12 * time.Hour)
}

// on does something on a day, and it has to count.
func (w *world) on(t *testing.T, day string, key string, seat record.Seat, body record.Body, refs ...record.Ref) *Object {
	t.Helper()
	ev := w.event(key, seat, body, refs...)
	ev.At = date(t, day)
	changes, err := w.state.Apply(ev)
	if err != nil || changes[0].After.Void != "" {
		t.Fatalf("%s on %s: %v %s", body.EntryKind(), day, err, changes[0].After.Void)
	}
	return changes[0].After
}

// Doha, 18 and 19 October 2025: a ceasefire. Istanbul, 25 to 30 October: a
// statement issued by a mediator, by which the ceasefire goes on and modalities
// of a mechanism are to be set on 6 November. Istanbul, 6 and 7 November: none
// are. The ceasefire is alive; the clause on modalities has lapsed; the clause on
// a penalty is agreed in principle and undefined; a signature is claimed and
// disputed; no guarantor has accepted.
func TestDohaAndIstanbul(t *testing.T) {
	w := caseWorld(t)
	desk := func(day string, body record.Body, refs ...record.Ref) *Object {
		return w.on(t, day, "desk", "secretariat", body, append(refs, w.source())...)
	}
	doha := desk("2025-10-19", &record.InstrumentRecorded{Type: "ceasefire", Status: "in_force", Date: "2025-10-19", Words: quoted})
	fire := desk("2025-10-19", &record.ClauseRecorded{State: "in_force", From: "2025-10-19", Text: "ceasefire", Reported: true}, ref(record.OfInstrument, doha))
	first := desk("2025-10-29", &record.TalksRecorded{Outcome: "collapsed", From: "2025-10-25", To: "2025-10-29", Words: quoted})
	desk("2025-10-30", &record.TalksRecorded{Outcome: "joint_statement", From: "2025-10-25", To: "2025-10-30", NextDue: "2025-11-06", Words: quoted}, ref(record.ConflictWith, first))
	istanbul := desk("2025-10-30", &record.InstrumentRecorded{Type: "joint_statement", Status: "agreed", Date: "2025-10-30", Words: quoted})
	modalities := desk("2025-10-30", &record.ClauseRecorded{State: "agreed_in_principle", Until: "2025-11-06", Text: "modalities"}, ref(record.OfInstrument, istanbul))
	penalty := desk("2025-10-30", &record.ClauseRecorded{State: "agreed_in_principle", Text: "a penalty on the violating party"}, ref(record.OfInstrument, istanbul))
	desk("2025-10-30", &record.FormAdvanced{Form: "joint_statement", Issuer: "the mediator's ministry", Date: "2025-10-30"}, about(penalty))
	desk("2025-10-31", &record.FormAdvanced{Form: "signed", Issuer: "an outlet", Date: "2025-10-30"}, about(penalty))
	desk("2025-10-31", &record.FormAdvanced{Form: "signed", Disputed: true, Issuer: "the public record"}, about(penalty))
	// Of the ceasefire's text the denial of a signature came before the claim of one.
	desk("2025-10-20", &record.FormAdvanced{Form: "signed", Disputed: true, Issuer: "the public record"}, about(fire))
	if u := w.state.Object(fire.ID).Undertaking; u.Form == "signed" || !slices.Equal(u.Disputed, []string{"signed"}) {
		t.Errorf("a form that is only disputed: form %q, disputed %v", u.Form, u.Disputed)
	}
	desk("2025-10-20", &record.FormAdvanced{Form: "signed", Issuer: "an outlet", Date: "2025-10-19"}, about(fire))
	if u := w.state.Object(fire.ID).Undertaking; u.Form == "signed" || !slices.Equal(u.Rungs, []string{"signed"}) || !slices.Equal(u.Disputed, []string{"signed"}) {
		t.Errorf("disputed, then claimed: form %q, told %v, disputed %v", u.Form, u.Rungs, u.Disputed)
	}
	desk("2025-11-07", &record.TalksRecorded{Outcome: "deadlock", From: "2025-11-06", To: "2025-11-07", Words: quoted})
	demand := desk("2025-11-20", &record.UndertakingRecorded{State: "demanded", Words: quoted, Guarantors: []record.Guarantor{{Handle: "g1", State: "named_by_party"}},
		Named: []record.NamedGuarantor{{Handle: "g1", Name: "a neighbour", NamedBy: record.Party{Name: "Pakistan"}}}})

	clause := func(o *Object, day string) string {
		return w.state.Object(o.ID).Undertaking.Clause.At(date(t, day), 300)
	}
	for _, c := range []struct {
		of        *Object
		day, want string
	}{{fire, "2025-11-20", "in_force"}, {modalities, "2025-11-06", "agreed_in_principle"}, {modalities, "2025-11-07", "lapsed"},
		{penalty, "2025-11-20", "agreed_in_principle"}} {
		if got := clause(c.of, c.day); got != c.want {
			t.Errorf("on %s the clause is %q, want %q", c.day, got, c.want)
		}
	}
	if u := w.state.Object(penalty.ID).Undertaking; u.Form != "joint_statement" || !slices.Equal(u.Disputed, []string{"signed"}) {
		t.Errorf("form %q, disputed %v", u.Form, u.Disputed)
	}
	if g := w.state.Object(demand.ID).Undertaking.Guarantors["g1"]; g != "named_by_party" {
		t.Errorf("the guarantor is %q", g)
	}
	if !w.state.Object(first.ID).Stands() {
		t.Error("that the talks were called failed is gone")
	}
}

// Lebanon, from 27 November 2024: two texts, one of them known by report alone;
// a chair and a state that rule together; counts of three recorders in three
// units, which nobody may add.
func TestLebanon(t *testing.T) {
	w := caseWorld(t)
	desk := func(day string, body record.Body, refs ...record.Ref) *Object {
		return w.on(t, day, "desk", "secretariat", body, append(refs, w.source())...)
	}
	text := desk("2024-11-27", &record.InstrumentRecorded{Type: "ceasefire", Status: "in_force", Date: "2024-11-27", Words: quoted})
	desk("2024-11-27", &record.TextVariantFiled{Relation: "as_published", Issuer: "the press", Language: "en", Text: "t"}, ref(record.OfInstrument, text))
	letter := desk("2024-11-28", &record.TextVariantFiled{Relation: "side_letter", Reported: true, Issuer: "a third state", Language: "en"}, ref(record.OfInstrument, text))
	strikes := desk("2024-11-27", &record.ClauseRecorded{State: "in_force", Text: "self-defence"}, ref(record.OfInstrument, text))
	w.on(t, "2024-11-28", "kn", "n", &record.ReadingContested{What: "contested_meaning", Reading: "strikes are allowed"}, about(strikes))
	w.on(t, "2024-11-28", "ks", "s", &record.ReadingContested{What: "contested_meaning", Reading: "they are not"}, about(strikes))
	if c := w.state.Object(strikes.ID).Undertaking.Contests; len(c) != 2 || c[0].Of == c[1].Of {
		t.Errorf("two readings of one clause: %+v", c)
	}
	if slices.Contains(letter.Present, "text") {
		t.Error("a letter that nobody here has seen has a text")
	}
	// Sixty days to withdraw; extended to 18 February 2025, and then over.
	withdrawal := desk("2024-11-27", &record.ClauseRecorded{State: "in_force", From: "2024-11-27", Until: "2025-01-26", Text: "withdrawal within sixty days"}, ref(record.OfInstrument, text))
	desk("2025-01-26", &record.ClauseMoved{To: "extended", Until: "2025-02-18", Reason: "as announced"}, about(withdrawal))
	for day, want := range map[string]string{"2025-01-27": "extended", "2025-02-18": "extended", "2025-02-20": "lapsed"} {
		if got := w.state.Object(withdrawal.ID).Undertaking.Clause.At(date(t, day), 120); got != want {
			t.Errorf("on %s the withdrawal is %q, want %q", day, got, want)
		}
	}
	// Breaches are flagged to the mechanism; its chair and one state rule together, neither alone.
	m := casework.Found("c", &record.Constitution{Mode: "running", Parties: []string{"israel", "lebanon"}, Seats: []record.SeatRule{{ID: "us", Role: "chair"},
		{ID: "france", Role: "mediator"}, {ID: "unifil", Role: "monitor"}, {ID: "israel", Role: "party", Of: "israel"}, {ID: "lebanon", Role: "party", Of: "lebanon"}}},
		date(t, "2024-11-27"))
	together := record.DecisionRule{Stage: "final_finding", Rule: "k_of_n", K: 2, Seats: []record.Seat{"us", "france"}}
	for _, c := range []struct {
		votes map[record.Seat]string
		want  string
	}{{map[record.Seat]string{"us": "for"}, casework.Open}, {map[record.Seat]string{"us": "for", "france": "for", "israel": "against"}, casework.Carried},
		{map[record.Seat]string{"us": "for", "france": "against", "lebanon": "for"}, casework.Defeated}} {
		if got, _ := casework.Decide(m, together, casework.Ballot{Votes: c.votes, Since: date(t, "2024-12-01")}, date(t, "2024-12-02")); got != c.want {
			t.Errorf("%v come to %s, want %s", c.votes, got, c.want)
		}
	}
	counts := []incident.Figure{{Number: num(816), CountingUnit: "attacks", RecordedBy: "the government's complaint", Class: "inflicted_loss"},
		{Number: num(7500), CountingUnit: "overflights", RecordedBy: "the United Nations force", Class: "monitor_count"},
		{Number: num(2500), CountingUnit: "ground activities", RecordedBy: "the United Nations force", Class: "monitor_count"}}
	for i := range counts {
		for j := range counts {
			if _, err := incident.Sum([]incident.Figure{counts[i], counts[j]}); (err == nil) != (i == j) {
				t.Errorf("%s and %s: %v", counts[i].CountingUnit, counts[j].CountingUnit, err)
			}
		}
	}
	if got := incident.SideBySide(counts); len(got) != 3 {
		t.Errorf("%d series side by side, want 3", len(got))
	}
}
