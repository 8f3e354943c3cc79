package attribution

// finiteHere decides whether the cue at c, with i the first token before it that
// is no adverb, is a finite verb without an auxiliary.
func (r *reader) finiteHere(c, i int, f form) bool {
	w, p, next := r.low(c), r.is(i), r.is(c+1)
	if seldomVerbs[w] || f == pastForm && i > r.s.First && copulas[r.low(i)] {
		return false // "remained committed"
	}
	if f == pastForm && i == c-1 && next == prep && utterances[r.low(i)] && put[w] {
		return false // "said in a video posted on"
	}
	switch p {
	case det:
		return r.finiteAfterDeterminer(c, i, f)
	case ing:
		return !nounToo[w] || next == that // "people familiar with her thinking say"
	case prep, possessive, number, aux, modal, to, wh, past, present:
		return r.finiteAfterPhrase(c, i, f)
	case object:
		return reflexive[r.low(i)] || r.low(i-1) == "of" && f != third // "most of them said"
	case mark:
		if r.low(i) == "%" {
			return f != third
		}
		return i >= r.s.First && (f != base || !nounToo[w])
	case stop, comma, dash, shut, open:
		// Inverted after a quotation or a comma, or a predicate after an apposition.
		if i < r.s.First {
			// An imperative, or a noun in a headline; but "Said the judge: …".
			return f == pastForm && !r.titled()
		}
		return p != open && (f != base || !nounToo[w])
	case sub:
		return false
	}
	if f == pastForm || f == base && pastToo[w] && (p == name || p == other) && !r.plural(i) && next == that {
		return true
	}
	if f == base {
		return r.baseFinite(c, i)
	}
	if w == "states" || w == "reports" {
		return next == that || next == comma || r.low(c+1) == ":" || r.opensQuoteAt(c+1) || w == "reports" && p == name && c+1 >= r.last-1
	}
	if !nounToo[w] {
		return true
	}
	if q := r.is(i - 1); p == other && (q == modal || q == to) {
		return false // "would need guarantees that"
	}
	switch p {
	case subject, relative, name, that:
		return next != prep || r.low(c+1) == "for" || r.low(c+1) == "on"
	}
	return next == that || next == det || next == open || next == to || next == subject
}

// finiteAfterDeterminer is finiteHere after a determiner: "this says", "many
// believe", but not "the claims", "his demands".
func (r *reader) finiteAfterDeterminer(c, i int, f form) bool {
	w, next := r.low(c), r.is(c+1)
	switch r.low(i) {
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten":
		return f == base && !nounToo[w] || f == pastForm && next != other && next != name && next != prep // "two in three said they"
	case "this", "that", "these", "those", "many", "some", "others", "most", "few", "several", "all", "both", "one", "another", "each":
		return f == pastForm && next != other || f != pastForm && (!nounToo[w] || w == "want")
	}
	return false
}

// finiteAfterPhrase is finiteHere after what seldom ends a subject.
func (r *reader) finiteAfterPhrase(c, i int, f form) bool {
	w, p, next := r.low(c), r.is(i), r.is(c+1)
	switch p {
	case prep:
		// "officials whose laws were struck down say"
		switch r.low(i) {
		case "down", "up", "out", "off", "over", "in", "on", "with", "to":
			if _, rel := r.relativeClause(i, r.s.First); rel {
				return f == base && !nounToo[w]
			}
		}
		return false
	case possessive:
		return false
	case number:
		if f == pastForm && next == other {
			return false // "1,700 pledged troops"
		}
		return f != third && (!nounToo[w] || r.low(i-1) == "in") || next == that // "4 in 10 want"
	case past:
		// "those surveyed say", "the officials quoted said"
		q := r.is(i - 1)
		return (q == other || q == name || q == det || q == adverb) && f != third && (!nounToo[w] || next == that)
	}
	return next == that && f != base
}

// baseFinite is finiteHere for the base form: "officials say", not "has let Chad
// know".
func (r *reader) baseFinite(c, i int) bool {
	w, p, next := r.low(c), r.is(i), r.is(c+1)
	if p == name && r.made(i) {
		return false
	}
	if q := r.is(i - 1); p == that && nounToo[w] && (q == past || q == present || q == ing || q == prep || q == sub || q == coord) {
		return false // "called that claim absurd"
	}
	switch p {
	case subject:
		s := r.low(i)
		return s != "he" && s != "she" && s != "it"
	case relative, coord:
		return true
	}
	if !nounToo[w] {
		return true
	}
	if !r.plural(i) && !r.pluralHead(c) {
		return false
	}
	switch next {
	case that, det, subject, open, mark, stop, comma, to, name, object, ing, number:
		return true
	}
	return r.low(c+1) == "for"
}
