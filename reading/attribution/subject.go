package attribution

import (
	"strings"
)

// subjectOf finds who speaks with the verb group g.
func (r *reader) subjectOf(g group) (from, to int, ok bool) {
	i := g.start
	switch {
	case g.purpose:
		return r.mainSubject(i)
	case g.participle:
		return r.participleSubject(g)
	case r.is(r.pastTime(i)-1) == coord || r.is(i-1) == comma && r.is(i-2) == coord:
		if f, t, ok := r.besides(g.start); ok {
			return f, t, true
		}
		if f := r.before(g.start); f != nil {
			a := r.token(r.s.First, f.speaker.Start)
			return a, r.token(a, f.speaker.End), f.speaker.Len() > 0
		}
		return r.mainSubject(g.start)
	}
	if from, to, ok = r.leftNP(i, r.s.First); !ok && r.is(r.pastTime(i)-1) == comma && g.form != base {
		// "paused, then revealed why"
		return r.mainSubject(i)
	}
	if ok && g.form == base {
		from = r.pairedWith(from)
	}
	return from, to, ok
}

// pairedWith gives the first token of the sentence where a headline begins with two
// who act together, the second one at token i: "Chad, Niger agree to". It gives i
// elsewhere.
func (r *reader) pairedWith(i int) int {
	if i-1 > r.s.First && r.is(i-1) == comma && i-r.s.First < 8 && r.oneName(r.s.First, i-1) {
		return r.s.First
	}
	return i
}

// oneName reports whether tokens [i, j) are one name and nothing else.
func (r *reader) oneName(i, j int) bool {
	if r.nameOnly(i, j) {
		return true
	}
	m := r.a.Cast.At(r.span(i, j))
	return m != nil && m.Start == r.t.Tokens[i].Start && m.End == r.t.Tokens[j-1].End
}

// besides finds the subject of a verb that stands right before the "and" of a
// second predicate: "he laughed and said".
func (r *reader) besides(e int) (from, to int, ok bool) {
	i := r.pastTime(e) - 1
	for k := i - 1; k > r.s.First && i-k < 6; k-- {
		switch r.is(k) {
		case past, present:
			if r.cues[k] >= 0 {
				return 0, 0, false
			}
			switch r.is(k - 1) {
			case subject, name:
				return r.leftNP(k, r.s.First)
			}
			return 0, 0, false
		case comma, stop, dash, that:
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// pastTime gives the start of a time or an adverb before token i: "but on
// Tuesday wrote", "and then said".
func (r *reader) pastTime(i int) int {
	for i > r.s.First && r.is(i-1) == adverb {
		i--
	}
	if b := r.timeTo(i); b > r.s.First {
		i = b
		if r.is(i-1) == prep {
			i--
		}
	}
	return i
}

// participleSubject: ", warning that": whoever the sentence is about.
func (r *reader) participleSubject(g group) (from, to int, ok bool) {
	p := r.is(g.start - 1)
	if p == other || p == name {
		from, to, ok = r.leftNP(g.start, r.s.First)
		if ok && r.is(from) == det && from > r.s.First && utterances[r.low(r.headOf(from, to))] {
			// "issued a statement saying"
			if f, t, found := r.mainSubject(from); found {
				return f, t, true
			}
		}
		return from, to, ok
	}
	if f := r.before(g.start); f != nil && f.speaker.Len() > 0 {
		a := r.token(r.s.First, f.speaker.Start)
		return a, r.token(a, f.speaker.End), true
	}
	if from, to, ok = r.mainSubject(g.start); !ok && g.start-r.s.First < 4 {
		if from, to, ok = r.subjectAfter(g.end); ok {
			return from, to, ok
		}
	}
	if !ok && p == comma && g.start-1 > r.s.First {
		// "Khan, citing the map, said"
		if f, head := r.headBefore(g.start-1, r.s.First); head {
			return f, g.start - 1, true
		}
	}
	return from, to, ok
}

// subjectAfter finds the subject after the comma that closes a phrase at the
// head of the sentence: "Lamenting the delay, the envoy left".
func (r *reader) subjectAfter(i int) (from, to int, ok bool) {
	for k := i; k < r.last && k-i < 40; k++ {
		if r.is(k) == comma && r.quote[k] < 0 && r.main(k+1) {
			from, to = k+1, r.subjectEnd(k+1)
			return from, to, from < to
		}
	}
	return 0, 0, false
}

// before gives the last statement of this sentence whose cue stands before token i.
func (r *reader) before(i int) *found {
	for k := len(r.found) - 1; k >= r.here; k-- {
		if f := r.found[k]; f.first < i && f.speaker.Len() > 0 {
			return f
		}
	}
	return nil
}

// mainSubject finds the subject of the clause that leads to token e.
func (r *reader) mainSubject(e int) (from, to int, ok bool) {
	late := -1 // what looks like a participle after its noun, where nothing else is a verb
	for k := r.s.First; k < e; k++ {
		if r.quote[k] >= 0 {
			continue
		}
		verb := false
		if r.is(k) == subject && strings.Contains(r.low(k), "'") {
			return k, k + 1, true // "she's a supporter but concedes"
		}
		switch r.is(k) {
		case aux, modal, present:
			verb = true
		case past:
			verb = k > r.s.First && r.is(k-1) != det && r.is(k-1) != prep && r.is(k-1) != possessive
			if verb && r.reduced(k, r.s.First) {
				verb = false
				if late < 0 {
					late = k
				}
			}
		case other:
			verb = r.cues[k] >= 0 && r.group(k).ok
		}
		if !verb || k == r.s.First {
			continue
		}
		if _, rel := r.relativeClause(k, r.s.First); rel {
			continue
		}
		if f, t, ok := r.leftNP(k, r.s.First); ok && r.is(f) != relative {
			return f, t, true
		}
	}
	if late >= 0 {
		return r.leftNP(late, r.s.First) // "stepped up its criticism"
	}
	return 0, 0, false
}
