package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// noun run.
type run struct {
	from, end int // the words of the people
	head      int // the noun that counts people; -1 when none does
	standing  string
	plural    bool
	thing     bool // it counts things
	named     bool
	inner     int
}

// runLimit is how many words may stand between a count and what it counts.
const runLimit = 9

// run reads the words after a count: "Pakistani soldiers", "unarmed young men".
func (s *scan) run(j int) run {
	r := run{from: j, end: j, head: -1, inner: -1}
	k := j
	for k < len(s.toks) && k < j+runLimit {
		if n := s.age(k); n > 0 {
			if k+n < len(s.toks) && s.toks[k+n-1].Lower == "year-olds" {
				r.head, r.end, r.plural = k+n-1, k+n, true
				return r
			}
			if !s.word(k+n) || stops.Has(s.toks[k+n]) || s.cueIndex(k+n) >= 0 && !s.people(k+n+1) {
				r.head, r.end = k, k+n // "a 17-year-old was"
				return r
			}
			k += n
			continue
		}
		if end := s.nameAt(k); end > 0 && r.head < 0 && !s.common(k, end) {
			if s.toks[end-1].Possessive() {
				k = end
				continue
			}
			r.head, r.end, r.named = k, end, true
			return r
		}
		if !s.word(k) {
			break
		}
		if _, _, number := s.cardinal(k); number && k > j {
			break
		}
		w := s.toks[k].Lower
		if c := s.cueIndex(k); c >= 0 && s.cues[c].first == k {
			if f := s.cues[c].form; f == effectNoun || f == nounOf && (w == "bodies" || w == "corpses" || w == "lives" || w == "deaths" || w == "killings" || w == "murders") {
				// "23 soldier fatalities", "12 deaths"
				r.inner, r.end, r.head, r.plural = c, k+1, k, true
				if r.standing == "" {
					r.standing = Unsaid
				}
				return r
			} else if adjective[w] && r.head < 0 && s.people(k+1) {
				r.inner = c
				k++
				if r.from == k-1 {
					r.from = k
				}
				continue
			}
			break
		}
		base := s.toks[k].Base()
		n, known := people[base]
		if s.toks[k].Possessive() && !strings.HasSuffix(w, "'") {
			known = false
		}
		if stops.At(w) && !known {
			break
		}
		if r.head >= 0 && !known {
			if things[w] || base != w && things[base] {
				r.thing, r.head = true, -1
				r.end = k + 1
				return r
			}
			break
		}
		if known && !(s.toks[k].Possessive()) {
			if r.head >= 0 && r.plural && !n.plural {
				break // "soldiers" before "captain": another phrase
			}
			r.head, r.end, r.standing, r.plural = k, k+1, n.standing, n.plural
			k++
			continue
		}
		if things[w] {
			r.thing = r.head < 0
			r.end = k + 1
			if r.thing && s.thingOnly(k) {
				return r
			}
			r.thing = false
		}
		k++
		r.end = k
	}
	if r.head < 0 {
		r.end = k
		for r.end > r.from && (strings.HasSuffix(s.low(r.end-1), "ly") || s.mark(r.end-1)) {
			r.end--
		}
		for n := r.from; n < r.end; n++ {
			if things[s.low(n)] {
				r.thing = true
			}
		}
		if r.end > r.from && !r.thing {
			r.plural = strings.HasSuffix(s.low(r.end-1), "s")
		}
	}
	return r
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

// thingOnly reports whether the thing at k is what is counted, and no word for
// people follows it ("two truck drivers", "three hospital patients").
func (s *scan) thingOnly(k int) bool { return !s.people(k + 1) }

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
