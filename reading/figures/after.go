package figures

import (
	"strings"
)

// after joins a cue to the people that follow it.
func (s *scan) after(c int) {
	q := s.cues[c]
	at := q.last
	rule := "people after the verb"
	switch q.form {
	case participle:
		x := s.aux(q.first)
		if x.passive || x.unreal {
			return
		}
	case gerund:
		if p := s.low(q.first - 1); p == "of" || p == "for" || p == "from" || p == "by" || p == "without" || p == "at" {
			if p != "by" && !(p == "for" && s.claimedBy(q.first)) && !(p == "of" && s.accused(q.first)) {
				return
			}
		}
	case present:
		switch p := s.low(q.first - 1); p {
		case "to", "will", "could", "would", "can", "may", "might", "should", "not", "n't", "must", "shall", "don't", "didn't", "or":
			return
		}
		if strings.HasSuffix(s.low(q.first-1), "n't") {
			return
		}
	case nounOf:
		if k := s.laterOf(at); k > 0 {
			at = k
		}
		if !s.is(at, "of") && !s.is(at, "to") {
			return
		}
		at++
		rule = "people after the noun"
	case toll:
		s.toll(c)
		return
	case effectNoun:
		if !s.is(at, "of") {
			return
		}
		at++
	case predicate:
		if !(s.is(at, "are") || s.is(at, "were") || s.is(at, ":") || s.is(at, "and") || s.is(at, "include")) && q.effect != Missing {
			if !(s.is(q.first-1, "left") || s.is(q.first-1, "leaving")) {
				return
			}
		}
		if !(s.is(q.first-1, "left") || s.is(q.first-1, "leaving")) {
			return
		}
	default:
		return
	}
	if quoteMark(s.low(at)) && quoteMark(s.low(q.first-1)) {
		at++ // had “neutralised” 52 men
	}
	for n := 0; n < 2 && s.adverb(at) && !s.groupBegins(at); n++ {
		at++
	}
	// "killing or wounding 12", "killed and injured dozens"
	if (s.is(at, "and") || s.is(at, "or")) && s.cueIndex(at+1) >= 0 {
		return
	}
	if p := s.cueIndex(q.first - 2); p >= 0 && s.cues[p].last == q.first-1 && (s.is(q.first-1, "and") || s.is(q.first-1, "or")) && s.cues[p].effect != q.effect {
		if g := s.groupAfter(at); g < 0 || !s.groups[g].vague {
			return
		}
	}
	g := s.groupAfter(at)
	if g < 0 || s.groups[g].first-at > 0 && !(s.groups[g].first-at <= 2 && s.is(at, "the")) {
		return
	}
	for n := 0; n < 12; n++ {
		p := s.groups[g]
		if n > 0 && s.claimedLater(g) {
			return
		}
		if !p.subset && p.inner < 0 && !(n > 0 && s.apposed(g)) {
			s.add(c, g, rule)
		}
		if g+1 >= len(s.groups) || !s.joined(p.end, s.groups[g+1].first) {
			return
		}
		g++
	}
}

// groupBegins reports whether people begin at token i: "only four men".
func (s *scan) groupBegins(i int) bool {
	g := s.groupAfter(i)
	return g >= 0 && s.groups[g].first == i
}

func quoteMark(w string) bool {
	switch w {
	case "\"", "“", "”", "‘", "’", "'":
		return true
	}
	return false
}

// claimedBy reports whether responsibility is claimed or blame laid before "for killing".
func (s *scan) claimedBy(i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch s.low(k) {
		case "responsibility", "responsible", "blamed", "blame", "arrested", "convicted", "credit":
			return true
		}
	}
	return false
}

// accused reports whether somebody is accused "of killing".
func (s *scan) accused(i int) bool {
	for k := i - 1; k >= 0 && k > i-6; k-- {
		switch s.low(k) {
		case "accused", "suspected", "convicted", "guilty":
			return true
		}
	}
	return false
}

// claimedLater reports whether group g already belongs to a cue after it.
func (s *scan) claimedLater(g int) bool {
	for _, u := range s.groups[g].used {
		if u {
			return true
		}
	}
	return false
}

// toll reads "the death toll rose from 12 to 15", "the death toll stands at 45".
func (s *scan) toll(c int) {
	best := -1
	for g := s.groupAfter(s.cues[c].last); g >= 0 && g < len(s.groups) && s.groups[g].first-s.cues[c].last < 14; g++ {
		p := s.groups[g]
		if p.unit || p.none || p.named || p.uncounted {
			continue
		}
		before := s.low(p.first - 1)
		if before == "from" {
			continue
		}
		if before == "to" || before == "at" || before == "of" || before == "is" || before == "was" || before == ":" || before == "reached" || before == "reaches" || before == "hits" ||
			before == "exceeds" || before == "exceeded" || before == "surpassed" || before == "passed" || before == "topped" {
			best = g
			break
		}
	}
	if best >= 0 {
		s.add(c, best, "death toll")
	}
}
