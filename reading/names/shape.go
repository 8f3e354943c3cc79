package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

// shape is how a token is written.
type shape uint8

const (
	capital    shape = 1 << iota // begins with a capital, or a capital stands after "al-" and the like
	capitals                     // capitals throughout, two letters or more
	initial                      // one capital, with or without a point
	begins                       // first word of a sentence or a quotation
	flat                         // in a heading or a line of capitals: a capital says nothing
	possessive                   // ends in 's or s'
)

// shapes works out shape and classes of every token.
func (f *finder) shapes() {
	t := f.t
	f.shape = make([]shape, len(t.Tokens))
	f.class = make([]class, len(t.Tokens))
	for i, k := range t.Tokens {
		if k.Kind != text.Word {
			continue
		}
		f.shape[i] = shapeOf(t.Plain[k.Start:k.End])
		base := k.Lower
		if k.Possessive() {
			f.shape[i] |= possessive
			base = k.Base()
		}
		f.class[i] = f.words.At(base)
		if f.class[i] == 0 && f.shape[i]&capital != 0 {
			f.class[i] = f.formOf(base)
		}
	}
	upper, all := 0, 0
	for _, s := range t.Sentences {
		n, caps, titles := 0, 0, 0
		first := true
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != text.Word {
				continue
			}
			if first || i > 0 && opens(t.Tokens[i-1].Lower) {
				f.shape[i] |= begins
				first = false
			}
			if f.class[i]&inner != 0 || t.Tokens[i].Len() < 3 {
				continue
			}
			n++
			if f.shape[i]&capital != 0 {
				titles++
				if f.shape[i]&capitals != 0 {
					caps++
				}
			}
		}
		upper, all = upper+caps, all+n
		if last := t.Tokens[s.Last-1].Lower; n >= 4 && (titles*4 >= n*3 && last != "." || caps*2 > n) {
			for i := s.First; i < s.Last; i++ {
				f.shape[i] |= flat
			}
		}
	}
	f.caps = all > 0 && upper*4 > all*3
}

// formOf gives the class of a form of an ordinary word, kept for the next time.
func (f *finder) formOf(base string) class {
	c, ok := f.forms[base]
	if !ok {
		if inflected(f.words, base) {
			c = plain
		}
		f.forms[base] = c
	}
	return c
}

// opens reports whether a capital after the mark may begin a sentence.
func opens(mark string) bool {
	switch mark {
	case "\"", "``", "'", "`", ":", "«", "(", "[", "--", "—", "–", "•", "*", "-":
		return true
	}
	return false
}

func shapeOf(w string) shape {
	var s shape
	r, n := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		// al-Shabaab, d'Ivoire, el-Sisi, ISIS in mixed words: a small particle stuck to a capital
		if i := particleEnd(w); i > 0 && i+1 < len(w) {
			j := i + 1
			if strings.HasPrefix(w[i:], "’") {
				j = i + len("’")
			}
			if q, _ := utf8.DecodeRuneInString(w[j:]); unicode.IsUpper(q) && q != 'S' || unicode.IsUpper(q) && w[i] == '-' {
				return capital
			}
		}
		return 0
	}
	s = capital
	letters, low := 0, 0
	for _, r := range w {
		switch {
		case r == '\'' || r == '’':
			if letters > 1 && low == 0 { // "UN's" is in capitals
				return s | capitals
			}
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLower(r):
			letters++
			low++
		}
	}
	if low == 0 && letters > 1 {
		s |= capitals
	}
	if letters == 1 && len(w) <= n+1 {
		s |= initial
	}
	return s
}

// particleEnd gives where the hyphen or apostrophe behind a particle of at most
// four bytes stands, -1 where none does.
func particleEnd(w string) int {
	for i := 0; i < len(w) && i <= 4; i++ {
		if c := w[i]; c == '-' || c == '\'' || c == "’"[0] && strings.HasPrefix(w[i:], "’") {
			return i
		}
	}
	return -1
}

// key gives the folded form of token i as lexicons compare it.
func (f *finder) key(i int) string {
	w := f.t.Tokens[i].Lower
	plain := true
	for j := 0; j < len(w); j++ {
		if c := w[j]; c < 'a' || c > 'z' {
			plain = false
			break
		}
	}
	if plain {
		return w
	}
	if k, ok := f.keys[w]; ok {
		return k
	}
	k := place.Fold(f.t.Tokens[i].Base())
	f.keys[w] = k
	return k
}

// span gives the piece of Plain from token i up to token j, without a
// possessive ending of the last.
func (f *finder) span(i, j int) text.Span {
	s := text.Span{Start: f.t.Tokens[i].Start, End: f.t.Tokens[j-1].End}
	if f.shape[j-1]&possessive != 0 {
		last := f.t.Plain[f.t.Tokens[j-1].Start:s.End]
		if n := strings.LastIndexAny(last, "'’"); n > 0 {
			s.End -= len(last) - n
		}
	}
	return s
}

// glued reports whether only blanks stand between token i and the one before it.
func (f *finder) glued(i int) bool {
	gap := f.t.Plain[f.t.Tokens[i-1].End:f.t.Tokens[i].Start]
	return gap == " " || strings.TrimSpace(gap) == "" && strings.Count(gap, "\n") < 2
}
