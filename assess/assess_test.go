package assess

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// bare demands nothing, so that published examples can be checked.
var bare = Demands{Level: 0.95}

func span(count int, exposure float64) Span {
	return Span{Count: count, Days: exposure, Observed: exposure, Posts: 1}
}

// The worked example of M. P. Fay, "Testing the Ratio of Two Poisson Rates"
// (vignette of the R package rateratio.test, section 1): 2 events in 17877, 9 in
// 16660.
func TestRateRatioAgainstFay(t *testing.T) {
	r := RateRatio(span(9, 16660), span(2, 17877), bare)
	near(t, "ratio", *r.Ratio, 0.2070941557, 1e-9)
	near(t, "low", r.Low, 0.02177406, 1e-8)
	near(t, "high", *r.High, 1.00054910, 1e-7)
	near(t, "p", r.P, 0.05011, 5e-6)
}

// The example of R's help page of poisson.test (eba1977 of the package ISwR):
// 11 in 800 against 21 in 3011. The interval is poisson.test's; its P is counted
// otherwise and is not compared.
func TestRateRatioAgainstR(t *testing.T) {
	r := RateRatio(span(21, 3011), span(11, 800), bare)
	near(t, "ratio", *r.Ratio, 11.0/800/(21.0/3011), 1e-12)
	near(t, "low", r.Low, 0.8584264, 1e-7)
	near(t, "high", *r.High, 4.2772659, 1e-7)
}

func TestNothingOnOneSide(t *testing.T) {
	none := RateRatio(span(12, 100), span(0, 100), bare)
	if none.Low != 0 || none.High == nil || *none.High > 0.5 || *none.Ratio != 0 {
		t.Errorf("none after = %+v", none)
	}
	// Given 12 events and equal exposure, none of them after: twice 2^-12.
	near(t, "p", none.P, 2*math.Pow(2, -12), 1e-12)
	first := RateRatio(span(0, 100), span(12, 100), bare)
	if first.High != nil || first.Ratio != nil || first.Low < 2 {
		t.Errorf("none before = %+v", first)
	}
}

func TestNotAssessable(t *testing.T) {
	full := Span{Count: 20, Days: 100, Observed: 90, Posts: 3}
	for _, c := range []struct {
		name          string
		before, after Span
		want          string
	}{
		{"cameras down", full, Span{Count: 0, Days: 100, Observed: 0, Posts: 3}, "nothing recorded is not nothing happened"},
		{"no post staffed", full, Span{Count: 0, Days: 100, Observed: 90}, "nothing recorded is not nothing happened"},
		{"hardly anybody looking", full, Span{Count: 1, Days: 100, Observed: 20, Posts: 3}, "20 % of the time was observed"},
		{"hardly anything counted", Span{Count: 2, Days: 100, Observed: 90, Posts: 3}, Span{Count: 1, Days: 100, Observed: 90, Posts: 3}, "3 were counted in all"},
		{"more days than there were", full, Span{Count: 1, Days: 10, Observed: 20, Posts: 3}, "20 days were observed of 10"},
		{"no number", full, Span{Count: 1, Days: math.NaN(), Observed: 20, Posts: math.NaN()}, "no such number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := RateRatio(c.before, c.after, Usual)
			if r.Assessable || !strings.HasPrefix(r.Why, "not assessable: ") || !strings.Contains(r.Why, c.want) || r.Ratio != nil {
				t.Errorf("got %+v, want %q", r, c.want)
			}
		})
	}
}

// Disasters in British coal mines with ten or more killed, by year from 1851 to
// 1962 (R. G. Jarrett, "A note on the intervals between coal-mining disasters",
// Biometrika 66, 1979; by year in Carlin, Gelfand and Smith, "Hierarchical
// Bayesian analysis of changepoint problems", Applied Statistics 41, 1992). The
// rate falls after the 41st year, 1891, from about 3.1 a year to about 0.9.
var disasters = []int{4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2, 2,
	1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1,
	2, 4, 2, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1}

func yearly(counts []int) []Span {
	var all []Span
	for _, n := range counts {
		all = append(all, span(n, 1))
	}
	return all
}

