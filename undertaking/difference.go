package undertaking

import (
	"fmt"
	"strings"
	"unicode"
)

// Piece is a run of words that both texts have, or one of them alone.
type Piece struct {
	In   string `json:"in"` // both, first or second
	Text string `json:"text"`
}

// MaxWords bounds the texts that Difference compares: their product is the work.
const MaxWords = 4000

// Difference compares two texts of one instrument word by word: the longest
// sequence of words that stands in both, in order, and between them what stands
// in one alone. Spaces and line breaks do not count. It says nothing about what a
// difference means; two languages are not compared.
func Difference(first, second string) ([]Piece, error) {
	a, b := split(first), split(second)
	if len(a) > MaxWords || len(b) > MaxWords {
		return nil, fmt.Errorf("texts of more than %d words are not compared here; compare them clause by clause", MaxWords)
	}
	// long[i][j] is the length of the longest common sequence of a[i:] and b[j:].
	width := len(b) + 1
	long := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				long[i*width+j] = long[(i+1)*width+j+1] + 1
			} else {
				long[i*width+j] = max(long[(i+1)*width+j], long[i*width+j+1])
			}
		}
	}
	var all []Piece
	add := func(in, word string) {
		if n := len(all); n > 0 && all[n-1].In == in {
			all[n-1].Text += " " + word
			return
		}
		all = append(all, Piece{in, word})
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			add("both", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && long[(i+1)*width+j] >= long[i*width+j+1]:
			add("first", a[i])
			i++
		default:
			add("second", b[j])
			j++
		}
	}
	return all, nil
}

// split gives a text's words, and each mark of punctuation as a word of its own:
// a comma can be the difference.
func split(text string) []string {
	var out []string
	for _, field := range strings.Fields(text) {
		start := 0
		for i, r := range field {
			if unicode.IsPunct(r) && r != '\'' && r != '’' && r != '-' {
				if i > start {
					out = append(out, field[start:i])
				}
				out = append(out, string(r))
				start = i + len(string(r))
			}
		}
		if start < len(field) {
			out = append(out, field[start:])
		}
	}
	return out
}
