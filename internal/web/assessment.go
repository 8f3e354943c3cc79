package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/surety-mechanism/surety/assess"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// assessment is what is asked of one series of counts, and the answer.
type assessment struct {
	Series       []assess.Held
	Chosen       int    // of Series; -1 for none
	From, To, At string // YYYY-MM-DD
	Period       string // days
	Side         string // a party that the incidents have to name; "" for all
	Promises     []register.Item
	Promise      record.ID // of which it is asked
	Effect       string    // the day on which that took effect, and by what it is known
	EffectBy     string
	Watched      []thing[*record.CoverageRecorded] // the newest
	May          map[record.Kind]bool
	Answer       *assess.Answer
	Wrong        bool // the question makes no sense as it was put
}

// How much an assessment's page offers to choose from, and how much of what was
// watched it tells one by one.
const (
	promisesOffered = 60
	watchedShown    = 20
)

// assessment shows what may be said of counts before a day and after it.
func (s *site) assessment(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	a := assessment{Chosen: -1, From: r.FormValue("from"), To: r.FormValue("to"), At: r.FormValue("at"), Period: or(r.FormValue("period"), "7"),
		Side: r.FormValue("side"), Promise: record.ID(r.FormValue("promise"))}
	reader := s.Views.Survey(v.Who.Viewer)
	if err := s.around(r, v, reader, &a); err != nil {
		return err
	}
	within := survey.Filter{From: s.Now().UTC().AddDate(-2, 0, 0)} // where no days are asked for
	if from, err := time.Parse(time.DateOnly, a.From); err == nil {
		within.From = from
	}
	if to, err := time.Parse(time.DateOnly, a.To); err == nil {
		within.Until = to.AddDate(0, 0, 1)
	}
	if a.Side != "" {
		within.Labels = append(within.Labels, register.Label(register.BySide, a.Side))
	}
	counted, watched, err := reader.Counts(r.Context(), within, "", "")
	if err != nil {
		return err
	}
	a.Series = assess.Holds(counted, watched)
	if series := r.FormValue("series"); series != "" {
		a.Chosen = slices.IndexFunc(a.Series, func(h assess.Held) bool { return seriesKey(h) == series })
		q, ok := a.question()
		if ok {
			answer, err := assess.Look(q, counted, watched, assess.Usual)
			if a.Wrong = err != nil; err == nil {
				a.Answer = &answer
			}
		}
		a.Wrong = a.Wrong || !ok
	}
	v.Title = v.T("assess.title")
	return s.draw(w, r, http.StatusOK, assessmentPage(v, a))
}

// around reads what the question can be about, and where one promise is named, when
// that took effect: the day that is asked about where no other is, and the days
// before and after it.
func (s *site) around(r *http.Request, v *view, reader survey.Reader, a *assessment) (err error) {
	for _, kind := range []record.Kind{record.KindClauseRecorded, record.KindUndertakingRecorded} {
		items, err := s.Views.Items(r.Context(), v.Who.Viewer, kind, register.Page{Limit: promisesOffered})
		if err != nil {
			return err
		}
		a.Promises = append(a.Promises, items...)
	}
	if a.Watched, err = latest[*record.CoverageRecorded](s.gather(r, v), record.KindCoverageRecorded, watchedShown); err != nil {
		return err
	}
	if a.May, err = s.mayNote(r, v); err != nil || a.Promise == "" {
		return err
	}
	days, err := reader.Around(r.Context(), a.Promise, survey.Asked{From: a.From, To: a.To, At: a.At})
	a.From, a.To, a.At, a.Effect, a.EffectBy = days.From, days.To, days.At, days.Effect, days.By
	return err
}

// question reads what is asked; false where it is not whole.
func (a assessment) question() (q assess.Question, ok bool) {
	if a.Chosen < 0 {
		return q, false
	}
	q.Series = a.Series[a.Chosen].Series
	for _, d := range []struct {
		text string
		into *time.Time
	}{{a.From, &q.From}, {a.To, &q.Until}, {a.At, &q.At}} {
		var err error
		if *d.into, err = time.Parse(time.DateOnly, d.text); err != nil {
			return q, false
		}
	}
	q.Until = q.Until.AddDate(0, 0, 1)
	var err error
	q.Period, err = strconv.Atoi(a.Period)
	return q, err == nil
}

// seriesKey names a series in a form.
func seriesKey(h assess.Held) string {
	return url.QueryEscape(h.Recorder) + "&" + url.QueryEscape(h.Unit)
}

// seriesName tells a series: whose, and of what.
func seriesName(v *view, h assess.Held) string {
	unit := h.Unit
	if unit == assess.Incidents {
		unit = v.T("assess.incidents")
	}
	name := v.T("assess.of", "recorder", h.Recorder, "unit", unit)
	if !h.Watched {
		name += " " + v.T("assess.unwatched")
	}
	return name
}

// whyNot tells why something cannot be assessed.
func whyNot(v *view, verdict assess.Verdict) string {
	args := []any{"a", "", "b", "", "c", ""}
	for i, value := range verdict.Values {
		args[2*i+1] = v.Num(value)
	}
	return v.T("assess.why."+verdict.Code, args...)
}

// effect tells a factor with its interval.
func effect(v *view, e assess.Effect) string {
	return v.T("assess.factor", "factor", v.Num(e.Factor), "low", v.Num(e.Low), "high", v.Num(e.High))
}

// ratioSays tells a ratio of rates with its interval.
func ratioSays(v *view, r assess.Ratio) string {
	ratio, high := v.T("assess.endless"), v.T("assess.endless")
	if r.Ratio != nil {
		ratio = v.Num(*r.Ratio)
	}
	if r.High != nil {
		high = v.Num(*r.High)
	}
	return v.T("assess.factor", "factor", ratio, "low", v.Num(r.Low), "high", high)
}

// recordedSays tells a count; none is none recorded, and no more.
func recordedSays(v *view, n int) string {
	if n == 0 {
		return v.T("assess.zero")
	}
	return v.Int(n)
}

// changeAt gives the first day of a period of the answer.
func changeAt(v *view, a *assess.Answer, i int) string {
	if i < 0 || i >= len(a.Periods) {
		return ""
	}
	return v.Day(a.Periods[i].From)
}

// effectSays tells when a promise took effect, and by what that is known.
func effectSays(v *view, a assessment) string {
	if a.Effect == "" {
		return v.T("assess.effect.none")
	}
	return v.T("assess.effect", "day", v.Day(a.Effect), "by", v.Word("effectby", a.EffectBy))
}

// watchedSays tells how much was watched in one entry.
func watchedSays(v *view, b *record.CoverageRecorded) string {
	return v.N("watched.ndays", b.Days) + v.T("list.and") + v.N("watched.nposts", b.Posts)
}
