package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// link joins the cues of a sentence to the groups that they befell: first those
// whose people stand before them, then those whose people follow, so that in
// "killing five and wounding twelve" each cue has its own.
func (s *scan) link() {
	for g := range s.groups {
		if c := s.groups[g].inner; c >= 0 { // "two wounded men", "12 deaths"
			s.add(c, g, "count in the noun phrase")
		}
	}
	for i := range s.cues {
		s.before(i)
	}
	for i := range s.cues {
		s.after(i)
	}
}

// groupBefore gives the index of the last group that ends at or before token i, or -1.
func (s *scan) groupBefore(i int) int {
	lo, hi := 0, len(s.groups)
	for lo < hi {
		m := (lo + hi) / 2
		if s.groups[m].end <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

// auxiliary is what stands before a participle.
type auxiliary struct {
	at       int // its first token: the subject ends before it
	passive  bool
	singular bool
	plural   bool
	unreal   bool
	generic  bool // present tense of one: "when a person is killed"
	any      bool
}

// aux reads the auxiliaries before the cue at token i, adverbs left out.
func (s *scan) aux(i int) auxiliary {
	x := auxiliary{at: i}
	for k := i - 1; k >= 0 && k > i-9; k-- {
		w := s.low(k)
		switch w {
		case "wasn't", "weren't", "isn't", "aren't":
			x.passive, x.any, x.unreal, x.at = true, true, true, k
		case "was":
			x.passive, x.singular, x.any, x.at = true, true, true, k
		case "is", "gets":
			x.passive, x.singular, x.any, x.generic, x.at = true, true, true, true, k
		case "were":
			x.passive, x.plural, x.any, x.at = true, true, true, k
		case "are", "get":
			x.passive, x.plural, x.any, x.at = true, true, true, k
		case "been", "being", "got", "getting":
			x.passive, x.any, x.at = true, true, k
		case "be":
			x.passive, x.any, x.at = true, true, k
			if p := s.low(k - 1); !(p == "to" && (s.is(k-2, "found") || s.is(k-2, "confirmed") || s.is(k-2, "reported"))) {
				x.unreal = true
			}
		case "has":
			x.singular, x.any, x.at = true, true, k
		case "have":
			x.plural, x.any, x.at = true, true, k
		case "had", "having":
			x.any, x.at = true, k
		case "may", "might", "could", "would", "will", "should", "can", "must", "shall":
			if !(k+1 < i && s.is(k+1, "have")) || w == "would" || w == "could" || w == "should" {
				x.unreal = true
			}
			x.any, x.at = true, k
		case "to":
			if x.at == k+1 && x.any || k == i-1 {
				x.unreal = x.unreal || !(s.is(k-1, "reported") || s.is(k-1, "confirmed") || s.is(k-1, "believed") || s.is(k-1, "known") || s.is(k-1, "thought") || s.is(k-1, "said") || s.is(k-1, "feared"))
				x.at = k
				continue
			}
			return x
		case "not", "n't", "never", "hardly":
			x.unreal, x.at = true, k
		case "and", "or":
			if c := s.cueIndex(k - 1); c >= 0 && x.at == k+1 && !x.any {
				// "were killed and wounded"
				k = s.cues[c].first
				x.at = k
				continue
			}
			return x
		case "either", "both", "all", "also", "then", "later", "subsequently", "reportedly", "allegedly", "seriously", "badly", "critically", "apparently", "already",
			"fatally", "once", "still", "now", "too", "each", "themselves", "himself", "herself", "instantly", "thus", "recently", "just", "almost", "brutally", "accidentally", "severely", "slightly", "lightly", "gravely",
			"believed", "feared", "reported", "confirmed", "presumed", "found", "pronounced", "declared", "listed", "left", "said", "thought", "known", "discovered", "remain", "remained", "remains", "went", "gone":
			x.any = x.any || k < i-1 && (w == "remain" || w == "remained")
			if w == "remain" || w == "remained" || w == "remains" || w == "went" || w == "gone" {
				x.passive, x.any = true, true
			}
			x.at = k
		default:
			if strings.HasSuffix(w, "ly") && len(w) > 4 && s.word(k) {
				x.at = k
				continue
			}
			return x
		}
	}
	return x
}

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

// groupAfter gives the index of the first group that begins at or after token i, or -1.
func (s *scan) groupAfter(i int) int {
	lo, hi := 0, len(s.groups)
	for lo < hi {
		m := (lo + hi) / 2
		if s.groups[m].first < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(s.groups) {
		return -1
	}
	return lo
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
var modifies = words("of from in with at on near aboard inside outside belonging")

// breaks part a noun from what is said of another.
var breaks = words(`was were is are has have had said says say told reported reports according who whose which when while after before because if but that
	opened fired attacked shot entered went came took left made began`)

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
			if depth == 0 && !s.is(k-1, ",") {
				return true
			}
		case "which", "where", "after", "when", "before":
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
	return g > 0 && s.groups[g].lone && s.is(s.groups[g].first-1, ",") && s.groups[g-1].n == 1 && !s.groups[g-1].vague
}

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
	for n := 0; n < 2 && s.adverb(at); n++ {
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

// again reports whether a group is a pronoun: somebody counted before, as a rule.
func (s *scan) again(p *group) bool { return p.unit && s.pronoun(p.first) }

var effects = [5]string{Killed, Injured, Captured, Missing, Displaced}

// add makes a figure of cue c and group g, unless the group has no count or
// counts nobody.
func (s *scan) add(c, g int, rule string) {
	q, p := s.cues[c], &s.groups[g]
	for e := range effects {
		if effects[e] == q.effect {
			if p.used[e] {
				return
			}
			p.used[e] = true
		}
	}
	if p.none || p.uncounted || p.n == 0 && !p.vague {
		return
	}
	if q.caution && !p.known && !(p.end == p.head) {
		return
	}
	if q.caution && p.end == p.head && q.effect != Missing {
		return
	}
	first, end := p.first, p.end
	people := text.Span{Start: s.toks[first].Start, End: s.toks[end-1].End}
	at := text.Span{Start: s.toks[q.first].Start, End: s.toks[q.last-1].End}
	phrase := people
	switch {
	case q.first >= end && q.first-end <= 6:
		phrase.End = at.End
	case p.inner >= 0:
		phrase.End = max(phrase.End, at.End)
	}
	f := Figure{Span: phrase, People: people, Cue: at, Effect: q.effect, Standing: p.standing, Low: p.low, Named: p.named, Weak: q.weak, Rest: p.rest, Again: s.again(p), Sentence: s.index, Rule: rule}
	if p.head < p.end {
		f.Group = s.t.String(text.Span{Start: s.toks[p.head].Start, End: s.toks[p.end-1].End})
	}
	if !p.vague {
		n := p.n
		f.Number = &n
	}
	s.out = append(s.out, f)
}
