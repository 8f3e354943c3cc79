package incident

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Line is how the line between two sides was used from one day to another.
type Line struct {
	Calls      int      `json:"calls"`
	Issues     int      `json:"issues"` // calls that were no test
	Tests      int      `json:"tests"`
	Unanswered int      `json:"unanswered"`
	Longest    int      `json:"longest"`          // minutes until an answer
	Missed     []string `json:"missed,omitempty"` // days without a test, YYYY-MM-DD
}

// LineUse gives how the line was used on the days from first to last, both
// included, as the mechanism counts its days. A day without a test is a missed
// test: it shows as one.
func LineUse(calls []*record.HotlineCall, first, last string, offset int) Line {
	var l Line
	zone := time.FixedZone("", offset*60)
	tested := map[string]bool{}
	for _, c := range calls {
		at, err := time.Parse(time.RFC3339, c.At)
		if err != nil {
			continue // Validate refuses it
		}
		day := at.In(zone).Format(time.DateOnly)
		if day < first || day > last {
			continue
		}
		l.Calls++
		if c.Test {
			l.Tests++
			tested[day] = tested[day] || c.Answered
		} else {
			l.Issues++
		}
		if !c.Answered {
			l.Unanswered++
		}
		l.Longest = max(l.Longest, c.Minutes)
	}
	from, err := time.Parse(time.DateOnly, first)
	to, err2 := time.Parse(time.DateOnly, last)
	if err != nil || err2 != nil || to.Sub(from) > 366*24*time.Hour {
		return l
	}
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		if day := d.Format(time.DateOnly); !tested[day] {
			l.Missed = append(l.Missed, day)
		}
	}
	slices.Sort(l.Missed)
	return l
}
