package figures

import (
	"strings"
)

// before joins a cue to the people that stand before it.
func (s *scan) before(c int) {
	q := s.cues[c]
	switch q.form {
	case gerund, present, nounOf, toll, effectNoun, owned:
		return
	}
	x := s.aux(q.first)
	if x.unreal {
		return
	}
	if q.form == conveyance && !x.passive {
		return
	}
	if q.form == participle && !x.passive && !s.reflexive(q.last) {
		if s.object(q.last) {
			return // active: its people follow
		}
		if x.any {
			return // "have killed"
		}
	}
	if s.reflexive(q.last) {
		x.any, x.singular, x.plural = true, !s.is(q.last, "themselves"), s.is(q.last, "themselves")
	}
	g := s.subject(x, q)
	if g < 0 {
		return
	}
	if x.generic && q.form == participle && s.groups[g].unit && (s.is(s.groups[g].first, "a") || s.is(s.groups[g].first, "an")) {
		return
	}
	rule := "people before the verb"
	if !x.any {
		rule = "people before a verb in short"
	}
	s.list(c, g, rule)
	s.together(c)
}

// reflexive reports whether the verb before i befalls whoever does it.
func (s *scan) reflexive(i int) bool {
	return s.is(i, "himself") || s.is(i, "herself") || s.is(i, "themselves")
}

// object reports whether the tokens from i on can be what a verb acts on.
func (s *scan) object(i int) bool {
	n := s.groupAfter(i)
	return n >= 0 && s.groups[n].first-i <= 1 && (s.groups[n].first == i || s.adverb(i)) ||
		articles[s.low(i)] || possessives[s.low(i)] || s.is(i, "him") || s.is(i, "them")
}

func (s *scan) adverb(i int) bool {
	return strings.HasSuffix(s.low(i), "ly") || s.is(i, "also") || s.is(i, "instead")
}

// reach is how many tokens may stand between people and what befell them.
const reach = 28

// subject gives the group that the verb at x is said of: the nearest before it
// that agrees in number and that no clause parts from it. -1 when there is none.
func (s *scan) subject(x auxiliary, q cue) int {
	last := s.groupBefore(x.at)
	fallback, aside := -1, -1
	for g := last; g >= 0 && g > last-6; g-- {
		p := s.groups[g]
		if x.at-p.end > reach || s.parted(p.end, x.at, q) {
			break
		}
		if p.inner >= 0 || p.subset {
			continue
		}
		if !x.any && q.form != intransitive && x.at-p.end > 0 && !s.postmodified(p.end, x.at) {
			break
		}
		if p.head == p.end && !s.adverbs(p.end, x.at) {
			continue // a bare number stands beside its verb
		}
		agrees := true
		switch many := p.plural || p.n != 1 || p.vague; {
		case x.singular && !x.plural:
			agrees = !many || p.none
		case x.plural && !x.singular:
			agrees = many || s.listed(g) || p.none
		}
		if agrees && p.uncounted && s.is(p.first-1, ",") && aside < 0 {
			aside = g // "two members of the guard, men of the town, were": in apposition, perhaps
			continue
		}
		if agrees && (aside < 0 || !p.uncounted) {
			return g
		}
		if fallback < 0 && !p.unit {
			fallback = g
		}
	}
	return max(fallback, aside)
}

// adverbs reports whether only adverbs stand in tokens [i, j).
func (s *scan) adverbs(i, j int) bool {
	for k := i; k < j; k++ {
		if !s.adverb(k) {
			return false
		}
	}
	return true
}

// postmodified reports whether all that stands in tokens [i, j) can belong to the
// noun before: "of the Guard", "in their 20s", an age between commas.
func (s *scan) postmodified(i, j int) bool {
	if j-i > 10 {
		return false
	}
	switch s.low(i) {
	case "of", "from", "in", "with", "at", "on", "near", ",", "(", "aboard", "inside", "outside":
	default:
		for k := i; k < j; k++ {
			if !s.adverb(k) && s.age(k) == 0 {
				return false
			}
		}
		return true
	}
	for k := i; k < j; k++ {
		if w := s.low(k); w == "was" || w == "were" || w == "had" || w == "has" || w == "said" || w == "says" || w == "and" || w == "by" {
			return false
		}
	}
	return true
}

// parted reports whether a clause of its own stands in tokens [i, j), so that
// what is before it is not the subject of what follows.
func (s *scan) parted(i, j int, q cue) bool {
	depth := 0
	for k := i; k < j; k++ {
		switch w := s.low(k); w {
		case ";":
			return s.low(k+1) != "and" && !s.listMark(k)
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		case "but", "while", "whereas", "because", "although", "though", "if":
			return true
		case "and":
			// "… and the …": another clause unless what follows is the end of a list
			if s.verbBetween(i, k) {
				return true
			}
		case "said", "says", "saying", "reported", "announced":
			if depth == 0 && !(s.is(k-1, ",") && s.commaWithin(k+1, j)) {
				return true
			}
		case "which", "where", "after", "when", "before", "once", "until", "unless":
			return true
		case "that":
			return k != i
		}
		if c := s.cueIndex(k); c >= 0 && s.cues[c].form != nounOf && s.cues[c].form != effectNoun {
			// the same people: "was shot and later died"
			if !(s.cues[c].form == participle || s.cues[c].form == intransitive || s.cues[c].form == predicate) {
				return true
			}
			if s.cues[c].effect == q.effect && !s.is(i, "who") {
				return true
			}
		}
	}
	return false
}

// commaWithin reports whether a comma stands in tokens [i, j): "the two, said the
// army, were killed" is one clause, "the minister, said nobody was killed" is two.
func (s *scan) commaWithin(i, j int) bool {
	for k := i; k < j; k++ {
		if s.is(k, ",") {
			return true
		}
	}
	return false
}

// listMark reports whether the semicolon at k stands between members of a list.
func (s *scan) listMark(k int) bool {
	g := s.groupAfter(k)
	return g >= 0 && s.groups[g].first-k <= 3
}

// verbBetween reports whether a common verb stands in tokens [i, j).
func (s *scan) verbBetween(i, j int) bool {
	for k := i; k < j; k++ {
		switch s.low(k) {
		case "was", "were", "has", "had", "have", "is", "are", "opened", "fired", "attacked", "entered", "went", "came", "left", "began", "ran", "fled", "exploded", "hit", "struck":
			if !s.is(i, "who") && !s.is(i, "that") && !s.is(i, "which") {
				return true
			}
		}
	}
	return false
}