func TestChangePointAgainstCoal(t *testing.T) {
	sum := 0
	for _, n := range disasters {
		sum += n
	}
	if len(disasters) != 112 || sum != 191 {
		t.Fatalf("%d years with %d disasters; there are 112 with 191", len(disasters), sum)
	}
	c := ChangePoint(yearly(disasters), Usual)
	if !c.Assessable || c.At != 41 {
		t.Errorf("change = %+v, want the 41st year", c)
	}
	near(t, "before", c.Before, 3.10, 0.01)
	near(t, "after", c.After, 0.90, 0.01)
	if c.From > 41 || c.To < 41 || c.Gain < 20 {
		t.Errorf("change = %+v", c)
	}
	flat := ChangePoint(yearly([]int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2}), Usual)
	if flat.Gain > 1e-9 || flat.From != 1 || flat.To != 9 {
		t.Errorf("a flat series: %+v", flat)
	}
	if short := ChangePoint(yearly([]int{9, 9, 1}), Usual); short.Assessable {
		t.Errorf("three periods: %+v", short)
	}
}

// Counts that follow a segmented line exactly give that line back.
func TestInterruptedSeries(t *testing.T) {
	var series []Span
	for i := range 24 {
		rate := 200 * math.Exp(0.03*float64(i-12))
		if i >= 12 {
			rate *= 0.4 * math.Exp(-0.05*float64(i-12))
		}
		days := 20 + float64(i%5) // exposure that varies must not matter
		series = append(series, Span{Count: int(math.Round(rate * days)), Days: 30, Observed: days, Posts: 1})
	}
	got := InterruptedSeries(series, 12, Usual)
	if !got.Assessable || len(got.Assumes) == 0 {
		t.Fatalf("got %+v", got)
	}
	near(t, "trend", got.Trend.Factor, math.Exp(0.03), 0.001)
	near(t, "step", got.Step.Factor, 0.4, 0.004)
	near(t, "bend", got.Bend.Factor, math.Exp(-0.05), 0.001)
	if got.Step.Low > 0.4 || got.Step.High < 0.4 || got.Dispersion > 0.1 {
		t.Errorf("got %+v", got)
	}
	for name, bad := range map[string]Interrupted{
		"too short before": InterruptedSeries(series, 3, Usual),
		"nothing after":    InterruptedSeries(append(series[:12:12], make12(0)...), 12, Usual),
	} {
		if bad.Assessable {
			t.Errorf("%s: %+v", name, bad)
		}
	}
}

func make12(n int) []Span {
	var all []Span
	for range 12 {
		all = append(all, span(n, 30))
	}
	return all
}

// Where neither side has a trend, the step is the ratio of the rates.
func TestStepIsRateRatio(t *testing.T) {
	var series []Span
	for i := range 16 {
		n := []int{9, 11}[i%2]
		if i >= 8 {
			n = []int{4, 6}[i%2]
		}
		series = append(series, span(n, 30))
	}
	x := InterruptedSeries(series, 8, Usual)
	r := RateRatio(span(80, 240), span(40, 240), Usual)
	near(t, "step", x.Step.Factor, *r.Ratio, 0.1)
}

// The interval holds the ratio, narrows with more events, and says the same
// whichever side is called before.
func TestRateRatioProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := span(rapid.IntRange(1, 400).Draw(rt, "a"), rapid.Float64Range(1, 1000).Draw(rt, "ta"))
		b := span(rapid.IntRange(1, 400).Draw(rt, "b"), rapid.Float64Range(1, 1000).Draw(rt, "tb"))
		r, back := RateRatio(a, b, bare), RateRatio(b, a, bare)
		if !(r.Low < *r.Ratio && *r.Ratio < *r.High) || r.P < 0 || r.P > 1 {
			rt.Fatalf("%+v", r)
		}
		if math.Abs(r.Low**back.High-1) > 1e-6 || math.Abs(r.P-back.P) > 1e-6 {
			rt.Fatalf("%+v and the other way round %+v", r, back)
		}
		if (r.P < 0.05-1e-9) != (r.Low > 1 || *r.High < 1) && math.Abs(r.P-0.05) > 1e-6 {
			rt.Fatalf("p %v does not agree with the interval from %v to %v", r.P, r.Low, *r.High)
		}
	})
}
