package assess

import "math"

// Change is the point at which a series of counts most likely changed its rate.
type Change struct {
	Verdict
	At     int     `json:"at"`     // the first period of the second rate, counted from 0
	From   int     `json:"from"`   // the first point that the data do not speak against
	To     int     `json:"to"`     // the last
	Before float64 `json:"before"` // counted a post-day
	After  float64 `json:"after"`  // counted a post-day
	Gain   float64 `json:"gain"`   // log-likelihood over one rate for all; near 0 where nothing speaks for a change
}

// ChangePoint looks for one change of rate in a series of one recorder's counts.
// It gives the point of the greatest likelihood, and the points whose
// log-likelihood is less than 1.92 below it. It gives no probability: a point
// that was looked for among many is found in noise too.
func ChangePoint(series []Span, d Demands) Change {
	v, ok := d.meets(series...)
	switch {
	case !ok:
		return Change{Verdict: v}
	case len(series) < 2*d.Periods:
		return Change{Verdict: not("periods", "there are %g periods, and %g are asked for", float64(len(series)), float64(2*d.Periods))}
	}
	v.Assumes = []Assumption{independent, onePoint, asLikely, lookedFor}
	count, exposure := make([]float64, len(series)+1), make([]float64, len(series)+1)
	for i, s := range series {
		count[i+1], exposure[i+1] = count[i]+float64(s.Count), exposure[i]+s.exposure()
	}
	n := len(series)
	gain := func(k int) float64 {
		return likelihood(count[k], exposure[k]) + likelihood(count[n]-count[k], exposure[n]-exposure[k]) - likelihood(count[n], exposure[n])
	}
	c := Change{Verdict: v, At: 1}
	for k := 1; k < n; k++ {
		if gain(k) > gain(c.At) {
			c.At = k
		}
	}
	c.Gain, c.From, c.To = gain(c.At), c.At, c.At
	for k := 1; k < n; k++ {
		if c.Gain-gain(k) < 1.92 { // half of the 95 % point of chi-square with one degree of freedom
			c.From, c.To = min(c.From, k), max(c.To, k)
		}
	}
	c.Before, c.After = count[c.At]/exposure[c.At], (count[n]-count[c.At])/(exposure[n]-exposure[c.At])
	return c
}

// likelihood gives the greatest log-likelihood of a count over an exposure, but
// for what does not depend on the rate.
func likelihood(count, exposure float64) float64 {
	if count == 0 {
		return 0
	}
	return count*math.Log(count/exposure) - count
}
