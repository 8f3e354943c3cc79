package attribution

import "github.com/surety-mechanism/surety/reading/text"

// taking is what a token does to the noun phrase that is followed to the left.
type taking int

const (
	ends   taking = iota // the phrase does not reach it
	passes               // the phrase may begin further to the left, but not with it
	takes                // the phrase reaches it
	begins               // the phrase begins with it
)

// walkLeft gives the first token of the noun phrase whose last is j.
func (r *reader) walkLeft(j, floor int) int {
	start := j + 1
	for i := j; i >= floor && j-i < 60; i-- {
		if r.quote[i] >= 0 && r.quote[i] != r.quote[j] && r.t.Quotes[r.quote[i]].Len() > 40 {
			return start
		}
		k, how := r.leftward(i, j, floor)
		if how == takes || how == begins {
			start = k
		}
		if how == ends || how == begins {
			return start
		}
		i = k
	}
	return start
}

// leftward tells what the token at i does to the noun phrase whose last is j, and
// which token that leads to: i, or one further to the left.
func (r *reader) leftward(i, j, floor int) (int, taking) {
	switch r.is(i) {
	case other, name, number, possessive:
		return i, takes
	case det:
		return r.leftOfDeterminer(i, floor)
	case prep:
		switch r.low(i) {
		case "after", "before", "since", "until", "till", "as", "than":
			return i, ends
		}
		if i == floor || r.is(i-1) == comma || r.is(i-1) == stop || r.is(i-1) == coord || r.is(i-1) == shut || r.is(i-1) == sub {
			return i, begins // a phrase that leads the clause: trimLead cuts it off
		}
		return i, passes
	case adverb:
		if i+1 > j || r.is(i+1) != past && r.is(i+1) != other {
			return i, ends
		}
		return i, takes
	case coord:
		if i > floor && r.is(i-1) == subject && i < j {
			return i - 1, begins // "she and another reporter"
		}
		if !r.coordinated(i, floor) {
			return i, ends
		}
		return i, passes
	case past:
		if r.participleOf(i, j, floor) {
			return i, takes
		}
		return r.overRelative(i, floor)
	case ing:
		if i == floor || r.is(i-1) == comma {
			return i, ends
		}
		return i, takes
	case present, aux, modal:
		return r.overRelative(i, floor)
	case object:
		if i < j && r.is(i-1) == prep {
			return i, passes
		}
		return r.overRelative(i, floor)
	case subject:
		if i < j && r.is(i+1) == prep && (r.low(i) == "nobody" || r.low(i) == "someone" || r.low(i) == "anyone" || r.low(i) == "everyone") {
			return i, begins // "nobody in the capital"
		}
	case to:
		return r.leftOfTo(i, j, floor)
	case mark:
		switch r.low(i) {
		case "/", "&", "'", "\"", "%", "$", "£", "€", "#", "@":
			return i, passes
		}
	case open, shut:
		return r.leftOfBracket(i, j, floor)
	}
	return i, ends
}

// leftOfDeterminer is leftward for a determiner: what stands before it tells
// whether the phrase goes on.
func (r *reader) leftOfDeterminer(i, floor int) (int, taking) {
	if i == floor {
		return i, begins
	}
	on := false
	switch r.is(i - 1) {
	case prep, det, to:
		on = true
	case coord:
		on = r.coordinated(i-1, floor)
	case past, ing:
		// "officials attending the talks": a participle governs it, or a verb.
		on = r.reduced(i-1, floor)
	case that:
		// "told them that the parties had agreed"
	default:
		if f, ok := r.relativeClause(i-1, floor); ok {
			return f, takes
		}
	}
	if on {
		return i, takes
	}
	return i, begins
}

// participleOf reports whether the past form at i is a participle of the noun
// phrase whose last is j: "recently released polls", "a statement issued by".
func (r *reader) participleOf(i, j, floor int) bool {
	before := r.is(i - 1)
	switch {
	case i > floor && (before == det || before == possessive || before == adverb) && i < j:
		return true // "the wounded soldiers"
	case r.reduced(i, floor), i == j && i > floor && (before == det || before == other):
		return true
	case i >= j || r.is(i+1) != other && r.is(i+1) != name:
		return false
	}
	return i == floor || before == prep || r.quote[i-1] >= 0 && r.quote[i] < 0 || before == other && r.is(i+1) == other
}

// overRelative is leftward for a verb: the phrase goes on past a relative clause.
func (r *reader) overRelative(i, floor int) (int, taking) {
	if f, ok := r.relativeClause(i, floor); ok {
		return f, takes
	}
	return i, ends
}

// leftOfTo is leftward for "to": "a statement sent to the press".
func (r *reader) leftOfTo(i, j, floor int) (int, taking) {
	if i == floor {
		return i, ends
	}
	if r.reduced(i-1, floor) {
		return i, passes
	}
	if r.is(i-1) == past {
		if f, ok := r.relativeClause(i-1, floor); ok {
			return f, takes
		}
	}
	if i < j && (r.is(i-1) == other || r.is(i-1) == name) && (r.is(i+1) == det || r.is(i+1) == name) {
		return i, passes
	}
	return i, ends
}

// leftOfBracket is leftward for a bracket, which is passed over whole, "(R-Ga.)",
// and for the marks of a short quotation.
func (r *reader) leftOfBracket(i, j, floor int) (int, taking) {
	w := r.low(i)
	if w == ")" {
		k := i - 1
		for k > floor && i-k < 14 && r.low(k) != "(" {
			k--
		}
		if r.low(k) == "(" {
			return k, takes
		}
	}
	q := r.quote[i]
	if w == "(" || w == ")" || w == "[" || w == "]" || q >= 0 && (q == r.quote[j] || r.t.Quotes[q].Len() <= 40) {
		return i, takes
	}
	return i, ends
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
