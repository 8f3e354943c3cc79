package web_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
)

// heaviest is what a page may send, compressed, with the style and script that
// every page needs; fonts, the moving map and the verifier apart.
const heaviest = 60 << 10

// noPage are addresses that answer with a file, lead on, or are not there in an
// exercise.
var noPage = []string{"GET /sources/{id}/file", "GET /map/base.pmtiles", "GET /log/{index}/receipt", "GET /entry/{id}", "GET /checkpoint", "GET /trust",
	"GET /charter", "GET /check/verifier.html", "GET /healthz", "GET /assets/{file}", "GET /signin/provider/{id}", "GET /signin/provider", "GET /invitation/{token}",
	"GET /clauses/{id}"} // the exercise has no clause; a full one is weighed where its page is tested

// parts gives the weight of what every page needs.
func (w *world) parts() (n int) {
	w.get("/", 200).Find("link[rel=stylesheet], script[src], link[rel=icon]").Each(func(_ int, s *goquery.Selection) {
		n += w.sent(s.AttrOr("href", s.AttrOr("src", "")))
	})
	return n
}

// No page of the exercise is too heavy, in any language. Every address is here:
// a new page is weighed or this test fails.
func TestWeightOfEveryPage(t *testing.T) {
	w := played(t)
	w.sit("secretariat")
	first := func(list, selector string) string {
		to, ok := w.get(list, 200).Find(selector).First().Attr("href")
		if !ok {
			t.Fatalf("%s has no %s", list, selector)
		}
		to, _, _ = strings.Cut(to, "#")
		return to
	}
	file := first("/desk", ".files a")
	paths := map[string]string{
		"GET /{$}": "/", "GET /undertakings/{id}": first("/undertakings", ".card h3 a"), "GET /incidents/{id}": first("/incidents", ".card h3 a"),
		"GET /statements/{id}": first("/statements", ".card h3 a"), "GET /talks/{id}": first("/talks", ".card h3 a"), "GET /agreements/{id}": first("/agreements", ".card h3 a"),
		"GET /crossings/{id}": "/crossings/hadrel", "GET /at/{id}": "/at/hadrel", "GET /cases/{id}": first("/cases", ".case h3 a"),
		"GET /cases/{id}/do/{kind}": first("/cases", ".case h3 a") + "/do/finding_proposed", "GET /parties/{party}": "/parties/zelmora",
		"GET /sources/{id}": first("/sources", "tbody a"), "GET /search": "/search?q=border", "GET /desk/{document}": file,
		"GET /desk/{document}/{draft}": first(file, ".draft .acts a"), "GET /log/{index}": "/log/100", "GET /record/{kind}": "/record/coverage_recorded",
		"GET /release/{id}": first("/log/100", `a[href^="/release/"]`),
	}
	seats := map[string]string{"GET /field": "monitors", "GET /record/{kind}": "monitors"}
	parts := w.parts()
	for _, pattern := range web.Routes() {
		path, isGet := strings.CutPrefix(pattern, "GET ")
		if !isGet || strings.Contains(strings.Join(noPage, "\n")+"\n", pattern+"\n") {
			continue
		}
		if to, ok := paths[pattern]; ok {
			path = to
		}
		if strings.Contains(path, "{") {
			t.Errorf("%s is not weighed: give it an address here, or say that it is no page", pattern)
			continue
		}
		w.sit(or(seats[pattern], "secretariat"))
		for _, tag := range []string{"en", "ur", "ps", "fa-AF"} {
			if n := w.sent(in(path, tag)) + parts; n > heaviest {
				t.Errorf("%s in %s weighs %d bytes", path, tag, n)
			}
		}
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// A record of many months makes no page heavier than that: lists, timeline, map,
// charts and search show what a line can carry, and lead to the rest.
func TestWeightOfAFullRecord(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	random := testkit.Random(t)
	source := strings.TrimPrefix(w.get("/sources", 200).Find("tbody a").First().AttrOr("href", ""), "/sources/")
	refs := []record.Ref{{Role: record.FromSource, ID: record.ID(source)}}
	who := desk.Person{Seat: "secretariat", Name: "Amina Rahimi", Session: "test"}
	for i := range 420 {
		words := prose(random, 20+i%60)
		north, east := 30+random.Float64()*4, 60+random.Float64()*6
		b := &record.IncidentRecorded{Type: "Armed clash", From: fmt.Sprintf("2026-%02d-%02d", 1+i%8, 1+i%28), DatePrecision: 1 + i%3, WherePrec: 1 + i%4,
			Words: record.Words{Text: words, End: len(words)}, Place: record.Place{Name: prose(random, 2), Lat: &north, Lon: &east, Precision: 1 + i%4}}
		b.To = b.From
		_, err := w.m.Desk.Do(t.Context(), who, desk.Act{Body: b, Refs: refs})
		must(t, err)
	}
	parts := w.parts()
	for _, path := range []string{"/", "/incidents", "/timeline", "/map", "/charts", "/search?q=a", "/log", "/changes", "/conduct", "/assessment", "/at"} {
		for _, tag := range []string{"en", "ur"} {
			n := w.sent(in(path, tag)) + parts
			t.Logf("%-12s %-2s %6d bytes", path, tag, n)
			if n > heaviest {
				t.Errorf("%s in %s weighs %d bytes", path, tag, n)
			}
		}
	}
}

// prose makes words that nothing compresses as if they were written once.
func prose(random *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		letters := make([]byte, 3+random.IntN(7))
		for j := range letters {
			letters[j] = "etaoinshrdlucmfwyp"[random.IntN(18)]
		}
		words[i] = string(letters)
	}
	return strings.Join(words, " ")
}
