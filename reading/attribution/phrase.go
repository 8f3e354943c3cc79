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

// walkLeft gives the first token of the noun phrase whose last is j.
func (r *reader) walkLeft(j, floor int) int {
	start := j + 1
	for i := j; i >= floor && j-i < 60; i-- {
		if r.quote[i] >= 0 && r.quote[i] != r.quote[j] && r.t.Quotes[r.quote[i]].Len() > 40 {
			return start
		}
		switch r.is(i) {
		case other, name, number, possessive:
			start = i
		case det:
			start = i
			if i == floor {
				return start
			}
			switch p := r.is(i - 1); p {
			case prep, det, to:
			case coord:
				if !r.coordinated(i-1, floor) {
					return start
				}
			case past, ing:
				// "officials attending the talks": a participle governs it, or a verb.
				if !r.reduced(i-1, floor) {
					return start
				}
			case that:
				return start // "told them that the parties had agreed"
			default:
				if f, ok := r.relativeClause(i-1, floor); ok {
					i = f
					start = f
					continue
				}
				return start
			}
		case prep:
			switch r.low(i) {
			case "after", "before", "since", "until", "till", "as", "than":
				return start
			}
			if i == floor || r.is(i-1) == comma || r.is(i-1) == stop || r.is(i-1) == coord || r.is(i-1) == shut || r.is(i-1) == sub {
				return i // a phrase that leads the clause: trimLead cuts it off
			}
		case adverb:
			if i+1 > j || r.is(i+1) != past && r.is(i+1) != other {
				return start
			}
			start = i
		case coord:
			if i > floor && r.is(i-1) == subject && i < j {
				return i - 1 // "she and another reporter"
			}
			if !r.coordinated(i, floor) {
				return start
			}
		case past:
			switch {
			case i > floor && (r.is(i-1) == det || r.is(i-1) == possessive || r.is(i-1) == adverb) && i < j:
				start = i // "recently released polls", "the wounded soldiers"
			case r.reduced(i, floor), i == j && i > floor && (r.is(i-1) == det || r.is(i-1) == other):
				start = i
			case i < j && (r.is(i+1) == other || r.is(i+1) == name) && (i == floor || r.is(i-1) == prep || r.quote[i-1] >= 0 && r.quote[i] < 0 || r.is(i-1) == other && r.is(i+1) == other):
				start = i
			default:
				if f, ok := r.relativeClause(i, floor); ok {
					i, start = f, f
					continue
				}
				return start
			}
		case ing:
			if i == floor || r.is(i-1) == comma {
				return start
			}
			start = i
		case present, aux, modal:
			if f, ok := r.relativeClause(i, floor); ok {
				i, start = f, f
				continue
			}
			return start
		case object:
			if i < j && r.is(i-1) == prep {
				continue
			}
			if f, ok := r.relativeClause(i, floor); ok {
				i, start = f, f
				continue
			}
			return start
		case subject:
			if i < j && r.is(i+1) == prep && (r.low(i) == "nobody" || r.low(i) == "someone" || r.low(i) == "anyone" || r.low(i) == "everyone") {
				return i // "nobody in the capital"
			}
			return start
		case to:
			if i > floor && r.reduced(i-1, floor) {
				continue // "a statement sent to the press"
			}
			if i > floor && r.is(i-1) == past {
				if f, ok := r.relativeClause(i-1, floor); ok {
					i, start = f, f
					continue
				}
			}
			if i > floor && i < j && (r.is(i-1) == other || r.is(i-1) == name) && (r.is(i+1) == det || r.is(i+1) == name) {
				continue
			}
			return start
		case mark:
			switch r.low(i) {
			case "/", "&", "'", "\"", "%", "$", "£", "€", "#", "@":
				continue
			}
			return start
		case open, shut:
			if w := r.low(i); w == ")" {
				// A bracket is passed over whole: "(R-Ga.)".
				k := i - 1
				for k > floor && i-k < 14 && r.low(k) != "(" {
					k--
				}
				if r.low(k) == "(" {
					i, start = k, k
					continue
				}
			}
			if w := r.low(i); w == "(" || w == ")" || w == "[" || w == "]" || r.quote[i] >= 0 && r.quote[i] == r.quote[j] {
				start = i
				continue
			}
			if r.quote[i] >= 0 && r.t.Quotes[r.quote[i]].Len() <= 40 {
				start = i
				continue
			}
			return start
		default:
			return start
		}
	}
	return start
}

// reduced reports whether the participle at i stands after the noun it belongs
// to, as in "a statement issued by", "forces deployed near".
func (r *reader) reduced(i, floor int) bool {
	if i <= floor {
		return false
	}
	p := r.is(i - 1)
	if p != other && p != name {
		return false
	}
	if r.is(i) == ing {
		return true
	}
	return r.is(i) == past && (r.is(i+1) == prep || r.is(i+1) == to && dispatched[r.low(i)]) && !irregularPast[r.low(i)]
}

// dispatched are participles that "to" and a noun may follow.
var dispatched = text.Set(`sent issued addressed given handed delivered released read submitted attributed circulated close loyal allied linked`)

// irregularPast are past forms that are no participles.
var irregularPast = text.Set(`went came took gave began saw knew rose fell fled ran spoke wrote threw wore withdrew broke chose drew drove flew grew was were`)

// relativeClause looks left from i, a verb or what stands before an object, for
// the relative pronoun that its clause hangs on, and gives the token of it.
func (r *reader) relativeClause(i, floor int) (int, bool) {
	for k := i; k > floor && i-k < 10; k-- {
		switch r.is(k) {
		case relative:
			if p := r.is(k - 1); p == other || p == name {
				return k, true
			}
			return 0, false
		case that:
			if p := r.is(k - 1); p == other && !isCueNoun(r.low(k-1)) {
				return k, true
			}
			return 0, false
		case comma, stop, dash, open, shut, sub, coord:
			return 0, false
		}
	}
	return 0, false
}

// coordinated reports whether the "and" at i joins noun phrases: no finite verb
// stands between it and the beginning of the clause.
func (r *reader) coordinated(i, floor int) bool {
	if r.low(i) == "but" || r.low(i) == "nor" {
		return false
	}
	if i > floor && r.is(i-1) == comma {
		i--
	}
	for k := i - 1; k >= floor && i-k < 20; k-- {
		switch r.is(k) {
		case aux, modal, present, subject, object, that, sub, wh:
			return false
		case past:
			if !r.reduced(k, floor) && !(k > floor && (r.is(k-1) == det || r.is(k-1) == adverb)) {
				return false
			}
		case stop, dash, relative:
			return k < i-1
		case comma:
			// a list, or the end of what leads the clause
			return r.is(k+1) != coord
		case prep:
			if k == floor {
				return false
			}
		}
	}
	return i > floor
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
