package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
)

// Ten weeks of one recorder's incidents, with how much was looked, before and
// after a day: what may be said of them, and what not.
func TestDidItChangeAnything(t *testing.T) {
	c := newClient(t)
	first := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	var features []string
	for week := range 10 {
		n := 3
		if week >= 5 {
			n = 1
		}
		for i := range n {
			features = append(features, fmt.Sprintf(`{"type": "Feature", "geometry": null, "properties": {"id": "%d-%d", "type": "Attack", "from": %q}}`,
				week, i, first.AddDate(0, 0, 7*week+i).Format(time.DateOnly)))
		}
	}
	file := `{"type": "FeatureCollection", "features": [` + strings.Join(features, ",\n") + `]}`
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test"}
	if got, err := c.m.Import(context.Background(), who, "x.geojson", strings.NewReader(file), "The monitors", false, func(int, int64, int64) {}); err != nil || got.New != 20 {
		t.Fatal(got, err)
	}
	ask := func() map[string]any {
		status, got := c.ask("GET", "/assessment?recorder=The+monitors&from=2026-01-05&to=2026-03-15&at=2026-02-09", "")
		if status != 200 {
			t.Fatalf("%d %v", status, got)
		}
		return got
	}
	// Nobody has said how much was looked: nothing can be said.
	if got := ask(); got["ratio"].(map[string]any)["assessable"] != false || got["before"].(map[string]any)["count"] != 15.0 ||
		!strings.Contains(fmt.Sprint(got["ratio"]), "nothing recorded is not nothing happened") {
		t.Errorf("without coverage: %v", got["ratio"])
	}
	for _, span := range [][2]string{{"2026-01-05", "2026-02-08"}, {"2026-02-09", "2026-03-15"}} {
		c.act("coverage_recorded", `{"by": "Amina", "level": "P1", "body": {"side": "oruvia", "recorded_by": "The monitors", "from": "`+span[0]+`", "to": "`+span[1]+
			`", "observed_days": 28, "posts": 2}}`)
	}
	got := ask()
	ratio := got["ratio"].(map[string]any)
	if ratio["assessable"] != true || fmt.Sprintf("%.4f", ratio["ratio"]) != "0.3333" || got["left_out"] != 0.0 || len(got["periods"].([]any)) != 10 {
		t.Errorf("with coverage: %v", got)
	}
	if change := got["change"].(map[string]any); change["assessable"] != true || change["at"] != 5.0 {
		t.Errorf("change: %v", change)
	}
	_, series := c.ask("GET", "/series", "")
	if list := series["series"].([]any); len(list) != 1 || list[0].(map[string]any)["recorder"] != "The monitors" || list[0].(map[string]any)["watched"] != true {
		t.Errorf("series: %v", series)
	}
	for _, bad := range []string{"recorder=x&from=2026-01-05&to=2026-03-15&at=2026-01-05", "recorder=x&from=soon&to=2026-03-15&at=2026-02-09",
		"recorder=x&from=1900-01-01&to=2026-03-15&at=2026-02-09&period=1", "from=2026-01-05&to=2026-03-15&at=2026-02-09"} {
		if status, got := c.ask("GET", "/assessment?"+bad, ""); status != 422 {
			t.Errorf("%s: %d %v", bad, status, got)
		}
	}
	// Without a day it is that on which a clause took effect, with as many days on
	// either side as nobody named; a side that nothing names has nothing counted.
	id := c.clause("The two sides shall cease fire.", "2026-02-09")
	_, got = c.ask("GET", "/assessment?recorder=The+monitors&undertaking="+id, "")
	if got["at"] != "2026-02-09" || got["effect"] != "2026-02-09" || got["effect_by"] != "clause" || got["from"] != "2025-11-11" || got["until"] != "2026-05-10" {
		t.Errorf("asked about a clause: %v", got)
	}
	_, got = c.ask("GET", "/assessment?recorder=The+monitors&side=zelmora&undertaking="+id, "")
	if got["before"].(map[string]any)["count"] != 0.0 {
		t.Errorf("of a side that no incident names: %v", got["before"])
	}
	if _, series := c.ask("GET", "/series?side=zelmora", ""); len(series["series"].([]any)) != 0 {
		t.Errorf("series of a side that no incident names: %v", series)
	}
	for _, bad := range []string{"recorder=The+monitors", "recorder=The+monitors&at=2026-02-09&from=2026-03-01"} {
		if status, got := c.ask("GET", "/assessment?"+bad, ""); status != 422 {
			t.Errorf("%s: %d %v", bad, status, got)
		}
	}
	// What only the parties may read is not counted for everyone.
	if _, public := c.ask("GET", "/series?for=public", ""); len(public["series"].([]any)) != 0 {
		t.Errorf("everyone counts %v", public)
	}
	for _, less := range []string{"for=public", "type=Shelling", "place=Hadrel", "indicator=cross_border_attacks"} {
		if _, got := c.ask("GET", "/assessment?recorder=The+monitors&at=2026-02-09&"+less, ""); got["before"].(map[string]any)["count"] != 0.0 {
			t.Errorf("%s counts %v", less, got["before"])
		}
	}
}

