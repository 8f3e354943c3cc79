package when

import (
	"strings"
	"time"

	"github.com/hablullah/go-hijri"

	"github.com/surety-mechanism/surety/reading/text"
)

// feast is a holiday: when it falls in a year of our calendar. One that moves
// between the calendars falls in some years twice; the first is given.
type feast struct {
	words string // as one says it, folded
	of    func(y int) (interval, bool)
}

func fixed(m, d int) func(int) (interval, bool) {
	return func(y int) (interval, bool) { t, ok := day(y, m, d); return ofDay(t, Published), ok }
}

// fromEaster counts days from Easter Sunday.
func fromEaster(n int) func(int) (interval, bool) {
	return func(y int) (interval, bool) { return ofDay(easter(y).AddDate(0, 0, n), Published), true }
}

// lunar gives a day of the lunar year by the calendar of Umm al-Qura. Where the
// moon is sighted, it may begin a day later.
func lunar(m, d, length int) func(int) (interval, bool) {
	return func(y int) (interval, bool) {
		for h := y - 580; h <= y-577; h++ {
			t, ok := easternDay("lunar", h, m, d)
			if !ok || t.Year() != y {
				continue
			}
			if length == 1 {
				return ofDay(t, Published), true
			}
			next := hijri.UmmAlQuraDate{Year: int64(h), Month: int64(m) + 1, Day: 1}.ToGregorian()
			return days(t, time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1), "month", Published), true
		}
		return interval{}, false
	}
}

// thanksgiving is the fourth Thursday of November, as in the United States.
func thanksgiving(y int) (interval, bool) {
	first := time.Date(y, 11, 1, 0, 0, 0, 0, time.UTC)
	return ofDay(first.AddDate(0, 0, (int(time.Thursday)-int(first.Weekday())+7)%7+21), Published), true
}

// feasts are tried in order; the longer name first.
var feasts = []feast{
	{"christmas eve", fixed(12, 24)}, {"christmas day", fixed(12, 25)}, {"christmas", fixed(12, 25)}, {"halloween", fixed(10, 31)},
	{"new year eve", fixed(12, 31)}, {"new year day", fixed(1, 1)}, {"valentine day", fixed(2, 14)},
	{"good friday", fromEaster(-2)}, {"easter sunday", fromEaster(0)}, {"easter monday", fromEaster(1)}, {"palm sunday", fromEaster(-7)}, {"easter", fromEaster(0)},
	{"thanksgiving day", thanksgiving}, {"thanksgiving", thanksgiving},
	{"nowruz", fixed(3, 21)}, {"nawroz", fixed(3, 21)},
	{"eid al-fitr", lunar(10, 1, 1)}, {"eid ul-fitr", lunar(10, 1, 1)}, {"eid-ul-fitr", lunar(10, 1, 1)}, {"eid-al-fitr", lunar(10, 1, 1)}, {"eidul fitr", lunar(10, 1, 1)},
	{"eid al-adha", lunar(12, 10, 1)}, {"eid ul-adha", lunar(12, 10, 1)}, {"eid-ul-adha", lunar(12, 10, 1)}, {"eid-al-adha", lunar(12, 10, 1)}, {"eidul azha", lunar(12, 10, 1)}, {"eid-ul-azha", lunar(12, 10, 1)}, {"eid al-azha", lunar(12, 10, 1)},
	{"ashura", lunar(1, 10, 1)}, {"ramadan", lunar(9, 1, 29)}, {"ramzan", lunar(9, 1, 29)}, {"muharram", lunar(1, 1, 29)},
}

// feastWords are the first words of feasts.
var feastWords = func() map[string]bool {
	m := map[string]bool{}
	for _, x := range feasts {
		first, _, _ := strings.Cut(x.words, " ")
		m[first] = true
	}
	return m
}()

// holiday reads the names of feasts.
func holiday(f *finder, i int) (int, interval) {
	start := i
	if f.is(i, "last", "this", "next") && f.capital(i+1) {
		i++
	}
	if !feastWords[f.low(i)] || !f.capital(i) {
		return 0, interval{}
	}
	for _, x := range feasts {
		names := strings.Fields(x.words)
		n := 0
		for n < len(names) && f.low(i+n) == names[n] {
			n++
		}
		if n < len(names) {
			continue
		}
		if f.capital(i+n) && f.toks[i+n].Kind == text.Word && !isMonth(f.low(i+n)) { // "Christmas Island"
			return 0, interval{}
		}
		end := i + n
		if y, ok := yearOf(f.low(f.comma(end))); ok {
			if v, ok := x.of(y); ok {
				v.basis, v.year = Explicit, true
				return f.comma(end) + 1 - start, v
			}
		}
		if y, e, ok := f.relativeYear(end); ok {
			if v, ok := x.of(y); ok {
				return e - start, v
			}
		}
		if f.anchor.IsZero() {
			return end - start, vague("day")
		}
		return end - start, f.nearest(start, x.of)
	}
	return 0, interval{}
}

// easter gives Easter Sunday of the western churches, by the anonymous
// Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e, g := b/4, b%4, (8*b+13)/25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	t, _ := day(y, n/31, n%31+1)
	return t
}
