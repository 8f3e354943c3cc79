package web_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// Charts count entries, each with its table, what it covers and what is left out;
// none sets a side beside another.
func TestCharts(t *testing.T) {
	w := newWorld(t)
	w.get("/charts", 200).says("main", "Nothing of this kind is on record", "not what happened")
	w.acceptAll()
	p := w.get("/charts", 200)
	p.says("main", "August 2026", "Armed clash", "1 entry is counted", "what nobody wrote about is in none of them")
	if n := p.Find("main section").Length(); n < 4 {
		t.Errorf("there are %d charts", n)
	}
	p.Find("main section").Each(func(_ int, s *goquery.Selection) {
		if !strings.Contains(s.Text(), "counted") {
			t.Errorf("a chart does not say what it covers: %s", s.Text())
		}
		if bars, rows := s.Find("svg rect").Length(), s.Find("tbody tr").Length(); bars != rows {
			t.Errorf("%d bars stand beside %d rows", bars, rows)
		}
	})
	p.silent("main", "Zelmora", "Oruvia")
	w.get("/charts?lang=fa-AF", 200).says("h1", "نمودارها")
}
