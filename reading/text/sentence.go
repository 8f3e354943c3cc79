package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts the paragraph whose tokens are tokens[first:].
func (t *Text) sentences(tokens []Token, first, paragraph int) {
	begin := first
	for i := first; i < len(tokens); i++ {
		last, end := t.sentenceEnd(tokens, i)
		if !end {
			continue
		}
		t.addSentence(tokens, begin, last+1, paragraph)
		begin = last + 1
		i = last
	}
	t.addSentence(tokens, begin, len(tokens), paragraph)
}

func (t *Text) addSentence(tokens []Token, first, last, paragraph int) {
	if first < last {
		t.Sentences = append(t.Sentences, Sentence{
			Span: Span{tokens[first].Start, tokens[last-1].End}, First: first, Last: last, Paragraph: paragraph})
	}
}

// sentenceEnd reports whether a sentence ends at tokens[i], and which token is
// its last: closing quotation marks and brackets belong to it.
func (t *Text) sentenceEnd(tokens []Token, i int) (int, bool) {
	k := tokens[i]
	abbreviation := false
	switch {
	case k.Kind == Mark && isTerminal(k.Lower):
	case k.Kind == Word && strings.HasSuffix(k.Lower, ".") && atEnd[strings.TrimSuffix(k.Lower, ".")]:
		abbreviation = true
	case k.Kind == Word && strings.HasSuffix(k.Lower, ".") && atEnd[k.Lower]:
		abbreviation = true
	default:
		return 0, false
	}
	last := i
	for last+1 < len(tokens) && tokens[last+1].Kind == Mark && isTerminal(tokens[last+1].Lower) {
		last++
	}
	// Closing marks stick to what they close, or stand apart in text whose
	// tokens were joined by blanks.
	for n := 0; last+1 < len(tokens) && n < 4; n++ {
		next := tokens[last+1]
		if next.Kind != Mark || !isCloser(next.Lower) {
			break
		}
		glued := next.Start == tokens[last].End
		if !glued && (ambiguous(next.Lower) && last+2 < len(tokens) && tokens[last+2].Start == next.End) {
			break // an opening mark: blank before, none after
		}
		last++
	}
	if last+1 >= len(tokens) {
		return last, true
	}
	next := tokens[last+1]
	gap := next.Start > tokens[last].End
	switch {
	case abbreviation:
		if last == i {
			return last, gap && next.Kind == Word && isUpperAt(t.Plain, next.Start) && starters[next.Lower] && !allCapsAround(t, tokens, last+1)
		}
		return last, beginsSentence(t, tokens, last+1)
	case k.Lower == "…" || strings.HasPrefix(k.Lower, ".."):
		return last, gap && beginsSentence(t, tokens, last+1)
	case !gap && last == i: // "3.Then", "surety.go": a point in mid-word
		return last, isArabicStop(k.Lower)
	case last > i && isQuoteMark(tokens[last].Lower) && !gap && next.Kind != Word:
		return last, false
	}
	return last, beginsSentence(t, tokens, last+1)
}

// beginsSentence reports whether the token at i can begin a sentence: anything
// but a small letter or a mark that goes on.
func beginsSentence(t *Text, tokens []Token, i int) bool {
	for j := i; j < len(tokens) && j < i+3; j++ {
		k := tokens[j]
		if k.Kind == Number {
			return true
		}
		if k.Kind == Word {
			r, _ := utf8.DecodeRuneInString(t.Plain[k.Start:])
			return !unicode.IsLower(r)
		}
		if !isOpener(k.Lower) {
			return !(k.Lower == "," || k.Lower == ";" || k.Lower == ":" || k.Lower == "،" || k.Lower == ")")
		}
	}
	return true
}

// allCapsAround reports whether the words beside tokens[i] are in capitals
// throughout, so that a capital says nothing.
func allCapsAround(t *Text, tokens []Token, i int) bool {
	small := 0
	for j := max(0, i-4); j < len(tokens) && j < i+4; j++ {
		if tokens[j].Kind != Word {
			continue
		}
		w := t.String(tokens[j].Span)
		if strings.ToUpper(w) != w {
			small++
		}
	}
	return small == 0
}

func isTerminal(w string) bool {
	switch w {
	case ".", "!", "?", "…", "۔", "؟", "।", "。", "！", "？":
		return true
	}
	return len(w) > 1 && w[0] == '.' && strings.Trim(w, ".") == ""
}

func isArabicStop(w string) bool { return w == "۔" || w == "؟" || w == "。" }

func isCloser(w string) bool {
	switch w {
	case "\"", "'", "''", "»", "›", ")", "]", "}":
		return true
	}
	return false
}

func isOpener(w string) bool {
	switch w {
	case "\"", "'", "``", "`", "«", "‹", "(", "[", "{", "-", "--", "–", "—", "•", "*", "»", "''":
		return true
	}
	return false
}

// ambiguous marks open and close with one sign.
func ambiguous(w string) bool { return w == "\"" || w == "'" }

func isQuoteMark(w string) bool {
	switch w {
	case "\"", "'", "''", "``", "`", "«", "»", "‹", "›":
		return true
	}
	return false
}
