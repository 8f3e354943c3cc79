package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// verbAt reports whether the token at i can be a bare verb.
func (r *reader) verbAt(i int) bool {
	for r.is(i) == adverb || r.is(i) == not || r.opensQuoteAt(i) || r.low(i) == "least" || r.low(i) == "at" && r.low(i+1) == "least" {
		i++
	}
	switch r.is(i) {
	case other:
		w := r.low(i)
		return !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || w == "focus"
	case aux:
		return r.low(i) == "be" || r.low(i) == "have" || r.low(i) == "do"
	}
	return bareToo[r.low(i)]
}

// answering are verbs whose "to" names what is answered, not the answer.
var answering = text.Set(`respond reply`)

// sayings are cues after which a clause is to be expected.
var sayings = text.Set(`say believe think claim insist argue`)

// keeping are cues with a noun phrase for another meaning: "maintain order".
var keeping = text.Set(`maintain assume learn decide hold`)

// longer reports whether at least n tokens from i on are no marks.
func (r *reader) longer(i, n int) bool {
	for k := i; k < r.last && n > 0; k++ {
		switch r.is(k) {
		case stop, comma, dash:
			return false
		}
		n--
	}
	return n == 0
}

// finiteAt reports whether a finite verb can stand at i: "which Pakistan says operates".
func (r *reader) finiteAt(i int) bool {
	switch r.is(i) {
	case aux, modal, present, past:
		return true
	case other:
		w := r.low(i)
		return len(w) > 3 && w[len(w)-1] == 's'
	}
	return false
}

// subjectStart gives the first token of the subject before token e.
func (r *reader) subjectStart(e int) int {
	if f, _, ok := r.leftNP(e, r.s.First); ok {
		return f
	}
	return e
}

// bareToo are past forms that are bare verbs too.
var bareToo = text.Set(`put set let cut hit shut become come run lay read spread shed split quit cast broadcast forecast beat found overcome feed bring`)

// nounAt reports whether a noun phrase can begin at i.
func (r *reader) nounAt(i int) bool {
	switch r.is(i) {
	case det, name, other, number, possessive:
		return true
	case open:
		return r.opensQuoteAt(i)
	case mark:
		return r.opensQuoteAt(i) || r.low(i) == "$"
	case past, ing:
		return r.is(i+1) == other || r.is(i+1) == name
	case adverb:
		return r.is(i+1) == past || r.is(i+1) == other
	case wh:
		return r.low(i) == "what"
	}
	return false
}

// clauseAt reports whether a clause with a verb of its own begins at token i.
func (r *reader) clauseAt(i int) bool {
	if r.titled() && i+1 < r.last && r.is(i) == name {
		return true
	}
	switch r.is(i) {
	case subject, det, name, other, number, possessive, open, mark:
	case past, ing, adverb:
	case prep:
		if r.is(i+1) == number {
			break // "said about 20 people had", "says over 300 were"
		}
		return r.leadingPhrase(i)
	case sub, not, relative, wh:
	case object:
		return r.low(i) == "her"
	default:
		return false
	}
	if r.is(i) == subject {
		return true
	}
	for k := i + 1; k < r.last && k-i < 30; k++ {
		switch r.is(k) {
		case aux, modal, present:
			return true
		case subject:
			return true
		case past:
			if r.is(k+1) != prep || r.is(k-1) != det {
				return true
			}
		case stop:
			return r.plainVerb(i, k)
		case that, coord:
			continue
		}
	}
	return r.plainVerb(i, r.last)
}

// clauseHere reports whether a verb follows the noun phrase at i, so that it is
// the subject of a clause and no object: "announced the deal was off".
func (r *reader) clauseHere(i int) bool {
	switch r.is(i) {
	case subject, adverb, prep, sub, not, ing, wh:
		return true
	}
	j := r.rightNP(i)
	for n := 0; n < 3 && j < r.last; n++ {
		switch r.is(j) {
		case aux, modal, present, past:
			return true
		case adverb, not:
			j++
		case prep, to:
			k := r.rightNP(j + 1)
			if k == j+1 {
				return false
			}
			j = k
		case relative, that:
			return r.clauseWithin(j+1, 12)
		default:
			return r.plainVerb(i, j)
		}
	}
	return r.plainVerb(i, j)
}

