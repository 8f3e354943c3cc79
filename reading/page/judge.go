package page

import (
	"strings"
	"unicode/utf8"
)

// judge decides which pieces are the article: what the library says, corrected
// where the markup says otherwise.
func (c *scan) judge(nodes []*node) {
	if !c.fragment {
		c.heading = c.findTitle()
	}
	for i := range c.pieces {
		p := &c.pieces[i]
		if c.fragment && p.node != nil && !p.node.hidden {
			p.kept = true
		}
		if p.kept {
			for n := p.node; n != nil; n = n.parent {
				n.kept += p.Len()
			}
		}
	}
	total := 1
	if len(nodes) > 0 {
		total = max(1, nodes[0].kept)
	}
	for _, n := range nodes {
		n.kind = n.ownKind()
		if n.kind != "" && n.kept*3 > total { // most of the article is in it
			n.kind = ""
		}
		if n.parent != nil && n.parent.kind != "" {
			n.kind = n.parent.kind
		}
	}
	rows := c.rows()
	c.rescue(rows, nodes)
	c.trim(rows)
	for i := range c.pieces {
		p := &c.pieces[i]
		switch {
		case p.node == nil:
			p.kept = false
		case c.heading != nil && p.node.block == c.heading:
			p.kept, p.kind = true, ""
		case p.node.kind != "":
			p.kept, p.kind = false, p.node.kind
		}
	}
}

// row is a line of the page: the pieces of one block that follow each other.
type row struct {
	first, last int // pieces
	block       *node
	chars       int
	linked      int
	words       int
	kept        bool
	ends        bool // it ends as a sentence does
}

// rows gives the lines that a reader of the page sees, in order.
func (c *scan) rows() []row {
	var out []row
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.node == nil || p.node.hidden {
			continue
		}
		if n := len(out); n == 0 || out[n-1].block != p.node.block || p.lead > 0 {
			out = append(out, row{first: i, block: p.node.block})
		}
		r := &out[len(out)-1]
		r.last = i
		words := c.src.Plain[p.Start:p.End]
		r.chars += p.Len()
		if p.node.link {
			r.linked += p.Len()
		}
		r.words += len(strings.Fields(words))
		r.kept = r.kept || p.kept
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(words, "\"'”’»)] "))
		r.ends = strings.ContainsRune(".!?…۔؟।。", last)
	}
	return out
}

// prose reports whether the line is one of running text.
func (r *row) prose() bool {
	return r.block != nil && r.block.kind == "" && r.block.heading == 0 && r.linked*3 < r.chars &&
		(r.words >= 10 && r.ends || r.words >= 24 || r.ends && r.chars >= 90)
}

func (c *scan) set(r *row, kept bool) {
	r.kept = kept
	for i := r.first; i <= r.last; i++ {
		if c.pieces[i].node != nil {
			c.pieces[i].kept = kept
		}
	}
}

// rescue takes in the prose that the library left out: between the title and
// the article's end, and in the element that holds both; all prose below the
// title where the library found next to nothing.
func (c *scan) rescue(rows []row, nodes []*node) {
	if c.fragment {
		return
	}
	top, first, last, kept := -1, -1, -1, 0
	for i := range rows {
		r := &rows[i]
		if c.heading != nil && r.block == c.heading && top < 0 {
			top = i
		} else if r.kept && r.block.kind == "" {
			if first < 0 {
				first = i
			}
			last = i
			if r.prose() {
				kept += r.chars
			}
		}
	}
	home := c.home(nodes)
	little := kept < 500
	for i := range rows {
		r := &rows[i]
		if r.kept || !r.prose() || i <= top {
			continue
		}
		between := first >= 0 && i < last && (top >= 0 || i > first)
		if between || little || home != nil && r.block.inside(home) {
			c.set(r, true)
		}
	}
	// Subheadings and short lines among what is kept.
	before := false
	for i := range rows {
		r := &rows[i]
		if !r.kept && before && r.block.kind == "" && r.block.heading > 1 && r.linked == 0 && i+1 < len(rows) && rows[i+1].kept {
			c.set(r, true)
		}
		before = r.kept
	}
}

// home gives the smallest element that holds nine tenths of what the library
// keeps, nil where that is the whole page.
func (c *scan) home(nodes []*node) *node {
	if len(nodes) == 0 {
		return nil
	}
	total := nodes[0].kept
	var best *node
	for _, n := range nodes {
		if n.kept*10 >= total*9 && total > 0 && (best == nil || n.inside(best)) {
			best = n
		}
	}
	if best == nil || best.tag == "body" || best.tag == "html" {
		return nil
	}
	return best
}

func (n *node) inside(o *node) bool {
	for ; n != nil; n = n.parent {
		if n == o {
			return true
		}
	}
	return false
}

// trim drops lines of nothing but links, and the headings and links that stand
// behind the last prose.
func (c *scan) trim(rows []row) {
	end := len(rows)
	for end > 0 && !rows[end-1].prose() {
		end--
	}
	for i := range rows {
		r := &rows[i]
		if !r.kept || r.block == c.heading && c.heading != nil {
			continue
		}
		all := r.linked*10 >= r.chars*9
		behind := i >= end && end > 0
		switch {
		case all && (r.words <= 25 || behind):
			c.drop(r, "read_more")
		case behind && r.block.heading > 0 && !c.listBelow(rows, i):
			c.drop(r, "read_more")
		}
	}
}

// listBelow reports whether kept lines follow the heading at i.
func (c *scan) listBelow(rows []row, i int) bool {
	for j := i + 1; j < len(rows) && j < i+4; j++ {
		if rows[j].kept && rows[j].block.heading == 0 && rows[j].linked*2 < rows[j].chars && rows[j].block.kind == "" {
			return true
		}
	}
	return false
}

func (c *scan) drop(r *row, kind string) {
	c.set(r, false)
	for i := r.first; i <= r.last; i++ {
		c.pieces[i].kind = kind
	}
}
