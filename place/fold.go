package place

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives a name as the gazetteer compares it: lower case, no accents,
// apostrophes or points, hyphens as blanks, one blank between words.
func Fold(name string) string { return string(appendFold(nil, name)) }

// appendFold appends name, folded, to b.
func appendFold(b []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			name = norm.NFD.String(name)
			break
		}
	}
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
