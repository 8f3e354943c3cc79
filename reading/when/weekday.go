package when

import (
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

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
		switch w {
		case "will", "shall", "scheduled", "tomorrow", "upcoming", "due", "planning", "plans", "slated":
			return true
		case "soon", "early":
			if f.low(j+1) == "as" && f.low(j-1) == "as" {
				return true
			}
		case "to":
			if f.is(j-1, "is", "are") || f.is(j-1, "planning", "plans", "set", "expected", "due") && f.is(j-2, "is", "are", "and", "he", "she", "they") {
				return true
			}
		}
		if strings.HasSuffix(w, "'ll") {
			return true
		}
		if behind[w] || len(w) > 4 && strings.HasSuffix(w, "ed") || f.toks[j].Kind == text.Mark && w != "-" && w != "'" && w != "," {
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
