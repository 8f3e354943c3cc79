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

// feed is what is found in a feed as it is read.
type feed struct {
	text      string
	items     []item
	language  string
	publisher text.Span

	path       []string // the elements that are open
	now        item     // the item that is open, nil for none
	open       string   // the field that is open, at the depth fieldAt
	fieldAt    int
	fieldStart int
}

// itemsOf finds the items, and the feed's language and title.
func itemsOf(s string) (items []item, language string, publisher text.Span, err error) {
	f := feed{text: s}
	if err := f.read(); err != nil {
		return nil, "", f.publisher, err
	}
	if len(f.items) == 0 {
		return nil, "", f.publisher, fault.New(fault.Invalid, "the feed has no items")
	}
	return f.items, f.language, f.publisher, nil
}

// read takes a feed in. What stands before a fault of syntax is kept, where there
// are items.
func (f *feed) read() error {
	d := xml.NewDecoder(strings.NewReader(f.text))
	d.Strict = false
	d.AutoClose = xml.HTMLAutoClose
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		at := int(d.InputOffset())
		tok, err := d.RawToken()
		var bad *xml.SyntaxError
		switch {
		case err == nil:
		case errors.Is(err, io.EOF) && (len(f.items) > 0 || len(f.path) == 0), errors.As(err, &bad) && len(f.items) > 0:
			return nil
		default:
			return fault.New(fault.Invalid, "the feed breaks off or is no XML: %w", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if err := f.start(tok, at, int(d.InputOffset())); err != nil {
				return err
			}
		case xml.EndElement:
			f.end(tok.Name.Local, at)
		}
	}
}

// start takes the beginning of an element, which stands at [at, after).
func (f *feed) start(e xml.StartElement, at, after int) error {
	if len(f.path) >= maxDepth {
		return fault.New(fault.Invalid, "the feed is nested deeper than %d elements", maxDepth)
	}
	name := e.Name.Local
	f.path = append(f.path, name)
	switch {
	case f.now == nil && isItem(name):
		if len(f.items) >= maxItems {
			return fault.New(fault.Invalid, "the feed has more than %d items", maxItems)
		}
		f.now = item{}
	case f.open == "" && (f.now != nil || len(f.path) <= 3):
		f.open, f.fieldAt, f.fieldStart = fieldName(e, f.path, f.now != nil), len(f.path), after
		if f.now != nil && f.open == "link" {
			f.now.add("link", hrefOf(e, f.text, at, after))
		}
	}
	return nil
}

// end takes the end of an element, which begins at the offset at. One that closes
// nothing is passed over.
func (f *feed) end(name string, at int) {
	n := len(f.path)
	for n > 0 && f.path[n-1] != name {
		n--
	}
	if n == 0 {
		return
	}
	f.path = f.path[:n-1]
	if f.open != "" && len(f.path) < f.fieldAt {
		f.field(text.Span{Start: f.fieldStart, End: at})
		f.open = ""
	}
	if f.now != nil && isItem(name) {
		f.items = append(f.items, f.now)
		f.now = nil
	}
}

// field takes what the open field holds.
func (f *feed) field(inner text.Span) {
	switch {
	case f.now != nil:
		f.now.add(f.open, inner)
	case f.open == "language":
		f.language = strings.TrimSpace(f.text[inner.Start:inner.End])
	case f.open == "title" && f.publisher.Len() == 0:
		f.publisher = contentOf(f.text, inner)
	}
}

func isItem(name string) bool { return name == "item" || name == "entry" }

// add keeps the first that a field holds, unless it is empty.
func (i item) add(field string, at text.Span) {
	if _, has := i[field]; !has && at.Len() > 0 {
		i[field] = at
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
