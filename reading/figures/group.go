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
	if g, ok := s.aged(i); ok {
		return g, true
	}
	if s.pronoun(i) {
		g.end, g.head, g.named, g.known, g.n, g.unit = i+1, i, true, true, 1, true
		return g, true
	}
	q, j, counted := s.quantityAt(i)
	if !counted {
		j = i
		if s.toks[i].Kind != text.Word || stops.Has(s.toks[i]) && !counted {
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

// aged reads one person by age: "17-year-old Rahim Gul", "22-year-old student".
func (s *scan) aged(i int) (group, bool) {
	n := s.age(i)
	if n == 0 || i+n >= len(s.toks) || strings.HasSuffix(s.low(i+n-1), "olds") {
		return group{}, false
	}
	r := s.run(i)
	if r.head < 0 || r.plural || r.thing || r.inner >= 0 || s.toks[r.end-1].Possessive() {
		return group{}, false
	}
	g := group{first: i, head: i, end: r.end, standing: r.standing, named: r.named, known: true, inner: -1}
	g.n = 1
	return s.finish(g), true
}

// owner reads a person in the possessive before a death or a body: the token
// after it.
func (s *scan) owner(j int) (int, bool) {
	for k := j; k < j+4 && s.word(k) && !stops.Has(s.toks[k]); k++ {
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
		return !s.word(i+1) || stops.Has(s.toks[i+1]) || s.cueIndex(i+1) >= 0
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
	if p == "and" && s.word(g.end) && !stops.Has(s.toks[g.end]) && s.cueIndex(g.end) < 0 {
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
