package act

import "github.com/surety-mechanism/surety/reading/text"

// condition finds the if-half of the content. strict tells that everything hangs
// on it: "only if", "depends on", "not … without".
func (u *utterance) condition() (s text.Span, strict bool) {
	k := u.tokens
	for i := 0; i+1 < len(k); i++ {
		from, only := -1, false
		switch k[i].Lower {
		case "if":
			if i > 0 && (k[i-1].Lower == "as" || k[i-1].Lower == "even" || k[i-1].Lower == "asked") || i+1 < len(k) && (k[i+1].Lower == "so" || k[i+1].Lower == "any" || k[i+1].Lower == "not") {
				continue
			}
			if i == 0 && (u.s.Verb == "ask" || u.s.Verb == "wonder" || u.s.Verb == "question") {
				continue
			}
			from, only = i, u.before(i, "only")
		case "unless", "until":
			so := heard(joined(k[:i]))
			from, only = i, k[i].Lower == "unless" && (negation.in(so) || hostile.in(so) || first.in(so))
			if k[i].Lower == "until" && (!negation.in(heard(joined(k[:i]))) || u.isTime(i+1)) {
				continue // "fired from dusk until dawn", "will not leave until Monday"
			}
		case "provided", "assuming":
			if k[i+1].Lower != "that" && (k[i].Lower == "assuming" || !readied.in(heard(joined(k[:i])))) {
				continue
			}
			if i > 0 && isBe[k[i-1].Lower] {
				continue // "once guarantees are provided that"
			}
			from = i
		case "once":
			if !future.in(heard(joined(k[:i]))) || k[i+1].Kind != text.Word {
				continue
			}
			from, only = i, u.before(i, "only")
		case "condition":
			if k[i+1].Lower != "that" || i == 0 || k[i-1].Lower != "on" && k[i-1].Lower != "the" {
				continue
			}
			from, only = i, true
		case "long":
			if i == 0 || k[i-1].Lower != "as" || k[i+1].Lower != "as" {
				continue
			}
			from = i - 1
		case "depend", "depends", "depended", "hinge", "hinges", "hinged":
			j := i + 1
			for j < len(k) && j < i+4 && k[j].Lower != "on" && k[j].Lower != "upon" {
				j++
			}
			if j+1 >= len(k) || k[j].Lower != "on" && k[j].Lower != "upon" {
				continue
			}
			from, only = j+1, true
		case "without":
			if !negation.in(heard(joined(k[:i]))) || i+1 < len(k) && endless[k[i+1].Lower] {
				continue
			}
			from, only = i, true
		}
		if from < 0 {
			continue
		}
		end := u.clause(from)
		return text.Span{Start: k[from].Start, End: k[end-1].End}, only
	}
	return text.Span{}, false
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
