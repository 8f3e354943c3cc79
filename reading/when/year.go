package when

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// yearAlone reads a year that stands as one: "in 2021", "1989", "1990-91".
func yearAlone(f *finder, i int) (int, interval) {
	j := i
	fiscal := false
	if f.low(j) == "the" && f.low(j+1) == "year" {
		j += 2
	}
	if f.is(j, "fiscal", "calendar") {
		j++
		fiscal = true
		if f.low(j) == "year" {
			j++
		}
	}
	y, ok := f.yearWord(j)
	if !ok {
		if f.low(j) == "'" && f.glued(j+1) && j+1 < len(f.toks) && f.toks[j+1].Len() == 2 && (j == 0 || !f.glued(j)) {
			if y, ok := f.two(j + 1); ok {
				v := ofYear(y, Explicit)
				v.year = true
				return j + 2 - i, v
			}
		}
		return 0, interval{}
	}
	if !fiscal && j == i && !f.yearStands(j) {
		return 0, interval{}
	}
	v := ofYear(y, Explicit)
	v.year = true
	j++
	// "1941-42", "1939–1945"
	if f.is(j, "-", "–", "—") && f.glued(j) && f.glued(j+1) && j+1 < len(f.toks) && f.toks[j+1].Kind == text.Number {
		z, ok := yearOf(f.low(j + 1))
		if short, two := digitsOf(f.low(j + 1)); !ok && two && f.toks[j+1].Len() == 2 {
			z, ok = y-y%100+short, true
		}
		if ok && z > y {
			last := ofYear(z, Explicit)
			last.year = true
			return j + 2 - i, pair(v, last, j-i, 1)
		}
	}
	return j - i, v
}

// yearStands reports whether the four digits at i are a year rather than a
// count: what stands before and after tells.
func (f *finder) yearStands(i int) bool {
	y, _ := yearOf(f.low(i))
	if f.is(i-1, "$", "£", "€", "#", "no.", "rs", "rs.", "flight", "route", "highway", "room", "section", "about", "nearly", "almost", "over", "some", "than", "least", ".", "+") {
		return false
	}
	if i > 0 && f.toks[i-1].Kind == text.Number || i+1 < len(f.toks) && f.toks[i+1].Kind == text.Number && !f.glued(i+1) {
		return false
	}
	if f.is(i-1, "/", ".", ":") && f.glued(i) && i > 1 && f.glued(i-1) {
		return false
	}
	next := f.low(i + 1)
	if (next == "-" || next == "/" || next == "." || next == ":") && f.glued(i+1) && f.glued(i+2) && i+2 < len(f.toks) {
		if f.toks[i+2].Kind == text.Number && f.toks[i+2].Len() != 4 && f.toks[i+2].Len() != 2 {
			return false
		}
	}
	if f.is(i+1, "hours", "hrs", "gmt", "utc") {
		return false
	}
	if f.is(i-1, "in", "since", "by", "of", "from", "until", "during", "before", "after", "through", "between", "early", "late", "mid", "around", "circa", "the", "(", ",", "and", "to", "for", "-", "–", "—", "spring", "summer", "fall", "winter", "autumn", "than", "election", "elections", "war") || i == 0 {
		if y >= 1700 && y <= 2100 {
			return !countAfter(f, i) || f.is(i-1, "the", "in", "since", "of")
		}
		return !countAfter(f, i) && f.is(i-1, "in", "since", "by", "until", "from")
	}
	return y >= 1900 && y <= 2050 && !countAfter(f, i)
}

// countAfter reports whether a plural noun follows, as after a count.
func countAfter(f *finder, i int) bool {
	w := f.low(i + 1)
	if i+1 >= len(f.toks) || f.toks[i+1].Kind != text.Word || f.capital(i+1) && !f.allCaps(i+1) {
		return false
	}
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !f.toks[i+1].Possessive() && !f.toks[i].Possessive() {
		return !f.is(i+1, "was", "has", "elections", "sales", "results", "figures", "earnings", "attacks", "levels", "talks", "olympics", "games", "series")
	}
	return f.is(i+1, "people", "men", "women", "children", "percent", "km", "miles", "feet", "kg", "police")
}

// decadeAlone reads "the 1980s", "1980s", "the '90s", "the nineties".
func decadeAlone(f *finder, i int) (int, interval) {
	j := i
	if f.low(j) == "the" {
		j++
	}
	if f.is(j, "early", "late", "mid") && j > i {
		j++
	} else if f.is(j, "mid-to-late") {
		j++
	}
	if f.low(j) == "-" {
		j++
	}
	if j >= len(f.toks) {
		return 0, interval{}
	}
	w := f.toks[j].Lower
	if s, ok := strings.CutPrefix(w, "mid-"); ok {
		w = s
	}
	if f.toks[j].Kind == text.Number || w != f.toks[j].Lower {
		s := strings.TrimSuffix(strings.TrimSuffix(w, "s"), "'")
		if s == w {
			// "1980's" is digits, an apostrophe, an s
			if f.low(j+1) == "'" && f.glued(j+1) && f.low(j+2) == "s" && f.glued(j+2) {
				if y, ok := yearOf(w); ok && y%10 == 0 {
					v := ofDecade(y, Explicit)
					v.year = true
					return j + 3 - i, v
				}
			}
			return 0, interval{}
		}
		if y, ok := yearOf(s); ok && y%10 == 0 {
			v := ofDecade(y, Explicit)
			v.year = true
			return j + 1 - i, v
		}
		if n, ok := digitsOf(s); ok && len(s) == 2 && n%10 == 0 && j > i {
			return j + 1 - i, ofDecade(1900+n, Explicit)
		}
		return 0, interval{}
	}
	if f.low(j) == "'" && f.glued(j+1) && j+1 < len(f.toks) && j > i {
		s, ok := strings.CutSuffix(f.toks[j+1].Lower, "s")
		if n, number := digitsOf(s); ok && number && len(s) == 2 && n%10 == 0 {
			return j + 2 - i, ofDecade(1900+n, Explicit)
		}
	}
	if n := decadeNames[w]; n > 0 && j > i && !f.is(j-1, "his", "her", "their", "my") {
		return j + 1 - i, ofDecade(1900+n, Explicit)
	}
	return 0, interval{}
}

// centuryAlone reads "the 19th century".
func centuryAlone(f *finder, i int) (int, interval) {
	j := i
	if f.low(j) == "the" {
		j++
	}
	if f.is(j, "early", "late", "mid") && j > i {
		j++
	}
	n, ok := ordinalOf(f.low(j))
	if !ok || n < 1 || n > 22 {
		w, cut := strings.CutSuffix(f.low(j), "-century")
		if n, ok = ordinalOf(w); !cut || !ok || n < 1 || n > 22 {
			return 0, interval{}
		}
		return j + 1 - i, ofCentury(n, Explicit)
	}
	if f.low(j+1) == "-" {
		j++
	}
	if !f.is(j+1, "century", "centuries") {
		return 0, interval{}
	}
	return j + 2 - i, ofCentury(n, Explicit)
}
