package web

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// A document is shown as its decoded words, paragraph by paragraph, with the
// words of records marked. What is no part of the article is there too, quieter.

// mention is the words of one record in a document.
type mention struct {
	ID         string // of the record; its first piece gets the anchor w-ID
	Href       string // where the mark leads
	Title      string // what it is, for those who cannot see the mark
	Open       bool   // waits for a decision
	Start, End int    // bytes of the file
}

// paragraph is a line of a document, in pieces.
type paragraph struct {
	Aside  bool // boilerplate
	Pieces []piece
}

// piece is a run of words under the same marks.
type piece struct {
	Text    string
	IDs     []string // of the records whose words these are, shortest first
	Href    string   // of the shortest
	Title   string
	Open    bool
	Anchors []string // ids of elements that begin here
}

// maxShown bounds how much of a document a page shows, in bytes of decoded text.
const maxShown = 200_000

// marked cuts a document into paragraphs and pieces. cut reports that it is
// longer than a page shows.
func marked(t *text.Text, boilerplate []draft.Boilerplate, mentions []mention) (all []paragraph, cut bool) {
	plain := t.Plain
	if len(plain) > maxShown {
		end := maxShown
		for !utf8.RuneStart(plain[end]) {
			end--
		}
		plain, cut = plain[:end], true
	}
	type placed struct {
		text.Span
		m mention
	}
	var marks []placed
	for _, m := range mentions {
		if s, ok := plainSpan(t, m.Start, m.End); ok && s.Start < len(plain) {
			marks = append(marks, placed{text.Span{Start: s.Start, End: min(s.End, len(plain))}, m})
		}
	}
	slices.SortStableFunc(marks, func(a, b placed) int { return a.Len() - b.Len() })
	var asides []text.Span
	for _, b := range boilerplate {
		if s, ok := plainSpan(t, b.Start, b.End); ok {
			asides = append(asides, s)
		}
	}
	anchored := map[string]bool{}
	gap := between(plain)
	for at := 0; at < len(plain); {
		end := len(plain)
		if i := strings.Index(plain[at:], gap); i >= 0 {
			end = at + i
		}
		line := text.Span{Start: at, End: end}
		at = end + len(gap)
		if strings.TrimSpace(plain[line.Start:line.End]) == "" {
			continue
		}
		cuts := []int{line.Start, line.End}
		for _, m := range marks {
			if m.Overlaps(line) {
				cuts = append(cuts, max(m.Start, line.Start), min(m.End, line.End))
			}
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		p := paragraph{Aside: slices.ContainsFunc(asides, func(s text.Span) bool { return s.Overlaps(line) })}
		for i := 0; i+1 < len(cuts); i++ {
			s := text.Span{Start: cuts[i], End: cuts[i+1]}
			one := piece{Text: plain[s.Start:s.End]}
			for _, m := range marks {
				if !m.Contains(s) {
					continue
				}
				if one.Href == "" {
					one.Href, one.Title, one.Open = m.m.Href, m.m.Title, m.m.Open
				}
				one.IDs = append(one.IDs, m.m.ID)
				if !anchored[m.m.ID] {
					anchored[m.m.ID] = true
					one.Anchors = append(one.Anchors, "w-"+m.m.ID)
				}
			}
			p.Pieces = append(p.Pieces, one)
		}
		all = append(all, p)
	}
	return all, cut
}

// between gives what stands between two paragraphs of a text: an empty line
// where its lines are broken at a width, as in mail, else the end of a line.
func between(plain string) string {
	running, broken := 0, 0
	lines := strings.Split(plain, "\n")
	for i := 0; i+1 < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" || strings.TrimSpace(lines[i+1]) == "" {
			continue
		}
		running++
		if n := utf8.RuneCountInString(lines[i]); n >= 45 && n <= 100 {
			broken++
		}
	}
	if running >= 4 && broken*10 >= running*6 {
		return "\n\n"
	}
	return "\n"
}

// pieces writes the pieces of a paragraph without any space between them.
func pieces(all []piece) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var out strings.Builder
		for _, p := range all {
			for _, a := range p.Anchors {
				fmt.Fprintf(&out, `<span id="%s" class="anchor"></span>`, templ.EscapeString(a))
			}
			if p.Href == "" {
				out.WriteString(templ.EscapeString(p.Text))
				continue
			}
			class := "mk"
			if len(p.IDs) > 1 {
				class += " many"
			}
			if p.Open {
				class += " open"
			}
			fmt.Fprintf(&out, `<a class="%s" href="%s" title="%s" data-of="%s">%s</a>`, class, templ.EscapeString(p.Href),
				templ.EscapeString(p.Title), templ.EscapeString(strings.Join(p.IDs, " ")), templ.EscapeString(p.Text))
		}
		_, err := io.WriteString(w, out.String())
		return err
	})
}
