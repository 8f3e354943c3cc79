package page

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// itemHints are the elements of an item that say something about it.
var itemHints = []struct{ name, about string }{
	{"pubDate", "published"}, {"published", "published"}, {"issued", "published"}, {"date", "published"},
	{"updated", "modified"}, {"modified", "modified"}, {"creator", "author"}, {"author", "author"}, {"link", "url"},
}

// page makes a document of an item: its title, then its words.
func (it item) page(src *text.Text) (*Page, error) {
	p := &Page{Format: "feed"}
	b := newBuilder(src)
	var own []text.Span // what of the feed is this document, in its Plain
	title, titled := it["title"]
	addTitle := func() {
		t := unwrapped(src, title)
		inner := newBuilder(t)
		(&scan{src: t}).decoded(inner, trim(t.Plain, text.Span{End: len(t.Plain)}), false)
		if b.len() > 0 {
			b.gap("\n\n")
		}
		at := b.len()
		b.append(inner.text())
		p.Title = text.Span{Start: at, End: b.len()}
		own = append(own, title)
		titled = false
	}
	var masked []text.Span
	for _, name := range rank {
		s, ok := it[name]
		if !ok || strings.TrimSpace(src.Plain[s.Start:s.End]) == "" {
			continue
		}
		t := unwrapped(src, s)
		if name == "xhtml" {
			t = cut(src, s)
		}
		if titled && title.Start < s.Start {
			addTitle()
		}
		body, err := fragment(t)
		if err != nil {
			return nil, err
		}
		if b.len() > 0 {
			b.gap("\n\n")
		}
		at := b.len()
		b.append(body.Text)
		for _, m := range body.Text.Masked {
			masked = append(masked, text.Span{Start: at + m.Start, End: at + m.End})
		}
		p.Boilerplate = body.Boilerplate
		own = append(own, s)
		break
	}
	if titled { // behind the words, where the feed has it so: what is read keeps the order of the file
		addTitle()
	}
	p.Text = b.text()
	p.Text.Masked = masked
	for _, x := range itemHints {
		s, ok := it[x.name]
		if !ok {
			continue
		}
		s = contentOf(src.Plain, s)
		if start, end, ok := src.RawSpan(s); ok {
			p.Hints = append(p.Hints, Hint{About: x.about, Value: words(src, s), Start: start, End: end, Source: "feed " + x.name})
		}
	}
	p.Boilerplate = append(p.Boilerplate, outside(src, own)...)
	slices.SortFunc(p.Boilerplate, func(a, b draft.Boilerplate) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return p, nil
}

// outside marks the rest of the feed.
func outside(src *text.Text, own []text.Span) []draft.Boilerplate {
	slices.SortFunc(own, func(a, b text.Span) int { return a.Start - b.Start })
	var out []draft.Boilerplate
	at := 0
	add := func(s text.Span) {
		if start, end, ok := src.RawSpan(s); ok {
			out = append(out, draft.Boilerplate{Start: start, End: end, Kind: "feed"})
		}
	}
	for _, s := range own {
		add(text.Span{Start: at, End: s.Start})
		at = s.End
	}
	add(text.Span{Start: at, End: len(src.Plain)})
	return out
}

// fragment opens a piece of a page: the content of a feed's item. All of it is
// the article but what the markup tells otherwise.
func fragment(t *text.Text) (*Page, error) {
	if !htmlTag.MatchString(t.Plain) {
		b := newBuilder(t)
		(&scan{src: t}).decoded(b, text.Span{End: len(t.Plain)}, true)
		return &Page{Text: b.text()}, nil
	}
	c := &scan{src: t, fragment: true}
	return c.page()
}

// unwrapped gives what s of a feed says when it is read as XML: sections of
// CDATA without their marks, references decoded.
func unwrapped(src *text.Text, s text.Span) *text.Text {
	b := newBuilder(src)
	plain := src.Plain
	for i := s.Start; i < s.End; {
		if strings.HasPrefix(plain[i:s.End], "<![CDATA[") {
			i += len("<![CDATA[")
			n := strings.Index(plain[i:s.End], "]]>")
			if n < 0 {
				b.same(i, s.End)
				break
			}
			b.same(i, i+n)
			i += n + len("]]>")
			continue
		}
		j := i
		for j < s.End && plain[j] != '&' && (plain[j] != '<' || !strings.HasPrefix(plain[j:s.End], "<![CDATA[")) {
			j++
		}
		b.same(i, j)
		i = j
		if j < s.End && plain[j] == '&' {
			n := entity(plain[j:min(s.End, j+48)])
			b.other(html.UnescapeString(plain[j:j+n]), j, j+n)
			i = j + n
		}
	}
	return b.text()
}

// cut gives s of a text as a text of its own.
func cut(src *text.Text, s text.Span) *text.Text {
	b := newBuilder(src)
	b.same(s.Start, s.End)
	return b.text()
}

var firstTag = regexp.MustCompile(`^(?:<[^<>]*>\s*){1,3}`)

// contentOf gives s without blanks, the marks of CDATA, and elements around the
// words (an Atom author's name).
func contentOf(plain string, s text.Span) text.Span {
	s = trim(plain, s)
	if w := plain[s.Start:s.End]; strings.HasPrefix(w, "<![CDATA[") {
		s.Start += len("<![CDATA[")
		if n := strings.Index(plain[s.Start:s.End], "]]>"); n >= 0 {
			s.End = s.Start + n
		}
	} else if m := firstTag.FindString(w); m != "" {
		s.Start += len(m)
		if n := strings.IndexByte(plain[s.Start:s.End], '<'); n >= 0 {
			s.End = s.Start + n
		}
	}
	return trim(plain, s)
}

// words gives s of a feed decoded.
func words(src *text.Text, s text.Span) string {
	return strings.TrimSpace(html.UnescapeString(html.UnescapeString(src.Plain[s.Start:s.End])))
}
