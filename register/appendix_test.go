package register

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// What five articles of 2023 to 2026 on one border should come to in the
// register, bullet by bullet in the order of the list that the reading and the
// register were specified by, with words of our own. A bullet is met where the
// entries stand and say what it asks, or, where it is about what is not to be
// recorded at all, where reading a document proposes nothing of it.
type bullet struct {
	n    int
	what string
	not  string // why it is not met; "" where it is
	do   func(a *appendix)
}

type appendix struct {
	*world
	t *testing.T
}

// keep records something as the secretariat, and it has to stand, with everything
// that was said and nothing else.
func (a *appendix) keep(body record.Body, refs ...record.Ref) *Object {
	a.t.Helper()
	o := a.do("desk", "secretariat", body, append(refs, a.source())...)
	if o.Void != "" {
		a.t.Fatalf("%s: %s", o.Kind, o.Void)
	}
	control, err := record.ControlOf(body)
	if err != nil {
		a.t.Fatal(err)
	}
	content, err := record.ContentOf(body)
	if err != nil {
		a.t.Fatal(err)
	}
	var names []string
	for _, f := range content {
		names = append(names, f.Name)
	}
	present := slices.Clone(o.Present)
	slices.Sort(names)
	slices.Sort(present)
	a.check(string(o.Control) == string(control) && slices.Equal(names, present),
		fmt.Sprintf("a %s is kept as %s with %v, and said %s with %v", o.Kind, o.Control, present, control, names))
	return o
}

// words records a statement: it moves nothing, binds nobody and is no finding.
func (a *appendix) words(act record.Act, who string, refs ...record.Ref) *Object {
	a.t.Helper()
	before := digestOf(a.t, a.state, refs...)
	o := a.keep(said(act, who), refs...)
	a.check(o.Undertaking == nil && o.Incident == nil && o.Case == nil && len(o.Graded) == 0, "what somebody said became more than words")
	a.check(digestOf(a.t, a.state, refs...) == before, "what it contests was changed by it")
	for _, other := range a.state.All() {
		a.check(other.Undertaking == nil && other.Case == nil, "an obligation or a case came of words")
	}
	return o
}

// digestOf gives the objects that some references name, as they stand.
func digestOf(t *testing.T, s *State, refs ...record.Ref) string {
	t.Helper()
	var all []byte
	for _, r := range refs {
		raw, err := s.Object(r.ID).JSON()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, raw...)
	}
	return string(all)
}

// read reads a document with no names but the general ones.
func (a *appendix) read(text string) draft.Document {
	a.t.Helper()
	all, err := reading.Read("x.txt", []byte(text), reading.Options{})
	if err != nil || len(all) != 1 {
		a.t.Fatalf("reading: %d documents, %v", len(all), err)
	}
	return all[0]
}

func (a *appendix) check(ok bool, what string) {
	a.t.Helper()
	if !ok {
		a.t.Error(what)
	}
}

func said(act record.Act, who string, more ...func(*record.StatementRecorded)) *record.StatementRecorded {
	b := &record.StatementRecorded{Acts: []record.Act{act}, Mode: "indirect", Credibility: "6", Speaker: record.Party{Name: who}, Words: quoted}
	for _, m := range more {
		m(b)
	}
	return b
}

func states(act record.Act, who string) func(*appendix) {
	return func(a *appendix) { a.words(act, who) }
}

func count(n *int, class, who, group, phrase string) *record.ClaimRecorded {
	return &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: "killed", Class: class, Credibility: "6", Number: n, Group: group,
		Words: record.Words{Text: phrase, Start: 0, End: len(phrase)}, CountingUnit: "persons", RecordedBy: who, Claimant: record.Party{Name: who}}
}

func num(n int) *int { return &n }

