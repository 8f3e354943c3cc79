package app

import (
	"strings"
	"testing"
	"time"
)

// Entries dated by a clock that goes right are told nothing of, however late they
// are attested; one dated back or ahead is named, once.
func TestClocks(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return day.Add(time.Duration(minutes) * time.Minute) }
	type step struct {
		minutes int   // of the entry, or of the witnesses
		size    int64 // of an attestation; 0 for an entry
	}
	for name, c := range map[string]struct {
		steps []step
		named []string
	}{
		"right": {[]step{{0, 0}, {1, 0}, {2, 2}, {3, 0}, {200, 0}, {201, 5}}, nil},
		"attested late, and others came meanwhile": {[]step{{0, 0}, {0, 0}, {1, 0}, {2, 0}, {5, 2}, {6, 0}}, nil},
		"ahead":                              {[]step{{0, 0}, {60, 0}, {2, 2}}, []string{"entry 1 ", "ahead"}},
		"dated back":                         {[]step{{0, 0}, {100, 1}, {101, 0}, {20, 0}}, []string{"entry 3 ", "dated back"}},
		"dated back before it is told":       {[]step{{0, 0}, {20, 0}, {100, 1}}, []string{"entry 1 ", "dated back"}},
		"an attestation that covers no more": {[]step{{0, 0}, {1, 1}, {2, 0}, {100, 1}, {3, 0}}, nil},
	} {
		var k clocks
		index := int64(0)
		for _, s := range c.steps {
			if s.size == 0 {
				k.entry(index, at(s.minutes))
				index++
				continue
			}
			k.attested(s.size, at(s.minutes))
			k.entry(index, at(s.minutes)) // the attestation is an entry too
			index++
		}
		told := strings.Join(k.notes(), "\n")
		if (told == "") != (c.named == nil) {
			t.Errorf("%s: told %q", name, told)
		}
		for _, want := range c.named {
			if strings.Count(told, want) != 1 {
				t.Errorf("%s: %q is not named once in %q", name, want, told)
			}
		}
	}
	var k clocks
	for i := range int64(3 * mostWaiting) {
		k.entry(i, at(60))
	}
	k.attested(3*mostWaiting, at(0))
	if len(k.notes()) != mostTold+1 || len(k.waiting) != 0 {
		t.Errorf("%d notes: %v", len(k.notes()), k.notes())
	}
}
