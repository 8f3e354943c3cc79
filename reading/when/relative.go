package when

import (
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

// shift is what stands before a day, month or unit and moves it: "last", "the
// following", "that same".
type shift struct {
	word    string // "last", "next", "this" …
	article bool   // "the" or a possessive before it
	way     int    // -1 back, 1 on, 0 the one that is now
	context bool   // it counts from what was told last rather than from publication
	first   int    // the token that the expression begins with
	at      int    // the token that is moved
}

// shifted reads "last week", "next month", "this February", "last Monday",
// "earlier this year", "the following day", "that year", "the same month".
func shifted(f *finder, i int) (int, interval) {
	j := i
	if f.is(i, "the", "its", "their") {
		j++
	}
	if f.is(j, "latest", "year-ago", "year-earlier") {
		if !f.is(j+1, "quarter", "month", "week", "year", "period") {
			return 0, interval{}
		}
		g := "quarter"
		if f.low(j+1) != "period" {
			g = grainOf(units[f.low(j+1)])
		}
		return j + 2 - i, vague(g)
	}
	s, ok := f.shiftAt(i, j)
	if !ok {
		return 0, interval{}
	}
	n := s.at + 1 - i
	w := f.low(s.at)
	base, basis := f.anchor, Published
	if s.context || f.history {
		base, basis = time.Time{}, Context
		if !f.last.from.IsZero() && (f.lastAge <= 4 || f.history) {
			base = f.last.from
		}
	}
	if wd, ok := weekdays[w]; ok && f.capital(s.at) {
		return f.shiftedWeekday(s, wd)
	}
	if m := f.monthAt(s.at); m > 0 && !s.context {
		return f.shiftedMonth(s, m)
	}
	if season, ok := seasons[w]; ok {
		return n, shiftedSeason(base, season, s.way, basis)
	}
	if _, ok := dayParts[w]; ok && s.context {
		return n, f.relativeDay(s.way, "time")
	} else if ok && s.way != 0 {
		return n, f.relativeDay(0, "time")
	}
	return f.shiftedUnit(s, base, basis)
}

// shiftAt reads the shift whose word stands at token j; the expression begins at
// token i, with an article where j is past it.
func (f *finder) shiftAt(i, j int) (shift, bool) {
	s := shift{word: f.low(j), article: j > i, first: i, at: j + 1}
	switch s.word {
	case "last":
		s.way, s.context = -1, s.article
	case "previous", "preceding", "prior":
		s.way, s.context = -1, true
	case "past":
		s.way = -1
		if !s.article && !f.is(j-1, "this") && units[f.low(j+1)] == 0 && !isMonth(f.low(j+1)) {
			return s, false
		}
	case "next":
		s.way, s.context = 1, s.article
	case "following", "subsequent":
		s.way, s.context = 1, true
	case "coming":
		s.way = 1
	case "this", "current":
	case "present":
		if !s.article {
			return s, false
		}
	case "same":
		s.context = true
	case "that":
		s.context = true
		if s.article || !f.is(j+1, "day", "night", "year", "month", "week", "morning", "evening", "summer", "winter", "autumn", "spring", "afternoon") || f.is(j+2, "of") {
			return s, false
		}
	default:
		return s, false
	}
	if f.is(s.at, "past", "coming", "same", "very", "fiscal", "calendar") {
		s.at++
	}
	return s, true
}

// shiftedWeekday reads "last Monday", "this Friday night".
func (f *finder) shiftedWeekday(s shift, weekday int) (int, interval) {
	n, grain := s.at+1-s.first, "day"
	if _, part := dayParts[f.low(s.at+1)]; part {
		n, grain = n+1, "time"
	}
	if f.anchor.IsZero() || s.context {
		return n, vague(grain)
	}
	back := (int(f.anchor.Weekday()) - weekday + 7) % 7
	on := -back
	switch {
	case s.way > 0, s.way == 0 && back != 0 && f.future(s.first):
		on = 7 - back
	case s.way < 0 && back == 0:
		on = -7
	}
	v := ofDay(f.anchor.AddDate(0, 0, on), Published)
	v.grain = grain
	return n, v
}

// shiftedMonth reads "last February", "this May 3".
func (f *finder) shiftedMonth(s shift, m int) (int, interval) {
	n := s.at + 1 - s.first
	if _, _, written := f.yearAt(s.at + 1); written {
		return 0, interval{}
	}
	if f.anchor.IsZero() {
		return n, vague("month")
	}
	if d, ok := dayOf(f.low(s.at + 1)); ok && s.at+1 < len(f.toks) && f.toks[s.at+1].Kind == text.Number {
		return n + 1, f.withoutYear(s.first, n+1, m, d)
	}
	y, here := f.anchor.Year(), int(f.anchor.Month())
	switch {
	case s.way < 0 && m >= here:
		y--
	case s.way > 0 && m <= here:
		y++
	case s.way == 0 && m > here+6:
		y--
	case s.way == 0 && m > here+3 && !f.future(s.first) && f.last.from.IsZero():
		y--
	}
	return n, ofMonth(y, m, Published)
}

// shiftedSeason gives "last summer", "the following winter" as seen from base.
func shiftedSeason(base time.Time, season, way int, basis string) interval {
	if base.IsZero() {
		return vague("season")
	}
	y := base.Year()
	if season == 3 && base.Month() <= 2 {
		y-- // the winter that is now began last year
	}
	v := ofSeason(y, season, basis)
	switch {
	case way < 0 && !v.to.Before(base):
		v = ofSeason(v.from.Year()-1, season, basis)
	case way > 0 && !v.from.After(base):
		v = ofSeason(v.from.Year()+1, season, basis)
	}
	return v
}

// shiftedUnit reads "last week", "the following day", "that year".
func (f *finder) shiftedUnit(s shift, base time.Time, basis string) (int, interval) {
	n, w := s.at+1-s.first, f.low(s.at)
	u := units[w]
	if u < dayUnit || strings.HasSuffix(w, "s") || f.low(s.at+1) == "-" && f.glued(s.at+1) {
		return 0, interval{}
	}
	switch {
	case s.word == "past" && (s.article || !f.is(s.first-1, "this")):
		return n, length() // "the past decade", "past week": up to now
	case s.article && (s.word == "last" || s.word == "next" && (u == decade || u == century || u == millennium || u == fortnight)) && !f.history:
		return n, length()
	case s.word == "same" && f.is(s.at+1, "as", "that"):
		return n, vague(grainOf(u))
	case s.context && u == dayUnit:
		return n, f.relativeDay(s.way, "day")
	case base.IsZero():
		return n, vague(grainOf(u))
	}
	return n, f.around(base, u, s.way, basis)
}

// around gives the unit of the calendar that lies way units from the one d is in.
func (f *finder) around(d time.Time, u unit, way int, basis string) interval {
	switch u {
	case dayUnit:
		return ofDay(d.AddDate(0, 0, way), basis)
	case weekend:
		w := ofWeek(d, basis)
		from := w.from.AddDate(0, 0, 5+7*way)
		if way <= 0 && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !(way == 0 && d.Weekday() >= time.Wednesday) {
			from = w.from.AddDate(0, 0, -2)
		}
		return days(from, from.AddDate(0, 0, 1), "day", basis)
	case week:
		return ofWeek(d.AddDate(0, 0, 7*way), basis)
	case fortnight:
		return vague("week")
	case month:
		return ofMonth(d.Year(), int(d.Month())+way, basis)
	case quarter:
		q := (int(d.Month())-1)/3 + 1 + way
		y := d.Year()
		if q < 1 {
			q, y = q+4, y-1
		} else if q > 4 {
			q, y = q-4, y+1
		}
		return ofQuarter(y, q, basis)
	case year:
		return ofYear(d.Year()+way, basis)
	case decade:
		return ofDecade(d.Year()+10*way, basis)
	case century:
		return ofCentury((d.Year()-1)/100+1+way, basis)
	}
	return vague("time")
}

func grainOf(u unit) string {
	switch u {
	case weekend, dayUnit:
		return "day"
	case week, fortnight:
		return "week"
	case month:
		return "month"
	case quarter:
		return "quarter"
	case year:
		return "year"
	case decade, century, millennium:
		return "decade"
	}
	return "time"
}
