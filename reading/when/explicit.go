package when

import (
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

func isMonth(w string) bool { return months[w] > 0 }
func isWeekday(w string) bool {
	_, ok := weekdays[strings.TrimSuffix(w, "s")]
	return ok || hasKey(weekdays, w)
}

func hasKey(m map[string]int, w string) bool { _, ok := m[w]; return ok }

// monthAt reads a month's name at i. "may", "march" and "mar" are months only
// with a capital and something that makes them one.
func (f *finder) monthAt(i int) int {
	w := f.low(i)
	m := months[w]
	if m == 0 || !f.capital(i) {
		return 0
	}
	if i > 0 && f.low(i-1) == "-" && f.glued(i) && f.toks[i-1].Len() == 1 && i > 1 && f.toks[i-2].Kind == text.Word {
		return 0
	}
	return m
}

// sure reports whether the word at i is a month's name even when it stands
// alone: "May", "March", "Mar" and "Sept" as first words are doubtful.
func (f *finder) sure(i int) bool {
	switch f.low(i) {
	case "may", "march", "mar", "jan", "jun", "dec", "april", "june", "august":
		if f.low(i) == "april" || f.low(i) == "june" {
			return i == 0 || !f.capital(i+1) || f.toks[min(i+1, len(f.toks)-1)].Kind != text.Word
		}
		if i == 0 {
			return false
		}
		allCaps := f.allCaps(i)
		return f.is(i-1, "in", "since", "until", "till", "by", "through", "of", "from", "during", "for", "between", "and", "to", "last", "next", "this", "late", "early", "mid", "before", "after", "-", "–") &&
			(!allCaps || f.is(i-1, "in", "since", "until", "by", "last", "next"))
	}
	return true
}

// allCaps reports whether the word at i stands among words in capitals.
func (f *finder) allCaps(i int) bool {
	small := 0
	for j := max(0, i-3); j < len(f.toks) && j < i+4; j++ {
		w := f.t.String(f.toks[j].Span)
		if f.toks[j].Kind == text.Word && strings.ToUpper(w) != w {
			small++
		}
	}
	return small == 0
}

// yearAt reads a year at i, after a comma or "of" where one stands, and gives
// where it ends.
func (f *finder) yearAt(i int) (y, end int, ok bool) {
	j := f.comma(i)
	if f.low(j) == "of" {
		j++
	}
	if y, ok = f.yearWord(j); ok {
		return y, j + 1, true
	}
	return 0, i, false
}

// yearWord reads a year of four digits, or 'YY.
func (f *finder) yearWord(j int) (int, bool) {
	if j >= len(f.toks) || f.toks[j].Kind != text.Number {
		return 0, false
	}
	if y, ok := yearOf(f.low(j)); ok {
		if f.is(j+1, ":", "%", "percent") || f.is(j-1, "$", "£", "€") {
			return 0, false
		}
		return y, true
	}
	return 0, false
}

// two reads a year of two digits ("AUG 89") by the century nearest: 1970 to 2069.
func (f *finder) two(j int) (int, bool) {
	if j >= len(f.toks) || f.toks[j].Kind != text.Number || f.toks[j].Len() != 2 {
		return 0, false
	}
	n, ok := digitsOf(f.low(j))
	if n < 70 {
		n += 100
	}
	return 1900 + n, ok
}

// monthDay reads "July 20, 2023", "October 19", "Oct. 3-5", "Wednesday, July 19".
func monthDay(f *finder, i int) (int, interval) {
	j := i
	if isWeekday(f.low(j)) && f.capital(j) {
		j = f.comma(j + 1)
		if f.low(j) == "the" {
			j++
		}
	}
	m := f.monthAt(j)
	if m == 0 {
		return 0, interval{}
	}
	j++
	if f.low(j) == "." && f.glued(j) {
		j++
	}
	if f.low(j) == "the" {
		j++
	}
	if j >= len(f.toks) || f.toks[j].Kind != text.Number && ordinals[f.low(j)] == 0 {
		return 0, interval{}
	}
	d, ok := dayOf(f.low(j))
	if !ok || f.is(j+1, ":", "%", "percent", "million", "billion", "a.m.", "p.m.", "am", "pm") {
		return 0, interval{}
	}
	j++
	last := d
	if e, n := f.upTo(j); n > 0 && e > d {
		if y, end, ok := f.yearAt(j + n); ok {
			from, a := day(y, m, d)
			to, b := day(y, m, e)
			if a && b {
				v := days(from, to, "day", Explicit)
				v.year = true
				return end - i, v
			}
		}
		last = e
		j += n
	}
	if y, end, ok := f.yearAt(j); ok {
		if from, ok := day(y, m, d); ok {
			v := ofDay(from, Explicit)
			v.year = true
			return end - i, v
		}
	}
	v := f.withoutYear(i, j-i, m, d)
	if last != d && !v.from.IsZero() {
		v.to = v.from.AddDate(0, 0, last-d)
	}
	if v.grain == "" {
		return 0, interval{}
	}
	return j - i, v
}

// upTo reads "-5", "–5", "to 5" after a day: the last day and how many tokens.
func (f *finder) upTo(j int) (int, int) {
	if f.is(j, "-", "–", "—", "to", "through", "and", "/") && j+1 < len(f.toks) && f.toks[j+1].Kind == text.Number {
		if d, ok := dayOf(f.low(j + 1)); ok && !f.is(j+2, "million", "people", "%", ":", "percent") {
			if f.is(j, "and", "to") && units[f.low(j+2)] > 0 {
				return 0, 0
			}
			return d, 2
		}
	}
	return 0, 0
}

// dayMonth reads "20 July 2023", "the 5th of May", "3-5 October", "1 AUG 89".
func dayMonth(f *finder, i int) (int, interval) {
	j := i
	if isWeekday(f.low(j)) && f.capital(j) {
		j = f.comma(j + 1)
	}
	if f.low(j) == "the" {
		j++
	}
	if j >= len(f.toks) || f.toks[j].Kind == text.Mark {
		return 0, interval{}
	}
	d, ok := dayOf(f.low(j))
	if !ok {
		return 0, interval{}
	}
	j++
	last := d
	if e, n := f.upTo(j); n > 0 && e > d {
		last = e
		j += n
	}
	if f.low(j) == "of" {
		j++
	}
	if f.low(j) == "-" && f.glued(j) && f.glued(j+1) {
		j++
	}
	m := f.monthAt(j)
	if m == 0 {
		return 0, interval{}
	}
	j++
	if f.low(j) == "-" && f.glued(j) && f.glued(j+1) {
		if _, ok := f.yearWord(j + 1); ok {
			j++
		} else if _, ok := f.two(j + 1); ok {
			j++
		}
	}
	y, end, ok := f.yearAt(j)
	if !ok {
		if y, ok = f.two(j); ok && (f.capsAt(j-1) || f.low(j-1) != "may") {
			end = j + 1
		} else {
			ok = false
		}
	}
	if ok {
		from, a := day(y, m, d)
		to, b := day(y, m, last)
		if !a || !b {
			return 0, interval{}
		}
		v := days(from, to, "day", Explicit)
		v.year = true
		return end - i, v
	}
	v := f.withoutYear(i, j-i, m, d)
	if v.grain == "" {
		return 0, interval{}
	}
	if last != d && !v.from.IsZero() {
		v.to = v.from.AddDate(0, 0, last-d)
	}
	return j - i, v
}

func (f *finder) capsAt(i int) bool {
	w := f.t.String(f.toks[i].Span)
	return strings.ToUpper(w) == w
}

// monthAlone reads "July 2023", "July", "August of 1914".
func monthAlone(f *finder, i int) (int, interval) {
	m := f.monthAt(i)
	if m == 0 {
		return 0, interval{}
	}
	j := i + 1
	if f.low(j) == "." && f.glued(j) && f.toks[i].Len() <= 4 {
		if _, _, ok := f.yearAt(j + 1); ok {
			j++
		}
	}
	if f.low(j) == "of" && f.is(j+1, "last", "this", "next", "that") && f.low(j+2) == "year" && !f.anchor.IsZero() {
		y := f.anchor.Year() + map[string]int{"last": -1, "next": 1}[f.low(j+1)]
		return 4, ofMonth(y, m, Published)
	}
	if y, end, ok := f.yearAt(j); ok {
		v := ofMonth(y, m, Explicit)
		v.year = true
		return end - i, v
	}
	if !f.sure(i) {
		return 0, interval{}
	}
	return 1, f.monthWithoutYear(i, 1, m)
}

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
		if z, ok := yearOf(f.low(j + 1)); ok && z > y {
			return j + 2 - i, f.years(y, z)
		}
		if z, ok := digitsOf(f.low(j + 1)); ok && f.toks[j+1].Len() == 2 && z > y%100 {
			return j + 2 - i, f.years(y, y-y%100+z)
		}
	}
	return j - i, v
}

