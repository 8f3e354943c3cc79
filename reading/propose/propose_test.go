package propose_test

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/propose"
)

const article = "Bridge shut\n\nThe elders of Kelbin are of one mind: “no column will pass” while the bridge is shut.\n\nZelmora said that it had fired first. Zelmora said no more.\n"

// FuzzAdd: whatever is proposed, every draft that is added stands in the
// document word for word, in order, and the others stay.
func FuzzAdd(f *testing.F) {
	f.Add("no column will pass", "The elders of Kelbin", "are of one mind", "threat")
	f.Add("“no column will pass”", "", "", "threat")
	f.Add("said", "Zelmora", "said", "claim")
	f.Add("\x00", strings.Repeat("a", 99), "\n", "claim")
	f.Fuzz(func(t *testing.T, content, speaker, cue, act string) {
		all, err := reading.Analyse("a.txt", []byte(article), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a := all[0]
		before := len(a.Statements)
		added := propose.Add(a, "m", []propose.Statement{{Content: content, Speaker: speaker, Cue: cue, Act: act}})
		if len(a.Statements) != before+added || len(a.Draft.Statements) != before+added {
			t.Fatalf("%d statements, then %d and %d added", before, len(a.Statements), added)
		}
		last := 0
		for _, s := range a.Draft.Statements {
			if s.Content.Start < last {
				t.Error("the statements are out of order")
			}
			last = s.Content.Start
			if article[s.Content.Start:s.Content.End] != s.Content.Text {
				t.Errorf("%q does not stand where it says", s.Content.Text)
			}
			if s.Rule == "model:m" && s.Content.Text != content {
				t.Errorf("%q was proposed, %q added", content, s.Content.Text)
			}
		}
	})
}
