package when

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// span reads a length of time: "four days", "the past two years", "two-year", "a
// 10-day", "hours".
func span(f *finder, i int) (int, interval) {
	n := 0
	switch {
	case strings.IndexByte(f.low(i), '-') > 0 && f.toks[i].Kind == text.Word:
		if isLength(f.low(i)) {
			n = 1
		}
	case f.is(i, "the", "its", "their", "his", "her", "these", "those", "this"):
		n = f.definiteLength(i)
	case f.is(i, "last", "past", "next", "first", "final"):
		if m, u := f.countedUnit(i + 1); u > 0 && m > 0 {
			n = m + 2
		}
	case f.toks[i].Kind == text.Number && f.low(i+1) == "-" && f.glued(i+1) && f.glued(i+2) && units[strings.TrimSuffix(f.low(i+2), "-long")] > 0:
		n = 3
	default:
		n = f.countedLength(i)
	}
	if n == 0 {
		return 0, interval{}
	}
	return n, length()
}

// isLength reports whether the word w, which has a hyphen, is a length: "five-year",
// "24-hour", "week-long"; not an age, "47-year-old", nor "three-quarters".
func isLength(w string) bool {
	head, rest, _ := strings.Cut(w, "-")
	if k := strings.LastIndexByte(w, '-'); k > len(head) && !strings.HasSuffix(w, "-old") {
		head, rest = w[:k], w[k+1:] // "twenty-five-year"
	}
	if strings.HasSuffix(rest, "-old") || units[rest] == quarter && strings.HasSuffix(rest, "s") {
		return false
	}
	if rest == "long" {
		return units[head] > 0
	}
	return units[strings.TrimSuffix(rest, "-long")] > 0 && (cardinals[head] > 0 || head == "multi" || head == "several" || head == "half")
}

// countedUnit gives how many tokens of a number stand at i, an article not counted,
// and the unit after them.
func (f *finder) countedUnit(i int) (int, unit) {
	m, _ := f.count(i)
	if f.is(i, "a", "an") {
		m = 0
	}
	return m, units[f.low(i+m)]
}

// definiteLength gives how many tokens "the past two years", "their four days"
// takes at i.
func (f *finder) definiteLength(i int) int {
	if f.is(i+1, "last", "past", "next", "first", "final", "previous", "preceding", "coming", "following", "recent", "latest", "ensuing", "intervening", "remaining", "same") {
		m, u := f.countedUnit(i + 2)
		if u == 0 || m == 0 && !strings.HasSuffix(f.low(i+2), "s") {
			return 0
		}
		n := m + 3
		if f.low(i+n) == "or" && f.low(i+n+1) == "so" {
			n += 2
		}
		return n
	}
	if f.is(i, "this", "these") || f.is(i+1, "a", "an") {
		return 0
	}
	if m, c := f.count(i + 1); m > 0 && units[f.low(i+1+m)] > 0 && c != 1 {
		return m + 2
	}
	return 0
}

// onlyLengths are words that are a length by themselves.
var onlyLengths = text.Set(`daylong weeklong monthlong yearlong hourlong`)

// countedLength gives how many tokens "about four days" or "a week and a half" takes
// at i.
func (f *finder) countedLength(i int) int {
	if w := f.low(i); len(w) == 4 && f.toks[i].Kind == text.Number && f.isHour(w) && f.is(i+1, "hours", "hrs") {
		return 0 // "1520 hrs": a time of day
	}
	j := f.approx(i)
	n, c := f.count(j)
	if n == 0 {
		if j == i && (onlyLengths[f.low(i)] || f.uncountedUnits(i)) {
			return 1
		}
		return 0
	}
	u := units[f.low(j+n)]
	switch end := j + n + 1; {
	case u == 0 || c == 1 && (u == second || u == quarter):
		return 0
	case f.is(j+n, "minute", "hour", "second") && f.is(j, "a", "an") && f.is(j-1, "miles", "per", "kilometers", "kilometres", "mph"):
		return 0 // a speed
	case f.low(end) == "old" && (u == year || u == month) || f.low(end) == "of" && f.low(end+1) == "age":
		return 0 // an age
	case f.is(j, "a", "an") && n == 1 && u >= dayUnit && f.rate(j):
		return 0
	case u == minute && f.capital(j+n) && !f.allCaps(j+n):
		return 0 // "60 Minutes"
	}
	return f.lengthGoesOn(j+n+1, u) - i
}

// uncountedUnits reports whether units stand at i that nothing counts: "for years".
func (f *finder) uncountedUnits(i int) bool {
	return f.is(i, "years", "months", "weeks", "days", "hours", "decades", "minutes", "centuries") &&
		f.is(i-1, "for", "of", "in", "within", "after", "over", "spent", "two", "many", "take", "took") && !f.is(i+1, "of")
}

// lengthGoesOn gives the token after what still belongs to a length in units u that
// ends before token i: "and a half", "or so", "or months", "and ten minutes".
func (f *finder) lengthGoesOn(i int, u unit) int {
	switch {
	case f.low(i) == "and" && f.low(i+1) == "a" && f.low(i+2) == "half":
		i += 3
	case f.is(i, "or") && f.is(i+1, "so", "more", "two"), f.is(i, "or", "and") && units[f.low(i+1)] > u && strings.HasSuffix(f.low(i+1), "s"):
		i += 2
	}
	if f.is(i, "and") {
		if m, _ := f.count(i + 1); m > 0 && units[f.low(i+1+m)] > 0 && units[f.low(i+1+m)] < u {
			i += m + 2
		}
	}
	return i
}

// theWeekend reads "the weekend": the one that the day of publication is near.
func theWeekend(f *finder, i int) (int, interval) {
	switch {
	case f.low(i) != "the" || f.low(i+1) != "weekend":
		return 0, interval{}
	case f.anchor.IsZero():
		return 2, vague("day")
	}
	return 2, f.around(f.anchor, weekend, 0, Published)
}
