package when

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// joined reads a month or a year that one word says with its part:
// "mid-September", "late-1996", "post-1989".
func joined(f *finder, i int) (int, interval) {
	k := f.toks[i]
	if k.Kind != text.Word {
		return 0, interval{}
	}
	part, rest, ok := strings.Cut(f.low(i), "-")
	if !ok || part != "mid" && part != "late" && part != "early" && part != "post" && part != "pre" {
		return 0, interval{}
	}
	if y, ok := yearOf(rest); ok {
		v := ofYear(y, Explicit)
		v.year = true
		return 1, v
	}
	if m := months[rest]; m > 0 {
		if y, end, ok := f.yearAt(i + 1); ok {
			v := ofMonth(y, m, Explicit)
			v.year = true
			return end - i, v
		}
		if y, end, ok := f.relativeYear(i + 1); ok {
			return end - i, ofMonth(y, m, Published)
		}
		return 1, f.monthWithoutYear(i, 1, m)
	}
	if _, ok := dayParts[rest]; ok {
		return 1, vague("time")
	}
	return 0, interval{}
}

// theUnit reads "the year", "the month" where they mean the one that is told
// of: "by the end of the year", "for the quarter", "year-end".
func theUnit(f *finder, i int) (int, interval) {
	switch f.low(i) {
	case "year-end":
		return 1, f.thisUnit(year)
	case "year", "month":
		if f.low(i+1) == "end" && !f.is(i-1, "the") && f.is(i-1, "by", "at", "before", "around", "until", "since") || f.toks[i].Possessive() && f.low(i+1) == "end" {
			return 2, f.thisUnit(units[f.low(i)])
		}
		return 0, interval{}
	case "the":
	default:
		return 0, interval{}
	}
	j := i + 1
	if f.is(j, "full", "fiscal", "entire", "whole") {
		j++
	}
	u := units[f.low(j)]
	if u != week && u != month && u != quarter && u != year || strings.HasSuffix(f.low(j), "s") || f.toks[j].Possessive() {
		return 0, interval{}
	}
	if !f.is(i-1, "of", "for", "in", "during", "throughout", "by") || f.noun(j+1) && !f.is(j+1, "ended", "ending") || f.is(j+1, "of", "before", "after", "that", "when", "to", "-") {
		return 0, interval{}
	}
	return j + 1 - i, f.thisUnit(u)
}

// thisUnit gives the unit of the calendar that the text is in: that of the last
// date told of, in a history or right after it, else that of publication.
func (f *finder) thisUnit(u unit) interval {
	base, basis := f.anchor, Published
	if !f.last.from.IsZero() && (f.history || f.anchor.IsZero() && f.lastAge <= 2 || f.lastAge <= 1 && f.last.from.Year() < f.anchor.Year()-1) {
		base, basis = f.last.from, Context
	}
	if base.IsZero() {
		return vague(grainOf(u))
	}
	return f.around(base, u, 0, basis)
}

// theWeekOf reads "the week of March 6".
func theWeekOf(f *finder, i int) (int, interval) {
	if f.low(i) != "the" || f.low(i+1) != "week" || !f.is(i+2, "of", "beginning", "starting", "ending") || i+3 >= len(f.toks) {
		return 0, interval{}
	}
	n, v := f.dayAt(i + 3)
	if n == 0 || v.grain != "day" {
		return 0, interval{}
	}
	if v.from.IsZero() {
		return 3 + n, vague("week")
	}
	return 3 + n, ofWeek(v.from, v.basis)
}

