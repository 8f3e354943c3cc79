package web_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// A name or a line on a map is not the mechanism's word on whose a place is. Whoever
// looks, a party's delegation too, the map has the neutral names alone, no line, and
// under it the charter's note, all in the page's language; what one party calls a
// place stands on the crossing's page, as that party's.
func TestMapTakesNoSide(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	for _, c := range []struct{ tag, neutral, partys, whose, note, noline string }{
		{"en", "Hadrel", "Tolm Gate", "Oruvia calls it", "The mechanism takes no position", "No line between the sides is drawn"},
		{"ur", "ہدریل", "تولم گیٹ", "اسے کہتا ہے", "نظام کوئی مؤقف نہیں رکھتا", ""},
		{"ps", "هدریل", "د تولم دروازه", "یې بولي", "میکانیزم هېڅ دریځ نه لري", ""},
		{"fa-AF", "هدرل", "دروازهٔ تولم", "آن را می‌نامد", "سازوکار هیچ موضعی ندارد", ""},
	} {
		for _, seat := range []string{"secretariat", "oruvia", "zelmora"} {
			w.sit(seat)
			p := w.get("/map?lang="+c.tag, 200)
			p.says("figcaption", c.note, c.noline)
			named := false
			p.Find(".map > svg text.name").Each(func(_ int, s *goquery.Selection) { named = named || strings.TrimSpace(s.Text()) == c.neutral })
			if !named {
				t.Errorf("%s, as %s: the crossing is not called %s: %s", c.tag, seat, c.neutral, p.text(".map > svg"))
			}
			p.silent("main", c.partys)
			if n := p.Find(".map > svg path.boundary, .map > svg path.between").Length(); n != 0 {
				t.Errorf("%s, as %s: %d lines between the sides are drawn", c.tag, seat, n)
			}
		}
		w.get("/crossings/hadrel?lang="+c.tag, 200).says("dl.facts", c.partys, c.whose)
	}
}
