package register

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/record"
)

// everyone is a constitution in which the examples of the kinds make sense.
func everyone(rt *rapid.T) *record.Constitution {
	c := &record.Constitution{Mode: rapid.SampledFrom(record.ModesAtStart).Draw(rt, "mode"), Offset: 300, Parties: []string{"north", "south"},
		Categories: []string{"fighting"}, Crossings: []record.CrossingRule{{ID: "hadrel", Gates: []string{"hadrel-west", "hadrel-east"}}},
		Seats: []record.SeatRule{{ID: "secretariat", Role: "secretariat"}, {ID: "chair", Role: "chair"}, {ID: "monitors", Role: "monitor"},
			{ID: "north", Role: "party", Of: "north"}, {ID: "south", Role: "party", Of: "south"}, {ID: "lakes", Role: "guarantor", Of: "lakes"},
			{ID: "church", Role: "observer", Observes: true}},
		Clocks: []record.ClockRule{{ID: "acknowledge", Body: "secretariat", StartsOn: "submitted", Duration: "24h"},
			{ID: "first-response", Body: "accused", StartsOn: "notice_given", Duration: "48h", PausedBy: []string{"force_majeure"}, Extended: 2},
			{ID: "comments", Body: "party", StartsOn: "preliminary_finding", Duration: "5d", Extended: 2},
			{ID: "act", Body: "guarantor", StartsOn: "trigger_notified", Duration: "72h"}},
		Ladder: []record.RungRule{{ID: "head", Seats: []record.Seat{"chair", "north", "south"}, Within: "7d", Binding: true}}}
	if rapid.Bool().Draw(rt, "penalty") {
		c.Penalty = &record.PenaltyRule{Body: "lakes", Measures: []string{"naming"}}
	}
	c.Decisions = []record.DecisionRule{{Stage: "final_finding", Rule: rapid.SampledFrom([]string{"consensus", "chair", "two_tier", "majority"}).Draw(rt, "rule"),
		Seats: []record.Seat{"chair", "north", "south"}, After: "14d", Then: "chair"}}
	// What a charter may leave out or set otherwise.
	for _, stage := range []string{"preliminary_finding", "publication", "extension", "role_change", "mode", "amendment", "penalty", "release"} {
		if !rapid.Bool().Draw(rt, "a rule for "+stage) {
			continue
		}
		d := record.DecisionRule{Stage: stage, Rule: rapid.SampledFrom([]string{"consensus", "chair", "majority", "k_of_n"}).Draw(rt, stage),
			Seats: []record.Seat{"chair", "secretariat", "monitors", "north", "south"}}
		if d.Rule == "k_of_n" {
			d.K = rapid.IntRange(1, 5).Draw(rt, "k")
		}
		c.Decisions = append(c.Decisions, d)
	}
	for i := range c.Clocks {
		c.Clocks[i].Duration = rapid.SampledFrom([]record.Duration{"2h", "48h", "1d", "30d"}).Draw(rt, "duration")
		if _, days := c.Clocks[i].Duration.Days(); days {
			c.Clocks[i].Working = rapid.Bool().Draw(rt, "working days")
		}
		c.Clocks[i].Extended = rapid.IntRange(0, 3).Draw(rt, "extended")
	}
	if c.Weekend = []string{"friday"}; rapid.Bool().Draw(rt, "third party") {
		c.Parties = append(c.Parties, "east")
		c.Seats = append(c.Seats, record.SeatRule{ID: "east", Role: "party", Of: "east"})
	}
	return c
}

// table gives every seat of a constitution.
func table(c *record.Constitution) (all []record.Seat) {
	for _, s := range c.Seats {
		all = append(all, s.ID)
	}
	slices.Sort(all)
	return all
}

var anyKinds = record.Kinds()

