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
		if j > i && r.quote[j] != r.quote[i] && r.quote[j] >= 0 && r.t.Quotes[r.quote[j]].Len() > 40 {
			break
		}
		if end := r.timeFrom(j); end > 0 && j > i && !(strings.Contains(r.low(end-1), "-") && r.is(end) == other) && !(r.is(j) == number && (r.is(j+1) == other || r.is(j+1) == name)) {
			break
		}
		switch r.is(j) {
		case other, name, number, det, possessive:
			if j > i && r.finiteBase(j) {
				return j
			}
			if j > i && r.is(j) == det && r.is(j-1) != prep && r.is(j-1) != to && r.is(j-1) != coord && r.is(j-1) != det && r.is(j-1) != past {
				return j
			}
			continue
		case past:
			if r.is(j+1) == stop && j > i && r.is(j-1) == other {
				return j
			}
			if j > i && (r.is(j-1) == det || r.is(j-1) == adverb || r.is(j-1) == possessive) && (r.is(j+1) == other || r.is(j+1) == name) || j == i {
				continue
			}
			if r.is(j+1) == prep && r.low(j+1) == "by" {
				continue
			}
			return j
		case ing:
			if j > i && (r.is(j+1) == other || r.is(j+1) == name) && r.is(j-1) == det {
				continue // "a visiting Saudi envoy"
			}
			return j
		case to:
			if r.joins(j) && !strict {
				continue
			}
			return j
		case prep:
			if !r.joins(j) || strict && r.low(j) != "of" {
				return j
			}
			continue
		case coord:
			switch r.is(j + 1) {
			case other, name, det, possessive, number:
				if r.cues[j+1] >= 0 && !r.plural(j+1) {
					return j
				}
				if r.low(j) == "but" || r.finiteSoon(j+1) {
					return j
				}
				continue
			}
			return j
		case open:
			if w := r.low(j); w == "(" || w == "[" {
				for j+1 < r.last && r.is(j) != shut {
					j++
				}
				continue
			}
			if r.quote[j] >= 0 && r.t.Quotes[r.quote[j]].Len() <= 40 && j > i {
				continue
			}
			if e := r.heading(j); e > j && j > i {
				j = e - 1
				continue
			}
			return j
		case shut:
			continue
		case mark:
			switch r.low(j) {
			case "/", "&", "%", "$", "£", "€", "'", "#", "@":
				continue
			}
			if e := r.heading(j); e > j && j > i {
				j = e - 1
				continue
			}
			return j
		case adverb:
			if j > i && r.is(j-1) == det {
				continue
			}
			return j
		default:
			return j
		}
	}
	return j
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
