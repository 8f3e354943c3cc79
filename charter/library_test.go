package charter

import (
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// TestLibrary: every clause to start from is there in four languages, is of a kind of
// obligation, has something to fill in, and points to an agreement. Every kind of
// obligation has one.
func TestLibrary(t *testing.T) {
	all, err := Library()
	if err != nil {
		t.Fatal(err)
	}
	seen, kinds := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		if seen[c.ID] || c.ID == "" || !slices.Contains(record.ObligationKinds, c.Kind) {
			t.Errorf("%+v", c)
		}
		seen[c.ID], kinds[c.Kind] = true, true
		for _, language := range []string{"en", "ur", "ps", "fa"} {
			if c.Title[language] == "" || c.Verification[language] == "" || strings.Count(c.Text[language], "[") < 2 {
				t.Errorf("%s in %s: %q %q", c.ID, language, c.Title[language], c.Text[language])
			}
			if a, b := strings.Count(c.Text["en"], "["), strings.Count(c.Text[language], "["); a != b {
				t.Errorf("%s has %d places to fill in in English and %d in %s", c.ID, a, b, language)
			}
		}
		for _, s := range c.SeenIn {
			if s.Name == "" || s.Year < 1945 || (s.PAX == 0) != (s.Address() == "") {
				t.Errorf("%s is seen in %+v", c.ID, s)
			}
		}
	}
	if len(kinds) != len(record.ObligationKinds) {
		t.Errorf("the clauses are of %v", kinds)
	}
}