// anyBody draws a body of a kind: its example, with some of its control changed.
func anyBody(rt *rapid.T, kind record.Kind, examples map[record.Kind]json.RawMessage) record.Body {
	body, err := kind.Empty()
	if err != nil {
		rt.Fatal(err)
	}
	if err := json.Unmarshal(examples[kind], body); err != nil {
		rt.Fatal(err)
	}
	v := reflect.ValueOf(body).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		field := v.FieldByIndex(f.Index)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Tag.Get("role") != "control" || !rapid.Bool().Draw(rt, "change "+name) {
			continue
		}
		switch values := schema.Allowed(kind, name); {
		case field.Kind() == reflect.Bool:
			field.SetBool(!field.Bool())
		case field.Kind() == reflect.String && values != nil:
			field.SetString(rapid.SampledFrom(values).Draw(rt, name))
		case field.Kind() == reflect.String && (name == "of" || name == "reported" || name == "by" || name == "from"):
			field.SetString(rapid.SampledFrom([]string{"", "north", "south", "atlantis"}).Draw(rt, name))
		case field.Kind() == reflect.String && (name == "until" || name == "due") && len(field.String()) > 10:
			field.SetString(time.Unix(1_773_000_000+rapid.Int64Range(-100, 1000).Draw(rt, name)*3600, 0).UTC().Format(time.RFC3339))
		}
	}
	return body
}

// Whatever anybody signs, in whatever order, about whatever: the fold gives no
// error; what is void changes nothing but its own place; undoing and doing again
// give the same digests; nobody's entry counts under another's key; the desk
// speaks for no party; what is signed in a case stays; and a reader to whom some
// entries are closed folds without error too. Nothing but the order of the log
// matters: a fold that is copied on its way, and one whose authors' clocks say
// something else, come to the same.
func TestAnything(t *testing.T) {
	examples, err := schema.Examples()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[record.Kind]int{} // how many of each kind counted, over all checks
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{t: t, state: New()}
		c := everyone(rt)
		closes := rapid.SampledFrom(sometimes).Draw(rt, "closes")
		if closes {
			c.Mode, c.Decisions = "running", append(slices.DeleteFunc(c.Decisions, func(d record.DecisionRule) bool { return d.Stage == "mode" }), record.DecisionRule{Stage: "mode", Rule: "chair"})
		}
		keys := []record.Key{{Seat: "secretariat", ID: "desk", Mode: "desk", Public: "k"}}
		for _, s := range c.Seats {
			keys = append(keys, record.Key{Seat: s.ID, ID: "k" + string(s.ID), Mode: "own", Public: "k"})
		}
		w.do("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c", Keys: keys, Constitution: c})
		closed := New() // as a reader sees it who may not open everything
		if _, err := closed.Apply(Event{Index: 0}); err != nil {
			rt.Fatal(err)
		}
		copied, clocks := w.state.Clone(), w.state.Clone()
		beginAs := func(key string, seat record.Seat, body record.Body, refs ...record.Ref) {
			ev := w.event(key, seat, body, refs...)
			ev.Head.Audience = table(c)
			if changes, err := w.state.Apply(ev); err != nil || changes[0].After.Void != "" {
				rt.Fatal(err, changes[0].After.Void)
			}
			if _, err := closed.Apply(Event{Index: closed.Size()}); err != nil {
				rt.Fatal(err)
			}
			for _, s := range []*State{copied, clocks} {
				if _, err := s.Apply(ev); err != nil {
					rt.Fatal(err)
				}
			}
		}
		begin := func(body record.Body, refs ...record.Ref) { beginAs("ksecretariat", "secretariat", body, refs...) }
		var sources []record.Ref
		for _, kind := range []record.Kind{record.KindSourceFiled, record.KindUndertakingRecorded, record.KindInstrumentRecorded,
			record.KindIncidentRecorded, record.KindAllegationMade} {
			body, err := kind.Empty()
			if err == nil {
				err = json.Unmarshal(examples[kind], body)
			}
			if err != nil {
				rt.Fatal(err)
			}
			begin(body, sources...)
			sources = []record.Ref{{Role: record.FromSource, ID: w.state.All()[1].ID}}
		}
		if closes { // a mechanism that has come to its end
			for _, mode := range []string{"winding_down", "closed"} {
				beginAs("kchair", "chair", &record.ModeChanged{Mode: mode, Reason: "the mandate is over"})
			}
		}
		at := int64(1_773_000_000)
		for range rapid.IntRange(5, 60).Draw(rt, "steps") {
			kind := rapid.SampledFrom(anyKinds).Draw(rt, "kind")
			if examples[kind] == nil {
				continue
			}
			body := anyBody(rt, kind, examples)
			if body.Validate() != nil {
				continue
			}
			seat := rapid.SampledFrom(c.Seats).Draw(rt, "seat")
			key := "k" + string(seat.ID)
			switch rapid.SampledFrom([]string{"own", "own", "own", "own", "own", "own", "desk", "other"}).Draw(rt, "key") {
			case "desk":
				key = "desk"
			case "other":
				key = "k" + string(rapid.SampledFrom(c.Seats).Draw(rt, "other").ID)
			}
			ev := w.event(key, seat.ID, body, anyRefs(rt, w.state, kind)...)
			ev.Head.Audience = rapid.SampledFrom([][]record.Seat{table(c), {record.Public}}).Draw(rt, "audience")
			at += rapid.Int64Range(0, 4*24*3600).Draw(rt, "later")
			ev.At = time.Unix(at, 0).UTC()
			before := digest(rt, w.state)
			mode, _ := w.state.Mechanism()
			changes, err := w.state.Apply(ev)
			if err != nil {
				rt.Fatalf("%s: %v", kind, err)
			}
			after := digest(rt, w.state)
			o := changes[0].After
			if o.Void == "" {
				seen[kind]++
			}
			counts(rt, o, changes, key, seat, mode)
			w.state.Undo(changes)
			if digest(rt, w.state) != before {
				rt.Fatalf("undoing a %s did not give the state before", kind)
			}
			if _, err := w.state.Apply(ev); err != nil || digest(rt, w.state) != after {
				rt.Fatalf("doing a %s again gave another state: %v", kind, err)
			}
			if rapid.IntRange(0, 9).Draw(rt, "copied") == 0 {
				copied = copied.Clone()
			}
			if _, err := copied.Apply(ev); err != nil {
				rt.Fatalf("a copy of the fold: %v", err)
			}
			other, head := ev, *ev.Head
			head.Stated = time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(rt, "stated"), 0)
			other.Head = &head
			if _, err := clocks.Apply(other); err != nil {
				rt.Fatalf("with other authors' clocks: %v", err)
			}
			ev.Index = closed.Size()
			if rapid.IntRange(0, 3).Draw(rt, "closed") == 0 {
				ev.Head = nil
			}
			if _, err := closed.Apply(ev); err != nil {
				rt.Fatalf("%s, to a reader who may not open everything: %v", kind, err)
			}
		}
		addsUp(rt, w.state)
		if digest(rt, copied) != digest(rt, w.state) {
			rt.Fatal("a fold that was copied on its way came to another state")
		}
		for _, o := range clocks.All() {
			same := *w.state.Object(o.ID)
			same.Stated = o.Stated
			if !reflect.DeepEqual(same, *o) {
				rt.Fatalf("the author's clock changed what became of a %s:\n%+v\n%+v", o.Kind, same, *o)
			}
		}
	})
	t.Logf("counted: %v", seen)
}

