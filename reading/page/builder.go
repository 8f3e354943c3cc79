package page

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// builder makes a text out of pieces of another, src, keeping the way from
// every byte of the new one to the bytes of the file.
type builder struct {
	src  *text.Text
	out  strings.Builder
	runs []text.Run
}

func newBuilder(src *text.Text) *builder { return &builder{src: src} }

// raw adds words that the bytes [start,end) of the file stand for.
func (b *builder) raw(words string, start, end int) {
	if words == "" || start >= end {
		return
	}
	same := len(words) == end-start && words == string(b.src.Raw[start:end])
	at := b.out.Len()
	b.out.WriteString(words)
	if n := len(b.runs); n > 0 {
		last := &b.runs[n-1]
		if start < last.Raw+last.RawLen { // two pieces of one indivisible run: they stay one
			last.PlainLen, last.RawLen = at+len(words)-last.Plain, max(last.RawLen, end-last.Raw)
			return
		}
		if same && last.PlainLen == last.RawLen && last.Plain+last.PlainLen == at && last.Raw+last.RawLen == start {
			last.PlainLen += len(words)
			last.RawLen += len(words)
			return
		}
	}
	b.runs = append(b.runs, text.Run{Plain: at, Raw: start, PlainLen: len(words), RawLen: end - start})
}

// same adds src.Plain[start:end] as it is.
func (b *builder) same(start, end int) {
	if start >= end {
		return
	}
	words := b.src.Plain[start:end]
	if b.src.Runs == nil {
		b.raw(words, start, end)
		return
	}
	at := start
	for _, r := range b.src.RunsIn(text.Span{Start: start, End: end}) {
		from, to := max(at, r.Plain), min(end, r.Plain+r.PlainLen)
		if from >= to {
			continue
		}
		if from > at { // a gap that came from nowhere
			b.gap(b.src.Plain[at:from])
		}
		s, e := r.Raw, r.Raw+r.RawLen
		if r.PlainLen == r.RawLen {
			s, e = r.Raw+from-r.Plain, r.Raw+to-r.Plain
		}
		b.raw(b.src.Plain[from:to], s, e)
		at = to
	}
	if at < end {
		b.gap(b.src.Plain[at:end])
	}
}

// other adds words that src.Plain[start:end] stands for.
func (b *builder) other(words string, start, end int) {
	if s, e, ok := b.src.RawSpan(text.Span{Start: start, End: end}); ok {
		b.raw(words, s, e)
		return
	}
	b.gap(words)
}

// gap adds words that stand nowhere in the file, such as a paragraph's end.
func (b *builder) gap(words string) { b.out.WriteString(words) }

func (b *builder) len() int { return b.out.Len() }

// text gives what was built.
func (b *builder) text() *text.Text {
	runs := b.runs
	if runs == nil {
		runs = []text.Run{}
	}
	return &text.Text{Raw: b.src.Raw, Plain: b.out.String(), Runs: runs}
}

// append adds another text of the same file.
func (b *builder) append(t *text.Text) {
	if t.Runs == nil {
		b.raw(t.Plain, 0, len(t.Plain))
		return
	}
	at := 0
	for _, r := range t.Runs {
		b.gap(t.Plain[at:r.Plain])
		b.raw(t.Plain[r.Plain:r.Plain+r.PlainLen], r.Raw, r.Raw+r.RawLen)
		at = r.Plain + r.PlainLen
	}
	b.gap(t.Plain[at:])
}