// leadingPhrase reports whether the preposition at i opens a phrase that leads a
// clause: "said in the north troops had", "said after the talks, he".
func (r *reader) leadingPhrase(i int) bool {
	for k := i + 1; k < r.last && k-i < 14; k++ {
		switch r.is(k) {
		case subject:
			return true
		case comma:
			return r.clauseWithin(k+1, 8) && r.is(k+1) != relative && r.is(k+1) != ing
		case stop, past, dash:
			return false
		}
	}
	return false
}

// plainVerb reports whether some word of tokens [i, j) has the form of a present
// tense after a noun: "says Pakistan backs the plan".
func (r *reader) plainVerb(i, j int) bool {
	for k := i + 1; k < j-1 && k-i < 12; k++ {
		if r.is(k) == other && len(r.low(k)) > 3 && r.low(k)[len(r.low(k))-1] == 's' {
			if p := r.is(k - 1); (p == name || p == other) && (r.is(k+1) == det || r.is(k+1) == prep || r.is(k+1) == name || r.is(k+1) == to || r.is(k+1) == adverb) {
				return true
			}
		}
		if r.is(k) == comma {
			return false
		}
	}
	return false
}

// predicated reports whether what begins at i says what something is called:
// "… as …", "… of …" after accuse, two noun phrases after call.
func (r *reader) predicated(e *entry, i int) bool {
	want := "as"
	switch e.lemma {
	case "accuse":
		want = "of"
	case "blame":
		return true
	case "call", "declare", "dub", "label", "brand", "term", "consider", "deem", "pronounce", "proclaim":
		want = ""
	}
	if want == "" {
		j := r.rightNP(i)
		if r.is(i) == subject || r.is(i) == object {
			return r.is(j) != stop && r.is(j) != comma && r.is(j) != prep && r.is(j) != to || e.lemma == "consider"
		}
		if r.is(j) == comma {
			return r.quotedWithin(j, 18)
		}
		if j < r.last && (r.is(j) == det || r.opensQuoteAt(j) || r.is(j) == adverb || r.low(j) == "as") {
			return true
		}
		for k := i; k < j; k++ {
			if r.opensQuoteAt(k) && k > i {
				return true
			}
		}
		if e.lemma == "call" {
			if j-i >= 2 && r.is(j-1) == other && adjectival(r.low(j-1)) && (r.is(i) == det || r.is(i) == name) {
				return true
			}
			if w := r.low(j - 1); j-i >= 2 && evaluative[w] {
				return true // "called the ruling unfair"
			}
			if w := r.low(j); evaluative[w] || r.is(j) == past && strings.HasPrefix(w, "un") {
				return true // "called the charges unfounded"
			}
			if r.is(j) == that {
				return r.quotedWithin(j, 20)
			}
		}
		return e.lemma == "declare" || j-i >= 3 && r.is(j) != to && e.lemma != "call"
	}
	for k := i + 1; k < r.last && k-i < 30; k++ {
		if r.low(k) == want {
			return true
		}
		if r.is(k) == stop {
			return false
		}
	}
	return false
}

// evaluative are adjectives without the endings that tell adjectives, by which
// one calls what one likes or dislikes.
var evaluative = text.Set(`unfair fair unjust just wrong right false untrue fake absurd insane crazy sick mad weak strong corrupt crooked rigged extreme
	premature obscene immoral moral dishonest honest unwise wise naive futile hopeless void moot sad shameful grave dire perverse arbitrary
	bogus flawed misguided ill-advised one-sided biased overblown overdue racist sexist fascist terrorist illegitimate lawful
	unlawful unwelcome welcome unhelpful inaccurate accurate adequate inadequate appropriate inappropriate obsolete outdated`)

// adjectival reports whether w ends as adjectives do.
func adjectival(w string) bool {
	for _, end := range []string{"ful", "ous", "able", "ible", "ive", "less", "ic", "ent", "ant", "ary", "al"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 {
			return true
		}
	}
	return false
}

// quotedWithin reports whether a quotation opens in the n tokens from i on.
func (r *reader) quotedWithin(i, n int) bool {
	for k := i; k < r.last && k < i+n; k++ {
		if r.is(k) == stop {
			return false
		}
		if r.opensQuote(k) {
			return true
		}
	}
	return false
}
