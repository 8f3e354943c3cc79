package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// A clause over the wire, with the promise that it repeats, its text variants and
// what was counted; from the other end the same link.
func TestAPromiseOverTheWire(t *testing.T) {
	c := newClient(t)
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test"}
	do := func(b record.Body, refs ...record.Ref) string {
		t.Helper()
		o, err := c.m.Desk.Do(context.Background(), who, desk.Act{Body: b, Refs: refs})
		if err != nil {
			t.Fatal(err)
		}
		return string(o.Entry)
	}
	ref := func(role record.Role, id string) record.Ref { return record.Ref{Role: role, ID: record.ID(id)} }
	if _, err := c.m.Import(context.Background(), who, "x.geojson", strings.NewReader(`{"features": [{"properties": {"id": "1", "type": "Attack", "from": "2026-01-01"}}]}`), "A paper", false, func(int, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	_, sources := c.ask("GET", "/objects?kind=source_filed", "")
	source := ref(record.FromSource, sources["entries"].([]any)[0].(map[string]any)["id"].(string))
	of := ref(record.OfInstrument, do(&record.InstrumentRecorded{Type: "ceasefire", Status: "signed", Words: record.Words{Text: "a ceasefire", End: 11}}, source))
	first := do(&record.ClauseRecorded{State: "agreed_in_principle", Until: "2026-01-31", Text: "A joint post."}, of)
	second := do(&record.ClauseRecorded{State: "in_force", Text: "A joint post at each gate."}, of)
	do(&record.LineageLinked{Relation: "strengthens", Why: "it says where"}, ref(record.AboutObject, second), ref(record.Earlier, first))
	do(&record.ObligationSpecified{Kind: "perform", Below: 1, GradedBy: "monitors", Act: "opens"}, ref(record.AboutObject, second), ref(record.DependsOn, first))
	n := 3
	do(&record.CountReported{Level: "self_declared", CountingUnit: "posts", RecordedBy: "Zelmora", Claimed: &n}, ref(record.AboutObject, second))
	do(&record.TextVariantFiled{Relation: "original", Issuer: "The mediator", Language: "en", Text: "A joint post at each gate."}, of)
	status, got := c.ask("GET", "/promises/"+second, "")
	for _, want := range []string{"relation:strengthens", "why:it says where", "now:in_force", "claimed:3", "issuer:The mediator", "suspended:false", "below:1", "act:opens"} {
		if status != 200 || !strings.Contains(fmt.Sprint(got), want) {
			t.Errorf("%d: no %q in %v", status, want, got)
		}
	}
	if b := got["before"].([]any); len(b) != 1 || b[0].(map[string]any)["other"].(map[string]any)["id"] != first {
		t.Errorf("before: %v", b)
	}
	_, back := c.ask("GET", "/promises/"+first, "")
	if a := back["after"].([]any); back["now"] != "lapsed" || len(a) != 1 || a[0].(map[string]any)["other"].(map[string]any)["id"] != second || len(back["waiting"].([]any)) != 1 {
		t.Errorf("from the other end: %v", back)
	}
	if status, _ := c.ask("GET", "/promises/"+second+"?for=public", ""); status != 404 {
		t.Errorf("to everyone, who may not know of it: %d", status)
	}
	if status, _ := c.ask("GET", "/promises/"+string(of.ID), ""); status != 404 {
		t.Errorf("an instrument as a promise: %d", status)
	}
}
