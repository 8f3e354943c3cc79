package charter

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
)

// TestDeclassification: the schedule names levels that there are, opens each to more
// than read it, once, and never who a source is.
func TestDeclassification(t *testing.T) {
	c, err := Parse("exercise.yaml", charters.Exercise)
	if err != nil {
		t.Fatal(err)
	}
	rules := c.Constitution(0).Declassify
	if len(rules) != 2 || len(rules[0].Of) == 0 || len(rules[0].To) == 0 || rules[0].After != "90d" {
		t.Fatalf("the schedule in the constitution: %+v", rules)
	}
	const line = "  - { of: P1, to: P0, after: 90d, model:"
	for instead, says := range map[string]string{
		"  - { of: P4, to: P0, after: 90d, model:":         "P4",
		"  - { of: P1, to: P1, after: 90d, model:":         "who does not read",
		"  - { of: P3, to: P0, after: 90d, model:":         "already",
		"  - { of: 'P2:nobody', to: P0, after: 9d, model:": "nobody reads a level",
		"  - { of: P1, to: P0, after: soon, model:":        "soon",
	} {
		text := strings.Replace(string(charters.Exercise), line, instead, 1)
		if text == string(charters.Exercise) {
			t.Fatal("the exercise's charter is not as this test knows it")
		}
		if _, err := Parse("exercise.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", instead, err)
		}
	}
}
