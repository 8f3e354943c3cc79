package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// group is a noun phrase that counts people, or names one.
type group struct {
	quantity
	first, end int // tokens
	head       int // the first token of the people's words; end where the number is bare
	standing   string
	named      bool // a person by name or office
	known      bool // the noun is one for people
	plural     bool
	lone       bool // a singular without an article: "mayor of Tal"
	uncounted  bool // a bare or definite plural: people, but no count
	inner      int  // index into scan.cues of an effect that stands in it ("two wounded men", "12 deaths"), -1 for none
	subset     bool // "including three children"
	used       [5]bool
}

// groupAt reads the group that begins at token i.
func (s *scan) groupAt(i int) (group, bool) {
	g := group{first: i, inner: -1}
	if end := s.nameAt(i); end > 0 && !s.common(i, end) {
		g.end, g.head, g.named, g.known, g.n = end, i, true, true, 1
		g.standing = s.titleBefore(i, &g)
		if s.toks[end-1].Possessive() {
			c := s.cueIndex(end)
			g.inner = c
			return s.finish(g), c >= 0 && s.cues[c].form == owned
		}
		return s.finish(g), true
	}
	if s.toks[i].Kind == text.Mark || s.blocked(i) {
		return g, false
	}
	if s.pronoun(i) {
		g.end, g.head, g.named, g.known, g.n, g.unit = i+1, i, true, true, 1, true
		return g, true
	}
	q, j, counted := s.quantityAt(i)
	if !counted {
		j = i
		if s.toks[i].Kind != text.Word || stops[s.low(i)] && !counted {
			return g, false
		}
	}
	g.quantity = q
	r := s.run(j)
	if q.unit && r.head < 0 {
		if end, ok := s.owner(j); ok { // "a man's body", "the mayor's murder"
			n := people[s.toks[end-1].Base()]
			g.head, g.end, g.known, g.standing = j, end, true, n.standing
			g.inner = s.cueIndex(end)
			return s.finish(g), true
		}
	}
	if counted && j < len(s.toks) && s.word(j) && s.toks[j].Possessive() && !people[s.toks[j].Base()].plural && r.head < 0 && q.unit {
		return g, false
	}
	switch {
	case r.thing:
		return g, false
	case r.head >= 0:
		g.known, g.plural, g.standing, g.head, g.end = true, r.plural, r.standing, r.from, r.end
		g.named = r.named
	case r.end > r.from && counted && !q.unit && !q.rest:
		g.head, g.end, g.plural = r.from, r.end, true
	case counted && !q.unit:
		g.head, g.end, g.plural = j, j, q.n != 1
		if q.none {
			return g, false
		}
	default:
		return g, false
	}
	g.inner = r.inner
	if !counted {
		if g.plural {
			g.uncounted = true
		} else if !s.bareSingular(i, g) {
			return g, false
		} else {
			g.n, g.lone = 1, true
			g.named = g.named || g.standing == Officials
		}
	}
	if q.unit && g.plural {
		g.uncounted = true
	}
	if q.unit && s.is(i, "the") || q.unit && s.word(i) && s.toks[i].Possessive() {
		g.named = g.named || g.standing == Officials
	}
	if !q.unit && counted && q.n == 1 && g.plural && !q.vague && !q.none && g.known {
		g.plural = false
	}
	return s.finish(g), true
}

// owner reads a person in the possessive before a death or a body: the token
// after it.
func (s *scan) owner(j int) (int, bool) {
	for k := j; k < j+4 && s.word(k) && !stops[s.low(k)]; k++ {
		if n, ok := people[s.toks[k].Base()]; ok && !n.plural && s.toks[k].Possessive() {
			c := s.cueIndex(k + 1)
			return k + 1, c >= 0 && s.cues[c].form == owned
		}
	}
	return 0, false
}

// pronoun reports whether the word at i stands for one person.
func (s *scan) pronoun(i int) bool {
	switch s.low(i) {
	case "he", "she", "him":
		return true
	case "her":
		return !s.word(i+1) || stops[s.low(i+1)] || s.cueIndex(i+1) >= 0
	}
	return false
}

// finish looks at what stands around a group.
func (s *scan) finish(g group) group {
	switch s.low(g.first - 1) {
	case "including", "includes", "included", "include":
		g.subset = true
	case "whom", "which":
		g.subset = s.is(g.first-2, "of")
	}
	if n := g.head - 1; g.head == g.end && (s.is(n, "them") || s.is(n, "whom")) && s.is(n-1, "of") {
		g.subset = true // "five of them"
	}
	if s.is(g.first-2, "among") && (s.is(g.first-1, "them") || s.is(g.first-1, "those")) {
		g.subset = true
	}
	return g
}

// common reports whether the name in tokens [i, end) is but a noun for people,
// which in capitals looks like one.
func (s *scan) common(i, end int) bool {
	_, is := people[s.toks[i].Base()]
	return is && end == i+1
}

// bareSingular reports whether a singular noun without an article counts one
// person: a headline's "Man", "Mayor" before a name, or after a comma.
func (s *scan) bareSingular(i int, g group) bool {
	if i == 0 {
		return true
	}
	p := s.low(i - 1)
	if p == "and" && s.word(g.end) && !stops[s.low(g.end)] && s.cueIndex(g.end) < 0 {
		return false // "and criminal nature"
	}
	return s.mark(i-1) && p != "-" && p != "$" || p == "and" || p == "of" || p == "as" || p == "former" || p == "by" || p == "killed" || p == "wounded" ||
		p == "murdered" || p == "assassinated" || p == "kidnapped" || p == "that" || p == "kills" || p == "injures" || p == "wounds"
}

// titleBefore gives the standing of the title before a name, and takes it into
// the group: "Colonel", "19-year-old".
func (s *scan) titleBefore(i int, g *group) string {
	n, ok := people[s.low(i-1)]
	if ok && !n.plural {
		g.first = i - 1
		return n.standing
	}
	return Unsaid
}

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
			if !s.word(k+n) || stops[s.low(k+n)] || s.cueIndex(k+n) >= 0 && !s.people(k+n+1) {
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
		if stops[w] && !known {
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
	for n := 0; n < 3 && s.word(k+n) && !stops[s.low(k+n)]; n++ {
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
var stops = words(`a an the this that these those and or but nor so yet as at by for from in into of off on onto out over to up with within without under
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
