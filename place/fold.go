package place

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives a name as the gazetteer compares it: lower case, no accents,
// apostrophes or points, hyphens as blanks, one blank between words.
func Fold(name string) string {
	var at [64]byte // most names are shorter
	return string(appendFold(at[:0], name))
}

// appendFold appends name, folded, to b.
func appendFold(b []byte, name string) []byte {
	var latin map[rune]string
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			if isLatin(name) {
				latin = latinFolds()
			} else {
				name = norm.NFD.String(name)
			}
			break
		}
	}
	return appendFolded(b, name, latin)
}

// latinFolds are the folded forms of the letters that isLatin allows beyond
// ASCII. Taking the hundred thousand names of the gazetteer apart by the general
// rules takes most of the time that it takes to make it ready.
var latinFolds = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{}
	for _, block := range [][2]rune{{0xa1, 0x2ff}, {0x1e00, 0x1eff}} {
		for r := block[0]; r <= block[1]; r++ {
			m[r] = string(appendFolded(nil, norm.NFD.String(string(r)), nil))
		}
	}
	return m
})

// isLatin reports whether name has only letters each of which folds by itself:
// no accents that stand alone, which have an order among themselves.
func isLatin(name string) bool {
	for _, r := range name {
		if r >= 0x300 && (r < 0x1e00 || r > 0x1eff) && (r < 0x2010 || r > 0x2019) {
			return false
		}
	}
	return true
}

// appendFolded appends name to b, which is taken apart into letters and accents
// but for those letters that are in latin, folded.
func appendFolded(b []byte, name string, latin map[rune]string) []byte {
	start := len(b)
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'A' && c <= 'Z':
				b = append(b, c+'a'-'A')
			case c == '\'' || c == '.' || c == '`':
			case c == '-' || c == ' ' || c == '\n' || c == '\t' || c == '\r':
				if len(b) > start && b[len(b)-1] != ' ' {
					b = append(b, ' ')
				}
			default:
				b = append(b, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		if f, ok := latin[r]; ok {
			b = append(b, f...)
			continue
		}
		switch {
		case unicode.Is(unicode.Mn, r), r == '’', r == '‘', r == 'ʼ', r == 'ʻ', r == 'ʿ', r == 'ʾ', r == '\u00ad', r == '\u200c':
		case r == '\u00a0', r == '‐', r == '‑', r == '–':
			if len(b) > start && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		case letters[r] != "":
			b = append(b, letters[r]...)
		default:
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	if len(b) > start && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// letters are those that do not come apart into a letter and an accent.
var letters = map[rune]string{'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ı': "i", 'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ə': "a", 'Ə': "a", 'ħ': "h", 'Ħ': "h", 'þ': "th", 'ð': "d"}
