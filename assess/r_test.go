package assess

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// askR has R work something out, and gives the numbers that it prints.
func askR(t *testing.T, script string) []float64 {
	t.Helper()
	rscript, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("R is not installed (on Debian: apt-get install r-base-core); without it nothing here is held against it")
	}
	cmd := exec.CommandContext(t.Context(), rscript, "--vanilla", "-")
	cmd.Stdin = strings.NewReader("options(digits = 17)\n" + script)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("R: %v\n%s", err, out)
	}
	var all []float64
	for _, word := range strings.Fields(string(out)) {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil {
			t.Fatalf("R printed %q in\n%s", word, out)
		}
		all = append(all, n)
	}
	return all
}

// same compares numbers that may be very large or very small.
func same(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsInf(want, 1) && math.IsInf(got, 1) {
		return
	}
	if math.IsNaN(got) || math.Abs(got-want) > 1e-6*math.Max(1e-3, math.Abs(want)) {
		t.Errorf("%s = %v, R has %v", what, got, want)
	}
}

// Ratio, interval and one-sided values are those of R's poisson.test, for counts
// and exposures of every size, none among them.
func TestAgainstPoissonTest(t *testing.T) {
	chance := testkit.Random(t)
	type pair struct{ before, after Span }
	pairs := []pair{{span(0, 10), span(5, 20)}, {span(5, 20), span(0, 10)}, {span(1, 1), span(1, 1)}, {span(11, 800), span(21, 3011)},
		{span(2000, 31), span(1500, 365)}}
	for range 40 {
		one := func() Span {
			return span(int(math.Floor(math.Exp(chance.Float64()*7)-1)), math.Exp(chance.Float64()*8))
		}
		if p := (pair{one(), one()}); p.before.Count+p.after.Count > 0 {
			pairs = append(pairs, p)
		}
	}
	var script strings.Builder
	for _, p := range pairs {
		args := fmt.Sprintf("c(%d, %d), c(%v, %v)", p.after.Count, p.before.Count, p.after.Observed, p.before.Observed)
		fmt.Fprintf(&script, "r <- poisson.test(%s)\ncat(r$estimate, r$conf.int, poisson.test(%s, alternative = 'less')$p.value, poisson.test(%s, alternative = 'greater')$p.value, '\\n')\n", args, args, args)
	}
	got := askR(t, script.String())
	if len(got) != 5*len(pairs) {
		t.Fatalf("R gave %d numbers for %d pairs", len(got), len(pairs))
	}
	for i, p := range pairs {
		r, R := RateRatio(p.before, p.after, bare), got[5*i:]
		name := fmt.Sprintf("%+v then %+v: ", p.before, p.after)
		ratio, high := math.Inf(1), math.Inf(1)
		if r.Ratio != nil {
			ratio = *r.Ratio
		}
		if r.High != nil {
			high = *r.High
		}
		same(t, name+"ratio", ratio, R[0])
		same(t, name+"low", r.Low, R[1])
		same(t, name+"high", high, R[2])
		same(t, name+"p", r.P, math.Min(1, 2*math.Min(R[3], R[4])))
	}
}

// The interrupted series is R's glm of the quasi-Poisson family with the logarithm
// of exposure as offset, and its intervals are those of its standard errors.
func TestAgainstGLM(t *testing.T) {
	chance := testkit.Random(t)
	var all []Interrupted
	var script strings.Builder
	for range 5 {
		n, at := 16+chance.IntN(20), 6+chance.IntN(5)
		series := make([]Span, n)
		var counts, exposures []string
		for i := range series {
			rate := 3 * math.Exp(0.02*float64(i))
			if i >= at {
				rate *= 0.5
			}
			days := 10 + 20*chance.Float64()
			series[i] = Span{Count: drawn(chance, rate*days), Days: 31, Observed: days, Posts: 1}
			counts, exposures = append(counts, strconv.Itoa(series[i].Count)), append(exposures, strconv.FormatFloat(days, 'g', 17, 64))
		}
		all = append(all, InterruptedSeries(series, at, Demands{Periods: 4, Level: 0.95}))
		fmt.Fprintf(&script, `y <- c(%s); e <- c(%s); i <- 0:%d; at <- %d
after <- as.numeric(i >= at); m <- glm(y ~ I(i - at) + after + I(after * (i - at)) + offset(log(e)), family = quasipoisson, control = list(epsilon = 1e-12, maxit = 100))
s <- summary(m); w <- sqrt(max(1, s$dispersion)); p <- summary(m, dispersion = 1)$coefficients[, 2]
for (k in 2:4) cat(exp(coef(m)[k]), exp(coef(m)[k] - qnorm(0.975) * p[k] * w), exp(coef(m)[k] + qnorm(0.975) * p[k] * w), '\n')
cat(s$dispersion, '\n')
`, strings.Join(counts, ","), strings.Join(exposures, ","), n-1, at)
	}
	got := askR(t, script.String())
	if len(got) != 10*len(all) {
		t.Fatalf("R gave %d numbers for %d series", len(got), len(all))
	}
	for i, x := range all {
		if !x.Assessable {
			t.Fatalf("%+v", x)
		}
		R := got[10*i:]
		for k, e := range []Effect{x.Trend, x.Step, x.Bend} {
			name := []string{"trend", "step", "bend"}[k]
			same(t, name, e.Factor, R[3*k])
			same(t, name+" low", e.Low, R[3*k+1])
			same(t, name+" high", e.High, R[3*k+2])
		}
		same(t, "dispersion", x.Dispersion, R[9])
	}
}

// drawn gives a Poisson number by counting exponential waits.
func drawn(chance *rand.Rand, mean float64) int {
	n := 0
	for left := mean; ; n++ {
		if left -= chance.ExpFloat64(); left < 0 {
			return n
		}
	}
}