// clause records a clause that holds from a day, of an instrument that the first
// source tells of.
func (c *client) clause(text, from string) string {
	c.t.Helper()
	_, sources := c.ask("GET", "/objects?kind=source_filed", "")
	source := sources["entries"].([]any)[0].(map[string]any)["id"].(string)
	of := c.act("instrument_recorded", `{"by": "Amina", "level": "P1", "refs": [{"role": "source", "id": "`+source+`"}], "body": {"type": "ceasefire", "status": "signed", "words": {"text": "a ceasefire", "start": 0, "end": 11}, "accepted_by": "Amina"}}`)
	return c.act("clause_recorded", `{"by": "Amina", "level": "P1", "refs": [{"role": "instrument", "id": "`+of+`"}], "body": {"state": "in_force", "from": "`+from+`", "text": "`+text+`"}}`)
}

// Sides, the line and notices, as they are on record.
func TestConduct(t *testing.T) {
	c := newClient(t)
	_, before := c.ask("GET", "/conduct", "")
	for _, s := range before["list"].([]any) {
		if side := s.(map[string]any); side["never_visited"] != true || side["allegations"] != 0.0 {
			t.Errorf("at first: %v", side)
		}
	}
	c.act("coverage_recorded", `{"by": "Amina", "level": "P1", "body": {"side": "oruvia", "recorded_by": "The monitors", "from": "2026-03-01", "to": "2026-03-07", "observed_days": 5, "posts": 1}}`)
	_, after := c.ask("GET", "/conduct", "")
	for _, s := range after["list"].([]any) {
		if side := s.(map[string]any); side["never_visited"] != (side["of"] != "oruvia") {
			t.Errorf("one side was watched: %v", side)
		}
	}
	for _, call := range []string{`"test": true, "at": "2026-03-02T10:00:00Z", "answered": true, "minutes": 2`, `"test": true, "at": "2026-03-03T10:00:00Z"`,
		`"at": "2026-03-04T10:00:00Z", "answered": true, "issue": "shots"`} {
		c.act("hotline_call", `{"by": "Amina", "level": "P1", "body": {"from": "zelmora", "to": "oruvia", `+call+`}}`)
	}
	_, line := c.ask("GET", "/line?from=2026-03-02&to=2026-03-04", "")
	one := line["list"].([]any)[0].(map[string]any)
	if one["tests"] != 2.0 || one["issues"] != 1.0 || one["unanswered"] != 1.0 || fmt.Sprint(one["missed"]) != "[2026-03-03 2026-03-04]" {
		t.Errorf("line: %v", one)
	}
	if status, _ := c.ask("GET", "/line?from=2026-03-02&to=2027-04-04", ""); status != 422 {
		t.Errorf("more than a year of the line: %d", status)
	}
	if _, notices := c.ask("GET", "/notices", ""); len(notices["list"].([]any)) != 0 {
		t.Errorf("notices: %v", notices)
	}
}
