package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// The search finds in any language what the reader may see.
func TestSearch(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	for _, c := range []struct{ asked, finds string }{
		{"soil neighbour", "Oruvia to Zelmora"},
		{"NEIGHBOUR soil", "Rahul Ostemi (Oruvia) to Zelmora: assurance"},
		{"patients", "Oruvia says: open for some"},
		{"Ostrel", "Ostrel Bridge is open for patients"},
		{"pellandor", "Oruvia to Zelmora"},
		{"highland wire", "Six dead or twenty"},
	} {
		w.get("/search?q="+strings.ReplaceAll(c.asked, " ", "+"), 200).says("main", c.finds)
	}
	w.get("/search?lang=ur&q=زلمورا", 200).says(".results", "اوروویا")
	w.get("/search?lang=en&q=dragons", 200).says("main", "0 places found", "Try fewer words")
	w.get("/search", 200)
	w.get("/search?q="+strings.Repeat("x+", 5000), 200)
	// Letters that turn the order of what follows around are not handed on to a reader.
	if p := w.get("/search?q=%E2%80%AE21+dead", 200); strings.Contains(p.body, "\u202e") || !strings.Contains(p.body, "\ufffd21 dead") {
		t.Errorf("12 would be read: %.300s", p.text("main"))
	}
	// The machine's draft and the digests are no words of the record.
	w.get("/search?q=test", 200).says("main", "0 places found")
}

// The timeline is in the order of the days, and keeps its filters in the address.
func TestTimeline(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	p := w.get("/timeline", 200)
	p.says("main", "August 2026", "12 August 2026 Incident, claimed Armed clash, Hadrel", "July 2026", "written 13 August 2026 Undertaking")
	p.silent(".moments", "assurance")
	if p.Find("section h2").First().Text() != "August 2026" {
		t.Errorf("the timeline begins with %s", p.text("section h2"))
	}
	p = w.get("/timeline?show=statements&side=oruvia", 200)
	p.says(".moments", "Rahul Ostemi")
	p.silent(".moments", "Armed clash", "Ministry of Defence")
	if _, on := p.Find("input[value=incidents]").Attr("checked"); on {
		t.Error("the form does not show the filter")
	}
	w.get("/timeline?show=talks&side=pellandor", 200).says("main", "Nothing stands here under these filters")
}

// The map draws the crossings of the charter and the incident at its precision,
// with the charter's note, and says the same in a table.
func TestMap(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	p := w.get("/map", 200)
	p.says("figcaption", "No line between the sides is drawn here", "The mechanism takes no position")
	p.says("table", "Hadrel exact spot Crossing, said to be: closed", "Hadrel near a named place Armed clash 12 August 2026")
	if n := p.Find(".map > svg rect.gate").Length(); n != 3 {
		t.Errorf("%d crossings are drawn", n)
	}
	inexact := p.Find("tbody tr").Length() - strings.Count(p.text("tbody"), "exact spot")
	if n := p.Find(".map > svg circle.ring").Length(); n != inexact || n == 0 {
		t.Errorf("%d rings are drawn for %d places that are not exact", n, inexact)
	}
}

// No page is heavier than 60 KB as sent, and what its first paint needs (page,
// style, script) stays under 30 KB for the state of play.
func TestWeight(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	sent := func(path string) int {
		r, err := http.NewRequest("GET", w.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", "gzip")
		answer, err := w.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is not compressed", path)
		} else if _, err := gzip.NewReader(strings.NewReader(string(body))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return len(body)
	}
	parts := 0
	w.get("/", 200).Find("link[rel=stylesheet], script[src], link[rel=icon]").Each(func(_ int, s *goquery.Selection) {
		parts += sent(s.AttrOr("href", s.AttrOr("src", "")))
	})
	for _, path := range pagesOf(w) {
		if path == "/nowhere" {
			continue
		}
		n := sent(path) + parts
		if n > 60<<10 {
			t.Errorf("%s weighs %d bytes", path, n)
		}
		if path == "/" && n > 30<<10 {
			t.Errorf("the state of play needs %d bytes for its first paint", n)
		}
	}
}

// Every answer forbids what no page needs.
func TestHeaders(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/", "/nowhere", "/trust", "/checkpoint", "/charter", "/healthz"} {
		r, err := w.client.Get(w.url + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		csp := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
			t.Errorf("%s has the policy %q", path, csp)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s has the headers %v", path, r.Header)
		}
	}
	// A form that another site sends is refused.
	r, _ := http.NewRequest("POST", w.url+"/desk/"+w.doc, strings.NewReader("name=A&batch=accept&draft="+w.doc+"-s1"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://elsewhere.example")
	answer, err := w.client.Do(r)
	p := w.read("another site's form", answer, err)
	if p.status != 403 {
		t.Errorf("another site's form was answered %d", p.status)
	}
	p.says("main", "sent by another site, and nothing was done")
	if size, _ := w.m.Store.Size(t.Context()); size != 1 {
		t.Error("another site's form was taken")
	}
}
