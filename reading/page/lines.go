package page

import (
	"strings"
	"unicode"

	"github.com/surety-mechanism/surety/reading/text"
)

// Line is a short line of a page that may say who published it and when.
type Line struct {
	text.Span      // in Plain
	Near      int  // how many lines from the title, or from the article where no title is; below 0 above it
	Class     bool // its element is called a byline, a date or the like
}

// How far from the title a line of publication stands, in lines.
const (
	linesAbove  = 8
	linesBelow  = 12
	linesBehind = 4 // behind the article
)

// lineOf is a line of the page as it is written: its words and its element.
type lineOf struct {
	text.Span
	block *node
	kept  bool
	class bool
}

// publication gives the lines that may say when the page was published: short
// ones with a digit in them, near the title or just behind the article, or
// called so by their elements.
func publication(plain string, lines []lineOf, title *node) []Line {
	at, last := -1, -1
	for i, l := range lines {
		if title != nil && l.block == title && at < 0 {
			at = i
		}
		if l.kept {
			if at < 0 && title == nil {
				at = i
			}
			last = i
		}
	}
	var out []Line
	for i, l := range lines {
		if l.Len() > 240 || strings.IndexFunc(plain[l.Start:l.End], unicode.IsDigit) < 0 {
			continue
		}
		near := at >= 0 && i >= at-linesAbove && i <= at+linesBelow
		behind := last >= 0 && i > last-2 && i <= last+linesBehind
		if near || behind || l.class {
			out = append(out, Line{Span: l.Span, Near: i - max(at, 0), Class: l.class})
		}
	}
	return out
}

// dateClass are words in class names of what says who published and when.
var dateClass = text.Set("byline date dates datum fecha data published publish pubdate publication timestamp time dateline meta postmeta postdate entrydate articledate created author posted updated info infos")

func isDateClass(n *node) bool {
	for depth := 0; n != nil && depth < 3; n, depth = n.parent, depth+1 {
		if n.tag == "time" {
			return true
		}
		for _, w := range strings.Fields(n.class) {
			if dateClass[w] {
				return true
			}
		}
		if n.block == n {
			break
		}
	}
	return false
}
