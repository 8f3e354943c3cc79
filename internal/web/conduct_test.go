package web_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Before and after: who counted what can be chosen; a question that makes no sense
// is told; without coverage nothing can be said, and with it every answer says what
// it takes for granted. None recorded is said so.
func TestAssessmentPage(t *testing.T) {
	w := newWorld(t)
	w.get("/assessment", 200).says("main", "No counts are on record", "not what happened")
	first := time.Now().UTC().AddDate(0, 0, -100).Truncate(24 * time.Hour)
	day := func(n int) string { return first.AddDate(0, 0, n).Format(time.DateOnly) }
	var features []string
	for i := range 12 {
		features = append(features, fmt.Sprintf(`{"properties": {"id": "%d", "type": "Attack", "from": %q}}`, i, day(3*i)))
	}
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "t"}
	if _, err := w.m.Import(context.Background(), who, "x.geojson", strings.NewReader(`{"features": [`+strings.Join(features, ",")+`]}`), "The monitors",
		false, func(int, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	w.get("/assessment", 200).says("select", "The monitors: incidents", "how much was looked is not on record")
	w.get("/assessment?series=x", 200).says("[role=alert]", "Choose a series")
	ask := "/assessment?series=The%2Bmonitors%26incidents&from=" + day(0) + "&at=" + day(40) + "&to=" + day(79) + "&period=10"
	w.get(ask, 200).says("#ratio ~ *, main", "Not assessable:", "nothing recorded is not nothing happened")
	if _, err := w.m.Desk.Do(context.Background(), who, desk.Act{Body: &record.CoverageRecorded{RecordedBy: "The monitors", From: day(0), To: day(79), Days: 80, Posts: 2}}); err != nil {
		t.Fatal(err)
	}
	p := w.get(ask, 200)
	p.says("main", "0 times (0 to", "This takes for granted:", "is not caused by it", "none recorded", "40 of 40 days", "point of change")
	p.silent("main", "comply", "score")
	w.get(ask+"&lang=ur", 200).says("h1", "پہلے اور بعد")
}

// How it is done: a notice that came too late is said to have, a line without
// tests names its days, a side that nobody saw is never visited, a gate that is
// said to be open and seen shut stands out.
func TestConductPage(t *testing.T) {
	w := newWorld(t)
	w.get("/conduct", 200).says("main", "Never visited", "No notice is on record", "30 days without an answered test", "None on record")
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "t"}
	do := func(b record.Body, refs ...record.Ref) {
		t.Helper()
		if _, err := w.m.Desk.Do(context.Background(), who, desk.Act{Body: b, Refs: refs}); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().UTC().AddDate(0, 0, -1)
	do(&record.HotlineCall{From: "zelmora", To: "oruvia", Test: true, Answered: true, Minutes: 3, At: yesterday.Format(time.RFC3339)})
	do(&record.CoverageRecorded{Side: "oruvia", RecordedBy: "The monitors", From: "2026-03-01", To: "2026-03-07", Days: 5, Posts: 1})
	p := w.get("/conduct", 200)
	p.says("main", "29 days without an answered test", "3 minutes")
	if n := strings.Count(p.Find("main").Text(), "Never visited"); n != 1 {
		t.Errorf("%d sides were never visited, want one", n)
	}
	w.get("/conduct?lang=ps", 200).says("h1", "کار څنګه")

	w.acceptAll() // the gate at Hadrel is said to be closed
	w.get("/conduct?lang=en", 200).says("#differ ~ *", "None on record")
	papers, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), record.KindSourceFiled, register.Page{Limit: 1})
	if err != nil || len(papers) == 0 {
		t.Fatal(err, len(papers))
	}
	do(&record.CrossingStatusRecorded{Crossing: "hadrel", Status: "open", Observed: true, Note: "Lorries pass.", From: "2026-08-14",
		Queues:  []record.CrossingQueue{{Phrase: "hundreds", CountingUnit: "vehicles", Scope: "transit cargo", RecordedBy: "The monitors"}},
		Reasons: []record.ReasonGiven{{Text: "the clashes are over", Claimant: record.Party{Side: "oruvia"}}, {Text: "the road is mended", Claimant: record.Party{Side: "zelmora"}}}},
		record.Ref{Role: record.FromSource, ID: papers[0].ID})
	w.get("/conduct", 200).says("#differ ~ *", "Hadrel", "said to be closed, seen to be open")
	w.get("/crossings/hadrel", 200).says("main", "hundreds", "vehicles", "transit cargo", "The monitors", "Lorries pass.", "the clashes are over", "the road is mended", "Zelmora")
}