var bullets = []bullet{
	{1, "a demand for a written, guaranteed assurance", "", func(a *appendix) {
		s := a.keep(said("demand", "the defence minister"))
		u := a.keep(&record.UndertakingRecorded{State: "demanded", Form: "signed_guaranteed", Obligation: "procure_third_party", Words: quoted}, ref(record.InStatement, s))
		a.check(u.Undertaking.Stage == "demanded" && u.Undertaking.Form == "signed_guaranteed", "the form that is asked for is not kept")
	}},
	{2, "six guarantors, named by one side, none known to have accepted", "", func(a *appendix) {
		b := &record.UndertakingRecorded{State: "demanded", Words: quoted}
		for _, g := range []string{"g1", "g2", "g3", "g4", "g5", "g6"} {
			b.Guarantors = append(b.Guarantors, record.Guarantor{Handle: g, State: "named_by_party"})
			b.Named = append(b.Named, record.NamedGuarantor{Handle: g, Name: "state " + g, NamedBy: record.Party{Name: "Pakistan"}})
		}
		u := a.keep(b)
		for _, state := range u.Undertaking.Guarantors {
			a.check(state == "named_by_party", "a guarantor is shown as more than named")
		}
		o := a.by("c", &record.GuaranteeMoved{Handle: "g1", State: "accepted", As: "x", Scope: "s", Trigger: "t", Action: "a"}, about(u))
		a.check(o.Void != "", "somebody accepted for a guarantor")
	}},
	{3, "two incidents known from the press, attributed as one side claims", "", func(a *appendix) {
		for range 2 {
			i := a.keep(&record.IncidentRecorded{Type: "Attack", PressOnly: true, Words: quoted})
			a.keep(&record.ClaimRecorded{Subject: record.SubjectAttribution, Credibility: "6", AttributedTo: record.Party{Name: "a group"},
				RecordedBy: "Pakistan", Claimant: record.Party{Name: "Pakistan"}}, about(i))
			a.check(a.state.Object(i.ID).Incident == nil, "what one side claims became the incident's own")
		}
		for _, b := range []*record.ClaimRecorded{{Subject: record.SubjectAttribution, Credibility: "6", RecordedBy: "Pakistan"},
			{Subject: record.SubjectAttribution, Credibility: "6", AttributedTo: record.Party{Name: "a group"}}} {
			a.check(b.Validate() != nil, "an attribution without whom or by whom was taken")
		}
	}},
	{4, "a denial", "", states("denial", "the other side")},
	{5, "a request on how the border is run; the line's name is contested", "", func(a *appendix) {
		a.keep(said("demand", "the defence minister"))
		text, err := os.ReadFile("../charters/pakistan-afghanistan.yaml")
		if err != nil {
			a.t.Fatal(err)
		}
		c, err := charter.Parse("pakistan-afghanistan.yaml", text)
		if err != nil {
			a.t.Fatal(err)
		}
		a.check(c.Map.DisputedLine && c.Map.Note.In("en") != "", "no note stands under a map of the line")
	}},
	{6, "criticism of the other's state, as quotes alone", "", states("assessment", "the defence minister")},
	{7, "talks described as without results, in conflict with another description", "", func(a *appendix) {
		t := a.keep(&record.TalksRecorded{Outcome: "collapsed", Words: quoted})
		other := a.keep(&record.TalksRecorded{Outcome: "agreement_signed", Words: quoted}, ref(record.ConflictWith, t))
		a.check(a.state.Object(t.ID).Stands() && other.Stands(), "one description took the place of the other")
	}},
	{8, "crossings shut, without name or date", "", func(a *appendix) {
		a.keep(&record.CrossingStatusRecorded{Status: "closed", WherePrec: 6, DatePrecision: 5, Words: quoted})
	}},
	{9, "a site's trailer is no content", "", func(a *appendix) {
		d := a.read("Gate stays shut at Hadrel\n\nThe governor said on Monday that the gate at Hadrel would stay shut until the road was safe again.\n\n" +
			"Traders have waited there for nine days, he added, and no date was given.\n\nLeave a Reply\n\nAbout Us\n\nAddress 12 Mill Street\n\nLondon, UK\n\nLatest Tweet\n")
		for _, p := range d.Places {
			a.check(p.Name != "London", "the site's address is a place")
		}
		for _, s := range d.Statements {
			a.check(!strings.Contains(s.Content.Text, "Tweet") && !strings.Contains(s.Content.Text, "Mill Street"), "the trailer is a statement")
		}
		a.check(len(d.Statements) > 0 && len(d.Boilerplate) > 0, "nothing was read")
	}},
	{10, "an assurance relayed through a chain of four, with a conditional warning", "", func(a *appendix) {
		no := false
		s := a.keep(said("threat", "officials", func(b *record.StatementRecorded) {
			for _, link := range []string{"officials", "leadership", "supreme leader", "the group"} {
				b.Chain = append(b.Chain, record.Link{Name: link, OnRecord: &no})
			}
			b.Condition = quoted
		}))
		u := a.keep(&record.UndertakingRecorded{State: "reported_given", Form: "reported_orally", Words: quoted}, ref(record.InStatement, s))
		a.check(u.Undertaking.Form == "reported_orally", "form = "+u.Undertaking.Form)
	}},
	{11, "one side's grade, the other's absent and not read as full", "", func(a *appendix) {
		u := a.keep(&record.UndertakingRecorded{State: "reported_given", Words: quoted})
		a.keep(&record.GradeGiven{Axis: "implementation", Value: "0", Level: "unverified_press", Reported: "north", Reasons: "r"}, about(u))
		g := a.state.Object(u.ID).Undertaking.Grades
		a.check(len(g) == 1 && g[0].Reported == "north", "a grade that nobody gave")
	}},
	{12, "a demand that measures be independently verifiable", "", func(a *appendix) {
		u := a.keep(&record.UndertakingRecorded{State: "demanded", Words: quoted})
		a.keep(&record.ObligationSpecified{Kind: "procure_third_party", Verification: "independently, as demanded"}, about(u))
		a.check(!slices.Contains(a.state.Object(u.ID).Undertaking.Missing, "verification"), "the method that is asked for is not kept")
	}},
	{13, "information said to have been handed over, without dates: underspecified", "", func(a *appendix) {
		u := a.keep(&record.UndertakingRecorded{State: "reported_given", Words: quoted})
		a.keep(&record.ObligationSpecified{Kind: "procure_third_party", Continuous: true, DutyBearer: "d", Act: "a"}, about(u))
		s := a.keep(said("claim", "officials"))
		i := a.keep(&record.IndicatorRead{Indicator: "information_requests_answered", Level: "self_declared", RecordedBy: "officials", Note: "repeatedly"},
			about(u), ref(record.InStatement, s))
		a.check(!slices.Contains(i.Present, "date") && !slices.Contains(i.Present, "value"), "a day or a number that nobody gave")
		m := a.state.Object(u.ID).Undertaking.Missing
		a.check(slices.Contains(m, "evidence_owed") && slices.Contains(m, "verification"), "what is missing is not listed")
	}},
	{14, "a denial", "", states("denial", "the other side")},
	{15, "an appeal, and a joint statement of two that the third did not sign", "", func(a *appendix) {
		a.words("appeal", "a neighbour")
		i := a.keep(&record.InstrumentRecorded{Type: "joint_statement", Status: "agreed", Parties: []record.Party{{Name: "one"}, {Name: "another"}}, Words: quoted})
		a.check(i.Undertaking == nil, "a statement of two binds somebody by itself")
	}},
	{16, "unnamed analysts are no parties", "", func(a *appendix) {
		d := a.read("Talks may resume\n\nAnalysts said on Monday that the talks between Pakistan and Afghanistan would resume within weeks.\n")
		for _, s := range d.Statements {
			a.check(s.Speaker == nil || s.Speaker.Name == "" && s.Speaker.Side == "", "analysts were given a side")
		}
		a.check(len(d.Statements) > 0, "nothing was read")
	}},
	{17, "dates of publication that contradict each other are flagged", "", func(a *appendix) {
		a.keep(&record.SourceFiled{Submitter: "press", Reliability: "F", File: "f", SHA256: "s", DateConflict: true, Evidence: record.Evidence{Name: "e"}})
	}},
	{18, "a second round, with its agenda", "", func(a *appendix) {
		o := a.keep(&record.TalksRecorded{Outcome: "unknown", Round: 2, Level: "principals", PlannedFrom: "2025-10-24", PlannedTo: "2025-10-25",
			From: "2025-10-25", To: "2025-10-26", NextDue: "2025-11-06", Agenda: []string{"a joint mechanism", "a longer agreement"}, Words: quoted})
		a.check(strings.Contains(string(o.Control), "principals"), "who sat at the table is gone")
		for _, field := range []string{"planned_from", "planned_to", "from", "to", "next_round_due", "agenda"} {
			a.check(slices.Contains(o.Present, field), "of the round there is no "+field)
		}
	}},
	{19, "a demand with a threat to relations; a clause that is only tabled", "", func(a *appendix) {
		a.keep(&record.StatementRecorded{Acts: []record.Act{"demand", "threat"}, Mode: "indirect", Credibility: "6", Words: quoted})
		i := a.keep(&record.InstrumentRecorded{Type: "mechanism", Status: "proposed", Words: quoted})
		c := a.keep(&record.ClauseRecorded{State: "tabled", Text: "t"}, ref(record.OfInstrument, i))
		a.check(c.Undertaking.Clause.State == "tabled", "the clause is more than tabled")
	}},
	{20, "criticism by unnamed negotiators", "", states("assessment", "negotiators")},
	{21, "a copy is no second source", "", func(a *appendix) {
		root, copied := a.source(), a.source()
		o := a.do("desk", "secretariat", &record.SourceLinked{Relation: "republished_from", Why: "w"},
			record.Ref{Role: record.AboutObject, ID: copied.ID}, record.Ref{Role: record.CopyOf, ID: root.ID})
		a.check(o.Void == "", o.Void)
		a.check(incident.Roots([]record.ID{root.ID, copied.ID}, []incident.Copy{{Of: copied.ID, From: root.ID}}) == 1, "the copy counts")
	}},
	{22, "a strike whose victims are insurgents to one and civilians to the other", "", func(a *appendix) {
		i := a.keep(&record.IncidentRecorded{Type: "Air/drone strike", Words: quoted})
		insurgents, civilians := count(nil, "inflicted_loss", "one", "insurgents", "numerous"), count(nil, "own_loss", "another", "civilians", "civilians")
		a.check(a.keep(insurgents, about(i)).Stands() && a.keep(civilians, about(i)).Stands(), "one account of who the victims were took the place of the other")
		_, err := incident.Sum([]incident.Figure{incident.FigureOf(insurgents)})
		a.check(err != nil && incident.FigureOf(insurgents).Number == nil, "\"numerous\" became a number")
	}},
	{23, "58 and 23 side by side, no range unless a monitor sets one", "", func(a *appendix) {
		i := a.keep(&record.IncidentRecorded{Type: "Armed clash", Words: quoted})
		one, two := count(num(58), "inflicted_loss", "one", "soldiers", "58"), count(num(23), "own_loss", "another", "soldiers", "23")
		a.keep(one, about(i))
		a.keep(two, about(i))
		a.check(a.state.Object(i.ID).Incident == nil, "there is a range that nobody set")
		_, err := incident.Sum([]incident.Figure{incident.FigureOf(one), incident.FigureOf(two)})
		a.check(err != nil, "rival figures were added")
		// Of one recorder too: what a side lost and what it inflicted are two classes.
		_, err = incident.Sum([]incident.Figure{incident.FigureOf(one), incident.FigureOf(count(num(9), "own_loss", "one", "soldiers", "9"))})
		a.check(err != nil, "what was lost and what was inflicted were added")
	}},
	{24, "a ceasefire in force, with a journalist's inference as an unverified grade", "", func(a *appendix) {
		i := a.keep(&record.InstrumentRecorded{Type: "ceasefire", Status: "in_force", Words: quoted})
		c := a.keep(&record.ClauseRecorded{State: "in_force", Text: "t", Reported: true}, ref(record.OfInstrument, i))
		a.by("m", &record.GradeGiven{Axis: "compliance", Value: "no_known_breach", Level: "unverified_press", Reasons: "as the press has it"}, about(c))
		g := a.state.Object(c.ID).Undertaking.Grades
		a.check(len(g) == 1 && g[0].Level == "unverified_press", "the level of the grade is not kept")
	}},
	{25, "a round that failed, and was revived: both are kept", "", func(a *appendix) {
		t := a.keep(&record.TalksRecorded{Outcome: "collapsed", Words: quoted})
		later := a.keep(&record.TalksRecorded{Outcome: "resumed_after_collapse", Words: quoted}, ref(record.RepeatOf, t))
		a.check(a.state.Object(t.ID).Stands() && later.Stands() && strings.Contains(string(a.state.Object(t.ID).Control), "collapsed"), "what was said first is gone")
	}},
	{26, "a conditional threat", "", func(a *appendix) {
		a.keep(said("threat", "the defence minister", func(b *record.StatementRecorded) { b.Condition = quoted }))
	}},
	{27, "no comment yet", "", states("no_comment", "the other side")},
	{28, "an accusation, a denial, and a denial of another kind", "", func(a *appendix) {
		s := a.words("accusation", "one")
		for _, act := range []record.Act{"denial", "rejection"} {
			o := a.words(act, "another", ref(record.ConflictWith, s))
			a.check(slices.Contains(o.Refs, ref(record.ConflictWith, s)) && strings.Contains(string(o.Control), string(act)), "what it denies, and how, is not kept")
		}
	}},
	{29, "crossings shut by both, phrases kept as phrases, a refugee's name for few", "", func(a *appendix) {
		for _, who := range []string{"one", "another"} {
			a.keep(&record.CrossingStatusRecorded{Status: "closed", DeclaredBy: record.Party{Name: who}, Words: quoted,
				Queues: []record.CrossingQueue{{Phrase: "hundreds of trucks", CountingUnit: "vehicles", Scope: "all", RecordedBy: "the press"}}})
		}
		ev := a.event("desk", "secretariat", said("claim", "a refugee"), a.source())
		ev.Head.Audience = []record.Seat{"secretariat"} // the name; the words go on without it
		ev.Index = a.state.Size()
		changes, err := a.state.Apply(ev)
		a.check(err == nil && changes[0].After.Void == "" && slices.Equal(changes[0].After.Audience, []record.Seat{"secretariat"}), "a statement for few is not taken")
		nameless := said("claim", "")
		nameless.Speaker = record.Party{}
		ev = a.event("desk", "secretariat", nameless)
		ev.Head.Audience, ev.Index = []record.Seat{"c", "m", "n", "s", "secretariat"}, a.state.Size()
		ev.Head.Refs = []record.Ref{a.source()}
		ev.Index = a.state.Size()
		changes, err = a.state.Apply(ev)
		a.check(err == nil && changes[0].After.Void == "" && !slices.Contains(changes[0].After.Present, "speaker") && slices.Contains(changes[0].After.Present, "words"),
			"the quote does not go on without the name")
	}},
	{30, "a group that is distinct from a party stays distinct", "", func(a *appendix) {
		b := &record.FindingProposed{Outcome: "minor_violation", Propositions: []record.Proposition{
			{N: 1, Axis: "occurred", Standard: "reasonable_grounds", Result: "met"}, {N: 2, Axis: "breach", Standard: "reasonable_grounds", Result: "met"},
			{N: 3, Axis: "gravity", Standard: "reasonable_grounds", Result: "met", Level: "minor"},
			{N: 4, Axis: "attribution", Standard: "clear_and_convincing", Result: "met", Level: "non_state_actor_under_control", Party: "south"}}}
		a.check(b.Coherent() != nil, "a group's act was booked to a party without a finding of control")
		b.Propositions = append(b.Propositions, record.Proposition{N: 5, Axis: "control", Standard: "clear_and_convincing", Result: "met"})
		a.check(b.Coherent() == nil, "with control found, it is still refused")
	}},
	{31, "an oral assurance published by a spokesman, on one of two days", "", func(a *appendix) {
		yes := true
		s := a.keep(said("assurance", "the foreign minister", func(b *record.StatementRecorded) {
			b.From, b.To = "2023-07-19", "2023-07-20"
			b.Chain = []record.Link{{Name: "spokesman", Channel: "post", OnRecord: &yes}, {Name: "agency"}}
		}))
		u := a.keep(&record.UndertakingRecorded{State: "given", Form: "published_unilateral", Words: quoted}, ref(record.InStatement, s))
		a.check(u.Undertaking.Form == "published_unilateral" && u.Undertaking.Stage == "given" && slices.Contains(u.Refs, ref(record.InStatement, s)), "the form is not kept")
	}},
	{32, "aspirations beside it are no obligations", "", states("assurance", "the foreign minister")},
	{33, "no deadline, no method, no guarantor: underspecified, with the list", "", func(a *appendix) {
		u := a.keep(&record.UndertakingRecorded{State: "given", Words: quoted})
		a.keep(&record.ObligationSpecified{Kind: "procure_third_party", Continuous: true, DutyBearer: "d", Act: "a", Object: "o"}, about(u))
		m := a.state.Object(u.ID).Undertaking.Missing
		a.check(slices.Contains(m, "end") && slices.Contains(m, "verification") && !slices.Contains(m, "act"), "what is missing is not listed")
	}},
	{34, "a third state's statement makes it no guarantor", "", func(a *appendix) {
		a.words("assessment", "a third state's spokesman")
		u := a.keep(&record.UndertakingRecorded{State: "given", Words: quoted})
		a.keep(said("assessment", "a third state's spokesman"))
		a.check(len(a.state.Object(u.ID).Undertaking.Guarantors) == 0, "it has a guarantor that nobody named")
		o := a.by("c", &record.GuaranteeMoved{Handle: "third", State: "invited"}, about(u))
		a.check(strings.Contains(o.Void, "names no guarantor"), "somebody became a guarantor without being named: "+o.Void)
	}},
	{35, "one total over two places is not split", "", func(a *appendix) {
		i := a.keep(&record.IncidentRecorded{Type: "Attack", WherePrec: 4, Words: quoted})
		a.keep(count(num(12), "own_loss", "one", "soldiers", "12"), about(i))
		other := a.keep(&record.IncidentRecorded{Type: "Attack", Words: quoted})
		for what, into := range map[string][]record.Ref{"into one": {ref(record.Into, other)}, "into itself": {ref(record.Into, other), ref(record.Into, i)},
			"into one, named twice": {ref(record.Into, other), ref(record.Into, other)}} {
			o := a.do("desk", "secretariat", &record.IncidentSplit{Why: "w"}, append(into, about(i))...)
			a.check(o.Void != "", "it was split "+what)
		}
		a.check(slices.Equal(a.state.Current(i.ID), []record.ID{i.ID}), "the total went on elsewhere")
	}},
	{36, "a denial with a counter-claim", "", func(a *appendix) {
		a.keep(&record.StatementRecorded{Acts: []record.Act{"denial", "claim"}, Mode: "indirect", Credibility: "6", Words: quoted})
	}},
	{37, "a threat that is hinted at keeps its hedge", "", func(a *appendix) {
		s := a.keep(said("threat", "one", func(b *record.StatementRecorded) { b.Hedge = "hinting at" }))
		a.check(slices.Contains(s.Present, "hedge"), "the hedge is gone")
	}},
	{38, "an outlet's causal claim is no finding", "", states("claim", "the outlet")},
	{39, "one promise repeated is linked; one quote reprinted counts once", "", func(a *appendix) {
		first := a.keep(&record.UndertakingRecorded{State: "given", Words: quoted})
		later := a.keep(&record.UndertakingRecorded{State: "reported_given", Words: quoted})
		a.keep(&record.LineageLinked{Relation: "restates", Why: "w"}, about(later), ref(record.Earlier, first))
		a.check(a.state.Object(later.ID).Undertaking.Lineage[0].Earlier == first.ID, "the promises are not linked")
		s := a.keep(said("demand", "the defence minister"))
		again := a.keep(said("demand", "the defence minister"), ref(record.RepeatOf, s))
		a.check(slices.Contains(again.Refs, ref(record.RepeatOf, s)), "that it is a reprint is not kept")
		first2, later2 := s.Refs[len(s.Refs)-1], again.Refs[len(again.Refs)-1]
		a.check(incident.Roots([]record.ID{first2.ID, later2.ID}, []incident.Copy{{Of: later2.ID, From: first2.ID}}) == 1, "a quote that was reprinted counts twice")
	}},
}

func TestAppendixA(t *testing.T) {
	met := 0
	for i, b := range bullets {
		if b.n != i+1 {
			t.Fatalf("bullet %d stands in place %d", b.n, i+1)
		}
		if b.do != nil {
			b.do(&appendix{caseWorld(t), t})
		}
		if b.not == "" {
			met++
		} else {
			t.Logf("%d. %s: %s", b.n, b.what, b.not)
		}
	}
	t.Logf("%d of %d bullets are met", met, len(bullets))
	if met < len(bullets) {
		t.Errorf("%d of %d bullets are met; all were", met, len(bullets))
	}
}
