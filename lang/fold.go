// Package lang is what the languages of a mechanism have in common for who
// searches: letters that people type one for the other, and words.
package lang

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sameLetters are letters that people type one for the other, across keyboards
// and languages of the Arabic script.
var sameLetters = map[rune]rune{
	'ي': 'ی', 'ى': 'ی', 'ې': 'ی', 'ۍ': 'ی', 'ئ': 'ی', 'ے': 'ی', 'ۓ': 'ی',
	'ك': 'ک', 'ګ': 'گ', 'ة': 'ه', 'ہ': 'ه', 'ھ': 'ه', 'ۀ': 'ه', 'ۂ': 'ه', 'ۃ': 'ه',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ؤ': 'و', 'ڼ': 'ن', 'ں': 'ن', 'ړ': 'ر', 'ڑ': 'ر',
	'’': '\'', '‘': '\'', '“': '"', '”': '"', '«': '"', '»': '"',
}

// Overrides reports whether a character overrides the order of the letters after it
// (U+202D, U+202E): a text can say 21 with one and be read as 12.
func Overrides(r rune) bool { return r == '\u202D' || r == '\u202E' }

// Fold gives a text as search compares it: compatible forms made one, lower
// case, no accents or vowel marks, letters of one family alike, digits of every
// script as ASCII, one blank between words.
func Fold(s string) string {
	if !ascii(s) { // which is in every form
		s = norm.NFKD.String(s)
	}
	out, table, blank := make([]byte, 0, len(s)), usual(), true
	for _, r := range s {
		if int(r) < len(table) {
			r = table[r]
		} else {
			r = foldedRune(r)
		}
		switch {
		case r == dropped:
		case r == ' ':
			if !blank {
				out = append(out, ' ')
				blank = true
			}
		case r < utf8.RuneSelf:
			out = append(out, byte(r)) // #nosec G115 -- it is ASCII
			blank = false
		default:
			out = utf8.AppendRune(out, r)
			blank = false
		}
	}
	if blank && len(out) > 0 {
		out = out[:len(out)-1]
	}
	return string(out)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// dropped stands for a rune that search does not see.
const dropped = -1

// usual keeps what is made of the runes of Latin, Greek, Cyrillic and Arabic, of
// which texts mostly are: to look each up in Unicode's tables takes longer than all
// else that is done with a text.
var usual = sync.OnceValue(func() *[0x800]rune {
	var all [0x800]rune
	for r := range all {
		all[r] = foldedRune(rune(r))
	}
	return &all
})

// foldedRune gives what search compares for one rune: ' ' for what divides words.
func foldedRune(r rune) rune {
	switch {
	case unicode.Is(unicode.Mn, r), r == 'ـ', r == '\u200d', unicode.Is(unicode.Cf, r) && r != '\u200c':
		return dropped
	case r == '\u200c' || unicode.IsSpace(r):
		return ' '
	case unicode.IsDigit(r):
		r = asciiDigit(r)
	}
	if same, ok := sameLetters[r]; ok {
		r = same
	}
	return unicode.ToLower(r)
}

// asciiDigit gives the ASCII digit of a decimal digit: every script has its ten in a row.
func asciiDigit(r rune) rune {
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return '0' + r - zero
}

// Words gives the words of a text as search compares them, each once, in the
// order in which they first stand. An Arabic word with its article is there
// without it too.
func Words(s string) []string {
	var all []string
	var seen map[string]struct{} // of a text with many words: of few it takes longer than to look through them
	add := func(w string) {
		if len(all) < fewWords {
			if w != "" && !slices.Contains(all, w) {
				all = append(all, w)
			}
			return
		}
		if seen == nil {
			seen = make(map[string]struct{}, len(s)/8)
			for _, w := range all {
				seen[w] = struct{}{}
			}
		}
		if _, ok := seen[w]; !ok && w != "" {
			seen[w] = struct{}{}
			all = append(all, w)
		}
	}
	text := Fold(s)
	if len(text) > 0 {
		all = make([]string, 0, min(fewWords, len(text)/6+1))
	}
	for len(text) > 0 {
		end, next := word(text)
		w := text[:end]
		text = text[next:]
		if w == "" {
			continue
		}
		add(w)
		if w[0] < utf8.RuneSelf {
			continue
		}
		for _, article := range articles {
			if bare, ok := strings.CutPrefix(w, article); ok && utf8.RuneCountInString(bare) > 2 {
				add(bare)
			}
		}
	}
	return all
}

// fewWords are looked through for each word.
const fewWords = 32

// word gives where the word ends that begins a folded text, and where what
// divides it from the next one does.
func word(s string) (end, next int) {
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			if i++; (b < 'a' || b > 'z') && (b < '0' || b > '9') {
				return i - 1, i
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !ofWord(r) {
			return i, i + n
		}
		i += n
	}
	return len(s), len(s)
}

// ofWord reports whether a rune of a folded text that is not ASCII is part of a word.
func ofWord(r rune) bool {
	if int(r) < len(usual()) {
		return ofWords()[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// ofWords keeps which of the runes that usual keeps are parts of words.
var ofWords = sync.OnceValue(func() *[0x800]bool {
	var all [0x800]bool
	for r := range all {
		all[r] = unicode.IsLetter(rune(r)) || unicode.IsDigit(rune(r))
	}
	return &all
})

// articles are the Arabic article as it is written before a word, alone and after
// the particles that are written with it.
var articles = []string{"ال", "وال", "بال", "فال", "کال", "لل"}
