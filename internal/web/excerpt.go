package web

import (
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/page"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/record"
)

// excerpt is a piece of a source around the words of an object.
type excerpt struct {
	Before, Words, After string
	Cut                  string // why there is none, as a message's key; "" where there is one
}

// around is how much of a source an excerpt shows on each side, in bytes.
const around = 420

// excerpt gives the words of an object as they stand in their source.
func (g *gather) excerpt(src *filed, w record.Words) (excerpt, error) {
	if src == nil || w.Text == "" {
		return excerpt{Cut: "source.none"}, nil
	}
	t, err := g.text(src)
	if fault.Is(err, fault.NotFound) {
		return excerpt{Cut: "source.gone"}, nil
	}
	if fault.Is(err, fault.Invalid) { // a file that nobody can read words in
		return excerpt{Cut: "source.none"}, nil
	}
	if err != nil {
		return excerpt{}, err
	}
	s, ok := plainSpan(t, w.Start, w.End)
	if !ok {
		return excerpt{Cut: "source.none"}, nil
	}
	gap := between(t.Plain)
	from, to := paragraphStart(t.Plain, gap, s.Start), paragraphEnd(t.Plain, gap, s.End)
	return excerpt{Before: t.Plain[from:s.Start], Words: t.Plain[s.Start:s.End], After: t.Plain[s.End:to]}, nil
}

// text gives the decoded words of a source.
func (g *gather) text(src *filed) (*text.Text, error) {
	raw, err := g.views.SourceBytes(g.ctx, g.who, src.ID)
	if err != nil {
		return nil, err
	}
	return open(src.File, raw, src.Item)
}

// open decodes the document that a file holds, or one item of a feed.
func open(file string, raw []byte, item *int) (*text.Text, error) {
	pages, err := page.Open(file, raw)
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		if item == nil || p.Item != nil && *p.Item == *item {
			return p.Text, nil
		}
	}
	return nil, fault.New(fault.NotFound, "the file %s has no such item", file)
}

// plainSpan turns bytes of the file into the piece of decoded text that came
// from them; false where nothing did.
func plainSpan(t *text.Text, start, end int) (text.Span, bool) {
	if t.Runs == nil {
		ok := 0 <= start && start < end && end <= len(t.Plain)
		return text.Span{Start: start, End: end}, ok
	}
	s := text.Span{Start: -1}
	for _, r := range t.Runs {
		plain, raw := r.PlainSpan(), r.RawSpan()
		if raw.Start >= end || raw.End <= start {
			continue
		}
		from, to := plain.Start, plain.End
		if r.PlainLen == r.RawLen {
			from += max(0, start-raw.Start)
			to -= max(0, raw.End-end)
		}
		if s.Start < 0 || from < s.Start {
			s.Start = from
		}
		s.End = max(s.End, to)
	}
	return s, s.Start >= 0 && s.Start < s.End
}

// paragraphStart goes back from a place to where its paragraph begins, or as far
// as an excerpt goes, between two characters.
func paragraphStart(s, gap string, at int) int {
	low := max(0, at-around)
	if i := strings.LastIndex(s[low:at], gap); i >= 0 {
		return low + i + len(gap)
	}
	for low > 0 && !utf8.RuneStart(s[low]) {
		low--
	}
	return low
}

func paragraphEnd(s, gap string, at int) int {
	high := min(len(s), at+around)
	if i := strings.Index(s[at:high], gap); i >= 0 {
		return at + i
	}
	for high < len(s) && !utf8.RuneStart(s[high]) {
		high++
	}
	return high
}
