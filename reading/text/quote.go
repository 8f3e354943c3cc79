package text

import "sort"

// quoter pairs quotation marks, one paragraph after the other.
type quoter struct {
	t *Text

	open bool // a double quotation ran on over the last paragraph's end
}

// depth is how many quotations may stand in one another; a text of nothing but
// quotation marks must not cost more than another.
const depth = 4

type opened struct {
	mark  Token
	close string // the marks that close it, as written
}

// paragraph finds the quotations of one paragraph with these tokens.
func (q *quoter) paragraph(tokens []Token, p Span) {
	t := q.t
	var stack []opened
	singles := lastSingle(t, tokens)
	carried := q.open
	q.open = false
	for i, k := range tokens {
		if k.Kind != Mark {
			continue
		}
		w := t.String(k.Span)
		if !isAnyQuote(w) {
			continue
		}
		before := i == 0 || tokens[i-1].End < k.Start || opensBefore(tokens[i-1].Lower)
		after := i+1 < len(tokens) && tokens[i+1].Start == k.End && !(tokens[i+1].Kind == Mark && stopsBefore(tokens[i+1].Lower))
		switch role(w, before, after, stack, i < singles) {
		case opening:
			if len(stack) < depth {
				stack = append(stack, opened{k, closers(w)})
			}
		case closing:
			at := -1
			for j := len(stack) - 1; j >= 0; j-- {
				if has(stack[j].close, w) {
					at = j
					break
				}
			}
			if at >= 0 {
				o := stack[at]
				stack = stack[:at]
				t.addQuote(o.mark, k)
			} else if carried && len(stack) == 0 && isDouble(w) {
				// The quotation that ran on without being opened anew ends here.
				t.Quotes = append(t.Quotes, Quote{Span: Span{p.Start, k.End}, Inner: Span{p.Start, k.Start}})
			}
			carried = false
		}
	}
	// What stays open runs on, if it is a double quotation and something is in it.
	for _, o := range stack {
		w := t.String(o.mark.Span)
		if isDouble(w) && o.mark.End < p.End {
			t.Quotes = append(t.Quotes, Quote{Span: Span{o.mark.Start, p.End}, Inner: Span{o.mark.End, p.End}, Open: true})
			q.open = true
			break
		}
	}
}

func (t *Text) addQuote(from, to Token) {
	if from.End < to.Start {
		t.Quotes = append(t.Quotes, Quote{Span: Span{from.Start, to.End}, Inner: Span{from.End, to.Start}})
	}
}

// finish puts the quotations in order: by start, the outer one first.
func (q *quoter) finish() {
	qs := q.t.Quotes
	sort.SliceStable(qs, func(i, j int) bool {
		if qs[i].Start != qs[j].Start {
			return qs[i].Start < qs[j].Start
		}
		return qs[i].End > qs[j].End
	})
}

// The roles of a mark.
const (
	nothing = iota
	opening
	closing
)

// role says what the mark w does. before: a blank or an opening bracket stands
// before it; after: a word is stuck to it; later: a single mark that could
// close follows in the paragraph.
func role(w string, before, after bool, stack []opened, later bool) int {
	closes := false
	for _, o := range stack {
		closes = closes || has(o.close, w)
	}
	switch w {
	case "“":
		if closes && !after && !before { // German: „…“; and “…“, as it is often typed
			return closing
		}
		return opening
	case "„", "‹", "``", "「", "『":
		return opening
	case "«":
		if closes && !after {
			return closing
		}
		return opening
	case "»", "›":
		if !closes && before && after {
			return opening // »…«
		}
		return closing
	case "”", "」", "』":
		if !closes && before && after {
			return opening // ”…”
		}
		return closing
	case "''":
		if closes {
			return closing
		}
		if before && after {
			return opening
		}
		return closing
	case "\"":
		switch {
		case closes && (!before || !after):
			return closing
		case closes: // blanks on both sides, as in text whose tokens were joined
			return closing
		case !before && !after && len(stack) == 0:
			return closing
		}
		return opening
	case "‘", "`":
		if after && later {
			return opening
		}
	case "’", "'":
		if closes && !(before && after) {
			return closing
		}
		if before && after && w == "'" && later {
			return opening
		}
	}
	return nothing
}

// lastSingle gives the index of the last token that could close a single
// quotation; -1 where there is none.
func lastSingle(t *Text, tokens []Token) int {
	for i := len(tokens) - 1; i > 0; i-- {
		if k := tokens[i]; k.Kind == Mark && k.Lower == "'" {
			glued := tokens[i-1].End == k.Start
			open := i+1 < len(tokens) && tokens[i+1].Start == k.End && tokens[i+1].Kind != Mark
			if glued && !open {
				return i
			}
		}
	}
	return -1
}

// closers gives the marks that close what w opens.
func closers(w string) string {
	switch w {
	case "“":
		return "”\"“"
	case "\"":
		return "\"”''"
	case "„":
		return "“”\""
	case "«":
		return "»"
	case "»":
		return "«"
	case "‹":
		return "›"
	case "›":
		return "‹"
	case "``":
		return "''\"”"
	case "''":
		return "''"
	case "‘":
		return "’'"
	case "`":
		return "'’"
	case "'":
		return "'’"
	case "”":
		return "”"
	case "「":
		return "」"
	case "『":
		return "』"
	}
	return ""
}

// has reports whether w is among the marks of a list. "”" is one mark.
func has(list, w string) bool {
	for i := 0; i+len(w) <= len(list); i++ {
		if list[i:i+len(w)] == w && (w != "'" || !(i+1 < len(list) && list[i+1] == '\'') && !(i > 0 && list[i-1] == '\'')) {
			return true
		}
	}
	return false
}

func isAnyQuote(w string) bool {
	switch w {
	case "\"", "“", "”", "„", "«", "»", "‹", "›", "‘", "’", "'", "`", "``", "''", "「", "」", "『", "』":
		return true
	}
	return false
}

func isDouble(w string) bool {
	switch w {
	case "‘", "’", "'", "`", "‹", "›":
		return false
	}
	return true
}

func opensBefore(w string) bool {
	switch w {
	case "(", "[", "{", "-", "--", "–", "—", "/", "\"", "'", "«", "``":
		return true
	}
	return false
}

func stopsBefore(w string) bool {
	switch w {
	case ",", ".", ";", ":", "!", "?", ")", "]", "}", "،", "۔":
		return true
	}
	return false
}
