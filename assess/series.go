package assess

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Effect is a factor by which a rate changed, with its interval.
type Effect struct {
	Factor float64 `json:"factor"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// Interrupted is an interrupted series: the rate's trend before, the step at the
// interruption, and what became of the trend after it.
type Interrupted struct {
	Verdict
	Trend      Effect  `json:"trend"`      // a period, before
	Step       Effect  `json:"step"`       // at the interruption
	Bend       Effect  `json:"bend"`       // of the trend, a period, after
	Dispersion float64 `json:"dispersion"` // 1 where counts vary as Poisson; the intervals are widened by its root where it is more
	Level      float64 `json:"level"`
}

// InterruptedSeries fits a segmented log-linear Poisson regression to a series
// whose period at (from 0) is the first after an interruption, with observed
// post-days as exposure. The interruption is given, not looked for.
func InterruptedSeries(series []Span, at int, d Demands) Interrupted {
	v, ok := d.meets(series...)
	switch {
	case !ok:
		return Interrupted{Verdict: v}
	case at < d.Periods || len(series)-at < d.Periods:
		return Interrupted{Verdict: not("sides", "there are %g periods before and %g after, and %g on either side are asked for", float64(at), float64(len(series)-at), float64(d.Periods))}
	}
	x := mat.NewDense(len(series), 4, nil)
	y, offset := make([]float64, len(series)), make([]float64, len(series))
	for i, s := range series {
		x.Set(i, 0, 1)
		x.Set(i, 1, float64(i-at))
		if i >= at {
			x.Set(i, 2, 1)
			x.Set(i, 3, float64(i-at))
		}
		y[i], offset[i] = float64(s.Count), math.Log(s.exposure())
	}
	beta, cov, dispersion, ok := poisson(x, y, offset)
	if !ok {
		return Interrupted{Verdict: not("undetermined", "the counts do not determine a trend, a step and a bend")}
	}
	v.Assumes = []Assumption{straight, uncorrelated, asLikely, nothingElse}
	out := Interrupted{Verdict: v, Dispersion: dispersion, Level: d.Level}
	wide := distuv.UnitNormal.Quantile(1-(1-d.Level)/2) * math.Sqrt(math.Max(1, dispersion))
	for i, e := range []*Effect{&out.Trend, &out.Step, &out.Bend} {
		half := wide * math.Sqrt(cov.At(i+1, i+1))
		e.Factor, e.Low, e.High = math.Exp(beta[i+1]), math.Exp(beta[i+1]-half), math.Exp(beta[i+1]+half)
	}
	return out
}

// poisson fits a log-linear Poisson regression by iterated weighted least
// squares (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 2.5), and
// gives the coefficients, their covariance and Pearson's dispersion.
func poisson(x *mat.Dense, y, offset []float64) (beta []float64, cov *mat.SymDense, dispersion float64, ok bool) {
	n, p := x.Dims()
	eta := make([]float64, n)
	for i := range y {
		eta[i] = math.Log(y[i] + 0.5)
	}
	b := mat.NewVecDense(p, nil)
	info := mat.NewSymDense(p, nil)
	for range 100 {
		right := mat.NewVecDense(p, nil)
		info.Zero()
		for i := range y {
			mu := math.Exp(eta[i])
			z := eta[i] - offset[i] + (y[i]-mu)/mu
			for j := range p {
				right.SetVec(j, right.AtVec(j)+mu*x.At(i, j)*z)
				for k := j; k < p; k++ {
					info.SetSym(j, k, info.At(j, k)+mu*x.At(i, j)*x.At(i, k))
				}
			}
		}
		var chol mat.Cholesky
		if !chol.Factorize(info) || chol.Cond() > 1e12 {
			return nil, nil, 0, false
		}
		next := mat.NewVecDense(p, nil)
		if err := chol.SolveVecTo(next, right); err != nil {
			return nil, nil, 0, false
		}
		moved := 0.0
		for j := range p {
			moved = math.Max(moved, math.Abs(next.AtVec(j)-b.AtVec(j)))
		}
		b = next
		for i := range y {
			eta[i] = offset[i]
			for j := range p {
				eta[i] += x.At(i, j) * b.AtVec(j)
			}
			if math.Abs(eta[i]) > 700 {
				return nil, nil, 0, false // a rate runs away to nothing: one side has no counts to fit
			}
		}
		if moved < 1e-10 {
			cov = mat.NewSymDense(p, nil)
			if err := chol.InverseTo(cov); err != nil {
				return nil, nil, 0, false
			}
			for i := range y {
				mu := math.Exp(eta[i])
				dispersion += (y[i] - mu) * (y[i] - mu) / mu
			}
			return b.RawVector().Data, cov, dispersion / float64(n-p), true
		}
	}
	return nil, nil, 0, false
}
