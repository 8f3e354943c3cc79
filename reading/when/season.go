package when

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// part is a part of a year: a quarter, 1 to 4, or a half, 1 or 2.
type part struct {
	n    int
	half bool
}

// of gives the part of year y.
func (p part) of(y int, basis string) interval {
	if p.half {
		return ofHalf(y, p.n, basis)
	}
	return ofQuarter(y, p.n, basis)
}

// ofWritten is of for a year that is written out.
func (p part) ofWritten(y int) interval {
	v := p.of(y, Explicit)
	v.year = true
	return v
}

// unknown is the part of a year that is not known.
func (p part) unknown() interval { return vague(p.of(2000, None).grain) }

// quarterOf reads "the third quarter of 1989", "Q3 2010", "the second half of
// the year", "first-quarter".
func quarterOf(f *finder, i int) (int, interval) {
	j, w := i, f.low(i)
	if len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' {
		if y, end, ok := f.yearAt(j + 1); ok {
			return end - i, part{n: int(w[1] - '0')}.ofWritten(y)
		}
		return 0, interval{}
	}
	before := 0
	if y, ok := f.yearWord(j); ok && f.toks[j].Kind == text.Number && f.is(j+1, "'s", "first", "second", "third", "fourth") {
		before = y // "1989's third quarter"
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
	p, j, ok := f.partAt(j)
	if !ok {
		return 0, interval{}
	}
	if before > 0 {
		return j - i, p.ofWritten(before)
	}
	if f.is(j, "of", "in", ",") {
		k, v, ok := f.yearOf(p, j)
		if ok {
			return k - i, v
		}
		if p.half || k == 0 { // "the first half of the match"
			return 0, interval{}
		}
	}
	if p.half && !f.is(i, "the") {
		return 0, interval{}
	}
	if f.anchor.IsZero() {
		return j - i, p.unknown()
	}
	v := p.of(f.anchor.Year(), Published)
	if v.from.After(f.anchor) && !f.future(i) {
		v = p.of(f.anchor.Year()-1, Published)
	}
	return j - i, v
}

// partAt reads "third quarter", "first-quarter", "second half" at token j, and gives
// the token after it.
func (f *finder) partAt(j int) (part, int, bool) {
	w := f.low(j)
	if w == "final" && f.is(j+1, "quarter") {
		return part{n: 4}, j + 2, true
	}
	if o, cut := strings.CutSuffix(w, "-quarter"); cut {
		return part{n: ordinals[o]}, j + 1, ordinals[o] > 0 && ordinals[o] <= 4
	}
	if o, cut := strings.CutSuffix(w, "-half"); cut {
		return part{ordinals[o], true}, j + 1, ordinals[o] == 1 || ordinals[o] == 2
	}
	o := ordinals[w]
	if o == 0 || o > 4 {
		return part{}, j, false
	}
	if f.low(j+1) == "fiscal" {
		j++
	}
	switch {
	case f.is(j+1, "quarter"):
		return part{n: o}, j + 2, true
	case f.is(j+1, "-") && f.is(j+2, "quarter"):
		return part{n: o}, j + 3, true
	case f.is(j+1, "half") && o <= 2:
		return part{o, true}, j + 2, true
	}
	return part{}, j, false
}

// yearOf reads the year that p is part of at token j, "of 1989", ", 2010", "of last
// year", and gives the token after it. Where it is none, the token is 0 if what
// stands there is a longer time.
func (f *finder) yearOf(p part, j int) (int, interval, bool) {
	if f.is(j, "of", "in") {
		j++
	}
	if f.is(j, "fiscal") {
		j++
	}
	if y, end, ok := f.yearAt(j); ok {
		return end, p.ofWritten(y), true
	}
	if f.low(j+1) == "year" && f.is(j, "the", "this", "last", "next") {
		way := 0
		switch {
		case f.anchor.IsZero():
			return j + 2, p.unknown(), true
		case f.low(j) == "last":
			way = -1
		case f.low(j) == "next":
			way = 1
		}
		return j + 2, p.of(f.anchor.Year()+way, Published), true
	}
	if f.low(j) == "the" && f.is(j+1, "century", "decade") {
		return 0, interval{}, false
	}
	return j, interval{}, false
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
