package when

import (
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

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
	if c := cardinals[f.low(i)]; c >= 20 && c%10 == 0 && cardinals[f.low(i+1)] > 0 && cardinals[f.low(i+1)] < 10 {
		n = 2 // "twenty four"
	}
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
	if f.is(j-1, "before", "after") { // it belongs to what follows
		total--
	}
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

// rate reports whether "a day" at i says how often: "four flights a day".
func (f *finder) rate(i int) bool {
	w := f.low(i - 1)
	return f.is(i-1, "times", "once", "twice", "percent", "dollars", "hours") || len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && f.toks[i-1].Kind == text.Word &&
		(f.toks[max(i-2, 0)].Kind == text.Number || f.numberAt(i-2) > 0 || f.is(i-2, "of"))
}

// approx skips "about", "nearly", "more than", "at least" before a number.
func (f *finder) approx(i int) int {
	switch {
	case f.is(i, "nearly", "almost", "roughly", "approximately"):
		return i + 1
	case f.low(i) == "up" && f.low(i+1) == "to":
		return i + 2
	case f.low(i) == "no" && f.is(i+1, "more", "less") && f.low(i+2) == "than":
		return i + 3
	case f.is(i, "more", "less", "fewer") && f.is(i+1, "than"):
		return i + 2
	case f.is(i, "at") && f.is(i+1, "least", "most"):
		return i + 2
	}
	return i
}
