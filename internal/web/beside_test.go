package web_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// An undertaking with all that can stand beside one: what is said against it, what
// it repeats and what repeats it, what waits for it, what was counted and seen,
// what was tabled. Every link leads there and back; no two numbers are put together.
func TestBesideAPromise(t *testing.T) {
	w := played(t)
	ctx, who := context.Background(), desk.Person{Seat: "secretariat", Name: "Amina", Session: "t"}
	promises, err := w.m.Store.Items(ctx, w.m.Secretariat(), record.KindUndertakingRecorded, register.Page{})
	if err != nil || len(promises) == 0 {
		t.Fatal(err, len(promises))
	}
	old := promises[len(promises)-1]
	do := func(b record.Body, refs ...record.Ref) record.ID {
		t.Helper()
		o, err := w.m.Desk.Do(ctx, who, desk.Act{Body: b, Refs: refs})
		if err != nil {
			t.Fatal(err)
		}
		return o.Entry
	}
	own := func(seat record.Seat, b record.Body, refs ...record.Ref) record.ID {
		t.Helper()
		h, err := w.m.ActFor(ctx, seat, desk.Act{Body: b, Refs: refs, Audience: old.Audience})
		if err != nil || h.Refused != "" {
			t.Fatal(err, h.Refused)
		}
		return h.ID
	}
	ref := func(role record.Role, id record.ID) record.Ref { return record.Ref{Role: role, ID: id} }
	var source record.Ref
	for _, r := range old.Refs {
		if r.Role == record.FromSource {
			source = r
		}
	}
	plain := w.get("/undertakings/"+string(old.ID), 200)
	plain.says("#nothing", "Nothing is on record yet of:", "Denials", "The same promise", "Declarations", "Counts", "Indicators")
	agreement := do(&record.InstrumentRecorded{Type: "ceasefire", Status: "signed", Words: old.Body.(*record.UndertakingRecorded).Words}, source)
	of := ref(record.OfInstrument, agreement)
	again := *old.Body.(*record.UndertakingRecorded)
	later := do(&again, source, of)
	clause := do(&record.ClauseRecorded{State: "in_force", Number: "4", Text: "The gate stays open."}, of)
	about := func(id record.ID) record.Ref { return ref(record.AboutObject, id) }
	do(&record.LineageLinked{Relation: "weakens", Why: "it no longer names the place"}, about(later), ref(record.Earlier, old.ID))
	do(&record.ReadingContested{What: "denied", Reported: "oruvia", Reading: "No such thing was ever said."}, about(later), source)
	own("monitors", &record.GradeGiven{Axis: "implementation", Value: "1", Level: "monitor_observed", Reasons: "Two of nine were seen to leave."}, about(later))
	own("zelmora", &record.GradeGiven{Axis: "implementation", Value: "3", Level: "self_declared", Reasons: "All have left."}, about(later))
	declared := own("zelmora", &record.DeclarationMade{What: "locations", Text: "Nine camps."}, about(later))
	own("monitors", &record.DeclarationConcluded{Correctness: "correct", Completeness: "incomplete", Level: "monitor_observed", Reasons: "A tenth was seen."}, about(later),
		ref(record.Answering, declared))
	do(&record.ObligationSpecified{Kind: "perform", Below: 2, GradedBy: "monitors", DutyBearer: "the border guard", Act: "opens"}, about(clause), ref(record.DependsOn, later))
	n := func(n int) *int { return &n }
	do(&record.CountReported{Level: "monitor_observed", CountingUnit: "rifles", RecordedBy: "The monitors", Claimed: n(300), Presented: n(279), Accepted: n(243), Rejected: n(30), Disputed: n(6)}, about(later))
	do(&record.CountReported{Level: "self_declared", CountingUnit: "rifles", RecordedBy: "Zelmora", Claimed: n(512)}, about(later))
	do(&record.IndicatorRead{Indicator: "site_status", Site: "vacated", Level: "monitor_observed", RecordedBy: "The monitors", Date: "2026-03-02"}, about(later))
	do(&record.IndicatorRead{Indicator: "cross_border_attacks", Value: "4", CountingUnit: "attacks", Level: "monitor_observed", RecordedBy: "The monitors"}, about(later))
	text := do(&record.TextVariantFiled{Relation: "issued_by_party", Issuer: "Zelmora", Language: "en", Text: "The gate stays open to all."}, of)
	other := do(&record.TextVariantFiled{Relation: "issued_by_party", Issuer: "Oruvia", Language: "en", Text: "The gate stays open to traders."}, of)
	do(&record.DraftTabled{By: "zelmora", Title: "Second draft", SHA256: strings.Repeat("ab", 32)}, about(later))

	p := w.get("/undertakings/"+string(later), 200)
	p.says("#contests ~ *, main", "denies it", "No such thing was ever said.")
	p.says("main", "It weakens:", "it no longer names the place", "This waits for it: Clause: 4", "suspended by that grade", "How far it is done", "1: begun, not on course",
		"Two of nine were seen to leave.", "279", "243", "512", "vacated", "4 attacks", "Second draft", "Its words are not open to you.", strings.Repeat("ab", 32),
		"3: done as worded", "Nine camps.", "not complete")
	p.silent("main", "555", "791", "score", "average", "Nothing is on record yet")
	w.get("/undertakings/"+string(old.ID), 200).says("main", "It is weakened by:")
	for from, to := range map[record.ID]string{old.ID: "/undertakings/" + string(later), later: "/undertakings/" + string(old.ID)} {
		if w.get("/undertakings/"+string(from), 200).Find(fmt.Sprintf("#lineage ~ ul a[href=%q]", to)).Length() != 1 {
			t.Errorf("from %s no link leads to %s", from, to)
		}
	}
	c := w.get("/clauses/"+string(clause), 200)
	if n := w.sent("/clauses/"+string(clause)) + w.parts(); n > heaviest {
		t.Errorf("the page of a clause weighs %d bytes", n)
	}
	c.says("h1", "4")
	c.says("main", "in force", "The gate stays open.", "It is owed while this is kept:", "suspended by that grade", "the border guard")
	compared := w.get("/undertakings/"+string(later)+"?first="+string(text)+"&second="+string(other), 200)
	compared.says("del", "all")
	compared.says("ins", "traders")
	w.get("/clauses/"+string(old.ID), 404)
	w.get("/agreements/"+string(agreement), 200).says("main", "Clause: 4")
	w.get("/undertakings/"+string(later)+"?lang=ur", 200).says("main", "یہ کمزور کرتا ہے:", "کتنا عمل ہوا")
}
