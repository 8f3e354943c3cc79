package web_test

import (
	"strings"
	"testing"
)

// The guarantors' page shows what the log came to for everyone and for each side,
// as far as its reader may read the attestations of it.
func TestGuarantorsSeeStates(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	if p := w.get("/guarantors", 200); p.Find(".digests code").Length() != 0 {
		t.Errorf("nothing was attested, and there are digests: %s", p.text(".digests"))
	}
	_, err := w.m.Attest(t.Context())
	must(t, err)
	p := w.get("/guarantors", 200)
	if n := p.Find(".digests tbody tr").Length(); n != 3 {
		t.Errorf("everyone and two sides are %d lines: %s", n, p.text(".digests"))
	}
	p.says(".digests", "Everyone", "Zelmora", "Oruvia")
	if got := p.Find(".digests code").First().Text(); len(got) != 64 || strings.Trim(got, "0123456789abcdef") != "" {
		t.Errorf("the first digest reads %q", got)
	}
}

// Incidents are found by kind, place, side, day and words, and an address that
// finds nothing says that this is about the record.
func TestIncidentFilters(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	for query, n := range map[string]int{
		"": 1, "?type=Armed+clash": 1, "?type=Attack": 0, "?place=Hadrel": 1, "?place=Kelbin": 0, "?side=oruvia": 1,
		"?from=2026-01-01&to=2026-12-31": 1, "?from=2027-01-01": 0, "?words=clash": -1, "?words=xyzzy": 0,
	} {
		p := w.get("/incidents"+query, 200)
		if got := p.Find(".card.event").Length(); n >= 0 && got != n {
			t.Errorf("/incidents%s shows %d, want %d", query, got, n)
		} else if got == 0 {
			p.says("main", "not what happened", "Show everything")
		}
	}
	w.get("/incidents?lang=ur&place=Hadrel", 200).says("#place", "ہدریل", "وادی وارو")
}