func (f *finder) years(y, z int) interval {
	v := ofYear(y, Explicit)
	v.to = ofYear(z, Explicit).to
	v.year = true
	return v
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

// numericDate reads 2023-07-20, 20/07/2023, 7/20/23, 20.07.2023, 20231027.
func numericDate(f *finder, i int) (int, interval) {
	k := f.toks[i]
	if k.Kind != text.Number {
		return 0, interval{}
	}
	if parts := strings.Split(k.Lower, "."); len(parts) == 3 { // 20.07.2023 is one token
		d, a := digitsOf(parts[0])
		m, b := digitsOf(parts[1])
		y, c := yearOf(parts[2])
		if t, ok := day(y, m, d); a && b && c && ok {
			v := ofDay(t, Explicit)
			v.year = true
			return 1, v
		}
		return 0, interval{}
	}
	if i+4 >= len(f.toks) || !f.glued(i+1) || !f.glued(i+2) || !f.glued(i+3) || !f.glued(i+4) {
		return 0, interval{}
	}
	sep := f.low(i + 1)
	if sep != "-" && sep != "/" && sep != "." && sep != "–" || f.low(i+3) != sep {
		return 0, interval{}
	}
	a, okA := digitsOf(k.Lower)
	b, okB := digitsOf(f.low(i + 2))
	third := f.low(i + 4)
	tail := ""
	if n := strings.IndexByte(third, 't'); n > 0 { // 2023-07-20T10:00
		third, tail = third[:n], third[n:]
	}
	c, okC := digitsOf(third)
	if !okA || !okB || !okC || len(f.low(i+2)) > 2 {
		return 0, interval{}
	}
	if f.glued(i+5) && i+5 < len(f.toks) && f.is(i+5, "-", "/") && f.glued(i+6) && i+6 < len(f.toks) && f.toks[i+6].Kind == text.Number {
		return 0, interval{}
	}
	y, m, d := 0, 0, 0
	switch {
	case utf8.RuneCountInString(k.Lower) == 4:
		y, m, d = a, b, c
	case utf8.RuneCountInString(third) == 4 || utf8.RuneCountInString(third) == 2:
		y = c
		if utf8.RuneCountInString(third) == 2 {
			y, _ = f.two(i + 4)
		}
		switch {
		case sep == "." || a > 12:
			d, m = a, b
		default: // the American order where both would do and the separator is a slash
			m, d = a, b
			if b > 12 {
				m, d = a, b
			}
		}
	}
	t, ok := day(y, m, d)
	if !ok {
		return 0, interval{}
	}
	v := ofDay(t, Explicit)
	v.year = true
	n := 5
	if tail != "" || f.is(i+5, "t") {
		v.grain = "time"
		for i+n < len(f.toks) && f.glued(i+n) && (f.toks[i+n].Kind == text.Number || f.is(i+n, ":", "-", "+", "z", "t")) {
			n++
		}
	}
	return n, v
}

// quarterOf reads "the third quarter of 1989", "Q3 2010", "the second half of
// the year", "first-quarter".
func quarterOf(f *finder, i int) (int, interval) {
	j := i
	w := f.low(j)
	if len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' {
		if y, end, ok := f.yearAt(j + 1); ok {
			v := ofQuarter(y, int(w[1]-'0'), Explicit)
			v.year = true
			return end - i, v
		}
		return 0, interval{}
	}
	before := 0
	if y, ok := f.yearWord(j); ok && f.toks[j].Kind == text.Number && f.is(j+1, "'s", "first", "second", "third", "fourth") {
		before = y
		j++
		if f.low(j) == "'s" {
			j++
		}
	}
	if f.is(j, "the", "this", "last", "its", "their") {
		j++
	}
	if f.is(j, "fiscal", "latest") && before == 0 {
		j++
	}
	q, n := 0, 1
	if f.low(j) == "final" && f.is(j+1, "quarter") {
		q, n = 4, 2
	} else if o, cut := strings.CutSuffix(f.low(j), "-quarter"); cut {
		q = ordinals[o]
	} else if o, cut := strings.CutSuffix(f.low(j), "-half"); cut && ordinals[o] > 0 && ordinals[o] < 3 {
		q = 10 + ordinals[o]
	} else if o := ordinals[f.low(j)]; o > 0 {
		if f.low(j+1) == "fiscal" {
			j++
		}
		switch {
		case f.is(j+1, "quarter") && o <= 4:
			q, n = o, 2
		case f.is(j+1, "-") && f.is(j+2, "quarter") && o <= 4:
			q, n = o, 3
		case f.is(j+1, "half") && o <= 2:
			q, n = 10+o, 2
		}
	}
	if q == 0 || q%10 > 4 {
		return 0, interval{}
	}
	j += n
	make := func(y int, basis string) interval {
		if q > 10 {
			return ofHalf(y, q-10, basis)
		}
		return ofQuarter(y, q, basis)
	}
	if before > 0 {
		v := make(before, Explicit)
		v.year = true
		return j - i, v
	}
	if f.is(j, "of", "in") || f.low(j) == "," {
		k := j
		if f.is(k, "of", "in") {
			k++
		}
		if f.is(k, "fiscal") {
			k++
		}
		if y, end, ok := f.yearAt(k); ok {
			v := make(y, Explicit)
			v.year = true
			return end - i, v
		}
		if !f.anchor.IsZero() {
			y := f.anchor.Year()
			switch {
			case f.is(k, "this", "the") && f.low(k+1) == "year":
				return k + 2 - i, make(y, Published)
			case f.low(k) == "last" && f.low(k+1) == "year":
				return k + 2 - i, make(y-1, Published)
			case f.low(k) == "next" && f.low(k+1) == "year":
				return k + 2 - i, make(y+1, Published)
			}
		}
		if f.is(k, "the", "this", "last", "next") && f.low(k+1) == "year" {
			g := make(2000, None)
			return k + 2 - i, vague(g.grain)
		}
		if f.low(k) == "the" && f.is(k+1, "century", "decade") {
			return 0, interval{}
		}
		if q > 10 { // "the first half of the match"
			return 0, interval{}
		}
	}
	if q > 10 && !f.is(i, "the") {
		return 0, interval{}
	}
	if f.anchor.IsZero() {
		g := make(2000, None)
		return j - i, vague(g.grain)
	}
	v := make(f.anchor.Year(), Published)
	if v.from.After(f.anchor) && !f.future(i) {
		v = make(f.anchor.Year()-1, Published)
	}
	return j - i, v
}

