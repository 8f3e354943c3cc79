package figures

import (
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// quantity is a count in words or digits.
type quantity struct {
	n     int  // the count; meaningless when vague or none
	vague bool // "dozens", "several": people, but no number
	none  bool // "no", "not a single": says that there is nobody
	low   bool // "at least", "more than"
	bare  bool // nothing but the number itself: "12", not "another 12"
	rest  bool // "another", "others": counted beside somebody else
	unit  bool // only an article or a determiner: "a", "the"
}

// maxCount is the highest count taken for one of people; anything above is
// money, an identifier or a mistake.
const maxCount = 100_000_000

// quantityAt reads the count that begins at tokens[i]: its value and the token
// after it. It is false where there is none.
func (s *scan) quantityAt(i int) (quantity, int, bool) {
	var q quantity
	start := i
	i = s.prefix(&q, i)
	if i >= len(s.toks) {
		return q, 0, false
	}
	moved := i > start
	if q.none {
		return q, i, true
	}
	n, next, ok := s.cardinal(i)
	if ok {
		q.n, q.bare = n, !moved
		i = next
		if m, after, ranged := s.rangeEnd(i); ranged {
			q.low = q.low || m > q.n
			i = after
		}
		if s.is(i, "or") && s.is(i+1, "more") {
			q.low, i = true, i+2
		}
		i = s.suffix(&q, i)
		return q, i, true
	}
	if next, ok := s.vague(i); ok {
		q.vague = true
		return q, s.suffix(&q, next), true
	}
	w := s.low(i)
	if _, _, number := s.cardinal(i + 1); number && articles[w] {
		return q, 0, false // "that four people"
	}
	if !moved && (articles[w] || possessives[w] || s.toks[i].Kind == text.Word && s.toks[i].Possessive() && s.capital(i)) {
		q.n, q.unit = 1, true
		return q, i + 1, true
	}
	if w == "another" || w == "one" {
		q.n, q.rest = 1, w == "another"
		return q, i + 1, true
	}
	return q, 0, false
}

// prefix reads what may stand before a count: "at least", "about", "the", "no".
func (s *scan) prefix(q *quantity, i int) int {
	for n := 0; n < 6; n++ {
		w, v, u := s.low(i), s.low(i+1), s.low(i+2)
		switch {
		case w == "at" && v == "least", w == "more" && v == "than", w == "well" && v == "over", w == "upwards" && v == "of", w == "upward" && v == "of",
			w == "greater" && v == "than":
			q.low, i = true, i+2
		case (w == "no" || w == "not") && (v == "fewer" || v == "less") && u == "than":
			q.low, i = true, i+3
		case (w == "over" || w == "above") && s.countAhead(i+1):
			q.low, i = true, i+1
		case w == "as" && v == "many" && u == "as":
			i += 3
		case w == "up" && v == "to", w == "at" && v == "most", w == "close" && v == "to", w == "a" && v == "total" && u != "of",
			(w == "fewer" || w == "less") && v == "than", w == "an" && (v == "estimated" || v == "additional" || v == "unconfirmed"), w == "a" && (v == "further" || v == "reported"):
			i += 2
		case w == "a" && v == "total" && u == "of":
			i += 3
		case w == "just" && v == "over":
			q.low, i = true, i+2
		case (approximate[w] || w == "all" || w == "the" || w == "those" || w == "these" || possessives[w] || w == "another" || w == "other" || w == "some" || w == "only") && s.countAhead(i+1):
			q.rest = q.rest || w == "another" || w == "other"
			i++
		case (w == "not" || w == "nor") && (v == "a" || v == "one" || v == "any") && n == 0:
			q.none = true
			i += 2
			if s.is(i, "single") {
				i++
			}
			return i
		case w == "not" && v == "even" && n == 0:
			q.none = true
			i += 2
			for articles[s.low(i)] || s.is(i, "single") || s.is(i, "one") {
				i++
			}
			return i
		case w == "none" && v == "of" && n == 0:
			q.none = true
			i += 2
			for articles[s.low(i)] || possessives[s.low(i)] || s.is(i, "those") || s.is(i, "these") {
				i++
			}
			if _, next, ok := s.cardinal(i); ok {
				i = next
			}
			return i
		case (w == "no" || w == "zero" || w == "neither" || w == "without") && n == 0:
			q.none = true
			return i + 1
		default:
			return i
		}
	}
	return i
}

// countAhead reports whether a count begins at i, or another word that may
// stand before one.
func (s *scan) countAhead(i int) bool {
	if _, _, ok := s.cardinal(i); ok {
		return true
	}
	w := s.low(i)
	if w == "at" || w == "more" || w == "than" || w == "estimated" || w == "additional" || w == "further" {
		return true
	}
	if approximate[w] {
		_, _, ok := s.cardinal(i + 1)
		return ok
	}
	_, ok := s.vague(i)
	return ok
}

// suffix reads "more", "others", "of the" after a count.
func (s *scan) suffix(q *quantity, i int) int {
	if s.is(i, "more") || s.is(i, "further") || s.is(i, "additional") {
		q.rest = true
		i++
	}
	if s.is(i, "other") {
		q.rest = true
		i++
	}
	if s.is(i, "plus") {
		q.low = true
		i++
	}
	if s.is(i, "of") {
		switch w := s.low(i + 1); {
		case w == "the" || w == "them" || w == "those" || w == "these" || w == "whom" || possessives[w]:
			i += 2
		case q.vague || s.low(i-1) == "dozen" || s.low(i-1) == "couple" || s.low(i-1) == "pair" || s.low(i-1) == "trio":
			i++
		}
	}
	return i
}

// rangeEnd reads the upper end of "10 to 15", "10-15", "10 or 12".
func (s *scan) rangeEnd(i int) (int, int, bool) {
	if i < 1 || s.is(i, "to") && s.is(i-2, "from") || !(s.is(i, "to") || s.is(i, "or") || s.is(i, "-") || s.is(i, "–") || s.is(i, "and") && s.is(i-2, "between")) {
		return 0, 0, false
	}
	m, next, ok := s.cardinal(i + 1)
	if !ok || s.is(i, "-") && s.toks[i].Start != s.toks[i-1].End {
		return 0, 0, false
	}
	return m, next, true
}

// cardinal reads a number in digits or words: "1,200", "two hundred and fifty",
// "1.5 million", "a dozen", "a couple".
func (s *scan) cardinal(i int) (int, int, bool) {
	if i >= len(s.toks) {
		return 0, 0, false
	}
	k := s.toks[i]
	if k.Kind == text.Number {
		v, ok := digits(k.Lower)
		if !ok || s.notCount(i) {
			return 0, 0, false
		}
		if f, ok := scales[s.low(i+1)]; ok {
			v *= f
			i++
		}
		if s.is(i+1, "dozen") {
			v *= 12
			i++
		}
		if v != float64(int(v)) || v < 0 || v > maxCount {
			return 0, 0, false
		}
		return int(v), i + 1, true
	}
	if k.Kind != text.Word {
		return 0, 0, false
	}
	w := k.Lower
	if (w == "a" || w == "an" || w == "half") && i+1 < len(s.toks) {
		switch s.low(i + 1) {
		case "dozen":
			return 12, i + 2, true
		case "hundred", "thousand", "million":
			return int(scales[s.low(i+1)]), i + 2, true
		case "couple", "pair":
			return 2, i + 2, true
		case "trio":
			return 3, i + 2, true
		case "half", "half-dozen":
			return 6, i + 2, s.low(i+1) == "half-dozen" || s.is(i+2, "dozen")
		case "a":
			if w == "half" && s.is(i+2, "dozen") {
				return 6, i + 3, true
			}
		}
		return 0, 0, false
	}
	if w == "both" {
		return 2, i + 1, true
	}
	return s.wordNumber(i)
}

// wordNumber reads a number in words.
func (s *scan) wordNumber(i int) (int, int, bool) {
	total, part, found := 0, 0, false
	for ; i < len(s.toks); i++ {
		w := s.toks[i].Lower
		if s.toks[i].Kind != text.Word {
			break
		}
		if v, ok := smallNumber(w); ok {
			if found && (part%10 != 0 && v < 100 || part%100 != 0 && v >= 10) {
				break
			}
			part += v
			found = true
			continue
		}
		if f, ok := scales[w]; ok && found {
			if w == "hundred" {
				part = max(part, 1) * 100
			} else {
				total += max(part, 1) * int(f)
				part = 0
			}
			continue
		}
		if w == "dozen" && found {
			part *= 12
			i++
			break
		}
		if w == "and" && found && (part >= 100 || total > 0) && i+1 < len(s.toks) {
			if _, ok := smallNumber(s.toks[i+1].Lower); ok && part%100 == 0 {
				continue
			}
		}
		break
	}
	n := total + part
	return n, i, found && n >= 0 && n <= maxCount
}

// vague reads "dozens", "hundreds of thousands", "several", "a number of".
func (s *scan) vague(i int) (int, bool) {
	w := s.low(i)
	if vagueNouns[w] {
		i++
		for s.is(i, "of") && vagueNouns[s.low(i+1)] || s.is(i, "and") && vagueNouns[s.low(i+1)] {
			i += 2
		}
		return i, true
	}
	if vagueWords[w] {
		return i + 1, true
	}
	if w == "a" {
		switch v := s.low(i + 1); {
		case v == "few" || v == "handful":
			return i + 2, true
		case (v == "number" || v == "score" || v == "lot") && s.is(i+2, "of"):
			return i + 2, true
		case (v == "large" || v == "small" || v == "great" || v == "significant" || v == "growing") && s.is(i+2, "number") && s.is(i+3, "of"):
			return i + 3, true
		}
	}
	if w == "an" && (s.is(i+1, "unknown") || s.is(i+1, "unspecified") || s.is(i+1, "undetermined") || s.is(i+1, "undisclosed")) && s.is(i+2, "number") {
		return i + 3, true
	}
	return 0, false
}

// notCount reports whether the digits at i are no count: an age, money, a share,
// a date, a time of day, a unit, a number of something.
func (s *scan) notCount(i int) bool {
	if s.blocked(i) || s.ageAfterName(i) {
		return true
	}
	if i > 0 {
		p := s.toks[i-1]
		switch p.Lower {
		case "$", "€", "£", "#", "№", "no.", "rs", "rs.", "/", ":", "us$":
			return true
		case "age", "aged", "number", "article", "section", "chapter", "route", "highway", "street", "avenue", "page", "room", "unit", "flight", "ward", "zone", "district", "precinct", "channel", "camp", "resolution":
			return true
		}
		if p.Kind == text.Mark && p.End == s.toks[i].Start && (p.Lower == "-" || p.Lower == "." || p.Lower == "@") && i > 1 && s.toks[i-2].End == p.Start {
			if s.toks[i-2].Kind != text.Number {
				return true // M-16, COVID-19
			}
		}
	}
	if i+1 < len(s.toks) {
		n := s.toks[i+1]
		switch n.Lower {
		case "%", "percent", "per", "°", "th", "st", "nd", "rd", "/", ":", "a.m", "p.m", "a.m.", "p.m.", "am", "pm", "o'clock", "km", "kg", "kilometers", "kilometres", "kilometer", "miles", "mile", "meters", "metres", "feet", "inches", "-caliber", "mm", "caliber", "calibre":
			return true
		}
		if n.Lower == "-" && n.Start == s.toks[i].End && i+2 < len(s.toks) && s.toks[i+2].Start == n.End && s.toks[i+2].Kind == text.Word {
			return true // 19-year-old, 12-member, 4-wheel
		}
		if n.Lower == "year-old" || n.Lower == "year-olds" || (n.Lower == "year" || n.Lower == "years") {
			return true
		}
	}
	return false
}

// ageAfterName reports whether the digits at i are an age set between marks:
// "Rahim Gul, 19, was", "(34)", "aged 19 and 21", "both 19 —".
func (s *scan) ageAfterName(i int) bool {
	switch p := s.low(i - 1); p {
	case ",", "(", "—", "–", "--":
		switch n := s.low(i + 1); n {
		case ",", ")", ";", "—", "–", "--", ".", "":
			return s.word(i-2) && s.cueIndex(i-2) < 0 && (p != "," || n != "")
		}
	case "and", "both":
		for k := i - 2; k > i-5; k-- {
			if w := s.low(k); w == "aged" || w == "ages" || w == "age" {
				return true
			}
		}
		return p == "both"
	case "ages", "image", "photo", "slide", "of":
		if p != "of" {
			return true
		}
		return s.low(i-3) == "image" || s.low(i-3) == "photo" || s.low(i-3) == "slide"
	}
	return false
}

// digits gives the value of a number as written, with commas for thousands.
func digits(w string) (float64, bool) {
	if strings.Count(w, ",") > 0 {
		for i, p := range strings.Split(w, ",") {
			if i > 0 && len(p) != 3 {
				return 0, false
			}
		}
		w = strings.ReplaceAll(w, ",", "")
	}
	if len(w) > 12 {
		return 0, false
	}
	for i := range len(w) {
		if w[i] > '9' || w[i] < '0' && w[i] != '.' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(w, 64)
	return v, err == nil
}

// smallNumber gives the value of a number word below a hundred.
func smallNumber(w string) (int, bool) {
	if v, ok := units[w]; ok {
		return v, true
	}
	if v, ok := tens[w]; ok {
		return v, true
	}
	if a, b, ok := strings.Cut(w, "-"); ok {
		x, okx := tens[a]
		y, oky := units[b]
		return x + y, okx && oky && y > 0 && y < 10
	}
	return 0, false
}

var (
	units = map[string]int{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
	tens   = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	scales = map[string]float64{"hundred": 100, "thousand": 1000, "million": 1e6, "lakh": 1e5, "crore": 1e7}

	vagueNouns  = words("dozens scores hundreds thousands tens millions lakhs")
	vagueWords  = words("several many numerous few countless various multiple unknown innumerable some")
	approximate = words("about around approximately roughly nearly almost some estimated exactly additional further reportedly perhaps possibly barely circa last first")
	articles    = words("a an the this that")
	possessives = words("his her their its my our your whose")
)

// words gives the words of a list as a set.
func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
