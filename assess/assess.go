// Package assess says what may be said of counts, and what may not: rates with
// exact intervals, before and after, a point of change, an interrupted series.
// Every answer names what it assumes; where too little was observed, the answer
// is that it cannot be assessed, with the reason.
//
// It judges nobody. Zero recorded is never zero happened: what was not looked at
// is not counted as quiet.
package assess

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Span is what one recorder counted, in one unit, over one stretch of time, and
// how much looking stands behind it.
type Span struct {
	Count    int     `json:"count"`
	Days     float64 `json:"days"`     // of the calendar
	Observed float64 `json:"observed"` // days on which somebody looked
	Posts    float64 `json:"posts"`    // staffed on those days; 1 where posts are not counted
}

// exposure gives the post-days of observation.
func (s Span) exposure() float64 { return s.Observed * s.Posts }

// coverage gives the part of the time that was observed, from 0 to 1.
func (s Span) coverage() float64 {
	if s.Days <= 0 {
		return 0
	}
	return math.Min(1, s.Observed/s.Days)
}

// Demands are how much observation an answer takes. They are data: whoever
// publishes an answer says which he used.
type Demands struct {
	Coverage float64 `json:"coverage"` // the least part of the time observed, on either side
	Events   int     `json:"events"`   // the least number counted, on both sides together
	Periods  int     `json:"periods"`  // the least number of periods on either side of an interruption
	Level    float64 `json:"level"`    // of confidence
}

// Usual are demands to start from: half of the time observed, five events, four
// periods on either side, 95 %.
var Usual = Demands{Coverage: 0.5, Events: 5, Periods: 4, Level: 0.95}

// Verdict is whether something can be assessed, and if not, why not.
type Verdict struct {
	Assessable bool         `json:"assessable"`
	Why        string       `json:"why,omitempty"`     // "not assessable: …"
	Code       string       `json:"code,omitempty"`    // of why, for whoever tells it in another language
	Values     []float64    `json:"values,omitempty"`  // that stand in it, in their order
	Assumes    []Assumption `json:"assumes,omitempty"` // what the answer takes for granted
}

// Assumption is something that an answer takes for granted.
type Assumption struct {
	Code string `json:"code"`
	Says string `json:"says"`
}

// What answers take for granted.
var (
	independent  = Assumption{"independent", "events come one by one and independently of each other (Poisson): a volley counted shot by shot breaks this"}
	asLikely     = Assumption{"as_likely", "an event is as likely to be recorded on an observed post-day at any time"}
	oneSeries    = Assumption{"one_series", "one recorder, one counting unit"}
	nothingElse  = Assumption{"nothing_else", "nothing else changed at the same time: what changed after an undertaking is not caused by it"}
	onePoint     = Assumption{"one_point", "one rate until a point and another after it, one such point, and no trend before or after"}
	lookedFor    = Assumption{"looked_for", "the point is the likeliest of all: it was looked for, and is no proof that something happened there"}
	straight     = Assumption{"straight", "the logarithm of the rate is a straight line before and another after; seasons are not modelled"}
	uncorrelated = Assumption{"uncorrelated", "periods are independent of each other: what carries over from one to the next breaks this"}
)

// Assumptions are all that answers can take for granted.
var Assumptions = []Assumption{independent, asLikely, oneSeries, nothingElse, onePoint, lookedFor, straight, uncorrelated}

// Reasons are the codes of why something cannot be assessed.
var Reasons = []string{"no_number", "more_days", "nobody_looked", "coverage", "events", "periods", "sides", "undetermined"}

// not gives why something cannot be assessed. format takes the values in order.
func not(code, format string, values ...float64) Verdict {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return Verdict{Why: "not assessable: " + fmt.Sprintf(format, args...), Code: code, Values: values}
}

func (d Demands) meets(spans ...Span) (Verdict, bool) {
	events := 0
	for _, s := range spans {
		if s.Count < 0 || s.Days < 0 || s.Observed < 0 || s.Posts < 0 || math.IsNaN(s.exposure()) || math.IsInf(s.exposure(), 0) {
			return not("no_number", "a count, a number of days or of posts is no such number"), false
		}
		if s.Observed > s.Days {
			return not("more_days", "%g days were observed of %g", s.Observed, s.Days), false
		}
		if s.exposure() == 0 {
			return not("nobody_looked", "nobody was looking for the whole of one stretch, and nothing recorded is not nothing happened"), false
		}
		if s.coverage() < d.Coverage {
			return not("coverage", "%.0f %% of the time was observed, and %.0f %% is asked for", 100*s.coverage(), 100*d.Coverage), false
		}
		events += s.Count
	}
	if events < d.Events {
		return not("events", "%g were counted in all, and %g are asked for", float64(events), float64(d.Events)), false
	}
	return Verdict{Assessable: true}, true
}

// Ratio is the rate after over the rate before, with an exact interval.
type Ratio struct {
	Verdict
	Before float64  `json:"before"`         // counted a post-day
	After  float64  `json:"after"`          // counted a post-day
	Ratio  *float64 `json:"ratio"`          // nil where nothing was counted before
	Low    float64  `json:"low"`            // of the interval
	High   *float64 `json:"high,omitempty"` // nil where it has no upper end
	P      float64  `json:"p"`              // two-sided, of the ratio being 1
	Level  float64  `json:"level"`
}

// RateRatio compares two stretches of one recorder's counts. The interval is
// exact: given the total, the count after is binomial, and the limits are those
// of Clopper and Pearson; P is twice the smaller of the one-sided values, which
// agrees with the interval (M. P. Fay, "Testing the Ratio of Two Poisson Rates",
// vignette of the R package rateratio.test).
func RateRatio(before, after Span, d Demands) Ratio {
	v, ok := d.meets(before, after)
	if !ok {
		return Ratio{Verdict: v}
	}
	v.Assumes = []Assumption{independent, asLikely, oneSeries, nothingElse}
	x, y := float64(after.Count), float64(before.Count)
	tx, ty := after.exposure(), before.exposure()
	r := Ratio{Verdict: v, Before: y / ty, After: x / tx, Level: d.Level}
	if y > 0 {
		ratio := r.After / r.Before
		r.Ratio = &ratio
	}
	alpha := 1 - d.Level
	odds := func(p float64) float64 { return p / (1 - p) * ty / tx }
	if x > 0 {
		r.Low = odds(mathext.InvRegIncBeta(x, y+1, alpha/2))
	}
	if y > 0 {
		high := odds(mathext.InvRegIncBeta(x+1, y, 1-alpha/2))
		r.High = &high
	}
	p0 := tx / (tx + ty)
	atLeast, atMost := 1.0, 1.0 // of x or more, of x or fewer, under equal rates
	if x > 0 {
		atLeast = mathext.RegIncBeta(x, y+1, p0)
	}
	if y > 0 {
		atMost = 1 - mathext.RegIncBeta(x+1, y, p0)
	}
	r.P = math.Min(1, 2*math.Min(atLeast, atMost))
	return r
}