// sometimes is true once in sixteen times.
var sometimes = append(make([]bool, 15), true)

// anyRefs draws what an entry of a kind may refer to: now and then nonsense.
func anyRefs(rt *rapid.T, s *State, kind record.Kind) []record.Ref {
	var refs []record.Ref
	all := s.All()
	pick := func(role record.Role, kinds ...record.Kind) {
		var fit, any []record.ID
		for _, o := range all {
			any = append(any, o.ID)
			if is(kinds...)(o.Kind) && o.Void == "" {
				fit = append(fit, o.ID)
			}
		}
		if rapid.SampledFrom(sometimes).Draw(rt, "nonsense") {
			fit = any
		}
		if len(fit) == 0 {
			return
		}
		refs = append(refs, record.Ref{Role: role, ID: rapid.SampledFrom(fit).Draw(rt, string(role))})
	}
	switch kind {
	case record.KindContentReleased:
		pick(record.OfProposal, record.KindReleaseProposed)
		return refs
	case record.KindContentRedacted:
		pick(record.OfProposal, record.KindRedactionProposed)
		return refs
	case record.KindEntryCorrected, record.KindEntryWithdrawn, record.KindEntryAffirmed, record.KindReleaseProposed, record.KindRedactionProposed:
		pick(record.Target, anyKinds...)
		return refs
	case record.KindIncidentsMerged:
		pick(record.Into, record.KindIncidentRecorded)
		pick(record.Merged, record.KindIncidentRecorded)
		return refs
	case record.KindIncidentSplit:
		pick(record.AboutObject, record.KindIncidentRecorded)
		pick(record.Into, record.KindIncidentRecorded)
		pick(record.Into, record.KindIncidentRecorded)
		return refs
	case record.KindClaimRecorded, record.KindRangeSet, record.KindConfirmationSought, record.KindIncidentRedated:
		pick(record.AboutObject, record.KindIncidentRecorded)
	case record.KindNoticeMatched:
		pick(record.AboutObject, record.KindIncidentRecorded)
		pick(record.OfNotice, record.KindNoticeGiven)
	case record.KindSourceGraded, record.KindSourceLinked, record.KindMediaChecked:
		pick(record.AboutObject, record.KindSourceFiled)
		pick(record.CopyOf, record.KindSourceFiled)
	case record.KindCredibilityGraded:
		pick(record.AboutObject, record.KindClaimRecorded, record.KindStatementRecorded)
	case record.KindClauseRecorded, record.KindTextVariantFiled:
		pick(record.OfInstrument, record.KindInstrumentRecorded)
	case record.KindLineageLinked:
		pick(record.Earlier, record.KindUndertakingRecorded)
	case record.KindClauseMoved:
		pick(record.SupersededBy, record.KindClauseRecorded)
	case record.KindDeclarationConcluded:
		pick(record.Answering, record.KindDeclarationMade)
	case record.KindVoteCast, record.KindDissentFiled, record.KindReferralMade:
		pick(record.OnFinding, record.KindFindingProposed)
	case record.KindResponseMade, record.KindAccessAnswered, record.KindPenaltyDecided, record.KindRemedyReported:
		pick(record.Answering, record.KindInformationRequested, record.KindAccessRequested, record.KindReferralMade, record.KindRecommendationMade)
	}
	switch {
	case kind.Casework() && kind != record.KindAllegationMade:
		pick(record.InCase, record.KindAllegationMade)
	case len(refs) == 0 || is(promises...)(kind):
		if is(append(promises, record.KindFormAdvanced, record.KindGuaranteeMoved)...)(kind) {
			pick(record.AboutObject, record.KindUndertakingRecorded, record.KindClauseRecorded)
		}
	}
	if kind != record.KindSourceFiled {
		pick(record.FromSource, record.KindSourceFiled)
	}
	return refs
}

