package record

import (
	"strings"
	"testing"
)

// The five numbers of a count, and the four of a balance, add up, or the entry says
// why they do not; else there is no entry.
func TestCountsAddUp(t *testing.T) {
	n := func(v int) *int { return &v }
	for what, c := range map[string]struct {
		of   CountReported
		says string // "" where it is taken
	}{
		"nothing":                      {CountReported{}, "no number is given"},
		"one number":                   {CountReported{Claimed: n(300)}, ""},
		"below nothing":                {CountReported{Claimed: n(-1)}, "from 0 to"},
		"five that add up":             {CountReported{Claimed: n(300), Presented: n(279), Accepted: n(243), Rejected: n(30), Disputed: n(6)}, ""},
		"claimed is no part":           {CountReported{Claimed: n(1), Presented: n(279), Accepted: n(243), Rejected: n(30), Disputed: n(6)}, ""},
		"one too many":                 {CountReported{Presented: n(279), Accepted: n(244), Rejected: n(30), Disputed: n(6)}, "are not the 279"},
		"not all are known yet":        {CountReported{Presented: n(279), Accepted: n(243)}, ""},
		"a balance":                    {CountReported{Opening: n(100), In: n(20), Out: n(5), Closing: n(115)}, ""},
		"half a balance":               {CountReported{Opening: n(100), Closing: n(115)}, "has all of opening"},
		"a balance that is out":        {CountReported{Opening: n(100), In: n(20), Out: n(5), Closing: n(110)}, "out by -5"},
		"a balance that says why not":  {CountReported{Opening: n(100), In: n(20), Out: n(5), Closing: n(110), Explained: "five were burnt"}, ""},
		"a balance without an opening": {CountReported{In: n(0), Out: n(0), Closing: n(0)}, "has all of opening"},
	} {
		c.of.Level, c.of.CountingUnit, c.of.RecordedBy = VerificationLevels[0], "rifles", "the monitors"
		err := c.of.Validate()
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v, want %q", what, err, c.says)
		}
	}
}
