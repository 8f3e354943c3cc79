package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// after joins a cue to the people that follow it.
func (s *scan) after(c int) {
	q := s.cues[c]
	if q.form == toll {
		s.toll(c)
		return
	}
	at := s.objectOf(q)
	if at < 0 {
		return
	}
	rule := "people after the verb"
	if q.form == nounOf {
		rule = "people after the noun"
	}
	if quoteMark(s.low(at)) && quoteMark(s.low(q.first-1)) {
		at++ // had “neutralised” 52 men
	}
	for n := 0; n < 2 && s.adverb(at) && !s.groupBegins(at); n++ {
		at++
	}
	// "killing or wounding 12", "killed and injured dozens"
	if s.andOr(at) && s.cueIndex(at+1) >= 0 {
		return
	}
	if p := s.cueIndex(q.first - 2); p >= 0 && s.cues[p].last == q.first-1 && s.andOr(q.first-1) && s.cues[p].effect != q.effect {
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

// objectOf gives the token where those may stand whom the cue q befell; -1 where its
// form lets nobody follow.
func (s *scan) objectOf(q cue) int {
	before := s.low(q.first - 1)
	switch q.form {
	case participle:
		if x := s.aux(q.first); x.passive || x.unreal {
			return -1
		}
		return q.last
	case gerund:
		switch {
		case before == "of" && !s.accused(q.first), before == "for" && !s.claimedBy(q.first), before == "from", before == "without", before == "at":
			return -1
		}
		return q.last
	case present:
		if unrealBefore[before] || strings.HasSuffix(before, "n't") {
			return -1
		}
		return q.last
	case nounOf:
		at := q.last
		if k := s.laterOf(at); k > 0 {
			at = k
		}
		if s.is(at, "of") || s.is(at, "to") {
			return at + 1
		}
	case effectNoun:
		if s.is(q.last, "of") {
			return q.last + 1
		}
	case predicate:
		if before == "left" || before == "leaving" {
			return q.last
		}
	}
	return -1
}

// unrealBefore are words before a verb that make it something that did not happen.
var unrealBefore = text.Set(`to will could would can may might should not must shall or`)

func (s *scan) andOr(i int) bool { return s.is(i, "and") || s.is(i, "or") }

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
	for g := s.groupAfter(s.cues[c].last); g >= 0 && g < len(s.groups) && s.groups[g].first-s.cues[c].last < 14; g++ {
		p := s.groups[g]
		if p.unit || p.none || p.named || p.uncounted {
			continue
		}
		if tollVerbs[s.low(p.first-1)] {
			s.add(c, g, "death toll")
			return
		}
	}
}

// tollVerbs stand before the count that a death toll has reached.
var tollVerbs = text.Set(`to at of is was : reached reaches hits exceeds exceeded surpassed passed topped`)
