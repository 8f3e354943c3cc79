package attribution

import "github.com/surety-mechanism/surety/reading/text"

// copular reports whether the clause in tokens [i, j) says what somebody was: a
// second verb after it is not in the passive with it.
func (r *reader) copular(i, j int) bool {
	for k := i; k < j; k++ {
		if w := r.low(k); w == "were" || w == "was" {
			return r.is(k+1) == other && k+2 >= j
		}
	}
	return false
}

// resumesOuter reports whether the verb at j is one of saying whose subject stands
// before the noun that the cue of g is said of.
func (r *reader) resumesOuter(j int, g group) bool {
	x := r.group(j)
	if !x.ok || x.passive || x.entry.kind != Speech || x.entry.frames&(fBare|fThat) == 0 {
		return false
	}
	from, _, ok := r.leftNP(g.start, r.s.First)
	if !ok || from <= r.s.First {
		return false
	}
	return r.is(from-1) == other && (r.is(from-2) == det || r.is(from-2) == other)
}

// aside reports whether the words from k on say when, where or how something was
// said rather than what: "during talks", "on Sunday", "in a tweet", "because".
func (r *reader) aside(k int) bool {
	switch r.low(k) {
	case "when", "because", "while", "although", "though", "whenever":
		return true
	case "by":
		return r.is(k+1) == ing
	case "in", "on", "at", "last", "this", "as":
		if r.timeFrom(k+1) > 0 {
			return true
		}
		for j := k + 1; j < k+4; j++ {
			if c := channels[r.low(j)]; c != "" && c != "meeting" && c != "investigation" && r.is(k+1) == det {
				return true
			}
		}
	}
	return false
}

// parted reports whether what follows a comma at token j is no longer part of
// the content that began at i, though no cue stands there: "…, though the roads
// were shut". A noun phrase ends sooner than a clause.
func (r *reader) parted(j, i int, nominal bool) bool {
	switch r.is(j) {
	case sub:
		switch r.low(j) {
		case "though", "although", "while", "whereas":
			return true
		}
		return nominal
	case coord:
		if r.low(j) == "but" {
			return r.clauseWithin(j+1, 7) || nominal
		}
		return nominal && (r.predicate(j+1) || r.is(j+1) == adverb || r.is(j+1) == subject)
	case relative:
		return nominal || r.low(j) == "who"
	case adverb, past, ing, aux, modal:
		return nominal
	case prep:
		return nominal && r.low(j) != "including" || r.low(j) == "despite"
	case subject:
		return nominal
	case det:
		if w := r.low(j); w == "a" || w == "an" || w == "the" || w == "another" {
			for k := j + 1; k < j+4; k++ {
				if summing[r.low(k)] {
					return true
				}
			}
		}
		return r.low(j) == "both" && r.low(j+1) == "of"
	case other:
		return r.low(j) == "even" || r.low(j) == "then"
	case that:
		return nominal
	}
	return false
}

// summing are nouns that take up a whole statement in an apposition: "…, a
// charge that Kabul denies".
var summing = text.Set(`charge claim swipe move reference statement remark comment position accusation allegation view argument
	sentiment figure policy decision idea promise threat jab assertion contention suggestion line message phrase term demand
	notion stance sign signal reversal departure shift`)

// fronted reports whether the cue whose group starts at token e stands in a
// clause that leads the sentence: "While he says he will go, …".
func (r *reader) fronted(e int) bool {
	f := r.subjectStart(e)
	if f > r.s.First && f-r.s.First <= 2 {
		switch r.is(f - 1) {
		case sub, wh:
			return true
		case prep:
			switch r.low(f - 1) {
			case "after", "before", "since", "as", "until":
				return true
			}
		case adverb:
			return r.low(f-1) == "once"
		}
	}
	return false
}

// main reports whether a clause with a subject and a verb begins at j.
func (r *reader) main(j int) bool {
	for r.is(j) == adverb {
		j++
	}
	e := r.subjectEnd(j)
	if e == j {
		return false
	}
	switch r.is(e) {
	case aux, modal, present, past, adverb, not:
		return true
	}
	_, ok := r.cueStart(e)
	return ok
}

// clauseWithin reports whether a finite verb stands in the n tokens from i on.
func (r *reader) clauseWithin(i, n int) bool {
	for k := i; k < r.last && k < i+n; k++ {
		switch r.is(k) {
		case aux, modal, present, past:
			return true
		case comma, stop:
			return false
		}
	}
	return false
}

// predicate reports whether a verb begins at j, after a coordinator.
func (r *reader) predicate(j int) bool {
	for r.is(j) == adverb {
		j++
	}
	switch r.is(j) {
	case past:
		return r.is(j+1) != other && r.is(j+1) != name || r.cues[j] >= 0
	case aux, modal, present:
		return true
	}
	return false
}

