package act

import "github.com/surety-mechanism/surety/reading/text"

// condition finds the if-half of the content. strict tells that everything hangs
// on it: "only if", "depends on", "not … without".
func (u *utterance) condition() (s text.Span, strict bool) {
	for i := 0; i+1 < len(u.tokens); i++ {
		if from, only := u.conditionAt(i); from >= 0 {
			return text.Span{Start: u.tokens[from].Start, End: u.tokens[u.clause(from)-1].End}, only
		}
	}
	return text.Span{}, false
}

// conditionAt gives the token that an if-half begins with whose word stands at token
// i, not the last, and whether everything hangs on it; -1 where none does.
func (u *utterance) conditionAt(i int) (from int, only bool) {
	before, word, after := u.low(i-1), u.low(i), u.low(i+1)
	so := func() said { return heard(joined(u.tokens[:i])) }
	holds := false
	from = i
	switch word {
	case "if":
		asks := i == 0 && (u.s.Verb == "ask" || u.s.Verb == "wonder" || u.s.Verb == "question")
		holds = !asks && before != "as" && before != "even" && before != "asked" && after != "so" && after != "any" && after != "not"
		only = u.before(i, "only")
	case "unless":
		s := so()
		holds, only = true, negation.in(s) || hostile.in(s) || first.in(s)
	case "until":
		holds = negation.in(so()) && !u.isTime(i+1) // not "fired until dawn", "will not leave until Monday"
	case "provided":
		holds = (after == "that" || readied.in(so())) && !isBe[before] // not "once guarantees are provided that"
	case "assuming":
		holds = after == "that" && !isBe[before]
	case "once":
		holds, only = u.tokens[i+1].Kind == text.Word && future.in(so()), u.before(i, "only")
	case "condition":
		holds, only = after == "that" && (before == "on" || before == "the"), true
	case "long":
		holds, from = before == "as" && after == "as", i-1
	case "depend", "depends", "depended", "hinge", "hinges", "hinged":
		on := func(k int) bool { return u.low(k) == "on" || u.low(k) == "upon" }
		j := i + 1
		for j < i+4 && !on(j) {
			j++
		}
		holds, from, only = on(j) && j+1 < len(u.tokens), j+1, true
	case "without":
		holds, only = !endless[after] && negation.in(so()), true
	}
	if !holds {
		return -1, false
	}
	return from, only
}

// low gives token i of the content folded, "" outside of it.
func (u *utterance) low(i int) string {
	if i < 0 || i >= len(u.tokens) {
		return ""
	}
	return u.tokens[i].Lower
}

// isBe are forms of "be".
var isBe = map[string]bool{"are": true, "is": true, "be": true, "been": true, "being": true, "was": true, "were": true}

// endless are nouns after "without" that make no condition: "is not without end".
var endless = map[string]bool{"end": true, "limit": true, "limits": true, "doubt": true, "question": true, "reason": true, "cause": true, "precedent": true, "delay": true}

// isTime reports whether a day or an hour begins at token i: "until Monday",
// "until 6 a.m.".
func (u *utterance) isTime(i int) bool {
	if i < len(u.tokens) && u.tokens[i].Lower == "the" || i < len(u.tokens) && u.tokens[i].Lower == "next" {
		i++
	}
	return i < len(u.tokens) && (u.tokens[i].Kind == text.Number || calendar[u.tokens[i].Lower])
}

var calendar = text.Set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
	october november december noon midnight dawn dusk sunrise sunset tomorrow today tonight now then further early late morning evening
	night end week month year spring summer autumn winter`)

// before reports whether the word stands among the few tokens before i.
func (u *utterance) before(i int, word string) bool {
	for j := max(0, i-5); j < i; j++ {
		if u.tokens[j].Lower == word {
			return true
		}
	}
	return false
}

// clause gives the end of the if-half that begins at token i: a comma before
// the other half, or the end.
func (u *utterance) clause(i int) int {
	k := u.tokens
	for j := i + 1; j < len(k); j++ {
		switch k[j].Lower {
		case ".", ";", "?", "!":
			return j
		case ",":
			if i < 3 || j+1 < len(k) && k[j+1].Lower == "then" {
				return j
			}
		}
	}
	end := len(k)
	for end > i+1 && k[end-1].Kind == text.Mark {
		end--
	}
	return end
}
