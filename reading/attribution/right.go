package attribution

import "strings"

// rightNP finds the end of the noun phrase that begins at token i; i itself
// where none does.
func (r *reader) rightNP(i int) int { return r.nounPhrase(i, false) }

// nounPhrase is rightNP; a strict one takes no preposition but "of" along.
func (r *reader) nounPhrase(i int, strict bool) int {
	j := i
	switch r.is(i) {
	case subject, object:
		return i + 1
	case relative, that, prep, aux, modal, to, stop, comma, dash, coord, sub, adverb:
		return i
	}
	for ; j < r.last && j-i < 40; j++ {
		k, on := r.rightward(i, j, strict)
		if !on {
			return j
		}
		j = k
	}
	return j
}

// rightward reports whether the noun phrase that begins at i goes on with the token
// at j, and gives the last token that is passed over with it.
func (r *reader) rightward(i, j int, strict bool) (int, bool) {
	inner := j > i
	if inner && (r.quote[j] != r.quote[i] && r.quote[j] >= 0 && r.t.Quotes[r.quote[j]].Len() > 40 || r.timeApart(j)) {
		return j, false
	}
	before, after := r.is(j-1), r.is(j+1)
	switch r.is(j) {
	case det:
		if inner && before != prep && before != to && before != coord && before != det && before != past {
			return j, false
		}
		return j, !inner || !r.finiteBase(j)
	case other, name, number, possessive:
		return j, !inner || !r.finiteBase(j)
	case past:
		if inner && after == stop && before == other {
			return j, false
		}
		described := inner && (before == det || before == adverb || before == possessive) && (after == other || after == name)
		return j, !inner || described || after == prep && r.low(j+1) == "by"
	case ing:
		return j, inner && before == det && (after == other || after == name) // "a visiting Saudi envoy"
	case to:
		return j, r.joins(j) && !strict
	case prep:
		return j, r.joins(j) && (!strict || r.low(j) == "of")
	case coord:
		switch after {
		case other, name, det, possessive, number:
			return j, (r.cues[j+1] < 0 || r.plural(j+1)) && r.low(j) != "but" && !r.finiteSoon(j+1)
		}
		return j, false
	case open:
		if w := r.low(j); w == "(" || w == "[" {
			for j+1 < r.last && r.is(j) != shut {
				j++
			}
			return j, true
		}
		if inner && r.quote[j] >= 0 && r.t.Quotes[r.quote[j]].Len() <= 40 {
			return j, true
		}
		return r.pastHeading(j, inner)
	case shut:
		return j, true
	case mark:
		switch r.low(j) {
		case "/", "&", "%", "$", "£", "€", "'", "#", "@":
			return j, true
		}
		return r.pastHeading(j, inner)
	case adverb:
		return j, inner && before == det
	}
	return j, false
}

// timeApart reports whether at j begins a time that is no part of a noun phrase, as
// it is in "two-hour talks" and "12 soldiers".
func (r *reader) timeApart(j int) bool {
	end := r.timeFrom(j)
	return end > 0 && !(strings.Contains(r.low(end-1), "-") && r.is(end) == other) && !(r.is(j) == number && (r.is(j+1) == other || r.is(j+1) == name))
}

// pastHeading gives the last token of a title that begins at j, in a noun phrase
// that began before.
func (r *reader) pastHeading(j int, inner bool) (int, bool) {
	if e := r.heading(j); inner && e > j {
		return e - 1, true
	}
	return j, false
}

// finiteBase reports whether the token at j is a verb in the present whose subject
// ends before it: "others say", "doctors believe".
func (r *reader) finiteBase(j int) bool {
	if r.is(j) != other || r.cues[j] < 0 || nounToo[r.low(j)] || !r.plural(j-1) {
		return false
	}
	f, _ := r.formOf(j)
	return f.form == base
}

// heading gives the end of the title in quotation marks that begins at token j:
// Radio Delta's “The Morning Hour”. It gives j where there is none.
func (r *reader) heading(j int) int {
	if !r.opensQuote(j) || !r.isHeading(j) {
		return j
	}
	return min(r.token(j, r.t.Quotes[r.quote[j]].End), r.last)
}

// finiteSoon reports whether a finite verb follows what begins at i before the
// clause ends: "said Khan and the talks failed".
func (r *reader) finiteSoon(i int) bool {
	for k := i; k < r.last && k-i < 8; k++ {
		switch r.is(k) {
		case aux, modal, present, past:
			return true
		case comma, stop, dash, coord, that:
			return false
		}
	}
	return false
}

// joins reports whether the preposition at j belongs to the noun before it.
func (r *reader) joins(j int) bool {
	if r.timeFrom(j) > 0 || j+1 < r.last && r.timeFrom(j+1) > 0 {
		return false
	}
	switch r.low(j) {
	case "of", "for", "from", "with", "near":
		return true
	case "by":
		return utterances[r.low(j-1)] || r.is(j-1) == past
	case "in", "at", "to":
		if w := r.low(j - 1); r.low(j) == "to" && (w == "close" || w == "adviser" || w == "advisor" || w == "aide" || w == "ambassador" || w == "envoy" || w == "candidate" || w == "heir") {
			return true
		}
		switch r.is(j + 1) {
		case name:
			return true
		case det:
			return r.low(j+1) == "the" && (r.is(j+2) == name || r.low(j) == "to")
		}
	case "on", "against", "between", "behind", "within", "over":
		return r.is(j+1) != det || r.low(j+1) == "the"
	}
	return false
}

// describes reports whether what begins at i after a comma says who the one
// before it is: an office ("professor of history"), a place ("Nev.").
func (r *reader) describes(i int) bool {
	for k := i; k < r.last && k < i+6; k++ {
		w := r.low(k)
		if people[w] || agentive(w) {
			return true
		}
		switch r.is(k) {
		case comma, stop:
			return k-i <= 3 && r.is(i) == name
		case other, name, possessive, number:
		default:
			return false
		}
	}
	return false
}

// withApposition gives the end of a noun phrase that begins at i, appositions
// after commas included.
func (r *reader) withApposition(i int) int {
	j := r.rightNP(i)
	if j == i {
		return i
	}
	if r.is(j) == relative {
		// "said the man who lost his house"
		for k := j; k < r.last && k-j < 25; k++ {
			if g := r.is(k); g == comma || g == stop || g == dash || r.quote[k] >= 0 {
				j = k
				break
			}
		}
	}
	for n := 0; n < 3; n++ {
		if r.is(j) != comma || j+1 >= r.last {
			return j
		}
		switch r.is(j + 1) {
		case det, relative, possessive:
		case number:
			if r.is(j+2) != comma && r.is(j+2) != stop {
				return j // an age, or nothing
			}
		case other, name:
			if r.cues[j+1] >= 0 || !r.describes(j+1) {
				return j
			}
		default:
			return j
		}
		k := j + 1
		for ; k < r.last && k-j < 40; k++ {
			if g := r.is(k); g == comma || g == stop || g == dash || g == open && r.low(k) != "(" && r.low(k) != "[" {
				break
			}
			if r.is(j+1) != relative {
				if g := r.is(k); g == aux || g == modal || g == subject || g == present {
					if _, ok := r.relativeClause(k, j+1); !ok {
						return j
					}
				}
			}
		}
		j = k
	}
	return j
}
