// Package language guesses what language a text is in: by its script, then by
// letters that only one language has, then by the small words that every text
// of a language is full of.
//
// A wrong guess would pass a text off as read that was not; where nothing tells,
// the answer is "und".
package language

import (
	"unicode"
	"unicode/utf8"
)

// Readable reports whether the reader knows the language: the others get no
// records.
func Readable(tag string) bool {
	switch tag {
	case "en", "ur", "ps", "fa", "fa-AF", "ar":
		return true
	}
	return false
}

// enough is how many bytes are looked at.
const enough = 20000

// Guess gives the BCP 47 tag of the text's language, "und" when it cannot tell.
func Guess(s string) string {
	if len(s) > enough {
		s = s[:enough]
	}
	var plain, other int // letters of ASCII, which need no look at the tables, and others
	counts := map[string]int{}
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if c := r | 0x20; c >= 'a' && c <= 'z' {
				plain++
			}
		case unicode.IsLetter(r):
			other++
			counts[script(r)]++
		}
	}
	total := plain + other
	counts["latin"] += plain
	best, most := "", 0
	for _, name := range scripts {
		if counts[name] > most {
			best, most = name, counts[name]
		}
	}
	if total == 0 || most*2 < total && best != "han" {
		if most == 0 {
			return "und"
		}
	}
	switch best {
	case "latin":
		return latin(s)
	case "arabic":
		return arabic(s)
	case "cyrillic":
		return cyrillic(s)
	case "han":
		if counts["kana"] > 0 {
			return "ja"
		}
		return "zh"
	case "kana":
		return "ja"
	}
	if tag := scriptTag[best]; tag != "" {
		return tag
	}
	return "und"
}

var scripts = []string{"latin", "arabic", "cyrillic", "han", "kana", "hangul", "devanagari", "greek", "hebrew", "bengali", "thai", "tamil", "armenian", "georgian", "ethiopic", "gurmukhi", "other"}

var scriptTag = map[string]string{"hangul": "ko", "devanagari": "hi", "greek": "el", "hebrew": "he", "bengali": "bn", "thai": "th", "tamil": "ta", "armenian": "hy", "georgian": "ka", "ethiopic": "am", "gurmukhi": "pa"}

func script(r rune) string {
	switch {
	case r < 0x250 || r >= 0x1e00 && r < 0x1f00:
		return "latin"
	case r >= 0x370 && r < 0x400:
		return "greek"
	case r >= 0x400 && r < 0x530:
		return "cyrillic"
	case r >= 0x530 && r < 0x590:
		return "armenian"
	case r >= 0x590 && r < 0x600:
		return "hebrew"
	case r >= 0x600 && r < 0x780 || r >= 0xfb50 && r < 0xfe00 || r >= 0xfe70 && r < 0xff00:
		return "arabic"
	case r >= 0x900 && r < 0x980:
		return "devanagari"
	case r >= 0x980 && r < 0xa00:
		return "bengali"
	case r >= 0xa00 && r < 0xa80:
		return "gurmukhi"
	case r >= 0xb80 && r < 0xc00:
		return "tamil"
	case r >= 0xe00 && r < 0xe80:
		return "thai"
	case r >= 0x10a0 && r < 0x1100:
		return "georgian"
	case r >= 0x1200 && r < 0x1380:
		return "ethiopic"
	case r >= 0x3040 && r < 0x3100:
		return "kana"
	case r >= 0x3400 && r < 0xa000:
		return "han"
	case r >= 0xac00 && r < 0xd7b0:
		return "hangul"
	}
	return "other"
}
