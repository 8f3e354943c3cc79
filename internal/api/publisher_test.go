package api_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
)

// Whose publishers are, over the wire: as the charter lists them, and with a
// document; and figures of claims are added only where they are parts of one whole.
func TestPublishersOverTheWire(t *testing.T) {
	c := newClient(t)
	if status, got := c.ask("GET", "/mechanism", ""); status != 200 {
		t.Fatal(status, got)
	}
	if _, got := c.ask("GET", "/openapi.json", ""); !strings.Contains(fmt.Sprint(got["paths"]), "/clauses") {
		t.Error("the library of clauses is not described")
	}
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test"}
	file := `{"features": [{"properties": {"id": "1", "type": "Attack", "from": "2026-01-01"}}, {"properties": {"id": "2", "type": "Attack", "from": "2026-01-02"}}]}`
	if _, err := c.m.Import(context.Background(), who, "p.geojson", strings.NewReader(file), "Elvane Herald", false, func(int, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	ids := func(kind string) (all []string) {
		_, got := c.ask("GET", "/objects?kind="+kind, "")
		for _, e := range got["entries"].([]any) {
			all = append(all, e.(map[string]any)["id"].(string))
		}
		return all
	}
	paper, events := ids("source_filed")[0], ids("incident_recorded")
	_, got := c.ask("GET", "/objects/"+paper, "")
	body, _ := got["body"].(map[string]any)
	if p, _ := got["publisher"].(map[string]any); body["publisher"] != "Elvane Herald" || p["alignment"] != "state" || p["of"] != "casteva" {
		t.Errorf("a document of %v is of %v", body["publisher"], got["publisher"])
	}
	if _, list := c.ask("GET", "/objects?kind=source_filed", ""); !strings.Contains(fmt.Sprint(list), "alignment:state") {
		t.Errorf("a list of documents does not say whose: %v", list)
	}

	claim := func(event, class, group, number string) string {
		return c.act("claim_recorded", fmt.Sprintf(`{"by": "Amina", "level": "P1", "refs": [{"role": "about", "id": %q}, {"role": "source", "id": %q}], "body": {"subject": "number",
			"effect": "killed", "class": %q, "credibility": "6", "group": %q, "number": %s, "counting_unit": "persons", "recorded_by": "Oruvia",
			"words": {"text": "n", "start": 0, "end": 1}, "accepted_by": "Amina"}}`, event, paper, class, group, number))
	}
	own, other := claim(events[0], "own_loss", "soldiers", "23"), claim(events[1], "own_loss", "soldiers", "4")
	inflicted, again := claim(events[1], "inflicted_loss", "soldiers", "58"), claim(events[0], "own_loss", "soldiers", "25")
	for _, one := range []struct {
		what, claims string
		status       int
		says         string
	}{
		{"losses of two days", own + "," + other, 200, "number:27"},
		{"a loss admitted and one inflicted", own + "," + inflicted, 422, "class"},
		{"two counts of the same dead", own + "," + again, 422, "another count"},
		{"an incident", own + "," + events[0], 422, "no claim"},
		{"nothing that there is", strings.Repeat("0", 32), 404, ""},
	} {
		status, got := c.ask("GET", "/total?claims="+url.QueryEscape(one.claims), "")
		if status != one.status || !strings.Contains(fmt.Sprint(got), one.says) {
			t.Errorf("%s: %d %v", one.what, status, got)
		}
	}
}
