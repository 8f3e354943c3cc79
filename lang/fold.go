// Package lang is what the languages of a mechanism have in common for who
// searches: letters that people type one for the other, and words.
package lang

import (
	"strings"
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

// Fold gives a text as search compares it: compatible forms made one, lower
// case, no accents or vowel marks, letters of one family alike, digits of every
// script as ASCII, one blank between words.
func Fold(s string) string {
	var out strings.Builder
	blank := true
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == 'ـ', r == '\u200d', unicode.Is(unicode.Cf, r) && r != '\u200c':
			continue
		case r == '\u200c' || unicode.IsSpace(r):
			if !blank {
				out.WriteByte(' ')
				blank = true
			}
			continue
		case unicode.IsDigit(r):
			r = asciiDigit(r)
		}
		if same, ok := sameLetters[r]; ok {
			r = same
		}
		out.WriteRune(unicode.ToLower(r))
		blank = false
	}
	return strings.TrimSuffix(out.String(), " ")
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
	seen := map[string]bool{}
	add := func(w string) {
		if w != "" && !seen[w] {
			seen[w] = true
			all = append(all, w)
		}
	}
	for _, w := range strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		add(w)
		for _, article := range articles {
			if bare, ok := strings.CutPrefix(w, article); ok && utf8.RuneCountInString(bare) > 2 {
				add(bare)
			}
		}
	}
	return all
}

// articles are the Arabic article as it is written before a word, alone and after
// the particles that are written with it.
var articles = []string{"ال", "وال", "بال", "فال", "کال", "لل"}
