package page

import (
	"strings"

	"codeberg.org/readeck/go-readability"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/text"
	"golang.org/x/net/html"
)

// node is an element of a page and what the words in it sum up to.
type node struct {
	parent *node
	tag    string
	class  string // class, id and role, in lower case
	block  *node  // itself or the element whose line of words it is part of

	chars, linked, kept int  // letters in it; those in links; those that the library keeps
	link, hidden, pre   bool // in a link; not shown; blanks as they are
	heading             int  // 1 to 6 in a heading
	kind                string
}

// inline are elements that do not begin a line.
var inline = text.Set(`a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label mark meter nobr output progress q rp rt ruby s samp small
	span strike strong sub sup time tt u var wbr input relative-time amp-img picture source`)

// maxForLibrary is how many elements a page may have for the library to look at
// it: it goes over the page several times.
const maxForLibrary = 40_000

// tree parses the page that scan wrote, puts every piece in its element, and
// asks the library which pieces are the article.
func (c *scan) tree() ([]*node, error) {
	doc, err := html.Parse(strings.NewReader(c.out.String()))
	if err != nil {
		return nil, fault.New(fault.Invalid, "the page cannot be taken apart: %w", err)
	}
	w := &walker{c: c}
	w.down(doc, nil)
	if c.elements <= maxForLibrary && !c.fragment {
		c.ask(doc)
	}
	return w.nodes, nil
}

// ask marks the pieces that the library takes for the article.
func (c *scan) ask(doc *html.Node) {
	p := readability.NewParser()
	p.DisableJSONLD = true
	p.CharThresholds = 250
	article, err := p.ParseAndMutate(doc, nil)
	if err != nil || article.Node == nil {
		return
	}
	var down func(*html.Node)
	down = func(n *html.Node) {
		if n.Type == html.TextNode {
			marksIn(n.Data, func(i int) {
				if i < len(c.pieces) {
					c.pieces[i].kept = true
				}
			})
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			down(k)
		}
	}
	down(article.Node)
}

type walker struct {
	c     *scan
	nodes []*node
	lead  int
}

func (w *walker) down(n *html.Node, parent *node) {
	switch n.Type {
	case html.TextNode:
		marksIn(n.Data, func(i int) {
			if parent == nil || i >= len(w.c.pieces) {
				return
			}
			p := &w.c.pieces[i]
			p.node, p.lead = parent, w.lead
			w.lead = 0
			for a, n := parent, p.Len(); a != nil; a = a.parent {
				a.chars += n
				if parent.link {
					a.linked += n
				}
			}
		})
		return
	case html.ElementNode:
		me := &node{parent: parent, tag: n.Data}
		for _, a := range n.Attr {
			switch a.Key {
			case "class", "id", "role":
				me.class += " " + a.Val
			case "hidden":
				me.hidden = true
			case "aria-hidden":
				me.hidden = me.hidden || a.Val == "true" && n.Data != "body"
			case "style":
				v := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
				me.hidden = me.hidden || strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden")
			}
		}
		me.class = splitClass(me.class)
		me.link = n.Data == "a"
		me.pre = n.Data == "pre"
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			me.heading = int(n.Data[1] - '0')
		}
		me.block = me
		if parent != nil {
			me.link = me.link || parent.link
			me.pre = me.pre || parent.pre
			me.hidden = me.hidden || parent.hidden
			if me.heading == 0 {
				me.heading = parent.heading
			}
			if inline[n.Data] {
				me.block = parent.block
			}
		}
		w.nodes = append(w.nodes, me)
		isBlock := me.block == me
		switch {
		case n.Data == "br":
			w.lead = min(2, w.lead+1)
		case isBlock:
			w.lead = 2
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			w.down(k, me)
		}
		if isBlock && n.Data != "br" {
			w.lead = 2
		}
		return
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		w.down(k, parent)
	}
}

// splitClass gives the words of class names in lower case, with a blank before
// and after each: "relatedPosts-list" has " related posts list ".
func splitClass(s string) string {
	if s == "" {
		return ""
	}
	var b strings.Builder
	b.WriteByte(' ')
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		ch := s[i]
		switch {
		case ch >= 'A' && ch <= 'Z':
			if before >= 'a' && before <= 'z' {
				b.WriteByte(' ')
			}
			b.WriteByte(ch + 'a' - 'A')
		case ch >= 'a' && ch <= 'z', ch >= '0' && ch <= '9', ch >= 0x80:
			b.WriteByte(ch)
		default:
			b.WriteByte(' ')
		}
		before = ch
	}
	b.WriteByte(' ')
	return b.String()
}
