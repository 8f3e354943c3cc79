package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// What came since an entry is listed, and nothing before it; the page gives the
// address for next time.
func TestChanges(t *testing.T) {
	w := newWorld(t)
	mark := w.get("/", 200).Find("#since").AttrOr("href", "")
	w.get(mark, 200).says("main", "Nothing that you may read has come since")
	w.acceptAll()
	p := w.get(mark, 200)
	p.says("main", "Undertaking recorded", "Incident recorded", "Armed clash, Hadrel")
	p.silent("main", "Charter adopted")
	w.get("/changes", 200).says("main", "Charter adopted")
	w.get("/changes?since=nonsense", 200).says("main", "Charter adopted")
	next := p.Find(".notice a").AttrOr("href", "")
	w.get(next, 200).says("main", "Nothing that you may read has come since")
	w.get("/changes?since=999999", 200).says("main", "Nothing that you may read has come since")
}

// The browser keeps the mark itself: the state of play leads to what came since
// it was last looked at.
func TestBrowserChanges(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	must(t, b.See(browser.Look{Width: 1280, Height: 900}))
	must(t, b.Go(w.url+"/"))
	w.acceptAll()
	must(t, b.Go(w.url+"/"))
	must(t, b.Click("#since"))
	if s, _ := b.Text("main"); !strings.Contains(s, "Armed clash, Hadrel") {
		t.Errorf("since the last look: %.300s", s)
	}
	must(t, b.Go(w.url+"/"))
	must(t, b.Click("#since"))
	if s, _ := b.Text("main"); !strings.Contains(s, "has come since") {
		t.Errorf("looked at again: %.300s", s)
	}
	quiet(t, b, w.url)
}

// A crossing's page for a basic phone says who says what since when, in a few
// hundred bytes, and asks for nothing more.
func TestGate(t *testing.T) {
	w := newWorld(t)
	w.get("/at/hadrel", 200).says("main", "Nothing is on record", "neither that it is open nor that it is shut")
	w.acceptAll()
	p := w.get("/at/hadrel", 200)
	p.says("main", "closed", "HIGHLAND WIRE reports", "as of 13 August 2026", "not a promise that you may pass")
	w.get("/at", 200).says("main", "Ostrel Bridge", "open for some")
	w.get("/at/ostrel-bridge?lang=ps", 200).says("html", "تمرین")
	w.get("/at/nowhere", 404)
	if n := p.Find("script, style, img, link[rel=stylesheet]").Length(); n != 0 {
		t.Errorf("it asks for %d more things", n)
	}
	q, _ := http.NewRequest("GET", w.url+"/at/hadrel?lang=ur", nil)
	q.Header.Set("Accept-Encoding", "gzip")
	r, err := http.DefaultTransport.RoundTrip(q)
	must(t, err)
	defer r.Body.Close()
	sent, err := io.ReadAll(r.Body)
	must(t, err)
	if _, err := gzip.NewReader(strings.NewReader(string(sent))); err != nil || len(sent) > 1500 {
		t.Errorf("it weighs %d bytes as sent (%v)", len(sent), err)
	}
}
