package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Base gives Lower without a possessive ending: "pakistan's" and "militants'"
// both lose it.
func (k Token) Base() string {
	if s, ok := strings.CutSuffix(k.Lower, "'s"); ok {
		return s
	}
	return strings.TrimSuffix(k.Lower, "'")
}

// Possessive reports whether the word ends in 's (or s').
func (k Token) Possessive() bool {
	return k.Kind == Word && (strings.HasSuffix(k.Lower, "'s") || strings.HasSuffix(k.Lower, "'"))
}

// tokenizer cuts Plain into tokens, left to right, looking at no byte more than
// a fixed number of times.
type tokenizer struct {
	s     string
	fold  map[string]string // folded words already made, so that each is kept once
	lists *Table[List]
	out   []Token
}

// span appends the tokens of s[start:end].
func (z *tokenizer) span(start, end int) {
	for i := start; i < end; {
		r, n := z.rune(i, end)
		switch {
		case IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff':
			i += n
		case isWordRune(r):
			i = z.word(i, end)
		case isDigit(r):
			i = z.number(i, end)
		default:
			i = z.mark(i, end, r, n)
		}
	}
}

func (z *tokenizer) rune(i, end int) (rune, int) {
	if c := z.s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(z.s[i:end])
}

// letters gives where the letters that begin at i end.
func (z *tokenizer) letters(i, end int) int {
	for i < end {
		r, n := z.rune(i, end)
		if !isWordRune(r) && !isDigit(r) {
			break
		}
		i += n
	}
	return i
}

// word takes a word with its inner apostrophes and hyphens, or an abbreviation
// with its points.
func (z *tokenizer) word(start, end int) int {
	i := z.letters(start, end)
	for i < end {
		r, n := z.rune(i, end)
		if r != '\'' && r != '’' && r != '-' && r != '‑' && r != '\u200c' && r != '\u00ad' && r != '&' && r != '.' && r != '_' {
			break
		}
		next := i + n
		if r == '.' {
			if j := z.abbreviation(start, i, end); j > 0 {
				z.add(start, j, Word)
				return j
			}
			break
		}
		if next >= end {
			break
		}
		f, _ := z.rune(next, end)
		if !isWordRune(f) && !(isDigit(f) && r != '\'' && r != '’') {
			break
		}
		if r == '&' && !(isUpperAt(z.s, start) && unicode.IsUpper(f) && i-start <= 2) {
			break
		}
		i = z.letters(next, end)
	}
	z.add(start, i, Word)
	return i
}

// abbreviation decides whether the point at dot belongs to the word that began
// at start, and gives where the abbreviation ends, or 0.
func (z *tokenizer) abbreviation(start, dot, end int) int {
	word := z.s[start:dot]
	_, size := utf8.DecodeRuneInString(word)
	if size == len(word) { // one letter: an initial, or the first of U.S.
		i := dot + 1
		points := 1
		for i < end {
			r, n := z.rune(i, end)
			if !unicode.IsLetter(r) || i+n >= end || z.s[i+n] != '.' {
				break
			}
			if i+n+1 < end { // "U.S.A" of "a.b.cde." is no abbreviation
				if f, _ := z.rune(i+n+1, end); isWordRune(f) && i+n+2 < end && z.s[i+n+2] != '.' && points > 1 {
					break
				}
			}
			i += n + 1
			points++
		}
		if points > 1 {
			return i
		}
		if isUpperAt(z.s, start) && z.initial(start, dot+1, end) {
			return dot + 1
		}
		return 0
	}
	lower := strings.ToLower(word)
	switch abbreviations[lower] {
	case always:
		return dot + 1
	case beforeNumber:
		i := dot + 1
		for i < end && (z.s[i] == ' ' || z.s[i] == '\n') {
			i++
		}
		if i < end && z.s[i] >= '0' && z.s[i] <= '9' {
			return dot + 1
		}
	case capitalised:
		if isUpperAt(z.s, start) {
			return dot + 1
		}
	}
	return 0
}

