package web_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Whose a publisher is stands beside what was read in it; one that the charter does
// not know shows as not known. What was looked at in a picture is told as what was
// found, by what was looked at, and what nobody looked at is said too.
func TestPublishersAndChecks(t *testing.T) {
	w := played(t)
	w.sit("secretariat")
	papers, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), record.KindSourceFiled, register.Page{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{"Elvane Herald": "a state’s, of Casteva", "TNA": "a news agency", "Line Trader: crossings and freight": "is not known"}
	seen := 0
	for _, it := range papers {
		publisher := it.Body.(*record.SourceFiled).Publisher
		says, ok := wanted[publisher]
		if !ok {
			continue
		}
		seen++
		w.get("/sources/"+string(it.ID), 200).says("dl.facts", says)
		from, err := w.m.Store.Linked(t.Context(), w.m.Secretariat(), it.ID, record.FromSource)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range from {
			if one.Kind != record.KindStatementRecorded {
				continue
			}
			p := w.get("/statements/"+string(one.ID), 200)
			if publisher == "Elvane Herald" {
				p.says("figcaption", "Elvane Herald", says)
			} else {
				p.silent("figcaption", "a state’s")
			}
			break
		}
	}
	if seen < 3 {
		t.Fatalf("%d documents of known publishers: this test looks at nothing", seen)
	}
	w.get("/sources", 200).says("table", "Whose it is", "a state’s, of Casteva")

	w.sit("monitors")
	key := w.get("/field", 200).Find("input[name=key]").AttrOr("value", "")
	w.send(200, map[string]string{"key": key, "text": "A burned truck.", "type": "Other", "from": "2026-08-12", "when": "1", "place": "Kelbin", "where": "2",
		"level": "P1", "name": "Daria Voss"}, map[string][]byte{"truck.jpg": bytes.Repeat([]byte{0xff, 0xd8}, 500)})
	papers, err = w.m.Store.Items(t.Context(), w.m.Secretariat(), record.KindSourceFiled, register.Page{Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	picture := ""
	for _, it := range papers {
		if b := it.Body.(*record.SourceFiled); strings.HasSuffix(b.File, "truck.jpg") {
			picture = string(it.ID)
		}
	}
	w.get("/sources/"+picture, 200).says("main", "Where it first appeared", "Whether the place fits", "Whether the time fits", "Traces of editing", "Nobody has looked at this yet", "no verdict")
	w.sit("secretariat")
	w.fillIn("/record/media_checked", url.Values{"about": {picture}, "check": {"first_appearance"}, "found": {"the same truck in a report of a flood"},
		"method": {"by eye, in two archives"}, "day": {"2024-03-02"}}).says("#checks ~ *", "the same truck in a report of a flood")
	p := w.get("/sources/"+picture, 200)
	p.says("main", "by eye, in two archives", "2024")
	if n := strings.Count(p.text("main"), "Nobody has looked at this yet"); n != 3 {
		t.Errorf("%d of four things were not looked at, and one was", n)
	}
}
