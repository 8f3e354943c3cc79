package act_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/act"
)

// FuzzRead wants of every statement of any text an act of the contract, the
// first of its acts and none twice, and of a condition that it stands in the
// text beside the content or in it, outside boilerplate.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"Chad said it would withdraw only if Niger disarmed the rebels.", "“If you come, we will shoot,” he warned.", "If, if, unless he said so if",
		"Analysts warn that it will fail. They said it would.", "He denied, rejected and dismissed the not the lack of if", "Chad vowed \"to\" \"if\" avenge",
		"Leave a Reply\n\nHe said that if it were so he would go.\n\nYour email address will not be published.", "\xff said that unless \x80",
	} {
		f.Add(s)
	}
	acts := []string{act.Assurance, act.Demand, act.Condition, act.Accusation, act.Denial, act.Threat, act.Rejection, act.Agreement,
		act.OfferToTalk, act.Appeal, act.Claim, act.Responsibility, act.Assessment, act.NoComment, act.Other}
	f.Fuzz(func(t *testing.T, s string) {
		all, err := reading.Read("fuzz.txt", []byte(s), reading.Options{})
		if err != nil {
			return
		}
		for _, d := range all {
			for _, x := range d.Statements {
				if len(x.Acts) == 0 || x.Act != x.Acts[0] {
					t.Fatalf("%s is %q of %q", x.ID, x.Act, x.Acts)
				}
				for i, a := range x.Acts {
					if !slices.Contains(acts, a) || slices.Contains(x.Acts[:i], a) {
						t.Fatalf("%s has the acts %q", x.ID, x.Acts)
					}
				}
				c := x.Condition
				if c == nil {
					continue
				}
				if c.Start < 0 || c.End > len(s) || c.Start >= c.End {
					t.Fatalf("%s has a condition at %d to %d of %d", x.ID, c.Start, c.End, len(s))
				}
				for _, b := range d.Boilerplate {
					if b.Start <= c.Start && c.End <= b.End {
						t.Fatalf("%s has a condition in boilerplate: %q", x.ID, c.Text)
					}
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := []byte(strings.Repeat("Chad denied that its men had crossed, and vowed to answer any attack if the camps were not closed. Officials of Niger said it was ready for talks, analysts that they would fail.\n\n", 300))
	b.SetBytes(int64(len(s)))
	all, err := reading.Analyse("bench.txt", s, reading.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		act.Read(all[0])
	}
}
