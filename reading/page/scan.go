package page

import (
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/text"
	"golang.org/x/net/html"
)

// maxElements is how many elements a page may have: each costs some hundred
// bytes of memory.
const maxElements = 400_000

// piece is one run of words between tags.
type piece struct {
	text.Span // in the source's Plain, entities still in it

	node  *node  // the element that it stands in; nil where no reader of the page sees it
	space bool   // a blank stands before it
	lead  int    // 0 within a line, 1 a line's end before it, 2 a paragraph's
	kept  bool   // part of the article
	kind  string // what kind of boilerplate, where it is none
}

// scan goes through the tags of a page once. It notes every run of words with
// its position and what the markup says of the document, and writes the page
// again for the parser: each run of words begins with a mark that tells which
// one it is; formatting, scripts, styles, drawings and most attributes are left
// out, so that no nesting of them can make the tree larger than the page.
type scan struct {
	src      *text.Text
	fragment bool // a piece of a page: all of it is the article but what the markup tells otherwise

	pieces  []piece
	hints   []Hint
	titles  []text.Span // of <title>
	lang    string
	heading *node // the title's element

	out      strings.Builder
	elements int
	space    bool
	skip     string // the element whose content is left out
	depth    int
}

// formatting are elements that the parser opens again in every paragraph.
var formatting = text.Set("b big code em font i nobr s small strike strong tt u")

// unseen are elements whose words are no words of the page.
var unseen = text.Set("script style textarea iframe noembed noframes noscript xmp")

// whole are elements that are left out with all in them.
var whole = text.Set("svg math template select datalist object canvas audio video")

// attributes that tell what an element is for.
var attributes = text.Set("class id role itemprop rel href style hidden aria-hidden type")

func (c *scan) run() error {
	z := html.NewTokenizer(strings.NewReader(c.src.Plain))
	at, raw := 0, ""
	for {
		kind := z.Next()
		s := text.Span{Start: at, End: at + len(z.Raw())}
		at = s.End
		if kind == html.ErrorToken {
			return nil
		}
		switch kind {
		case html.TextToken:
			c.words(s, raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			if c.elements++; c.elements > maxElements {
				return fault.New(fault.Invalid, "the page has more than %d elements", maxElements)
			}
			raw = c.start(z, s, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			c.end(string(name))
			raw = ""
		}
	}
}

// start takes a start tag, and gives its name where what follows is no markup.
func (c *scan) start(z *html.Tokenizer, s text.Span, closed bool) string {
	b, more := z.TagName()
	name := string(b)
	var attrs []html.Attribute
	for n := 0; more && n < 100; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		attrs = append(attrs, html.Attribute{Key: string(k), Val: string(v)})
	}
	c.hint(name, attrs, s)
	switch {
	case c.skip != "":
		if name == c.skip && !closed {
			c.depth++
		}
		return name
	case whole[name]:
		if !closed {
			c.skip, c.depth = name, 1
		}
		return ""
	case unseen[name], name == "title":
		if name == "script" && strings.Contains(strings.ToLower(attr(attrs, "type")), "ld+json") {
			return "ld+json"
		}
		return name
	case formatting[name], name == "plaintext", name == "meta", name == "link", name == "base":
		return ""
	}
	c.out.WriteByte('<')
	c.out.WriteString(name)
	for _, a := range attrs {
		if attributes[a.Key] {
			v := withoutMarks(a.Val[:min(len(a.Val), 200)])
			c.out.WriteString(" " + a.Key + "=\"" + html.EscapeString(v) + "\"")
		}
	}
	c.out.WriteByte('>')
	return ""
}

func (c *scan) end(name string) {
	switch {
	case c.skip != "":
		if name == c.skip {
			if c.depth--; c.depth == 0 {
				c.skip = ""
			}
		}
	case whole[name], unseen[name], formatting[name], name == "title":
	default:
		c.out.WriteString("</" + name + ">")
	}
}

// words takes the words between two tags. raw is the element that they are the
// raw content of.
func (c *scan) words(s text.Span, raw string) {
	switch {
	case raw == "title":
		if c.skip == "" {
			c.titles = append(c.titles, trim(c.src.Plain, s))
		}
		return
	case raw == "ld+json":
		c.linkedData(s)
		return
	case raw == "script", raw == "style":
		return
	}
	outer := s
	s = trim(c.src.Plain, s)
	words := c.src.Plain[s.Start:s.End]
	if words == "" {
		c.space = true
		c.out.WriteByte(' ')
		return
	}
	c.pieces = append(c.pieces, piece{Span: s, space: c.space || s.Start > outer.Start})
	c.space = s.End < outer.End
	if raw != "" || c.skip != "" {
		return
	}
	if s.Start > outer.Start {
		c.out.WriteByte(' ')
	}
	n := len(c.pieces) - 1
	c.out.WriteRune(markHigh + rune(n>>12))
	c.out.WriteRune(markLow + rune(n&0xfff))
	c.out.WriteString(withoutMarks(words))
	if s.End < outer.End {
		c.out.WriteByte(' ')
	}
}

// Marks are two characters of a private plane: twelve bits each.
const (
	markHigh = 0xf0000
	markLow  = 0xf1000
)

func isMark(r rune) bool { return r >= markHigh && r < markLow+0x1000 }

func withoutMarks(s string) string {
	if !strings.Contains(s, "\xf3\xb0") && !strings.Contains(s, "\xf3\xb1") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return '\ufffd'
		}
		return r
	}, s)
}

// marksIn calls f for the number of every piece that s begins or holds.
func marksIn(s string, f func(int)) {
	if !strings.Contains(s, "\xf3") {
		return
	}
	high := rune(-1)
	for _, r := range s {
		switch {
		case r >= markHigh && r < markLow:
			high = r - markHigh
		case isMark(r) && high >= 0:
			f(int(high)<<12 | int(r-markLow))
			high = -1
		default:
			high = -1
		}
	}
}

// trim leaves the blanks around s out.
func trim(plain string, s text.Span) text.Span {
	w := plain[s.Start:s.End]
	left := strings.TrimLeftFunc(w, blank)
	s.Start += len(w) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, blank))
	return s
}

func blank(r rune) bool { return text.IsSpace(r) || r == '\ufeff' || r == '\u200b' }
