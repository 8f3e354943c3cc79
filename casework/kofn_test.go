package casework

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/record"
)

// Where so many of the seats have to agree, those who agree are counted and nobody
// else: who abstains agrees to nothing, and who has said nothing may still.
func TestSoManyAgree(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := Found("c", twoSides(), start)
		seats := []record.Seat{"chair", "n", "s", "legal"}
		rule := record.DecisionRule{Stage: "final_finding", Rule: "k_of_n", K: rapid.IntRange(1, 6).Draw(rt, "k"), Seats: seats}
		b := Ballot{Votes: map[record.Seat]string{}, Since: start}
		pro, silent := 0, 0
		for _, s := range seats {
			switch v := rapid.SampledFrom([]string{"", "for", "against", "abstain"}).Draw(rt, string(s)); v {
			case "":
				silent++
			case "for":
				pro++
				fallthrough
			default:
				b.Votes[s] = v
			}
		}
		need := min(rule.K, len(seats)) // a charter's number is no veto of seats that are not there
		want := Open
		switch {
		case pro >= need:
			want = Carried
		case pro+silent < need:
			want = Defeated
		}
		if got, by := Decide(m, rule, b, start.Add(day)); got != want || by != "k_of_n" {
			rt.Fatalf("%d of 4 by %v: %s by %s, want %s", rule.K, b.Votes, got, by, want)
		}
	})
}
