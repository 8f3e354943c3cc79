package happening

import (
	"github.com/surety-mechanism/surety/reading/text"
)

// items gives, sentence by sentence, the number of the numbered item that it
// stands in, counted from 1, and 0 before the first: a report from the field
// numbers what happened, "2.1 At 0740 …", and each number is another thing.
func items(t *text.Text) []int {
	out := make([]int, len(t.Sentences))
	item, paragraph := 0, -1
	for i, s := range t.Sentences {
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			if numbered(t.Plain[t.Paragraphs[paragraph].Start:t.Paragraphs[paragraph].End]) {
				item++
			}
		}
		out[i] = item
	}
	return out
}

// numbered reports whether a paragraph begins with the number of an item:
// "2.1 ", "3. ", "(4) ", "12) ".
func numbered(s string) bool {
	i := 0
	digits := func() bool {
		from := i
		for i < len(s) && i < from+3 && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i > from && i < from+3
	}
	if i < len(s) && s[i] == '(' {
		i++
	}
	if !digits() {
		return false
	}
	dotted := false
	for i+1 < len(s) && s[i] == '.' && s[i+1] >= '0' && s[i+1] <= '9' {
		i++
		if !digits() {
			return false
		}
		dotted = true
	}
	if i < len(s) && (s[i] == '.' || s[i] == ')') {
		i++
		dotted = true
	}
	return dotted && i < len(s) && s[i] == ' '
}
