package when

import (
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

var futureWords = words(`will shall won't 'll tomorrow upcoming scheduled expected due plans planned planning slated set intends hopes aims would until deadline begins starts expires`)

var pastWords = words(`said was were had did killed died told announced reported arrived met held signed began started came went took made visited attacked struck fell rose
	closed ended left asked warned issued happened occurred`)

// future reports whether the sentence speaks of what is still to come at token
// i: the nearest verb before it, or else after it, tells.
func (f *finder) future(i int) bool {
	for j := i - 1; j >= 0 && j > i-14; j-- {
		w := f.low(j)
		if futureWords[w] || strings.HasSuffix(w, "'ll") {
			return true
		}
		if w == "to" && j+1 < len(f.toks) && f.is(j-1, "is", "are", "scheduled", "plans", "planned", "expected", "due", "set", "supposed") {
			return true
		}
		if pastWords[w] || len(w) > 4 && strings.HasSuffix(w, "ed") {
			return false
		}
	}
	for j := i + 1; j < len(f.toks) && j < i+10; j++ {
		w := f.low(j)
		if w == "will" || w == "shall" {
			return true
		}
		if pastWords[w] || len(w) > 4 && strings.HasSuffix(w, "ed") {
			return false
		}
	}
	return false
}

// withoutYear places a month and day whose year is not said.
func (f *finder) withoutYear(i, n, m, d int) interval {
	if d > 31 || m == 2 && d > 29 || (m == 4 || m == 6 || m == 9 || m == 11) && d > 30 {
		return interval{}
	}
	if y, ok := f.contextYear(m); ok {
		if t, ok := day(y, m, d); ok {
			return ofDay(t, Context)
		}
	}
	if f.anchor.IsZero() {
		return vague("day")
	}
	return f.nearest(i, func(y int) (interval, bool) {
		t, ok := day(y, m, d)
		return ofDay(t, Published), ok
	})
}

// monthWithoutYear places a month whose year is not said.
func (f *finder) monthWithoutYear(i, n, m int) interval {
	if y, ok := f.contextYear(m); ok {
		return ofMonth(y, m, Context)
	}
	if f.anchor.IsZero() {
		return vague("month")
	}
	return f.nearest(i, func(y int) (interval, bool) { return ofMonth(y, m, Published), true })
}

// nearest gives the occurrence of a yearly interval that the tense asks for:
// the next one not over, or the last one begun.
func (f *finder) nearest(i int, of func(year int) (interval, bool)) interval {
	future := f.future(i)
	y := f.anchor.Year()
	best := interval{}
	for _, c := range []int{y + 1, y, y - 1} {
		v, ok := of(c)
		if !ok {
			continue
		}
		if future && !v.to.Before(f.anchor) && v.from.Sub(f.anchor) < 330*24*time.Hour {
			best = v
		}
		if !future && !v.from.After(f.anchor) {
			return v
		}
	}
	if best.grain != "" {
		return best
	}
	if future { // it lies just behind: the sentence's future was another one
		for _, c := range []int{y, y - 1} {
			if v, ok := of(c); ok && !v.from.After(f.anchor) {
				return v
			}
		}
	}
	for _, c := range []int{y, y - 1, y - 2, y - 3, y - 4} { // the 29th of February
		if v, ok := of(c); ok && !v.from.After(f.anchor) {
			return v
		}
	}
	return vague("day")
}

// contextYear gives the year that the text has been telling of: always in a
// history, and otherwise only shortly after a year was written out that is not
// the publication's.
func (f *finder) contextYear(m int) (int, bool) {
	if f.lastYear == 0 {
		return 0, false
	}
	if f.history {
		return f.lastYear, true
	}
	if f.anchor.IsZero() {
		return f.lastYear, f.yearAge <= 2
	}
	return f.lastYear, f.yearAge <= 1 && f.lastYear < f.anchor.Year()-1
}

// weekdayAlone reads "Wednesday", "Monday morning", "on Sunday night".
func weekdayAlone(f *finder, i int) (int, interval) {
	w := f.low(i)
	wd, ok := weekdays[w]
	if !ok || !f.capital(i) {
		if s, cut := strings.CutSuffix(w, "s"); cut && hasKey(weekdays, s) && f.capital(i) {
			return 1, vague("duration") // "Mondays": again and again
		}
		return 0, interval{}
	}
	if len(w) <= 4 && !strings.HasSuffix(w, ".") && f.allCaps(i) && !f.is(i-1, "on") {
		return 0, interval{} // "SAT", "SUN" in capitals
	}
	if (w == "sun" || w == "sat" || w == "mon" || w == "wed") && !f.is(i-1, "on", "last", "next", "this", "(", ",") {
		return 0, interval{}
	}
	n := 1
	grain := "day"
	if _, part := dayParts[f.low(i+1)]; part {
		n, grain = 2, "time"
	} else if f.is(i+1, "early", "late") {
		if _, part := dayParts[f.low(i+2)]; part {
			n, grain = 3, "time"
		}
	}
	v := f.weekday(i, time.Weekday(wd))
	v.grain = grain
	return n, v
}

// weekday places a bare weekday.
func (f *finder) weekday(i int, wd time.Weekday) interval {
	if f.history || f.anchor.IsZero() {
		return vague("day")
	}
	back := (int(f.anchor.Weekday()) - int(wd) + 7) % 7
	if back != 0 && f.soon(i) {
		return ofDay(f.anchor.AddDate(0, 0, 7-back), Published)
	}
	return ofDay(f.anchor.AddDate(0, 0, -back), Published)
}

// soon is future for weekdays, which need a plainer sign.
func (f *finder) soon(i int) bool {
	for j := i - 1; j >= 0 && j > i-10; j-- {
		w := f.low(j)
		if w == "will" || w == "shall" || w == "scheduled" || w == "tomorrow" || strings.HasSuffix(w, "'ll") || w == "upcoming" || w == "until" || w == "due" {
			return true
		}
		if pastWords[w] || len(w) > 4 && strings.HasSuffix(w, "ed") || f.toks[j].Kind == text.Mark && w != "-" && w != "'" && w != "," {
			return false
		}
	}
	return false
}

// deictic reads "today", "yesterday morning", "last night", "this evening",
// "the day before yesterday".
func deictic(f *finder, i int) (int, interval) {
	shift, n := 0, 1
	grain := "day"
	switch f.low(i) {
	case "today":
	case "yesterday":
		shift = -1
	case "tomorrow":
		shift = 1
	case "tonight":
		grain = "time"
	case "the":
		switch {
		case f.is(i+1, "day") && f.is(i+2, "before") && f.is(i+3, "yesterday"):
			shift, n = -2, 4
		case f.is(i+1, "day") && f.is(i+2, "after") && f.is(i+3, "tomorrow"):
			shift, n = 2, 4
		default:
			return 0, interval{}
		}
	case "last":
		if !f.is(i+1, "night", "evening") {
			return 0, interval{}
		}
		shift, n, grain = -1, 2, "time"
	case "this":
		if _, ok := dayParts[f.low(i+1)]; !ok {
			return 0, interval{}
		}
		n, grain = 2, "time"
	case "earlier", "later":
		if f.is(i+1, "today") {
			n = 2
		} else if f.is(i+1, "in") && f.is(i+2, "the") && f.is(i+3, "day") {
			return 4, f.relativeDay(0, "time")
		} else {
			return 0, interval{}
		}
	default:
		return 0, interval{}
	}
	if grain == "day" && f.low(i) != "tonight" {
		if _, ok := dayParts[f.low(i+n)]; ok {
			n++
			grain = "time"
		}
	}
	if f.anchor.IsZero() {
		return n, vague(grain)
	}
	v := ofDay(f.anchor.AddDate(0, 0, shift), Published)
	v.grain = grain
	return n, v
}

// relativeDay counts from the last day told of.
func (f *finder) relativeDay(shift int, grain string) interval {
	if f.last.grain == "day" || f.last.grain == "time" {
		if f.lastAge <= 4 || f.history {
			v := ofDay(f.last.to.AddDate(0, 0, shift), Context)
			v.grain = grain
			return v
		}
	}
	return vague(grain)
}

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

// count reads a number before a unit: "two", "15", "a couple of", "several",
// "two and a half". vague is true where the number is not said.
func (f *finder) count(i int) (n int, c int) {
	j := i
	w := f.low(j)
	switch {
	case w == "a" || w == "an":
		switch {
		case f.is(j+1, "few"):
			return 2, -1
		case f.is(j+1, "couple"):
			if f.low(j+2) == "of" {
				return 3, 2
			}
			return 2, 2
		case f.is(j+1, "dozen", "hundred", "thousand"):
			return 2, -1
		case f.is(j+1, "half"):
			return 2, -1
		case f.is(j+1, "single", "full", "whole"):
			return 2, 1
		case f.is(j+1, "number") && f.is(j+2, "of"):
			return 3, -1
		}
		return 1, 1
	case w == "half":
		if f.is(j+1, "a", "an") {
			return 2, -1
		}
		return 0, 0
	case w == "several", w == "few", w == "many", w == "some" && f.numberAt(j+1) == 0:
		return 1, -1
	case w == "dozens" || w == "hundreds" || w == "thousands":
		if f.low(j+1) == "of" {
			return 2, -1
		}
		return 0, 0
	}
	n = f.numberAt(j)
	if n == 0 {
		return 0, 0
	}
	c = -1
	if n == 1 {
		if x, ok := cardinals[w]; ok {
			c = x
		} else if x, ok := digitsOf(strings.ReplaceAll(w, ",", "")); ok {
			c = x
		}
	}
	if f.low(j+n) == "and" && f.is(j+n+1, "a") && f.is(j+n+2, "half") {
		return n + 3, -1
	}
	if f.is(j+n, "or", "to") || f.is(j+n, "-", "–") && f.glued(j+n) && f.glued(j+n+1) {
		if m := f.numberAt(j + n + 1); m > 0 {
			return n + 1 + m, -1
		}
	}
	if f.is(j+n, "more", "full", "straight", "consecutive", "additional", "whole", "long", "other") {
		n++
	}
	return n, c
}

// numberAt gives how many tokens of a number stand at i.
func (f *finder) numberAt(i int) int {
	if i >= len(f.toks) {
		return 0
	}
	if k := f.toks[i]; k.Kind == text.Number {
		last := k.Lower[len(k.Lower)-1]
		if last >= '0' && last <= '9' || last >= 0x80 {
			if f.is(i+1, "1") && f.is(i+2, "/") {
				return 4
			}
			return 1
		}
		return 0
	}
	if _, ok := cardinals[f.low(i)]; !ok {
		return 0
	}
	n := 1
	for f.is(i+n, "hundred", "thousand", "dozen") {
		n++
	}
	return n
}

// ago reads "two years ago", "a week earlier", "three days later", "two days
// after", "five months from now".
func ago(f *finder, i int) (int, interval) {
	j := i
	j = f.approx(j)
	if f.is(j, "years", "months", "weeks", "decades", "days", "centuries", "moments", "long") && f.is(j+1, "ago") {
		return j + 2 - i, vague(map[bool]string{true: grainOf(units[f.low(j)]), false: "time"}[units[f.low(j)] > 0])
	}
	n, c := f.count(j)
	if n == 0 {
		if f.is(i, "the") && f.is(i+1, "day", "week", "month", "year", "night", "morning", "evening") && f.is(i+2, "before", "after") && !f.noun(i+3) {
			way := -1
			if f.low(i+2) == "after" {
				way = 1
			}
			u := units[f.low(i+1)]
			if u == 0 {
				return 3, f.relativeDay(way, "time")
			}
			if u == dayUnit {
				return 3, f.relativeDay(way, "day")
			}
			return 3, vague(grainOf(u))
		}
		return 0, interval{}
	}
	j += n
	u := units[f.low(j)]
	if u == 0 {
		return 0, interval{}
	}
	j++
	way, context := 0, false
	switch f.low(j) {
	case "ago":
		way = -1
		j++
	case "earlier", "before", "previously":
		if f.is(j, "before") && f.noun(j+1) {
			return 0, interval{}
		}
		way, context = -1, true
		j++
	case "later", "afterward", "afterwards":
		way, context = 1, true
		j++
	case "hence":
		way = 1
		j++
	case "from":
		if !f.is(j+1, "now", "today") {
			return 0, interval{}
		}
		way = 1
		j += 2
	default:
		return 0, interval{}
	}
	total := j - i
	if c < 0 || u < dayUnit {
		g := grainOf(u)
		return total, vague(g)
	}
	base, basis := f.anchor, Published
	if context {
		base, basis = time.Time{}, Context
		if (f.last.grain == "day" || f.last.grain == "time" || u >= month) && !f.last.from.IsZero() && (f.lastAge <= 2 || f.history) {
			base = f.last.to
		}
		if base.IsZero() && u >= month && !f.anchor.IsZero() && !f.history && way < 0 {
			base, basis = f.anchor, Published
		}
	}
	if base.IsZero() || c > 3000 {
		return total, vague(grainOf(u))
	}
	switch u {
	case dayUnit:
		return total, ofDay(base.AddDate(0, 0, way*c), basis)
	case week:
		return total, ofWeek(base.AddDate(0, 0, 7*way*c), basis)
	case month:
		return total, ofMonth(base.Year(), int(base.Month())+way*c, basis)
	case year:
		if base.Year()+way*c < 1 {
			return total, vague("year")
		}
		return total, ofYear(base.Year()+way*c, basis)
	case decade:
		if base.Year()+10*way*c < 1 {
			return total, vague("decade")
		}
		return total, ofDecade(base.Year()+10*way*c, basis)
	}
	return total, vague(grainOf(u))
}

// approx skips "about", "nearly", "more than", "at least" before a number.
func (f *finder) approx(i int) int {
	switch {
	case f.is(i, "about", "nearly", "almost", "roughly", "around", "approximately", "over", "only", "just", "barely"):
		return i + 1
	case f.is(i, "more", "less", "fewer") && f.is(i+1, "than"):
		return i + 2
	case f.is(i, "at") && f.is(i+1, "least", "most"):
		return i + 2
	}
	return i
}

// span reads a length: "four days", "the past two years", "two-year", "a
// 10-day", "hours".
func span(f *finder, i int) (int, interval) {
	j := i
	w := f.low(j)
	// "five-year", "24-hour", "47-year-old"
	if hyphen := strings.IndexByte(w, '-'); hyphen > 0 && f.toks[j].Kind == text.Word {
		rest := w[hyphen+1:]
		head := w[:hyphen]
		if k := strings.LastIndexByte(w, '-'); k > hyphen && !strings.HasSuffix(w, "-old") {
			head, rest = w[:k], w[k+1:]
		}
		rest = strings.TrimSuffix(strings.TrimSuffix(rest, "-old"), "-long")
		if units[rest] > 0 && (cardinals[head] > 0 || head == "multi" || head == "several" || head == "half") {
			return 1, length()
		}
		if rest == "long" && units[head] > 0 {
			return 1, length()
		}
		return 0, interval{}
	}
	if f.toks[j].Kind == text.Number && f.low(j+1) == "-" && f.glued(j+1) && f.glued(j+2) && j+2 < len(f.toks) {
		u := strings.TrimSuffix(strings.TrimSuffix(f.low(j+2), "-old"), "-long")
		if units[u] > 0 {
			n := 3
			return n, length()
		}
	}
	if f.is(j, "the", "its", "their", "his", "her", "these", "those", "this") {
		if f.is(j+1, "last", "past", "next", "first", "final", "previous", "preceding", "coming", "following", "recent", "latest", "ensuing", "intervening", "remaining", "same") {
			k := j + 2
			m, _ := f.count(k)
			if f.is(k, "a", "an") {
				m = 0
			}
			if u := units[f.low(k+m)]; u > 0 && (m > 0 || strings.HasSuffix(f.low(k), "s")) {
				return k + m + 1 - i, length()
			}
			return 0, interval{}
		}
		if f.low(j) != "this" && f.low(j) != "these" {
			m, c := f.count(j + 1)
			if u := units[f.low(j+1+m)]; m > 0 && u > 0 && !f.is(j+1, "a", "an") && c != 1 {
				return m + 2, length()
			}
		}
		if f.is(j, "the", "these", "those") && f.is(j+1, "weekend") && f.low(j) == "the" {
			if f.anchor.IsZero() {
				return 2, vague("day")
			}
			return 2, f.around(f.anchor, weekend, 0, Published)
		}
		return 0, interval{}
	}
	if f.is(j, "last", "past", "next", "first", "final") {
		m, _ := f.count(j + 1)
		if f.is(j+1, "a", "an") {
			m = 0
		}
		if u := units[f.low(j+1+m)]; u > 0 && m > 0 {
			return m + 2, length()
		}
		return 0, interval{}
	}
	j = f.approx(j)
	n, c := f.count(j)
	if n == 0 {
		if j == i && f.is(i, "years", "months", "weeks", "days", "hours", "decades", "minutes", "centuries") && f.is(i-1, "for", "of", "in", "within", "after", "over", "spent", "two", "many", "take", "took") && !f.is(i+1, "of") {
			return 1, length()
		}
		if j == i && f.is(i, "centuries-old", "decades-old", "years-long", "decades-long", "months-long", "weeks-long", "day-long", "week-long", "daylong", "weeklong", "monthlong", "yearlong", "month-long", "year-long", "decade-long", "hour-long", "hourlong") {
			return 1, length()
		}
		return 0, interval{}
	}
	u := units[f.low(j+n)]
	if u == 0 {
		return 0, interval{}
	}
	if c == 1 && (u == second || u == quarter || f.toks[j].Kind == text.Number && f.is(j, "1") && false) {
		return 0, interval{}
	}
	if f.is(j+n, "minute", "hour", "second") && f.is(j, "a", "an") && f.is(j-1, "miles", "per", "kilometers", "kilometres", "mph") {
		return 0, interval{}
	}
	total := j + n + 1 - i
	if f.is(i+total, "old") && u == year {
		total++
	}
	if f.is(i+total, "and") {
		if m, _ := f.count(i + total + 1); m > 0 && units[f.low(i+total+1+m)] > 0 && units[f.low(i+total+1+m)] < u {
			total += m + 2
		}
	}
	return total, length()
}
