package figures

import (
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
	if k := s.toks[i]; k.Kind == text.Word && !counting[k.Lower] && !strings.Contains(k.Lower, "-") && !(k.Possessive() && s.capital(i)) {
		return q, 0, false
	}
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

// counting holds every word that may begin a count.
var counting = func() map[string]bool {
	out := text.Set("at more well upwards upward greater no not nor over above as up close fewer less just all those these another other only neither without zero none both half")
	for _, set := range []map[string]bool{vagueNouns, vagueWords, approximate, articles, possessives} {
		for w := range set {
			out[w] = true
		}
	}
	for _, set := range []map[string]int{units, tens} {
		for w := range set {
			out[w] = true
		}
	}
	return out
}()

// lead is words that may stand before a count, and what they make of it.
type lead struct {
	words []string
	low   bool // the count is a lower bound
}

// leads are the words before a count that need nothing after them, longer ones
// first.
var leads = func() []lead {
	var out []lead
	for _, l := range strings.Split(`no fewer than|no less than|not fewer than|not less than|at least|more than|well over|upwards of|upward of|greater than|just over`, "|") {
		out = append(out, lead{strings.Fields(l), true})
	}
	for _, l := range strings.Split(`as many as|a total of|up to|at most|close to|a total|fewer than|less than|an estimated|an additional|an unconfirmed|a further|a reported`, "|") {
		out = append(out, lead{strings.Fields(l), false})
	}
	return out
}()

// prefix reads what may stand before a count: "at least", "about", "the", "no".
func (s *scan) prefix(q *quantity, i int) int {
	if end := s.nobody(i); end > i {
		q.none = true
		return end
	}
	for range 6 {
		end := s.leadAt(q, i)
		if end == i {
			break
		}
		i = end
	}
	return i
}

// leadAt reads one thing that stands before a count at i, and gives the token after
// it; i where none does.
func (s *scan) leadAt(q *quantity, i int) int {
	for _, l := range leads {
		if s.allAt(i, l.words) {
			q.low = q.low || l.low
			return i + len(l.words)
		}
	}
	w := s.low(i)
	if !s.countAhead(i + 1) {
		return i
	}
	switch {
	case w == "over" || w == "above":
		q.low = true
		return i + 1
	case w == "another" || w == "other":
		q.rest = true
		return i + 1
	case approximate[w] || possessives[w] || w == "all" || w == "the" || w == "those" || w == "these" || w == "some" || w == "only":
		return i + 1
	}
	return i
}

// allAt reports whether the words stand at i one after another.
func (s *scan) allAt(i int, words []string) bool {
	for n, w := range words {
		if s.low(i+n) != w {
			return false
		}
	}
	return true
}

// nobody reads "no", "not a single", "none of the 12" at i, and gives the token
// after it; i where none stands there.
func (s *scan) nobody(i int) int {
	w, v := s.low(i), s.low(i+1)
	switch {
	case w == "no" && (v == "fewer" || v == "less") && s.is(i+2, "than"):
		return i
	case (w == "not" || w == "nor") && (v == "a" || v == "one" || v == "any"):
		if s.is(i+2, "single") {
			return i + 3
		}
		return i + 2
	case w == "not" && v == "even":
		i += 2
		for articles[s.low(i)] || s.is(i, "single") || s.is(i, "one") {
			i++
		}
		return i
	case w == "none" && v == "of":
		i += 2
		for articles[s.low(i)] || possessives[s.low(i)] || s.is(i, "those") || s.is(i, "these") {
			i++
		}
		if _, next, ok := s.cardinal(i); ok {
			return next
		}
		return i
	case w == "no", w == "zero", w == "neither", w == "without":
		return i + 1
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
