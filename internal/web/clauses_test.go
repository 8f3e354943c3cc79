package web_test

import (
	"context"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// An agreement shows its clauses as they stand, one whose day is over as lapsed,
// and its texts as each was issued; two of them can be compared word by word.
func TestAgreementWhole(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	ctx := context.Background()
	secretariat := register.Viewer{Seats: []record.Seat{"secretariat"}}
	sources, err := w.m.Store.Items(ctx, secretariat, record.KindSourceFiled, register.Page{})
	if err != nil || len(sources) == 0 {
		t.Fatal(err)
	}
	do := func(b record.Body, refs ...record.Ref) record.ID {
		t.Helper()
		o, err := w.m.Desk.Do(ctx, desk.Person{Seat: "secretariat", Name: "Amina", Session: "t"}, desk.Act{Body: b, Refs: refs})
		if err != nil {
			t.Fatal(err)
		}
		return o.Entry
	}
	id := do(&record.InstrumentRecorded{Type: "ceasefire", Status: "in_force", Words: record.Words{Text: "x", Start: 0, End: 1}},
		record.Ref{Role: record.FromSource, ID: sources[0].ID})
	w.get("/agreements/"+string(id), 200).says("main", "No clause of it is on record", "No text of it is on record")
	of := record.Ref{Role: record.OfInstrument, ID: id}
	do(&record.ClauseRecorded{State: "agreed_in_principle", Until: "2026-01-06", Text: "Modalities are set."}, of)
	do(&record.ClauseRecorded{State: "in_force", Text: "Fire ceases."}, of)
	one := do(&record.TextVariantFiled{Relation: "issued_by_party", Issuer: "Zelmora", Language: "en", Text: "Both sides may strike in self-defence."}, of)
	other := do(&record.TextVariantFiled{Relation: "issued_by_party", Issuer: "Oruvia", Language: "en", Text: "Neither side may strike."}, of)
	do(&record.TextVariantFiled{Relation: "side_letter", Reported: true, Issuer: "a third state", Language: "en"}, of)
	p := w.get("/agreements/"+string(id), 200)
	p.says("#clauses ~ *", "lapsed")
	p.says("main", "lapsed", "Until 6 January 2026", "in force", "issued by a party, Oruvia (en)", "known only by report")
	p = w.get("/agreements/"+string(id)+"?first="+string(one)+"&second="+string(other), 200)
	if del, ins := p.Find("del").Text(), p.Find("ins").Text(); !strings.Contains(del, "self-defence") || !strings.Contains(ins, "Neither") || strings.Contains(del, "strike") {
		t.Errorf("only in the first: %q, only in the second: %q", del, ins)
	}
	w.get("/agreements/"+string(id)+"?first="+string(one)+"&second="+strings.Repeat("a", 32), 404)
	w.get("/agreements/"+string(id)+"?lang=ur", 200).says("main", "شقیں")
}

// clauseOn puts a clause and two texts of an agreement on record, and gives the
// clause's entry.
func clauseOn(t *testing.T, w *world) string {
	t.Helper()
	to := w.get("/agreements", 200).Find(".card h3 a").First().AttrOr("href", "")
	of := record.Ref{Role: record.OfInstrument, ID: record.ID(strings.TrimPrefix(to, "/agreements/"))}
	var clause record.ID
	for _, b := range []record.Body{&record.ClauseRecorded{State: "in_force", Text: "Fire ceases."},
		&record.TextVariantFiled{Relation: "issued_by_party", Issuer: "Zelmora", Language: "en", Text: "Both sides may strike in self-defence."},
		&record.TextVariantFiled{Relation: "issued_by_party", Issuer: "Oruvia", Language: "en", Text: "Neither side may strike."}} {
		o, err := w.m.Desk.Do(t.Context(), desk.Person{Seat: "secretariat", Name: "Amina", Session: "t"}, desk.Act{Body: b, Refs: []record.Ref{of}})
		must(t, err)
		if clause == "" {
			clause = o.Entry
		}
	}
	return string(clause)
}
