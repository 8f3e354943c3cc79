package figures

import "github.com/surety-mechanism/surety/reading/text"

// listed reports whether group g ends a list: "a soldier and a policeman".
func (s *scan) listed(g int) bool {
	return g > 0 && s.joined(s.groups[g-1].end, s.groups[g].first) || s.is(s.groups[g].first-1, "and")
}

// joined reports whether only a comma or "and", and what belongs to the noun
// before, stands in tokens [i, j).
func (s *scan) joined(i, j int) bool {
	if j-i > 14 || j <= i {
		return false
	}
	k := j - 1
	switch s.low(k) {
	case "and":
		k--
		if s.is(k, ",") || s.is(k, ";") {
			k--
		}
	case ",", ";", "plus":
		k--
	case "with":
		if !s.is(j-2, "along") && !s.is(j-2, "together") {
			return false
		}
		k -= 2
		if s.is(k, ",") {
			k--
		}
	case "as":
		if s.is(j-2, "well") || s.is(j-3, "as") {
			return false
		}
	case "also":
		if !s.is(j-2, "and") {
			return false
		}
		k -= 2
	case "well":
		return false
	default:
		return false
	}
	if k >= i && !s.mark(i) && !modifies[s.low(i)] {
		return false
	}
	for ; k >= i; k-- {
		if c := s.cueIndex(k); c >= 0 {
			return false
		}
		if breaks[s.low(k)] {
			return false
		}
	}
	return true
}

// modifies begin what belongs to the noun before.
var modifies = text.Set("of from in with at on near aboard inside outside belonging")

// breaks part a noun from what is said of another.
var breaks = text.Set(`was were is are has have had said says say told reported reports according who whose which when while after before because if but that
	opened fired attacked shot entered went came took left made began`)

// list adds group g and those that a list joins to it on the left.
func (s *scan) list(c, g int, rule string) {
	s.add(c, g, rule)
	for n := 0; g > 0 && n < 12; n++ {
		p := s.groups[g-1]
		if p.subset || p.inner >= 0 || !s.joined(p.end, s.groups[g].first) {
			return
		}
		g--
		if !s.apposed(g + 1) {
			s.add(c, g, rule)
		}
	}
}

// apposed reports whether group g says again whom the group before it names:
// "Rahim Gul, mayor of Tal".
func (s *scan) apposed(g int) bool {
	p := s.groups[g]
	if s.is(p.first-1, ",") && (says[s.low(p.end)] || s.is(p.end, ",") && says[s.low(p.end+1)]) {
		return true // not one of them, but who tells of them
	}
	return g > 0 && s.groups[g].lone && s.is(s.groups[g].first-1, ",") && s.groups[g-1].n == 1 && !s.groups[g-1].vague
}

// says are verbs whose subject is who tells of a count, not who is counted.
var says = text.Set("said says told reported reports added confirmed announced wrote tweeted posted")

// together adds those whom "along with" joins to the people before the verb.
func (s *scan) together(c int) {
	from := s.cues[c].last
	for k := from; k < from+18 && k+1 < len(s.toks); k++ {
		if k > from && s.cueIndex(k) >= 0 || s.is(k, ";") {
			return
		}
		if (s.is(k, "along") || s.is(k, "together")) && s.is(k+1, "with") {
			if g := s.groupAfter(k + 2); g >= 0 && s.groups[g].first == k+2 {
				s.add(c, g, "people joined by with")
			}
			return
		}
	}
}
