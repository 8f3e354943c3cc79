package attribution

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/text"
)

// span gives the text of tokens [i, j).
func (r *reader) span(i, j int) text.Span {
	if i >= j || i < 0 || j > len(r.t.Tokens) {
		return text.Span{}
	}
	return text.Span{Start: r.t.Tokens[i].Start, End: r.t.Tokens[j-1].End}
}

// token gives the first token that begins at or after the offset at, not before
// token i.
func (r *reader) token(i, at int) int {
	return i + sort.Search(len(r.t.Tokens)-i, func(k int) bool { return r.t.Tokens[i+k].Start >= at })
}

// timeFrom gives the end token of a time expression that begins at token i, or 0.
func (r *reader) timeFrom(i int) int {
	if i >= len(r.t.Tokens) {
		return 0
	}
	at := r.t.Tokens[i].Start
	k := sort.Search(len(r.a.Times), func(k int) bool { return r.a.Times[k].At.Start >= at })
	if k < len(r.a.Times) && r.a.Times[k].At.Start == at {
		return r.token(i, r.a.Times[k].At.End)
	}
	return 0
}

// timeTo gives the first token of a time expression that ends before token e, or 0.
func (r *reader) timeTo(e int) int {
	if e <= 0 {
		return 0
	}
	at := r.t.Tokens[e-1].End
	k := sort.Search(len(r.a.Times), func(k int) bool { return r.a.Times[k].At.End >= at })
	if k < len(r.a.Times) && r.a.Times[k].At.End == at {
		return r.token(0, r.a.Times[k].At.Start)
	}
	return 0
}

// leftNP finds the noun phrase that ends before token e: the subject of the verb
// there. from is its first token; rel is true where it is a relative pronoun.
func (r *reader) leftNP(e, floor int) (from, to int, ok bool) {
	for e > floor && r.is(e-1) == adverb {
		e--
	}
	for n := 0; n < 2; n++ {
		if b := r.timeTo(e); b > floor {
			e = b
			if r.is(e-1) == prep && e-1 > floor {
				e--
			}
			for e > floor && r.is(e-1) == adverb {
				e-- // "just this month"
			}
		}
	}
	j := e - 1
	if j < floor {
		return 0, 0, false
	}
	if w := r.low(j); w == ")" || w == "]" && j > floor && r.low(j-2) != "[" {
		// "Khan (Punjab) said"
		for k := j - 1; k > floor && j-k < 12; k-- {
			if r.is(k) == open && (r.low(k) == "(" || r.low(k) == "[") {
				if f, _, ok := r.leftNP(k, floor); ok && f < k {
					return f, j + 1, true
				}
				break
			}
		}
	}
	if r.is(j) == comma || r.is(j) == dash || r.low(j) == ")" || r.low(j) == "]" {
		if f, t, ok := r.overApposition(j, floor); ok {
			return f, t, true
		}
		if r.is(j) == comma || r.is(j) == dash {
			return 0, 0, false
		}
	}
	switch r.is(j) {
	case subject, relative:
		return j, j + 1, true
	case that:
		// "a paper that found": whose paper it is says so.
		if p := r.is(j - 1); j > floor && (p == other || p == name) {
			f := r.trimLead(r.walkLeft(j-1, floor), j)
			return f, j, f < j
		}
		return j, j + 1, true
	case object:
		if r.low(j-1) == "of" && j-2 >= floor && (quantities[r.low(j-2)] || r.is(j-2) == det || r.is(j-2) == number) {
			return j - 2, j + 1, true // "most of them said"
		}
		if !reflexive[r.low(j)] || j-1 < floor {
			return 0, 0, false
		}
		j--
	}
	f := r.walkLeft(j, floor)
	if f > j {
		return 0, 0, false
	}
	f = r.trimLead(f, j+1)
	if n := r.ofReduced(f, j, floor); n > f {
		f = n
	}
	return f, j + 1, f <= j
}

// ofReduced gives the first token of the name that ends at j where it is the
// subject of what is said of the noun before it: "Kigali" in ", a group Kigali
// accuses". It gives f where it is not.
func (r *reader) ofReduced(f, j, floor int) int {
	if r.is(f) != det || f == floor || r.is(f-1) != comma || r.is(j) != name {
		return f
	}
	n := j
	for n > f && r.is(n-1) == name {
		n--
	}
	if n < f+2 || r.is(n-1) != other {
		return f
	}
	if m := r.a.Cast.At(r.span(n, j+1)); m == nil || m.Actor.Kind == "person" || m.Actor.Kind == "unnamed" || m.Start < r.t.Tokens[n].Start {
		return f
	}
	return n
}

