package assess

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Series names whose counts of what are looked at: series of two recorders, or of
// two units, are never put together.
type Series struct {
	Recorder string `json:"recorder"`
	Unit     string `json:"counting_unit"`
}

// Counted is something that a recorder counted.
type Counted struct {
	Series
	From, To time.Time // the days it is about, midnight UTC, both included; zero where not known
	N        int
}

// Watched is how much looking stands behind a recorder's counts.
type Watched struct {
	Recorder string
	Side     string    // the party on whose side was watched; "" both, or not one alone
	Post     string    // the post that it tells of; "" for all that there are
	From, To time.Time // days, midnight UTC, both included
	Days     int       // of these on which somebody looked
	Posts    int       // staffed on those days
}

// Question is what is asked of one series of counts. Days are midnights UTC.
type Question struct {
	Series
	From   time.Time // the first day
	Until  time.Time // the day after the last
	At     time.Time // the first day after the undertaking, or whatever is asked about
	Period int       // days of a period of the series
}

// maxPeriods bounds the periods of a question, maxPeriod the days of one.
const (
	maxPeriods = 1000
	maxPeriod  = 366
)

// Validate says what is wrong with a question, or nil.
func (q Question) Validate() error {
	switch {
	case q.Recorder == "" || q.Unit == "":
		return fmt.Errorf("say whose counts, and of what: counts of two recorders or of two units are not put together")
	case !q.From.Before(q.At) || !q.At.Before(q.Until):
		return fmt.Errorf("the day asked about lies not between the first and the last day")
	case q.Period < 1 || q.Period > maxPeriod:
		return fmt.Errorf("a period has from 1 to %d days, not %d", maxPeriod, q.Period)
	case int(q.Until.Sub(q.From).Hours()/24)/q.Period > maxPeriods:
		return fmt.Errorf("there are more than %d periods from the first to the last day: ask for longer ones", maxPeriods)
	}
	return nil
}

// Answer is what may be said of one series of counts around a day, and of what it
// is said. A period in which nothing was recorded says how much of it was
// observed: nothing recorded is not nothing happened.
type Answer struct {
	Series
	From    string      `json:"from"` // YYYY-MM-DD
	Until   string      `json:"until"`
	At      string      `json:"at"`
	Demands Demands     `json:"demands"`
	Before  Span        `json:"before"`
	After   Span        `json:"after"`
	Periods []Period    `json:"periods"`
	First   int         `json:"first_after"` // the first period after, from 0
	Left    int         `json:"left_out"`    // counted, but their day is not known exactly enough
	Ratio   Ratio       `json:"ratio"`
	Change  Change      `json:"change"`
	Broken  Interrupted `json:"interrupted"`
}

// Period is one stretch of a series, by its first day.
type Period struct {
	From string `json:"from"`
	Span
}

// Look answers a question from what was counted and how much was watched, of all
// recorders and units: only that of the question counts. Whole periods are laid
// out from the day asked about in both directions; what is left at either end is
// part of before and after, and of no period.
func Look(q Question, counted []Counted, watched []Watched, d Demands) (Answer, error) {
	if err := q.Validate(); err != nil {
		return Answer{}, err
	}
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	a := Answer{Series: q.Series, From: day(q.From), Until: day(q.Until), At: day(q.At), Demands: d, Periods: []Period{}}
	mine := slices.DeleteFunc(slices.Clone(counted), func(c Counted) bool { return c.Series != q.Series })
	looks := slices.DeleteFunc(slices.Clone(watched), func(w Watched) bool { return w.Recorder != q.Recorder })
	span := func(from, until time.Time) Span {
		s := exposureOf(looks, from, until)
		for _, c := range mine {
			if !c.From.IsZero() && !c.From.Before(from) && c.To.Before(until) {
				s.Count += c.N
			}
		}
		return s
	}
	a.Before, a.After = span(q.From, q.At), span(q.At, q.Until)
	for _, c := range mine {
		inside := !c.From.IsZero() && !c.From.Before(q.From) && c.To.Before(q.Until)
		touches := c.From.IsZero() || c.From.Before(q.Until) && !c.To.Before(q.From)
		if touches && (!inside || c.From.Before(q.At) && !c.To.Before(q.At)) {
			a.Left += c.N
		}
	}
	before := int(q.At.Sub(q.From).Hours()/24) / q.Period
	after := int(q.Until.Sub(q.At).Hours()/24) / q.Period
	spans := make([]Span, 0, before+after)
	for i := -before; i < after; i++ {
		from := q.At.AddDate(0, 0, i*q.Period)
		s := span(from, from.AddDate(0, 0, q.Period))
		a.Periods, spans = append(a.Periods, Period{day(from), s}), append(spans, s)
	}
	a.First = before
	a.Ratio, a.Change, a.Broken = RateRatio(a.Before, a.After, d), ChangePoint(spans, d), InterruptedSeries(spans, before, d)
	return a, nil
}

// Held is a series that there is, with how much was counted in it.
type Held struct {
	Series
	Entries int  `json:"entries"`
	Watched bool `json:"watched"` // it is told how much was observed
}

// Holds gives the series that there are, by recorder and unit. They are listed,
// not compared: they are in the order of their names.
func Holds(counted []Counted, watched []Watched) []Held {
	all := map[Series]*Held{}
	for _, c := range counted {
		h := all[c.Series]
		if h == nil {
			h = &Held{Series: c.Series, Watched: slices.ContainsFunc(watched, func(w Watched) bool { return w.Recorder == c.Recorder })}
			all[c.Series] = h
		}
		h.Entries++
	}
	out := make([]Held, 0, len(all))
	for _, h := range all {
		out = append(out, *h)
	}
	slices.SortFunc(out, func(a, b Held) int { return cmp.Or(cmp.Compare(a.Recorder, b.Recorder), cmp.Compare(a.Unit, b.Unit)) })
	return out
}
