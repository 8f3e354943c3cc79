package page

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// mailLines marks what in a mail of plain text is not its own words: the lines
// quoted from another mail, the line that says whose they are, and all below
// the mark of a signature (RFC 3676, section 4.3, with or without its blank).
func mailLines(p *Page) {
	t := p.Text
	var masked []text.Span
	mark := func(s text.Span, kind string) {
		start, end, ok := t.RawSpan(s)
		if !ok {
			return
		}
		if n := len(masked); n > 0 && strings.TrimSpace(t.Plain[masked[n-1].End:s.Start]) == "" && p.Boilerplate[n-1].Kind == kind {
			masked[n-1].End, p.Boilerplate[n-1].End = s.End, end
			return
		}
		masked = append(masked, s)
		p.Boilerplate = append(p.Boilerplate, draft.Boilerplate{Start: start, End: end, Kind: kind})
	}
	before := text.Span{}
	for at := 0; at < len(t.Plain); {
		end := strings.IndexByte(t.Plain[at:], '\n')
		if end < 0 {
			end = len(t.Plain) - at
		}
		line := text.Span{Start: at, End: at + end}
		words := strings.TrimRight(t.String(line), "\r")
		switch {
		case words == "-- " || words == "--" || words == "__________________________________________________":
			rest := text.Span{Start: line.Start, End: len(t.Plain)}
			if rest.Start > 0 {
				mark(rest, "footer")
				t.Masked = masked
				return
			}
		case strings.HasPrefix(words, ">"):
			if w := strings.TrimSpace(t.String(before)); strings.HasSuffix(w, ":") && len(w) < 200 && (len(masked) == 0 || masked[len(masked)-1].End <= before.Start) {
				mark(before, "reply")
			}
			mark(text.Span{Start: line.Start, End: line.Start + len(words)}, "reply")
		}
		if strings.TrimSpace(words) != "" {
			before = text.Span{Start: line.Start, End: line.Start + len(words)}
		}
		at += end + 1
	}
	t.Masked = masked
}