// trimLead cuts off a phrase that leads the clause without a comma: "On Sunday
// the minister", "In Kabul officials".
func (r *reader) trimLead(f, e int) int {
	for f < e && (r.is(f) == coord || r.is(f) == adverb && r.is(f+1) != past || r.is(f) == sub || r.is(f) == shut || r.is(f) == mark && r.low(f) != "$" && r.low(f) != "#" && r.low(f) != "@") {
		f++
	}
	for n := 0; n < 2 && f < e; n++ {
		if end := r.timeFrom(f); end > 0 && end < e {
			f = end
			continue
		}
		if r.is(f) != prep && r.is(f) != ing {
			return f
		}
		if end := r.timeFrom(f + 1); end > 0 && end < e {
			f = end
			continue
		}
		m := r.a.Cast.At(r.span(e-1, e))
		if m != nil && m.End == r.t.Tokens[e-1].End {
			if i := r.token(f+1, m.Start); i > f && i < e {
				return i
			}
		}
		for i := f + 2; i < e; i++ {
			if r.is(i) == det && (r.is(i-1) == other || r.is(i-1) == name || r.is(i-1) == number) {
				return i
			}
		}
		for i := e - 1; i > f; i-- {
			if r.is(i) == prep || r.is(i) == ing {
				return max(i+1, min(i+2, e-1))
			}
		}
		return f + 1
	}
	return f
}

// overApposition looks for the subject that stands before an apposition or
// parenthesis that ends in token j: "Khan, the minister, said".
func (r *reader) overApposition(j, floor int) (from, to int, ok bool) {
	end := j
	if r.low(j) == ")" || r.low(j) == "]" {
		end = j + 1
	}
	best := -1
	for k := j - 1; k >= floor && j-k < 50; k-- {
		switch r.is(k) {
		case stop:
			if r.is(k+1) == comma {
				continue // "R-Ky.,"
			}
			return r.appositive(best, end, floor)
		case comma, dash:
			if !r.apposes(k+1, j) {
				if f, ok := r.beforeRelative(k, floor); ok {
					return f, end, true
				}
				if best >= 0 {
					return r.appositive(best, end, floor)
				}
				return 0, 0, false
			}
			best = k
			// A further apposition to the left, or what leads the sentence?
			if f, isNP := r.headBefore(k, floor); isNP {
				// "Khan, whose son was killed in Aurora, in July, said"
				for b := f - 1; b > floor && f-b < 40 && r.is(b) != stop && r.is(b) != dash; b-- {
					if r.is(b) == comma && (r.is(b+1) == relative || r.low(b+1) == "where") {
						if g, isNP := r.headBefore(b, floor); isNP {
							return g, end, true
						}
						break
					}
				}
				return f, r.beforeParticiple(k, end), true
			}
		case open:
			if r.low(k) == "(" || r.low(k) == "[" {
				continue
			}
			return 0, 0, false
		}
	}
	return r.appositive(best, end, floor)
}

func (r *reader) appositive(k, end, floor int) (int, int, bool) {
	if k <= floor {
		return 0, 0, false
	}
	f := r.walkLeft(k-1, floor)
	f = r.trimLead(f, k)
	return f, r.beforeParticiple(k, end), f < k
}

// beforeRelative gives the noun phrase before the relative clause that the comma
// at k stands in: "Chad, which with Niger, Mali and Kenya had called for a truce".
func (r *reader) beforeRelative(k, floor int) (int, bool) {
	for b := k - 1; b > floor && k-b < 20; b-- {
		switch r.is(b) {
		case stop, dash:
			return 0, false
		case aux, modal, present, past:
			return 0, false // the relative clause has its verb
		case comma:
			if r.is(b+1) == relative {
				return r.headBefore(b, floor)
			}
		}
	}
	return 0, false
}

// beforeParticiple gives the end of a subject whose apposition stands behind the
// comma at k: the comma where it says what the subject does ("Khan, citing the
// map, said"), end where it says who the subject is.
func (r *reader) beforeParticiple(k, end int) int {
	if r.is(k) == comma && r.is(k+1) == ing && r.cues[k+1] >= 0 {
		return k
	}
	return end
}

// headBefore reports whether a noun phrase that can be a subject ends before
// token k and begins where a clause does.
func (r *reader) headBefore(k, floor int) (int, bool) {
	if k <= floor {
		return 0, false
	}
	switch r.is(k - 1) {
	case other, name, possessive, shut, number, subject:
	default:
		return 0, false
	}
	if r.is(k-1) == subject {
		return k - 1, true
	}
	f := r.trimLead(r.walkLeft(k-1, floor), k)
	if f >= k {
		return 0, false
	}
	if f == floor {
		return f, true
	}
	switch r.is(f - 1) {
	case comma:
		// "In Kabul, Khan, the minister, said", or a list of appositions.
		return f, !r.apposes(f, k) || r.is(f) == name
	case stop, shut, coord, sub, that, dash, mark, prep, other, name, number, adverb, wh:
		return f, true
	}
	return f, true
}

// apposes reports whether tokens [i, j) can stand between a subject and its verb.
func (r *reader) apposes(i, j int) bool {
	if i >= j {
		return false
	}
	switch r.is(i) {
	case that, subject:
		return false
	case coord:
		// The last of a list, or another verb.
		i++
	case relative, ing, prep, adverb, past:
		return true
	case sub:
		return true
	}
	for k := i; k < j; k++ {
		switch r.is(k) {
		case aux, modal, present:
			if r.ofReduced(i, k-1, i-1) > i {
				continue // "a group Kigali accuses Juba of arming"
			}
			if _, ok := r.relativeClause(k, i); !ok {
				return false
			}
		case relative:
			return true
		}
		if r.quote[k] >= 0 && r.t.Quotes[r.quote[k]].Len() > 60 {
			return false
		}
	}
	return true
}
