// Package text is a document's words as the stages of reading see them: decoded
// once, every byte traced back to the file as it came, cut into paragraphs,
// sentences, quotations and tokens.
//
// All stages work on offsets into Plain; only Text.Draft turns them into
// offsets of the file. The package knows nothing of what the words mean.
package text

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/draft"
)

// Span is a piece of Plain: byte offsets, half open.
type Span struct{ Start, End int }

// Len gives the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies wholly in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Run says that PlainLen bytes of Plain from Plain on came from RawLen bytes of
// the file from Raw on. Where the lengths are equal the run maps byte by byte;
// otherwise (an entity, a character of another charset, a broken byte) it is
// indivisible.
//
// A text in a charset of two bytes a letter has a run for each: they are kept
// small. No file that is read is longer than they can say.
type Run struct{ Plain, Raw, PlainLen, RawLen int32 }

// NewRun gives a run of offsets and lengths as Go counts them.
func NewRun(plain, raw, plainLen, rawLen int) Run {
	return Run{int32(plain), int32(raw), int32(plainLen), int32(rawLen)} // #nosec G115 -- a document has 16 MiB at the most
}

// PlainSpan gives the piece of Plain that the run is.
func (r Run) PlainSpan() Span { return Span{int(r.Plain), int(r.Plain) + int(r.PlainLen)} }

// RawSpan gives the bytes of the file that the run came from.
func (r Run) RawSpan() Span { return Span{int(r.Raw), int(r.Raw) + int(r.RawLen)} }

// Text is one document, decoded.
type Text struct {
	Raw   []byte // the file as it came; never changed
	Plain string // its words, UTF-8
	Runs  []Run  // from Plain to Raw, ascending, no overlaps; nil means Plain is Raw, byte for byte

	Masked []Span // boilerplate, ascending: no stage looks in here

	// Segment fills these; nothing masked is in them.
	Paragraphs []Span
	Sentences  []Sentence
	Tokens     []Token
	Quotes     []Quote // in order of Start, the outer one before those in it
}

// Sentence is a sentence with the tokens in it.
type Sentence struct {
	Span
	First, Last int // Tokens[First:Last]
	Paragraph   int // index into Paragraphs
}

// Token is a word, number or mark. A word keeps its possessive ("Pakistan's":
// see Base) and its inner hyphens; an abbreviation keeps its point, as do
// initials ("Mr.", "U.S.", "J."), so that the mark "." ends a sentence.
type Token struct {
	Span
	Kind  Kind
	Lower string // folded for matching: lower case, straight quotes; never shown

	without List // the lists that it is surely in none of
}

// Kind of a token.
type Kind uint8

// The kinds of token.
const (
	Word   Kind = iota // letters, with inner apostrophe or hyphen
	Number             // digits, with inner comma or point, and letters stuck to them ("20th")
	Mark               // anything else
)

// Quote is a passage in quotation marks. Inner leaves the marks out. Open is
// true when the closing mark is missing because the quotation runs on into the
// next paragraph.
type Quote struct {
	Span
	Inner Span
	Open  bool
}

// String gives the words of s.
func (t *Text) String(s Span) string { return t.Plain[s.Start:s.End] }

// RawSpan gives the bytes of the file that s came from. It is false where s is
// empty or came from nowhere in the file.
func (t *Text) RawSpan(s Span) (start, end int, ok bool) {
	if s.Start >= s.End || s.Start < 0 || s.End > len(t.Plain) {
		return 0, 0, false
	}
	if t.Runs == nil {
		return s.Start, s.End, true
	}
	first := sort.Search(len(t.Runs), func(i int) bool { return t.Runs[i].PlainSpan().End > s.Start })
	last := sort.Search(len(t.Runs), func(i int) bool { return int(t.Runs[i].Plain) >= s.End }) - 1
	if first >= len(t.Runs) || last < first {
		return 0, 0, false
	}
	a, b := t.Runs[first], t.Runs[last]
	start, end = a.RawSpan().Start, b.RawSpan().End
	if from := a.PlainSpan().Start; a.PlainLen == a.RawLen && s.Start > from {
		start += s.Start - from
	}
	if to := b.PlainSpan().End; b.PlainLen == b.RawLen && s.End < to {
		end -= to - s.End
	}
	return start, end, start < end
}

// Cut gives the piece s of t as a text of its own, not segmented. Its offsets
// count from the beginning of s, and lead to the same bytes of the file.
func (t *Text) Cut(s Span) *Text {
	out := &Text{Raw: t.Raw, Plain: t.Plain[s.Start:s.End], Runs: []Run{}}
	if t.Runs == nil {
		if s.Start < s.End {
			out.Runs = []Run{NewRun(0, s.Start, s.Len(), s.Len())}
		}
	} else {
		for _, r := range t.RunsIn(s) {
			plain, raw := r.PlainSpan(), r.RawSpan()
			cut := Span{max(plain.Start, s.Start), min(plain.End, s.End)}
			if r.PlainLen == r.RawLen { // byte by byte: as much of it as lies in s
				raw.Start += cut.Start - plain.Start
				raw.End = raw.Start + cut.Len()
			}
			out.Runs = append(out.Runs, NewRun(cut.Start-s.Start, raw.Start, cut.Len(), raw.Len()))
		}
	}
	for i := sort.Search(len(t.Masked), func(i int) bool { return t.Masked[i].End > s.Start }); i < len(t.Masked) && t.Masked[i].Start < s.End; i++ {
		m := t.Masked[i]
		if from, to := max(m.Start, s.Start)-s.Start, min(m.End, s.End)-s.Start; from < to {
			out.Masked = append(out.Masked, Span{from, to})
		}
	}
	return out
}

// RunsIn gives the runs that s touches.
func (t *Text) RunsIn(s Span) []Run {
	first := sort.Search(len(t.Runs), func(i int) bool { return t.Runs[i].PlainSpan().End > s.Start })
	last := sort.Search(len(t.Runs), func(i int) bool { return int(t.Runs[i].Plain) >= s.End })
	if first >= last {
		return nil
	}
	return t.Runs[first:last]
}

// Draft gives s as a span of the file. It is false where s came from nowhere in it.
func (t *Text) Draft(s Span) (draft.Span, bool) {
	start, end, ok := t.RawSpan(s)
	if !ok {
		return draft.Span{}, false
	}
	d := draft.Span{Start: start, End: end}
	if t.Runs == nil {
		d.Text = t.Plain[s.Start:s.End]
		return d, true
	}
	plain := t.String(s)
	if string(t.Raw[start:end]) == plain { // compared without a copy
		d.Text = plain
		return d, true
	}
	if d.Text = Decode(t.Raw[start:end]); plain != d.Text {
		d.Plain = plain
	}
	return d, true
}

// IsMasked reports whether s touches boilerplate.
func (t *Text) IsMasked(s Span) bool {
	i := sort.Search(len(t.Masked), func(i int) bool { return t.Masked[i].End > s.Start })
	return i < len(t.Masked) && t.Masked[i].Overlaps(s)
}

// Within gives the tokens that lie wholly in s.
func (t *Text) Within(s Span) []Token {
	from := sort.Search(len(t.Tokens), func(i int) bool { return t.Tokens[i].Start >= s.Start })
	to := from
	for to < len(t.Tokens) && t.Tokens[to].End <= s.End {
		to++
	}
	return t.Tokens[from:to]
}
