package page

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// openHTML opens a page.
func openHTML(src *text.Text) (*Page, error) { return (&scan{src: src}).page() }

// page makes a document of the page.
func (c *scan) page() (*Page, error) {
	if err := c.run(); err != nil {
		return nil, err
	}
	nodes, err := c.tree()
	if err != nil {
		return nil, err
	}
	c.judge(nodes)
	p := &Page{Format: "html", Hints: c.hints, Language: c.lang}
	c.write(p)
	return p, nil
}

// write makes the page's words of the pieces, and marks those that are no part
// of the article.
func (c *scan) write(p *Page) {
	b := newBuilder(c.src)
	var masked []text.Span
	mask := func(s text.Span) {
		if n := len(masked); n > 0 && strings.TrimSpace(b.out.String()[masked[n-1].End:s.Start]) == "" {
			masked[n-1].End = s.End
			return
		}
		masked = append(masked, s)
	}
	lead := 2
	var lines []lineOf
	for i := range c.pieces {
		k := &c.pieces[i]
		lead = max(lead, k.lead)
		if k.node == nil || k.node.hidden {
			continue
		}
		switch {
		case b.len() == 0:
		case lead == 2:
			b.gap("\n\n")
		case lead == 1:
			b.gap("\n")
		case k.space:
			b.gap(" ")
		}
		brk := lead > 0
		lead = 0
		from := b.len()
		c.decoded(b, k.Span, k.node.pre)
		s := text.Span{Start: from, End: b.len()}
		if !k.kept {
			mask(s)
		}
		if n := len(lines); n > 0 && lines[n-1].block == k.node.block && !brk {
			lines[n-1].End = s.End
		} else {
			lines = append(lines, lineOf{Span: s, block: k.node.block})
		}
		l := &lines[len(lines)-1]
		l.kept = l.kept || k.kept
		l.class = l.class || isDateClass(k.node)
		if c.heading != nil && k.node.block == c.heading {
			if p.Title.Len() == 0 {
				p.Title.Start = from
			}
			p.Title.End = s.End
		}
	}
	p.Text = b.text()
	p.Text.Masked = masked
	if !c.fragment {
		p.Lines = publication(p.Text.Plain, lines, c.heading)
	}
	c.boilerplate(p)
	for _, s := range c.titles {
		if v := strings.TrimSpace(html.UnescapeString(c.src.Plain[s.Start:s.End])); v != "" {
			c.place("title", "title", v, s)
		}
	}
	p.Hints = c.timely()
}

// timely gives the hints without the <time> elements of other articles: those
// outside the title's neighbourhood and the article, where a page has several.
func (c *scan) timely() []Hint {
	first, last := -1, -1
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.kept {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	from, to := 0, len(c.src.Raw)
	if first >= 0 {
		if start, _, ok := c.src.RawSpan(c.pieces[max(0, first-linesAbove)].Span); ok {
			from = start
		}
		behind := linesBehind
		if times := c.times(); times > 2 {
			behind = 0 // most of them are other articles'
		}
		if _, end, ok := c.src.RawSpan(c.pieces[min(len(c.pieces)-1, last+behind)].Span); ok {
			to = end
		}
	}
	var out []Hint
	for _, h := range c.hints {
		if strings.HasPrefix(h.Source, "time") && (h.Start < from || h.Start > to) {
			continue
		}
		out = append(out, h)
	}
	return out
}

// times counts the <time> elements of the page.
func (c *scan) times() (n int) {
	for _, h := range c.hints {
		if strings.HasPrefix(h.Source, "time") {
			n++
		}
	}
	return n
}

// boilerplate marks what stands before, between and behind the pieces that are
// the article.
func (c *scan) boilerplate(p *Page) {
	var open *draft.Boilerplate
	for i := range c.pieces {
		k := &c.pieces[i]
		start, end, ok := c.src.RawSpan(k.Span)
		if k.kept || !ok {
			open = nil
			continue
		}
		kind := k.kind
		if kind == "" {
			kind = "menu"
		}
		if open != nil && open.Kind == kind {
			open.End = end
			continue
		}
		p.Boilerplate = append(p.Boilerplate, draft.Boilerplate{Start: start, End: end, Kind: kind})
		open = &p.Boilerplate[len(p.Boilerplate)-1]
	}
}

// decoded adds the words of s without entities, every run of blanks as one,
// lines as they are where pre.
func (c *scan) decoded(b *builder, s text.Span, pre bool) {
	words := c.src.Plain
	for i := s.Start; i < s.End; {
		j := i
		for j < s.End && words[j] != '&' && words[j] > ' ' {
			j++
		}
		b.same(i, j)
		if j >= s.End {
			return
		}
		if words[j] == '&' {
			n := entity(words[j:min(s.End, j+48)])
			b.other(html.UnescapeString(words[j:j+n]), j, j+n)
			i = j + n
			continue
		}
		i = j + 1
		if pre {
			b.same(j, i)
			continue
		}
		for i < s.End && words[i] <= ' ' {
			i++
		}
		b.other(" ", j, i)
	}
}

// entity gives the length of the reference that s, which begins with &, begins
// with; 1 where it is none.
func entity(s string) int {
	n := 1
	for n < len(s) && (s[n] == '#' && n == 1 || s[n] >= '0' && s[n] <= '9' || s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		return n + 1
	}
	if n > 1 && html.UnescapeString(s[:n]) != s[:n] {
		return n
	}
	return 1
}
