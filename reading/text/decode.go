package text

import (
	"strings"
	"unicode/utf8"
)

// Decode reads b as UTF-8, putting U+FFFD for each maximal invalid subpart, the
// practice the Unicode Standard recommends (section 3.9, "U+FFFD Substitution of
// Maximal Subparts"). Go's own conversions put one for each invalid byte.
func Decode(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n <= 1 {
			out.WriteRune(utf8.RuneError)
			b = b[InvalidSubpart(b):]
			continue
		}
		out.Write(b[:n])
		b = b[n:]
	}
	return out.String()
}

// InvalidSubpart gives the length of the maximal invalid subpart that b, which
// does not begin with a valid character, begins with: the longest prefix of some
// well-formed sequence, or one byte.
func InvalidSubpart(b []byte) int {
	lo, hi, need := byte(0x80), byte(0xBF), 0
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c == 0xE0:
		need, lo = 2, 0xA0
	case c == 0xED:
		need, hi = 2, 0x9F
	case c >= 0xE1 && c <= 0xEF:
		need = 2
	case c == 0xF0:
		need, lo = 3, 0x90
	case c == 0xF4:
		need, hi = 3, 0x8F
	case c >= 0xF1 && c <= 0xF3:
		need = 3
	}
	n := 1
	for n <= need && n < len(b) && b[n] >= lo && b[n] <= hi {
		n, lo, hi = n+1, 0x80, 0xBF
	}
	return n
}
