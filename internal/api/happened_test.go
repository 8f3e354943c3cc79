package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
)

// An incident over the wire: records made one, one record split, another day, a
// range by a named rule, rival figures side by side, and a reprint that is no second
// document.
func TestAnIncidentOverTheWire(t *testing.T) {
	c := newClient(t)
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test"}
	for _, paper := range []string{"A paper", "Its reprint"} {
		file := `{"features": [{"properties": {"id": "1", "type": "Attack", "from": "2026-01-01"}},
			{"properties": {"id": "2", "type": "Attack", "from": "2026-01-02"}}, {"properties": {"id": "3", "type": "Attack", "from": "2026-01-03"}}], "of": "` + paper + `"}`
		if _, err := c.m.Import(context.Background(), who, paper+".geojson", strings.NewReader(file), paper, false, func(int, int64, int64) {}); err != nil {
			t.Fatal(err)
		}
	}
	ids := func(kind string) (all []string) {
		_, got := c.ask("GET", "/objects?kind="+kind, "")
		for _, e := range got["entries"].([]any) {
			all = append(all, e.(map[string]any)["id"].(string))
		}
		return all
	}
	events, papers := ids("incident_recorded"), ids("source_filed")
	if len(events) != 6 || len(papers) != 2 {
		t.Fatalf("%d incidents of %d documents", len(events), len(papers))
	}
	act := func(kind, refs, body string) string {
		t.Helper()
		return c.act(kind, `{"by": "Amina", "level": "P1", "refs": [`+refs+`], "body": `+body+`}`)
	}
	ref := func(role, id string) string { return fmt.Sprintf(`{"role": %q, "id": %q}`, role, id) }
	for i, seat := range []struct{ class, by string }{{"own_loss", "Zelmora"}, {"inflicted_loss", "Oruvia"}} {
		act("claim_recorded", ref("about", events[0])+","+ref("source", papers[i]), fmt.Sprintf(`{"subject": "number", "effect": "killed", "class": %q, "credibility": "6", "number": %d,
			"counting_unit": "persons", "recorded_by": %q, "words": {"text": "n", "start": 0, "end": 1}, "accepted_by": "Amina"}`, seat.class, 23+i*35, seat.by))
	}
	act("incidents_merged", ref("into", events[0])+","+ref("merged", events[1]), `{"why": "one clash told twice"}`)
	act("incident_split", ref("about", events[2])+","+ref("into", events[3])+","+ref("into", events[4]), `{"why": "two posts"}`)
	act("incident_redated", ref("about", events[0]), `{"date_precision": 1, "from": "2026-01-04", "to": "2026-01-04", "why": "the hospital's register"}`)
	act("confirmation_sought", ref("about", events[0]), `{"access": "denied", "whom": "the hospital at Hadrel"}`)

	status, got := c.ask("GET", "/incidents/"+events[0], "")
	text := fmt.Sprint(got)
	for _, want := range []string{"why:the hospital's register", "access:denied", "recorded_by:Oruvia", "recorded_by:Zelmora"} {
		if status != 200 || !strings.Contains(text, want) {
			t.Errorf("%d: no %q in %v", status, want, text)
		}
	}
	if len(got["merged"].([]any)) != 1 || len(got["figures"].([]any)) != 2 || len(got["claims"].([]any)) != 2 || len(got["ranges"].([]any)) != 0 {
		t.Errorf("what goes on: %v", text)
	}
	if got["documents"] != 2.0 || got["independent_roots"] != 2.0 {
		t.Errorf("%v documents, %v roots: nobody has said that one is a reprint", got["documents"], got["independent_roots"])
	}
	act("source_linked", ref("about", papers[0])+","+ref("copy_of", papers[1]), `{"relation": "republished_from", "why": "word for word"}`)
	if _, got = c.ask("GET", "/incidents/"+events[0], ""); got["documents"] != 2.0 || got["independent_roots"] != 1.0 {
		t.Errorf("%v documents, %v roots after one was found to be a reprint", got["documents"], got["independent_roots"])
	}
	for id, want := range map[string]int{events[1]: 1, events[2]: 2} {
		if _, got := c.ask("GET", "/incidents/"+id, ""); len(got["forward"].([]any)) != want || got["split"] != (want == 2) {
			t.Errorf("%s forwards to %v", id, got["forward"])
		}
	}
	if status, _ := c.ask("GET", "/incidents/"+papers[0], ""); status != 404 {
		t.Errorf("a document as an incident: %d", status)
	}
	if status, _ := c.ask("GET", "/incidents/"+events[0]+"?for=public", ""); status != 404 {
		t.Errorf("to everyone, who may not know of it: %d", status)
	}
}
