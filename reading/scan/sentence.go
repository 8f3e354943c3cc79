package scan

import (
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/text"
)

// longest is how many tokens of a sentence are looked at together. A sentence
// that is longer is no prose; it is cut so that looking stays linear.
const longest = 250

// Sentence is a sentence, or a piece of one that is too long to be one.
type Sentence struct {
	A     *analysis.Analysis
	Index int // into Text.Sentences
	Toks  []text.Token
}

// Each calls f with every sentence of a, in order.
func Each(a *analysis.Analysis, f func(Sentence)) {
	for i, s := range a.Text.Sentences {
		for first := s.First; first < s.Last; first += longest {
			f(Sentence{a, i, a.Text.Tokens[first:min(first+longest, s.Last)]})
		}
	}
}

// Span is the whole sentence.
func (s Sentence) Span() text.Span {
	return text.Span{Start: s.Toks[0].Start, End: s.Toks[len(s.Toks)-1].End}
}

// Title reports whether the sentence stands in the headline.
func (s Sentence) Title() bool { return s.A.Title.Len() > 0 && s.A.Title.Overlaps(s.Span()) }
