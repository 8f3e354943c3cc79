package when

import (
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

// rule reads an expression that begins at token i: how many tokens it takes
// (0: none) and what it means.
type rule func(f *finder, i int) (int, interval)

// rules are tried at every token; the longest expression wins, the earlier rule
// where two are equal.
var rules = []rule{
	numericDate, monthDay, dayMonth, monthAlone, yearAlone, decadeAlone, centuryAlone, quarterOf, seasonOf,
	weekdayAlone, deictic, shifted, ago, uncounted, span, theWeekend, clock, set, reference, holiday, eastern,
	joined, theUnit, theWeekOf, theOrdinal, spelledYear, beforeChrist,
}

// at gives the longest expression that begins at token i.
func (f *finder) at(i int) (int, interval) {
	if f.toks[i].Kind == text.Mark && f.toks[i].Lower != "'" {
		return 0, interval{}
	}
	if !f.mayBegin(i) {
		return 0, interval{}
	}
	best, value := f.core(i)
	// What may stand before an expression belongs to it: "early 1990", "the end of last week".
	if n := f.before(i); n > 0 && i+n < len(f.toks) {
		if m, v := f.core(i + n); m > 0 && n+m > best && v.grain != "duration" && v.grain != "time" {
			if v.first != nil {
				v.head += n
			}
			return n + m, v
		}
	}
	return best, value
}

func (f *finder) core(i int) (best int, value interval) {
	for _, r := range rules {
		if n, v := r(f, i); n > best {
			best, value = n, v
		}
	}
	return best, value
}

// low gives token i folded, "" outside the sentence. The possessive is off.
func (f *finder) low(i int) string {
	if i < 0 || i >= len(f.toks) {
		return ""
	}
	return f.lows[i]
}

// capital reports whether token i is written with a capital.
func (f *finder) capital(i int) bool {
	if i < 0 || i >= len(f.toks) {
		return false
	}
	c := f.t.Plain[f.toks[i].Start]
	return c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}

// is reports whether token i is one of the words.
func (f *finder) is(i int, list ...string) bool {
	w := f.low(i)
	for _, x := range list {
		if w == x {
			return true
		}
	}
	return false
}

func (f *finder) glued(i int) bool {
	return i > 0 && i < len(f.toks) && f.toks[i-1].End == f.toks[i].Start
}

// before gives how many tokens of "early", "late", "the end of", "earlier" stand
// at i.
func (f *finder) before(i int) int {
	switch w := f.low(i); {
	case w == "early" || w == "late" || w == "mid":
		if w == "mid" && f.low(i+1) == "-" {
			return 2
		}
		return 1
	case (w == "earlier" || w == "later" || w == "sometime") && (isWeekday(f.low(i+1)) && f.capital(i+1) || f.is(i+1, "yesterday", "next")):
		return 1
	case (w == "earlier" || w == "later") && f.is(i+1, "this", "in", "on", "last", "that", "today", "next"):
		if f.is(i+1, "in", "on") {
			if n := f.is(i+2, "the"); n && f.is(i+3, "day", "week", "month", "year") {
				return 2
			}
			return 0
		}
		return 1
	case w == "the" && f.is(i+1, "beginning", "middle", "end", "start", "close", "rest", "remainder", "whole") && f.low(i+2) == "of":
		return 3
	case (w == "the" && f.is(i+1, "early", "late")):
		return 2
	case f.is(i, "mid-to-late", "early-to-mid"):
		return 1
	}
	return 0
}

// comma skips a comma at i.
func (f *finder) comma(i int) int {
	if f.low(i) == "," || f.low(i) == "،" {
		return i + 1
	}
	return i
}

// clock reads a time of day, with the day that goes with it: "3 p.m. on
// Monday", "10:30 GMT", "noon".
func clock(f *finder, i int) (int, interval) {
	k := f.toks[i]
	j := i
	switch {
	case k.Kind == text.Number && f.isHour(k.Lower):
		j++
		if f.is(j, ":", ".") && f.glued(j) && f.glued(j+1) && j+1 < len(f.toks) && len(f.low(j+1)) == 2 && f.toks[j+1].Kind == text.Number {
			j += 2
			if f.low(j) == ":" && f.glued(j) && j+1 < len(f.toks) && f.toks[j+1].Kind == text.Number {
				j += 2
			}
		} else if !f.is(j, "a.m.", "p.m.", "am", "pm", "o'clock", "hours", "noon", "gmt", "utc", "a.m", "p.m", "hrs") {
			return 0, interval{}
		} else if f.is(j, "hours", "hrs") && len(k.Lower) != 4 {
			return 0, interval{}
		}
	case k.Kind == text.Number && (strings.HasSuffix(k.Lower, "am") || strings.HasSuffix(k.Lower, "pm")) && f.isHour(strings.TrimRight(k.Lower, "amp")):
		j++
	case k.Kind == text.Number && strings.Contains(k.Lower, ".") && f.is(i+1, "a.m.", "p.m.", "am", "pm"):
		j++
	case f.is(i, "noon", "midnight", "midday"):
		j++
	default:
		return 0, interval{}
	}
	for f.is(j, "a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "noon", "hours", "hrs") {
		j++
	}
	if f.low(j) == "." && f.is(j-1, "a.m", "p.m") {
		j++
	}
	if f.is(j, "gmt", "utc", "est", "edt", "pst", "pdt", "cst", "cdt", "et", "bst", "cet", "ist", "pkt", "local") {
		if f.low(j) == "local" && f.low(j+1) == "time" {
			j++
		}
		if f.low(j) != "local" {
			j++
		}
	}
	v := vague("time")
	at := f.comma(j)
	if f.is(at, "on") {
		at++
	}
	if at < len(f.toks) && (at > j || !f.is(at, "a", "an")) {
		if n, d := f.dayAt(at); n > 0 {
			d.grain, d.first, d.second = "time", nil, nil
			return at + n - i, d
		}
	}
	if f.is(j, "in", "this", "that") {
		p := j
		if f.low(j) == "in" && f.low(j+1) == "the" {
			p++
		}
		if _, ok := dayParts[f.low(p+1)]; ok {
			j = p + 2
		}
	}
	return j - i, v
}

// dayAt reads an expression for one day at i.
func (f *finder) dayAt(i int) (int, interval) {
	for _, r := range []rule{numericDate, monthDay, dayMonth, weekdayAlone, deictic} {
		if n, v := r(f, i); n > 0 && (v.grain == "day" || v.grain == "time") {
			return n, v
		}
	}
	return 0, interval{}
}

func (f *finder) isHour(s string) bool {
	n, ok := digitsOf(s)
	if !ok {
		return false
	}
	switch len(s) {
	case 1, 2:
		return n <= 24
	case 4:
		return n%100 < 60 && n/100 <= 24
	}
	return false
}

// set reads what recurs: "every day", "each Monday", "daily", "annually".
func set(f *finder, i int) (int, interval) {
	switch {
	case f.is(i, "every", "each"):
		j := i + 1
		if f.is(j, "other", "second", "third", "few") {
			j++
		}
		if n, _ := f.count(j); n > 0 {
			j += n
		}
		if units[f.low(j)] > 0 || isWeekday(f.low(j)) || isMonth(f.low(j)) {
			return j + 1 - i, vague("duration")
		}
		if _, ok := dayParts[f.low(j)]; ok {
			return j + 1 - i, vague("duration")
		}
		if _, ok := seasons[f.low(j)]; ok {
			return j + 1 - i, vague("duration")
		}
	case f.low(i) == "per" && f.is(i+1, "day", "week", "month", "year", "annum"):
		return 2, vague("duration")
	case f.is(i, "daily", "weekly", "monthly", "yearly", "nightly", "hourly", "biweekly", "bimonthly"):
		return 1, vague("duration")
	}
	return 0, interval{}
}

// reference reads words for the present and for nowhere in particular.
func reference(f *finder, i int) (int, interval) {
	v := vague("time")
	switch w := f.low(i); w {
	case "now", "currently", "recently", "nowadays", "presently", "lately":
		return 1, v
	case "recent", "coming":
		if u := units[f.low(i+1)]; u >= dayUnit && strings.HasSuffix(f.low(i+1), "s") {
			return 2, length()
		}
	case "at":
		switch {
		case f.is(i+1, "present"):
			return 2, v
		case f.low(i+1) == "night":
			return 2, v
		}
	case "this", "that":
		if f.low(i+1) == "time" && f.is(i-1, "at", "by", "during", "from", "until", "since", "of", "in", "before", "after") {
			return 2, v
		}
		if f.low(i+1) == "period" {
			return 2, v
		}
	case "these":
		if f.low(i+1) == "days" {
			return 2, v
		}
	case "the":
		switch {
		case f.is(i+1, "past", "present") && !f.noun(i+2):
			return 2, v
		case f.is(i+1, "future") && !f.noun(i+2):
			return 2, v
		case f.low(i+1) == "time" && f.is(i-1, "at", "by", "of") && !f.noun(i+2) && !f.is(i+2, "of", "when", "that", "it", "he", "she", "they", "the"):
			return 2, v
		case f.is(i+1, "near", "foreseeable", "distant") && f.is(i+2, "future"):
			return 3, v
		case f.is(i+1, "recent", "distant") && f.is(i+2, "past"):
			return 3, v
		}
	case "some":
		if f.low(i+1) == "time" && f.is(i-1, "for", "in", "after", "at") {
			return 2, length()
		}
	case "a":
		if f.low(i+1) == "while" {
			return 2, length()
		}
	}
	return 0, interval{}
}

// noun reports whether token i goes on with the noun phrase before it.
func (f *finder) noun(i int) bool {
	if i >= len(f.toks) || f.toks[i].Kind == text.Mark {
		return false
	}
	return !followers[f.low(i)]
}

var followers = text.Set(`and or but of to for in on at by with from as when that which who is are was were has have had will would can could may might
	he she it they we you i not if because since while although so than the a an his her its their where after before under over`)
