package when

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

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
	if f.is(j, "the", "this", "last") {
		if strings.HasSuffix(f.low(j+1), "-quarter") && f.low(j) == "the" {
			return 0, interval{} // "the third-quarter loss"
		}
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
