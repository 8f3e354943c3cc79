package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// run is the words after a count that tell what is counted.
type run struct {
	from, end int // the words of the people
	head      int // the noun that counts people; -1 when none does
	standing  string
	plural    bool
	thing     bool // it counts things
	named     bool
	inner     int // the cue in it, "two wounded men"; -1 for none
}

// runLimit is how many words may stand between a count and what it counts.
const runLimit = 9

// run reads the words after a count: "Pakistani soldiers", "unarmed young men".
func (s *scan) run(j int) run {
	r := run{from: j, end: j, head: -1, inner: -1}
	k := j
	for k < len(s.toks) && k < j+runLimit {
		n, whole := s.extend(&r, j, k)
		if whole {
			return r
		}
		if n == 0 {
			break
		}
		k += n
	}
	if r.head < 0 {
		s.headless(&r, k)
	}
	return r
}

// extend takes what stands at k into the run r that began at j: how many tokens of
// it belong to the run, and whether the run is whole with it.
func (s *scan) extend(r *run, j, k int) (n int, whole bool) {
	if n := s.age(k); n > 0 {
		return n, s.agedOnly(r, k, n)
	}
	if end := s.nameAt(k); end > 0 && r.head < 0 && !s.common(k, end) {
		if s.toks[end-1].Possessive() {
			return end - k, false
		}
		r.head, r.end, r.named = k, end, true
		return 0, true
	}
	if !s.word(k) {
		return 0, false
	}
	if _, _, number := s.cardinal(k); number && k > j {
		return 0, false
	}
	if c := s.cueIndex(k); c >= 0 && s.cues[c].first == k {
		return s.befallen(r, c, k)
	}
	return s.describe(r, k)
}

// agedOnly takes an age of n tokens at k: "12 17-year-olds", "a 17-year-old was" count
// people by it.
func (s *scan) agedOnly(r *run, k, n int) bool {
	switch {
	case k+n < len(s.toks) && s.toks[k+n-1].Lower == "year-olds":
		r.head, r.end, r.plural = k+n-1, k+n, true
		return true
	case !s.word(k+n) || stops.Has(s.toks[k+n]) || s.cueIndex(k+n) >= 0 && !s.people(k+n+1):
		r.head, r.end = k, k+n
		return true
	}
	return false
}

// counted are nouns of harm that count people: "12 deaths".
var counted = text.Set(`bodies corpses lives deaths killings murders`)

// befallen takes the word of harm at k, cue c: "23 soldier fatalities" is whole with
// it, "two wounded men" goes on.
func (s *scan) befallen(r *run, c, k int) (n int, whole bool) {
	w := s.toks[k].Lower
	switch f := s.cues[c].form; {
	case f == effectNoun, f == nounOf && counted[w]:
		r.inner, r.end, r.head, r.plural = c, k+1, k, true
		if r.standing == "" {
			r.standing = Unsaid
		}
		return 0, true
	case adjective[w] && r.head < 0 && s.people(k+1):
		r.inner = c
		if r.from == k {
			r.from = k + 1
		}
		return 1, false
	}
	return 0, false
}

// describe takes the word at k, a noun for people or things or what describes them.
func (s *scan) describe(r *run, k int) (n int, whole bool) {
	w, base := s.toks[k].Lower, s.toks[k].Base()
	owner := s.toks[k].Possessive()
	of, known := people[base]
	if owner && !strings.HasSuffix(w, "'") {
		known = false
	}
	switch {
	case stops.At(w) && !known:
		return 0, false
	case r.head >= 0 && !known:
		if things[w] || base != w && things[base] {
			r.thing, r.head, r.end = true, -1, k+1 // "two soldier's boots"
			return 0, true
		}
		return 0, false
	case known && !owner:
		if r.head >= 0 && r.plural && !of.plural {
			return 0, false // "soldiers" before "captain": another phrase
		}
		r.head, r.end, r.standing, r.plural = k, k+1, of.standing, of.plural
		return 1, false
	case things[w] && r.head < 0 && !s.people(k+1):
		r.thing, r.end = true, k+1
		return 0, true
	}
	r.end = k + 1
	return 1, false
}

// headless ends a run before token k in which no noun counts people.
func (s *scan) headless(r *run, k int) {
	r.end = k
	for r.end > r.from && (strings.HasSuffix(s.low(r.end-1), "ly") || s.mark(r.end-1)) {
		r.end--
	}
	for n := r.from; n < r.end; n++ {
		r.thing = r.thing || things[s.low(n)]
	}
	if r.end > r.from && !r.thing {
		r.plural = strings.HasSuffix(s.low(r.end-1), "s")
	}
}

// people reports whether a noun for people stands at k or after one more word.
func (s *scan) people(k int) bool {
	for n := 0; n < 3 && s.word(k+n) && !stops.Has(s.toks[k+n]); n++ {
		if _, _, number := s.cardinal(k + n); number {
			return false
		}
		if _, ok := people[s.low(k+n)]; ok {
			return true
		}
	}
	return false
}

// age reads "19-year-old", "19 year old", ", 19,": the number of its tokens.
func (s *scan) age(k int) int {
	if k >= len(s.toks) {
		return 0
	}
	if s.toks[k].Kind == text.Word {
		if strings.HasSuffix(s.toks[k].Lower, "-year-old") || strings.HasSuffix(s.toks[k].Lower, "-month-old") {
			return 1
		}
		return 0
	}
	if s.toks[k].Kind != text.Number {
		return 0
	}
	n := k + 1
	if s.is(n, "-") {
		n++
	}
	switch s.low(n) {
	case "year-old", "month-old", "week-old", "day-old", "year-olds", "years-old":
		return n + 1 - k
	case "year", "years", "month", "months":
		m := n + 1
		if s.is(m, "-") {
			m++
		}
		if s.is(m, "old") || s.is(m, "olds") {
			return m + 1 - k
		}
	}
	return 0
}

// stops end a run of words after a count.
var stops = text.Words(`a an the this that these those and or but nor so yet as at by for from in into of off on onto out over to up with within without under
	between among after before since until during through across near around along against about behind beside beyond inside outside toward towards
	upon via per than then when where while who whom whose which what why how if unless because though although
	is are was were be been being am has have had having do does did will would shall should can could may might must
	not never no n't also still only just even already reportedly allegedly apparently later earlier ago
	he she it they we you i him them us me his her their its our your my himself themselves herself itself there here
	said says say saying told tells according including includes included meanwhile however
	went came got took gave made left leaving leaves opened fired found ran fled drove walked
	both each either neither all some any many several few every another other
	overnight afterwards afterward together away instead elsewhere dead alive
	yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday
	january february march april june july august september october november december`)