// counts checks what an entry came to.
func counts(rt *rapid.T, o *Object, changes []Change, key string, seat record.SeatRule, m casework.Mechanism) {
	if o.Void != "" {
		if len(changes) != 1 {
			rt.Fatalf("a void %s changed something else", o.Kind)
		}
		return
	}
	switch {
	case key != "desk" && key != "k"+string(seat.ID):
		rt.Fatalf("%s's %s counted under the key %s", seat.ID, o.Kind, key)
	case key == "desk" && (seat.Role == "party" || seat.Role == "guarantor"):
		rt.Fatalf("the desk made a %s for %s", o.Kind, seat.ID)
	case m.Mode == "closed" && !o.Kind.Founding():
		rt.Fatalf("a closed mechanism took a %s", o.Kind)
	case access.May(seat, o.Kind) != nil:
		rt.Fatalf("a %s made a %s: %v", seat.Role, o.Kind, access.May(seat, o.Kind))
	case seat.Observes && is(record.KindFindingProposed, record.KindVoteCast, record.KindDissentFiled, record.KindGradeGiven, record.KindRangeSet)(o.Kind):
		rt.Fatalf("an observer made a %s", o.Kind)
	}
	for _, c := range changes[1:] {
		if c.Before == nil {
			rt.Fatalf("a %s made an object beside its own", o.Kind)
		}
		if c.Before.WithdrawnBy != c.After.WithdrawnBy && c.Before.Kind == record.KindDissentFiled {
			rt.Fatal("a dissent was withdrawn")
		}
		if u := c.Before.Undertaking; u != nil && len(c.After.Undertaking.Grades) < len(u.Grades) {
			rt.Fatal("a grade is gone")
		}
	}
}

// addsUp checks that the cases of a register sum to the whole.
func addsUp(rt *rapid.T, s *State) {
	var cases []casework.Case
	for _, o := range s.All() {
		if o.Case != nil {
			cases = append(cases, *o.Case)
		}
		if o.Kind == record.KindIncidentRecorded && o.Void == "" && len(s.Current(o.ID)) == 0 {
			rt.Fatalf("the incident %s leads nowhere", o.ID)
		}
	}
	if err := casework.Count(casework.Each(cases)).Check(); err != nil {
		rt.Fatal(fmt.Errorf("%d cases: %w", len(cases), err))
	}
}
