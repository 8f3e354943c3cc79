package when

import (
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

func isMonth(w string) bool { return months[w] > 0 }
func isWeekday(w string) bool {
	if len(w) < 3 || strings.IndexByte("smtwf", w[0]) < 0 {
		return false // asked of every word
	}
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
	if f.is(i-1, "late", "early", "in", "mid") && !f.allCaps(i) {
		return true
	}
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
	if f.is(j, "nineteen", "eighteen") {
		if n, v := spelledYear(f, j); n > 0 {
			return v.from.Year(), j + n, true
		}
	}
	return 0, i, false
}

// yearWord reads a year of four digits, or 'YY.
func (f *finder) yearWord(j int) (int, bool) {
	if j >= len(f.toks) || f.toks[j].Kind != text.Number {
		return 0, false
	}
	if y, ok := yearOf(f.low(j)); ok {
		if f.low(j+1) == ":" && f.glued(j+2) || f.is(j+1, "%", "percent") || f.is(j-1, "$", "£", "€") {
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
	if !ok || f.low(j+1) == ":" && f.glued(j+2) || f.is(j+1, "%", "percent", "million", "billion", "a.m.", "p.m.", "am", "pm") {
		return 0, interval{}
	}
	j++
	head := j - i
	last, mark := 0, 0
	if e, n := f.upTo(j); n > 0 && e > d {
		last, mark = e, n-1
		j += n
	}
	return f.oneOrTwo(i, j, m, d, last, head, mark)
}

// oneOrTwo gives the day d of month m, or two of them with mark tokens between,
// whose last token stands before j; the year may follow.
func (f *finder) oneOrTwo(i, j, m, d, last, head, mark int) (int, interval) {
	one := func(d int) interval { return f.withoutYear(i, j-i, m, d) }
	end := j
	if y, e, ok := f.yearAt(j); ok {
		end = e
		one = func(d int) interval {
			t, ok := day(y, m, d)
			if !ok {
				return interval{}
			}
			v := ofDay(t, Explicit)
			v.year = true
			return v
		}
	} else if y, e, ok := f.relativeYear(j); ok {
		end = e
		one = func(d int) interval {
			t, ok := day(y, m, d)
			if !ok {
				return interval{}
			}
			return ofDay(t, Published)
		}
	}
	v := one(d)
	if v.grain == "" {
		return 0, interval{}
	}
	if last == 0 {
		return end - i, v
	}
	w := one(last)
	if w.grain == "" || !w.from.IsZero() && w.from.Before(v.from) {
		return 0, interval{}
	}
	return end - i, pair(v, w, head, mark)
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
	head := j - i
	last, mark := 0, 0
	if e, n := f.upTo(j); n > 0 && e > d {
		last, mark = e, n-1
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
	if y, ok := f.two(j); ok && (f.capsAt(j-1) || f.low(j-1) != "may") { // 1 AUG 89
		t, ok := day(y, m, d)
		if !ok || last != 0 {
			return 0, interval{}
		}
		v := ofDay(t, Explicit)
		v.year = true
		return j + 1 - i, v
	}
	return f.oneOrTwo(i, j, m, d, last, head, mark)
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
	if y, end, ok := f.relativeYear(j); ok {
		return end - i, ofMonth(y, m, Published)
	}
	if y, end, ok := f.yearAt(j); ok {
		v := ofMonth(y, m, Explicit)
		v.year = true
		return end - i, v
	}
	if !f.sure(i) || f.given(i) {
		return 0, interval{}
	}
	return 1, f.monthWithoutYear(i, 1, m)
}

// given reports whether a month's short form at i is a first name: "Jan Kavan".
func (f *finder) given(i int) bool {
	return f.toks[i].Len() == 3 && f.capital(i+1) && f.toks[i+1].Kind == text.Word && !f.allCaps(i)
}

// relativeYear reads "last year", "of this year" behind a month or a day.
func (f *finder) relativeYear(j int) (y, end int, ok bool) {
	if f.low(j) == "of" {
		j++
	}
	if f.anchor.IsZero() || !f.is(j, "last", "this", "next") || f.low(j+1) != "year" || f.toks[j+1].Possessive() {
		return 0, 0, false
	}
	return f.anchor.Year() + map[string]int{"last": -1, "next": 1}[f.low(j)], j + 2, true
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