// seasonOf reads "spring 1999", "the summer of 1864", "the winter of 1941-42",
// "summer".
func seasonOf(f *finder, i int) (int, interval) {
	j := i
	if f.low(j) == "the" {
		j++
	}
	if f.is(j, "early", "late", "mid", "following", "previous", "same") && j > i {
		j++
	}
	s, ok := seasons[f.low(j)]
	if !ok {
		return 0, interval{}
	}
	if y, end, ok := f.yearAt(j + 1); ok {
		v := ofSeason(y, s, Explicit)
		v.year = true
		if f.is(end, "-", "–", "/") && f.glued(end) && f.glued(end+1) && end+1 < len(f.toks) && f.toks[end+1].Kind == text.Number {
			end += 2
		} else if s == 3 { // one cannot know which of the year's two winters
			v = ofSeason(y, s, Explicit)
			v.year = true
		}
		return end - i, v
	}
	if f.low(j+1) == "of" && f.is(j+2, "last", "that", "this") && f.low(j+3) == "year" {
		return j + 4 - i, vague("season")
	}
	if f.low(j) == "fall" || f.low(j) == "spring" || f.low(j) == "springtime" {
		if !f.is(j-1, "the", "this", "last", "next", "in", "late", "early") || f.low(j-1) == "the" && f.low(j+1) == "of" || !f.is(j-2, "in", "by", "since", "during", "until", "through", "for", "of", "late", "early") {
			return 0, interval{}
		}
	}
	if f.low(j) == "fall" && f.low(j-1) == "in" {
		return 0, interval{}
	}
	if f.capital(j) && j > 0 && f.capital(j-1) {
		return 0, interval{}
	}
	if f.history && f.lastYear > 0 {
		return j + 1 - i, ofSeason(f.lastYear, s, Context)
	}
	if f.anchor.IsZero() {
		return j + 1 - i, vague("season")
	}
	v := ofSeason(f.anchor.Year(), s, Published)
	if v.from.After(f.anchor) && !f.future(i) {
		v = ofSeason(f.anchor.Year()-1, s, Published)
	}
	return j + 1 - i, v
}
