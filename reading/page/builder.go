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

// expect makes room for so many bytes of words in so many runs.
func (b *builder) expect(bytes, runs int) {
	b.out.Grow(bytes)
	b.runs = make([]text.Run, 0, runs)
}

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
		plain, raw := last.PlainSpan(), last.RawSpan()
		if start < raw.End { // two pieces of one indivisible run: they stay one
			*last = text.NewRun(plain.Start, raw.Start, at+len(words)-plain.Start, max(raw.End, end)-raw.Start)
			return
		}
		if same && last.PlainLen == last.RawLen && plain.End == at && raw.End == start {
			*last = text.NewRun(plain.Start, raw.Start, plain.Len()+len(words), raw.Len()+len(words))
			return
		}
	}
	b.runs = append(b.runs, text.NewRun(at, start, len(words), end-start))
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
		plain, raw := r.PlainSpan(), r.RawSpan()
		from, to := max(at, plain.Start), min(end, plain.End)
		if from >= to {
			continue
		}
		if from > at { // a gap that came from nowhere
			b.gap(b.src.Plain[at:from])
		}
		s, e := raw.Start, raw.End
		if r.PlainLen == r.RawLen {
			s, e = raw.Start+from-plain.Start, raw.Start+to-plain.Start
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
		plain, raw := r.PlainSpan(), r.RawSpan()
		b.gap(t.Plain[at:plain.Start])
		b.raw(t.Plain[plain.Start:plain.End], raw.Start, raw.End)
		at = plain.End
	}
	b.gap(t.Plain[at:])
}
