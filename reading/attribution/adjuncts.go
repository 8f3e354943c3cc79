package attribution

import "strings"

// adjuncts skips what says where, when and by what means from token i:
// "in a statement on Friday", "Wednesday", ", in an interview with X,".
func (r *reader) adjuncts(i int) int {
	first := i
	for n := 0; n < 5 && i < r.last; n++ {
		k := r.adjunct(i, first)
		if k == i {
			break
		}
		i = k
	}
	return i
}

// adjunct gives the token after one adjunct at token i; i where none stands there.
// The adjuncts that it goes on from began at token first.
func (r *reader) adjunct(i, first int) int {
	if end := r.timeFrom(i); end > 0 {
		return end
	}
	switch r.is(i) {
	case prep:
		return r.prepositional(i)
	case adverb:
		return i + 1
	case det:
		if r.low(i+1) == "times" {
			return i + 2 // "asked several times whether"
		}
	case past, ing:
		// "in a letter published on Monday", "on a call set up by"
		if i > first && r.is(i-1) != comma && (r.is(i+1) == prep || r.timeFrom(i+1) > 0) {
			return i + 1
		}
	case to:
		switch r.is(i + 1) {
		case det, name, possessive, object, number:
			if j := r.rightNP(i + 1); j > i+1 {
				return j
			}
		}
	case comma:
		return r.parenthetic(i, first)
	}
	return i
}

// prepositional gives the token after the preposition at token i and what it
// governs: a time, a noun phrase, "before leaving the hall".
func (r *reader) prepositional(i int) int {
	if end := r.timeFrom(i + 1); end > 0 {
		if r.is(end) == other && strings.Contains(r.low(end-1), "-") {
			return r.rightNP(end) // "after a two-hour meeting in the hall"
		}
		return end
	}
	j := i + 1
	if w := r.low(i); (w == "before" || w == "after") && (r.is(j) == ing || r.low(j) == "meeting" && r.is(j+1) != prep) {
		j++ // "said before leaving the hall that"
	}
	if k := r.rightNP(j); k > j {
		return k
	}
	return i
}

// parenthetic gives the token after what the comma at token i sets apart, or after
// the comma where an adjunct or a content follows.
func (r *reader) parenthetic(i, first int) int {
	k := i + 1
	switch {
	case r.is(k) == prep || r.timeFrom(k) > 0 || r.is(k) == adverb:
		return k
	case r.low(k) == "most" && r.is(k+1) == adverb:
		return k + 2 // ", most recently in an interview,"
	case (r.is(k) == sub || r.is(k) == other || r.is(k) == number) && r.is(k+1) == comma:
		return k + 1 // ", though,", ", twice,"
	case r.low(k) == "if" && (r.is(k+1) == past || r.is(k+1) == other) && r.is(k+2) == comma:
		return k + 3 // ", if elected,"
	case i > first && (r.is(k) == that || r.is(k) == wh):
		return k
	}
	return i
}

func (r *reader) opensQuoteAt(i int) bool { return i < r.last && r.opensQuote(i) }
