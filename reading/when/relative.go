package when

import (
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

// shifted reads "last week", "next month", "this February", "last Monday",
// "earlier this year", "the following day", "that year", "the same month".
func shifted(f *finder, i int) (int, interval) {
	j := i
	article := false
	if f.is(j, "the", "its", "their") {
		j++
		article = true
	}
	way := 0
	context := false
	switch f.low(j) {
	case "last", "past", "previous", "preceding", "prior":
		way = -1
		context = f.is(j, "previous", "preceding", "prior") || article && f.low(j) != "past"
	case "next", "coming", "following", "subsequent":
		way = 1
		context = f.is(j, "following", "subsequent") || article && f.low(j) == "next"
	case "this", "current", "present":
	case "that", "same":
		context = true
	case "latest", "year-ago", "year-earlier":
		if f.is(j+1, "quarter", "month", "week", "year", "period") {
			g := "quarter"
			if f.low(j+1) != "period" {
				g = grainOf(units[f.low(j+1)])
			}
			return j + 2 - i, vague(g)
		}
		return 0, interval{}
	default:
		return 0, interval{}
	}
	if f.low(j) == "that" && (article || !f.is(j+1, "day", "night", "year", "month", "week", "morning", "evening", "summer", "winter", "autumn", "spring", "afternoon") || f.is(j+2, "of")) {
		return 0, interval{}
	}
	if f.low(j) == "present" && !article {
		return 0, interval{}
	}
	if f.low(j) == "past" && !article && !f.is(j-1, "this") && units[f.low(j+1)] == 0 && !isMonth(f.low(j+1)) {
		return 0, interval{}
	}
	k := j + 1
	if f.is(k, "past", "coming", "same", "very", "fiscal", "calendar") {
		k++
	}
	n := k + 1 - i
	base := f.anchor
	basis := Published
	if context || f.history {
		basis = Context
		base = time.Time{}
		if !f.last.from.IsZero() && (f.lastAge <= 4 || f.history) {
			base = f.last.from
		}
	}
	w := f.low(k)
	if wd, ok := weekdays[w]; ok && f.capital(k) {
		grain := "day"
		if _, part := dayParts[f.low(k+1)]; part {
			n, grain = n+1, "time"
		}
		if f.anchor.IsZero() || context {
			return n, vague(grain)
		}
		back := (int(f.anchor.Weekday()) - wd + 7) % 7
		var v interval
		switch {
		case way > 0:
			v = ofDay(f.anchor.AddDate(0, 0, 7-back), Published)
		case way < 0 && back == 0:
			v = ofDay(f.anchor.AddDate(0, 0, -7), Published)
		case way == 0 && back != 0 && f.future(i):
			v = ofDay(f.anchor.AddDate(0, 0, 7-back), Published)
		default:
			v = ofDay(f.anchor.AddDate(0, 0, -back), Published)
		}
		v.grain = grain
		return n, v
	}
	if m := f.monthAt(k); m > 0 && !context {
		if _, _, written := f.yearAt(k + 1); written {
			return 0, interval{}
		}
		if f.anchor.IsZero() {
			return n, vague("month")
		}
		if d, ok := dayOf(f.low(k + 1)); ok && k+1 < len(f.toks) && f.toks[k+1].Kind == text.Number {
			return n + 1, f.withoutYear(i, n+1, m, d)
		}
		y, here := f.anchor.Year(), int(f.anchor.Month())
		switch {
		case way < 0 && m >= here:
			y--
		case way > 0 && m <= here:
			y++
		case way == 0 && m > here+6:
			y--
		case way == 0 && m > here && !f.future(i) && f.last.from.IsZero() && m-here > 3:
			y--
		}
		return n, ofMonth(y, m, Published)
	}
	if s, ok := seasons[w]; ok {
		if base.IsZero() {
			return n, vague("season")
		}
		y := base.Year()
		v := ofSeason(y, s, basis)
		if s == 3 && base.Month() <= 2 {
			v = ofSeason(y-1, s, basis)
		}
		switch {
		case way < 0 && !v.to.Before(base):
			v = ofSeason(v.from.Year()-1, s, basis)
		case way > 0 && !v.from.After(base):
			v = ofSeason(v.from.Year()+1, s, basis)
		}
		return n, v
	}
	if _, ok := dayParts[w]; ok && (context || way != 0) {
		return n, f.relativeDay(map[bool]int{true: way, false: 0}[context], "time")
	}
	if w == "half" && way != 0 {
		return 0, interval{}
	}
	u := units[w]
	if u == 0 || strings.HasSuffix(w, "s") && u != 0 || u < dayUnit {
		return 0, interval{}
	}
	if f.low(k+1) == "-" && f.glued(k+1) {
		return 0, interval{}
	}
	switch {
	case article && f.low(j) == "past" || f.low(j) == "past" && !f.is(j-1, "this"):
		// "the past decade" is a length up to now, "the past week" too.
		return n, length()
	case article && f.is(j, "last", "next") && !f.history && u != week && u != month && u != year && u != quarter && u != dayUnit && u != weekend:
		return n, length()
	case article && f.low(j) == "last" && !f.history:
		return n, length()
	}
	if f.low(j) == "same" && f.is(k+1, "as", "that") {
		return n, vague(grainOf(u))
	}
	if context && u == dayUnit {
		return n, f.relativeDay(way, "day")
	}
	if base.IsZero() {
		return n, vague(grainOf(u))
	}
	return n, f.around(base, u, way, basis)
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
