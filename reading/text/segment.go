package text

import (
	"iter"
	"sort"
	"strings"
	"unicode/utf8"
)

// Segment cuts t into paragraphs, sentences, tokens and quotations, leaving out
// what is Masked: boilerplate has none of them, and ends the paragraph it stands
// in. It takes time linear in the length of Plain, whatever stands there.
//
// A paragraph ends at an empty line, and at a line's end unless the lines are
// wrapped by hand at a width, as wire reports are. A sentence never crosses a
// paragraph. Call it again after Masked has changed.
func Segment(t *Text) {
	t.Paragraphs, t.Sentences, t.Tokens, t.Quotes = nil, nil, nil, nil
	z := &tokenizer{s: t.Plain, fold: map[string]string{}, lists: knownLists(), out: make([]Token, 0, len(t.Plain)/5)}
	q := &quoter{t: t}
	for p := range paragraphs(t.Plain, t.Masked) {
		first := len(z.out)
		z.span(p.Start, p.End)
		if len(z.out) == first {
			continue
		}
		p = Span{z.out[first].Start, z.out[len(z.out)-1].End}
		t.Paragraphs = append(t.Paragraphs, p)
		t.sentences(z.out, first, len(t.Paragraphs)-1)
		q.paragraph(z.out[first:], p)
	}
	t.Tokens = z.out
	q.finish()
}

// Blocks gives the stretches of t that Segment makes paragraphs of: what looks
// at a document line by line sees lines that were wrapped by hand as one.
func Blocks(t *Text) iter.Seq[Span] { return paragraphs(t.Plain, t.Masked) }

// paragraphs gives the stretches of s that are one paragraph each, none of them
// touching a masked span.
func paragraphs(s string, masked []Span) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		m := 0
		for p := range wholeParagraphs(s) {
			for m < len(masked) && masked[m].End <= p.Start {
				m++
			}
			at := p.Start
			for j := m; j < len(masked) && masked[j].Start < p.End; j++ {
				if masked[j].Start > at && !yield(Span{at, masked[j].Start}) {
					return
				}
				at = max(at, masked[j].End)
			}
			if at < p.End && !yield(Span{at, p.End}) {
				return
			}
		}
	}
}

// wholeParagraphs gives the paragraphs of s: its lines, those of one paragraph
// that was wrapped by hand put together.
func wholeParagraphs(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		width := wrapWidth(s)
		var p, before Span // the paragraph so far, and its last line
		for l := range linesOf(s) {
			empty := blank(s, l)
			if !empty && p.Len() > 0 && softBreak(s, before, l, width) {
				p.End, before = l.End, l
				continue
			}
			if p.Len() > 0 && !yield(p) {
				return
			}
			p, before = l, l
			if empty {
				p = Span{}
			}
		}
		if p.Len() > 0 {
			yield(p)
		}
	}
}

// linesOf gives the lines of s without their ends.
func linesOf(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for at := 0; at < len(s); {
			n := lineEnd(s[at:])
			if n < 0 {
				yield(Span{at, len(s)})
				return
			}
			if !yield(Span{at, at + n}) {
				return
			}
			_, size := utf8.DecodeRuneInString(s[at+n:])
			if strings.HasPrefix(s[at+n:], "\r\n") {
				size = 2
			}
			at += n + size
		}
	}
}

// lineEnd gives where the first line of s ends, -1 where nothing ends it.
func lineEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n', c == '\r', c == "\u2029"[0] && strings.HasPrefix(s[i:], "\u2029"):
			return i
		}
	}
	return -1
}

func blank(s string, l Span) bool {
	for _, r := range s[l.Start:l.End] {
		if !IsSpace(r) && r != '\ufeff' && r != '\u200b' {
			return false
		}
	}
	return true
}

// wrapWidth gives the width that the lines of s were wrapped to by hand, or 0.
// Text is wrapped when most lines that another follows are of about one length
// and stop in mid-sentence.
func wrapWidth(s string) int {
	inner, soft := 0, 0
	var lengths []int
	var before Span
	dark := true // the line before is blank, or there is none
	for l := range linesOf(s) {
		empty := blank(s, l)
		if !empty && !dark {
			inner++
			n := before.Len()
			if n >= 40 && n <= 110 && !ends(s, before) {
				soft++
			}
			lengths = append(lengths, n)
			if inner == 2000 {
				break
			}
		}
		before, dark = l, empty
	}
	if inner < 2 || soft*5 < inner*3 {
		return 0
	}
	sort.Ints(lengths)
	return lengths[len(lengths)*9/10]
}

// softBreak reports whether the line after is the same paragraph's.
func softBreak(s string, before, after Span, width int) bool {
	if width == 0 {
		return false
	}
	if strings.HasPrefix(s[after.Start:after.End], "  ") || strings.HasPrefix(s[after.Start:after.End], "\t") {
		return strings.HasPrefix(s[before.Start:before.End], "  ") && !ends(s, before)
	}
	return before.Len()*2 > width || !ends(s, before)
}

// ends reports whether the line ends as a sentence does.
func ends(s string, l Span) bool {
	line := strings.TrimRight(s[l.Start:l.End], " \t\u00a0\"'”’»)]")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?:…۔؟।", r)
}