// initial reports whether the single capital before after is an initial: a
// capital follows, and the letter is not the pronoun or the end of "plan B.".
func (z *tokenizer) initial(start, after, end int) bool {
	i := after
	for i < end && (z.s[i] == ' ' || z.s[i] == '\n') {
		i++
	}
	if i >= end || z.s[start] == 'I' && (start < 3 || !isUpperAt(z.s, prevWord(z.s, start))) {
		return false
	}
	r, n := z.rune(i, end)
	if i == after && isDigit(r) {
		return false
	}
	if !unicode.IsUpper(r) || i+n >= end {
		return false
	}
	// "plan B. The": a word that usually begins a sentence.
	j := i
	for j < end && j-i < 12 && isASCIILetter(z.s[j]) {
		j++
	}
	return !starters[strings.ToLower(z.s[i:j])]
}

// prevWord gives the start of the word before i, at most 30 bytes back.
func prevWord(s string, i int) int {
	low := max(0, i-30)
	for i > low && s[i-1] == ' ' {
		i--
	}
	for i > low && s[i-1] != ' ' && s[i-1] != '\n' {
		i--
	}
	return i
}

// number takes digits with inner comma or point, and letters stuck to them
// ("20th", "1990s", "10am").
func (z *tokenizer) number(start, end int) int {
	i := start
	for i < end {
		r, n := z.rune(i, end)
		if isDigit(r) {
			i += n
			continue
		}
		if (r == ',' || r == '.' || r == '٫' || r == '٬') && i+n < end {
			if f, _ := z.rune(i+n, end); isDigit(f) {
				i += n
				continue
			}
		}
		break
	}
	if i < end {
		if r, _ := z.rune(i, end); isWordRune(r) && r < 0x250 {
			i = z.letters(i, end)
		}
	}
	z.add(start, i, Number)
	return i
}

// mark takes one mark; points, ASCII hyphens, backticks and doubled apostrophes
// in a row are one.
func (z *tokenizer) mark(start, end int, r rune, n int) int {
	i := start + n
	switch r {
	case '.', '-', '_', '=', '*':
		for i < end && z.s[i] == byte(r) { // #nosec G115 -- one of the marks above, all ASCII
			i++
		}
	case '`', '\'':
		if r == '\'' && i+1 < end && z.s[i] == '\'' && z.s[i+1] == '\'' && start > 0 && z.s[start-1] > ' ' && z.s[start-1] != '(' {
			break // two quotations close here: the inner one first
		}
		if i < end && z.s[i] == byte(r) { // #nosec G115 -- one of the marks above, all ASCII
			i++
		}
	}
	z.add(start, i, Mark)
	return i
}

func (z *tokenizer) add(start, end int, k Kind) {
	t := Token{Span: Span{start, end}, Kind: k, Lower: z.folded(z.s[start:end])}
	in := z.lists.At(t.Lower)
	if base := t.Base(); len(base) != len(t.Lower) {
		in |= z.lists.At(base)
	}
	t.without = ^in
	z.out = append(z.out, t)
}

// folded gives w in lower case with straight quotes. What is so already is not
// copied.
func (z *tokenizer) folded(w string) string {
	plain := true
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return w
	}
	if f, ok := z.fold[w]; ok {
		return f
	}
	f := Fold(w)
	if len(z.fold) < 1<<16 {
		z.fold[w] = f
	}
	return f
}

// Fold gives w as tokens are compared: lower case, straight quotes and hyphens,
// no soft hyphen. Accents stay.
func Fold(w string) string {
	for i := 0; ; i++ {
		if i == len(w) {
			return strings.ToLower(w) // ASCII, which has nothing else to fold
		}
		if w[i] >= utf8.RuneSelf {
			break
		}
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '‛', 'ʼ', '′':
			return '\''
		case '“', '”', '„', '‟', '″':
			return '"'
		case '‑', '‐':
			return '-'
		case '\u00ad':
			return -1
		}
		return unicode.ToLower(r)
	}, w)
}

// IsSpace reports whether r is a blank; the no-break kinds and the line and
// paragraph separators are.
func IsSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', '\u00a0', '\u202f', '\u2007', '\u2060', '\u3000':
		return true
	}
	return r >= 0x1680 && unicode.IsSpace(r)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIILetter(byte(r)) // #nosec G115 -- it is ASCII
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r)
}

func isDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r)
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isUpperAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsUpper(r)
}