// lastWord gives the end of what stands before token k, without the marks there.
func (r *reader) lastWord(k int) int {
	for k > r.s.First {
		switch r.tags[k-1] {
		case comma, dash, coord, stop:
			k--
			continue
		}
		break
	}
	return k
}

// newCue reports whether another attribution begins at token i, after the comma
// or dash at k: ", he said", ", according to", ", adding that", ", but X said".
func (r *reader) newCue(i, k int) bool {
	w := r.low(i)
	if w == "according" && r.is(i+1) == to {
		return true
	}
	if r.is(i) == coord && w != "or" || w == "while" || w == "though" || w == "although" || w == "whereas" {
		j := i + 1
		if r.verbGroup(j) {
			return true
		}
		return r.subjectAndCue(j)
	}
	for r.is(i) == adverb {
		i++
	}
	if r.is(i) == ing && r.cues[i] >= 0 {
		return true
	}
	// ", X said" with nothing after it: the whole is attributed.
	j := r.subjectEnd(i)
	if j > i {
		if g, ok := r.cueStart(j); ok {
			if g.entry.frames&(fBare|fThat) != 0 && (r.is(g.end) == that || r.is(g.end) == subject) {
				return true
			}
			n := r.is(g.end)
			return n == stop || n == comma || g.end >= r.last || r.adjuncts(g.end) > g.end
		}
	}
	// ", said X"
	if g, ok := r.cueStart(i); ok && g.entry.frames&fQuote != 0 {
		if n := r.rightNP(g.end); n > g.end {
			return r.is(n) == stop || r.is(n) == comma
		}
	}
	return false
}

// subjectEnd gives the end of a short subject at i.
func (r *reader) subjectEnd(i int) int {
	switch r.is(i) {
	case subject:
		return i + 1
	case det, name, other, possessive, number:
		j := r.rightNP(i)
		if j-i > 14 {
			return i
		}
		return j
	}
	return i
}

// subjectAndCue reports whether a subject and a cue begin at i.
func (r *reader) subjectAndCue(i int) bool {
	for r.is(i) == adverb {
		i++
	}
	if r.low(i) == "according" && r.is(i+1) == to {
		return true
	}
	j := r.subjectEnd(i)
	if j == i {
		return false
	}
	if r.is(j) == comma {
		// "and Khan, the minister, said"
		if k := r.withApposition(i); r.is(k) == comma {
			j = k + 1
		}
	}
	_, ok := r.cueStart(j)
	return ok
}

// cueStart gives the group that begins at token j.
func (r *reader) cueStart(j int) (group, bool) {
	for n := 0; n < 6; n++ {
		if k := j + n; k < r.last && r.cues[k] >= 0 {
			g := r.group(k)
			if g.ok && g.entry.frames == 0 && !g.entry.preps[r.low(g.end)] {
				return group{}, false // "have pushed relations into": only "push for" reports
			}
			return g, g.ok && !g.passive && (g.start <= j || n == 0 || r.is(j) == adverb) && (g.entry.kind == Speech || g.form == third)
		}
		switch r.is(j + n) {
		case aux, adverb, modal, not:
		default:
			return group{}, false
		}
	}
	return group{}, false
}

// verbGroup reports whether a cue's verb group stands at j without a subject.
func (r *reader) verbGroup(j int) bool {
	for r.is(j) == adverb {
		j++
	}
	g, ok := r.cueStart(j)
	return ok && (g.form != base || !nounToo[r.low(g.cue)])
}

// conjoined reports whether the cue after "and" at j is a second predicate of
// the subject of g: "said … and warned …".
func (r *reader) conjoined(j int, g group) bool {
	if r.verbGroup(j) {
		o, _ := r.cueStart(r.skipAdverbs(j))
		return o.form != base || g.form == base || g.entry == nil || o.start < o.cue
	}
	return r.subjectAndCue(j)
}

func (r *reader) skipAdverbs(j int) int {
	for r.is(j) == adverb {
		j++
	}
	return j
}

// cueWithin reports whether "according to" or a cue with a subject stands in
// the n tokens from i on.
func (r *reader) cueWithin(i, n int) bool {
	for k := i; k < r.last && k < i+n; k++ {
		if r.low(k) == "according" && r.is(k+1) == to {
			return true
		}
	}
	return false
}

// trim takes blanks and stray marks off the ends of a content.
func (r *reader) trim(s text.Span) text.Span {
	p := r.t.Plain
	for s.Start < s.End && (p[s.Start] == ' ' || p[s.Start] == '\n' || p[s.Start] == ',') {
		s.Start++
	}
	for s.Start < s.End && (p[s.End-1] == ' ' || p[s.End-1] == '\n' || p[s.End-1] == ':') {
		s.End--
	}
	return s
}
