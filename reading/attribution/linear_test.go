package attribution_test

import (
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// TestLinear reads texts that grammars choke on, once and four times as long:
// the time may grow four times, not sixteen.
func TestLinear(t *testing.T) {
	size := 16_000
	if testkit.Torture() {
		size = 1_000_000
	}
	for name, piece := range map[string]string{
		"one line of words":      "he said that they said ",
		"quotation marks":        "\" ",
		"curly quotation marks":  "“",
		"commas":                 "the minister, ",
		"according to":           "according to ",
		"that":                   "that ",
		"sentences":              "He further said that it was so. ",
		"participles":            "He left, saying it, ",
		"brackets":               "said (",
		"quotations in a row":    "“It is so,” he said. ",
		"open quotations":        "“It is so, he said.\n\n",
		"relative clauses":       "the man who said that the man who said ",
		"coordinated predicates": "and said and warned ",
	} {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				text := strings.Repeat(piece, n/len(piece)+1)
				best := time.Duration(1 << 62)
				for range 2 {
					best = min(best, testkit.Work(func() { read(text) }))
				}
				return best
			}
			short, long := took(size), took(4*size)
			if long > 10*short+300*time.Millisecond {
				t.Errorf("%d bytes took %v, four times as many %v", size, short, long)
			}
		})
	}
}
