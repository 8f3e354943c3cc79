package scan

import "github.com/surety-mechanism/surety/reading/text"

// breaks are words that begin another clause after a comma or without one.
var breaks = NewLexicon(`
always: while, although, though, whereas, because, according to, but
comma: days after, hours after, weeks after, a day after, months after, just hours after, hours before, days before, after, following, amid, despite, as, when, since, leaving, saying, adding, warning, if, unless, who, which, where, with, and, so, or, that
`)

// Clause gives the tokens around toks[first:last] that belong to the same
// clause: from the mark or conjunction before to the one after.
func Clause(toks []text.Token, first, last int) (from, to int) {
	from, to = 0, len(toks)
	for i := first - 1; i >= 0; i-- {
		if stop(toks, i) {
			from = i + 1
			break
		}
	}
	for i := last; i < len(toks); i++ {
		if stop(toks, i) || toks[i].Kind == text.Mark && toks[i].Lower == "." {
			to = i
			break
		}
	}
	return from, to
}

// stop reports whether a clause ends before token i.
func stop(toks []text.Token, i int) bool {
	if toks[i].Kind == text.Mark {
		switch toks[i].Lower {
		case ";", ":", "—", "–", "--", "(", ")", "!", "?", "\"", "“", "”":
			return true
		case ",":
			if i+1 < len(toks) {
				n, _ := breaks.At(toks, i+1)
				return n > 0 && !listed(toks, i) || source(toks, i+1)
			}
		}
		return false
	}
	n, tag := breaks.At(toks, i)
	return n > 0 && tag == "always"
}

// source reports whether toks from i on only say whose words the sentence gives:
// ", the ministry said".
func source(toks []text.Token, i int) bool {
	for j := i; j < len(toks) && j < i+16; j++ {
		switch toks[j].Lower {
		case "said", "says", "announced", "reported", "told":
			return j > i
		case ",", ".", ";", ":", "\"", "that", "which", "who", "and", "but", "is", "was", "are", "were", "has", "have", "had":
			return false
		}
	}
	return false
}

// listed reports whether the comma at i is followed by "and" or "or" and the
// last member of a list: at most a few words, then no verb can be told from it.
func listed(toks []text.Token, i int) bool {
	if w := toks[i+1].Lower; w != "and" && w != "or" {
		return false
	}
	// A list has another comma shortly before.
	for j := i - 1; j >= 0 && i-j <= 5; j-- {
		if toks[j].Lower == "," {
			return true
		}
	}
	return false
}

// Cover gives the span of toks[first:last], without an ending possessive.
func Cover(toks []text.Token, first, last int) text.Span {
	for last > first+1 && toks[last-1].Kind == text.Mark && toks[last-1].Lower != "\"" && toks[last-1].Lower != ")" {
		last--
	}
	return text.Span{Start: toks[first].Start, End: toks[last-1].End}
}
