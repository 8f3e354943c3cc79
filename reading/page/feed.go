package page

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/text"
)

// The limits of a feed.
const (
	maxItems = 20_000
	maxDepth = 256
)

// item is an item of a feed: what stands between the tags of those of its
// elements that say something, by their names here, in the feed's Plain.
type item map[string]text.Span

// rank orders the elements that may hold an item's words, the best first.
// "xhtml" is Atom's content that is elements of the feed itself.
var rank = []string{"xhtml", "encoded", "content", "description", "summary"}

// openFeed gives the items of an RSS or Atom feed.
func openFeed(src *text.Text) ([]Page, error) {
	items, language, publisher, err := itemsOf(src.Plain)
	if err != nil {
		return nil, err
	}
	out := make([]Page, 0, len(items))
	for n := range items {
		p, err := items[n].page(src)
		if err != nil {
			return nil, err
		}
		p.Item = &n
		if p.Language == "" {
			p.Language = language
		}
		if start, end, ok := src.RawSpan(publisher); ok {
			p.Hints = append(p.Hints, Hint{About: "publisher", Value: words(src, publisher), Start: start, End: end, Source: "feed title"})
		}
		out = append(out, *p)
	}
	return out, nil
}

// itemsOf finds the items, and the feed's language and title.
func itemsOf(s string) (items []item, language string, publisher text.Span, err error) {
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	d.AutoClose = xml.HTMLAutoClose
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var path []string
	var now item
	var open string // the field that is open, at the depth fieldAt
	var fieldAt, fieldStart int
	for {
		at := int(d.InputOffset())
		tok, err := d.RawToken()
		if err != nil {
			var bad *xml.SyntaxError
			switch {
			case errors.Is(err, io.EOF) && (len(items) > 0 || len(path) == 0):
			case errors.As(err, &bad) && len(items) > 0: // what came before it stands
			default:
				return nil, "", publisher, fault.New(fault.Invalid, "the feed breaks off or is no XML: %w", err)
			}
			if len(items) == 0 {
				return nil, "", publisher, fault.New(fault.Invalid, "the feed has no items")
			}
			return items, language, publisher, nil
		}
		after := int(d.InputOffset())
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(path) >= maxDepth {
				return nil, "", publisher, fault.New(fault.Invalid, "the feed is nested deeper than %d elements", maxDepth)
			}
			name := tok.Name.Local
			path = append(path, name)
			switch {
			case now == nil && (name == "item" || name == "entry"):
				if len(items) >= maxItems {
					return nil, "", publisher, fault.New(fault.Invalid, "the feed has more than %d items", maxItems)
				}
				now = item{}
			case open == "" && (now != nil || len(path) <= 3):
				open, fieldAt, fieldStart = fieldName(tok, path, now != nil), len(path), after
				if link := hrefOf(tok, s, at, after); now != nil && open == "link" && link.Len() > 0 {
					if _, has := now["link"]; !has {
						now["link"] = link
					}
				}
			}
		case xml.EndElement:
			n := len(path)
			for n > 0 && path[n-1] != tok.Name.Local {
				n--
			}
			if n == 0 {
				break // it closes nothing that is open
			}
			path = path[:n-1]
			if open != "" && len(path) < fieldAt {
				inner := text.Span{Start: fieldStart, End: at}
				switch {
				case now != nil:
					if _, has := now[open]; !has && inner.Len() > 0 {
						now[open] = inner
					}
				case open == "language":
					language = strings.TrimSpace(s[inner.Start:inner.End])
				case open == "title" && publisher.Len() == 0:
					publisher = contentOf(s, inner)
				}
				open = ""
			}
			if now != nil && (tok.Name.Local == "item" || tok.Name.Local == "entry") {
				items = append(items, now)
				now = nil
			}
		}
	}
}

// fieldName gives what an element of an item (or of the feed itself) is called
// here; "" for what says nothing.
func fieldName(e xml.StartElement, path []string, inItem bool) string {
	name := e.Name.Local
	if !inItem {
		if name == "title" && len(path) >= 2 && path[len(path)-2] != "image" || name == "language" {
			return name
		}
		return ""
	}
	prefix := e.Name.Space
	switch name {
	case "content":
		if prefix == "media" {
			return ""
		}
		for _, a := range e.Attr {
			if a.Name.Local == "type" && a.Value == "xhtml" {
				return "xhtml"
			}
		}
		return name
	case "title", "description":
		if prefix == "media" || prefix == "itunes" {
			return ""
		}
		return name
	case "encoded":
		if prefix == "excerpt" {
			return ""
		}
		return name
	case "summary", "pubDate", "published", "updated", "date", "issued", "modified", "creator", "author", "link":
		return name
	}
	return ""
}

// hrefOf gives the place of an Atom link's address.
func hrefOf(e xml.StartElement, s string, start, end int) text.Span {
	for _, a := range e.Attr {
		if a.Name.Local == "href" {
			if n := strings.Index(s[start:end], a.Value); n >= 0 && a.Value != "" {
				return text.Span{Start: start + n, End: start + n + len(a.Value)}
			}
		}
	}
	return text.Span{}
}
