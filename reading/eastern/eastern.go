// Package eastern is what the stages share that read Urdu, Pashto, Dari, Persian
// and Arabic: which of them a tag means, one form for letters that are written in
// several, and their numbers in words and digits.
//
// It knows letters and numbers, and nothing of what the words of a stage mean.
package eastern

import "strings"

// The languages, as Tongue names them.
const (
	Urdu    = "ur"
	Pashto  = "ps"
	Persian = "fa" // and Dari
	Arabic  = "ar"
)

// Tongue gives the language of a BCP 47 tag whatever its region, "" for one that
// is none of these: "fa-AF" and "prs" are Persian.
func Tongue(tag string) string {
	tag, _, _ = strings.Cut(tag, "-")
	switch tag {
	case Urdu, Pashto, Persian, Arabic:
		return tag
	case "prs":
		return Persian
	}
	return ""
}

// Fold gives w with one letter for each that is written in several ways, without
// the marks of vowels and the joiners.
func Fold(w string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ي', 'ى', 'ې', 'ۍ', 'ئ':
			return 'ی'
		case 'ك', 'ګ', 'گ':
			return 'ک'
		case 'ہ', 'ة', 'ۀ', 'ھ':
			return 'ه'
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case '\u200c', '\u0640', '\u0654':
			return -1
		}
		if r >= 0x064b && r <= 0x0652 {
			return -1
		}
		return r
	}, w)
}

// Words makes a set of the words of a list, folded; a word of several parts has
// "_" between them and a blank in the set.
func Words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[Fold(strings.ReplaceAll(w, "_", " "))] = true
	}
	return out
}