// theOrdinal reads "the 20th" as a day of the month told of.
func theOrdinal(f *finder, i int) (int, interval) {
	if f.low(i) != "the" || i+1 >= len(f.toks) || f.toks[i+1].Kind != text.Number || !f.is(i-1, "on", "of", "by", "until", "from", "to", "and", "since") {
		return 0, interval{}
	}
	d, ok := ordinalOf(f.low(i + 1))
	if !ok || d < 1 || d > 31 || f.noun(i+2) && !behind[f.low(i+2)] && !strings.HasSuffix(f.low(i+2), "ed") || f.is(i+2, "of", "-", "–") || f.last.from.IsZero() || f.lastAge > 2 || f.last.grain != "day" && f.last.grain != "time" && f.last.grain != "month" {
		return 0, interval{}
	}
	t, ok := day(f.last.from.Year(), int(f.last.from.Month()), d)
	if !ok {
		return 0, interval{}
	}
	return 2, ofDay(t, Context)
}

// spelledYear reads "nineteen ninety-six", "the year two thousand".
func spelledYear(f *finder, i int) (int, interval) {
	j := i
	if f.low(j) == "the" && f.low(j+1) == "year" {
		j += 2
	}
	y, n := 0, 0
	switch {
	case f.low(j) == "nineteen" || f.low(j) == "eighteen":
		c := cardinals[f.low(j+1)]
		if c < 10 || c > 99 {
			return 0, interval{}
		}
		y, n = 100*cardinals[f.low(j)]+c, 2
		if one := cardinals[f.low(j+2)]; c >= 20 && c%10 == 0 && one > 0 && one < 10 {
			y, n = y+one, 3
		}
	case f.low(j) == "two" && f.low(j+1) == "thousand" && (j > i || f.is(i-1, "in", "since", "by", "until")):
		y, n = 2000, 2
		k := j + 2
		if f.low(k) == "and" {
			k++
		}
		if c := cardinals[f.low(k)]; c > 0 && c < 30 && units[f.low(k+1)] == 0 {
			y, n = 2000+c, k+1-j
		}
		if f.noun(j + n) {
			return 0, interval{}
		}
	default:
		return 0, interval{}
	}
	v := ofYear(y, Explicit)
	v.year = true
	return j + n - i, v
}

// uncounted reads "days later", "weeks before", "in the months that followed".
func uncounted(f *finder, i int) (int, interval) {
	j := i
	if f.is(j, "the", "those") {
		j++
	}
	w := f.low(j)
	u := units[w]
	if u == 0 || !strings.HasSuffix(w, "s") {
		return 0, interval{}
	}
	switch {
	case f.is(j+1, "later", "earlier", "afterward", "afterwards"):
		return j + 2 - i, vague(grainOf(u))
	case f.is(j+1, "before", "after") && j > i:
		return 0, interval{} // the words begin at the next token
	case f.is(j+1, "before", "after", "since", "following", "leading", "ahead", "preceding") && (j > i || u >= dayUnit):
		return j + 1 - i, length()
	case j > i && f.low(j+1) == "that" && f.is(j+2, "followed", "preceded"):
		return j + 1 - i, length()
	case j == i && f.is(j+1, "or", "and") && units[f.low(j+2)] > u && strings.HasSuffix(f.low(j+2), "s"):
		return 3, length()
	}
	return 0, interval{}
}

// beforeChrist reads "499 BC", "499-493 BC", "the 460s BC", which our calendar
// has no days for.
func beforeChrist(f *finder, i int) (int, interval) {
	if f.toks[i].Kind != text.Number || len(f.low(i)) > 5 {
		return 0, interval{}
	}
	era := func(j int) bool { return f.is(j, "bc", "bce", "b.c.", "b.c.e.") }
	if s, cut := strings.CutSuffix(f.low(i), "s"); cut && era(i+1) {
		if _, ok := digitsOf(s); ok {
			return 2, vague("decade")
		}
	}
	if _, ok := digitsOf(f.low(i)); !ok {
		return 0, interval{}
	}
	switch {
	case era(i + 1):
		return 2, vague("year")
	case f.is(i+1, "-", "–", "to", "or", "and") && i+2 < len(f.toks) && f.toks[i+2].Kind == text.Number && era(i+3):
		return 4, pair(vague("year"), vague("year"), 1, 1)
	}
	return 0, interval{}
}
