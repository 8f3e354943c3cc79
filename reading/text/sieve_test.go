package text

import (
	"strings"
	"testing"
)

func TestSieve(t *testing.T) {
	var s Sieve
	in := []string{"a", "march", "years", "سال", strings.Repeat("x", 63), strings.Repeat("y", 70)}
	for _, w := range in {
		s.Add(w)
	}
	s.Add("")
	for _, w := range in {
		if !s.May(w) {
			t.Errorf("%q was added and is held back", w)
		}
	}
	for _, w := range []string{"", "b", "an", "yearly", strings.Repeat("x", 62), strings.Repeat("y", 62)} {
		if s.May(w) {
			t.Errorf("%q is let through", w)
		}
	}
}
