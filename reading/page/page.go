// Package page turns the bytes of a file into documents of decoded words: plain
// text, HTML, RSS and Atom, mail, in whatever charset. Every word can be traced
// back to the bytes it came from.
//
// It knows markup and charsets, and nothing of what the words mean.
package page

import (
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// MaxBytes is the size of the largest file that Open takes.
const MaxBytes = 16 << 20

// Page is one document of a file, before any stage has looked at its words.
type Page struct {
	Text *text.Text  // Masked holds what the markup tells to be no part of the article
	Item *int        // the number of a feed's item, from 0
	Part *draft.Part // the part of a mail that offsets count in

	Format      string              // "text", "html", "feed", "mail"
	Title       text.Span           // as the markup gives it, in Plain; empty where it does not
	Hints       []Hint              // what the markup says of the document's dates, author, publisher
	Lines       []Line              // short lines that may say who published it and when
	Boilerplate []draft.Boilerplate // in bytes of the file: what the markup tells to be no part of the article
	Language    string              // as declared, "" where it is not
}

// Hint is something that the markup says about the document.
type Hint struct {
	About      string // "published", "modified", "author", "publisher", "title", "url"
	Value      string // the decoded value
	Start, End int    // where it stands, in bytes of the file (of the part, in a mail); both 0 where it stands nowhere there
	Source     string // where it was found: "article:published_time", "json-ld", "time", "header Date"
}

// Open gives the documents of a file, in order: one, or one for each item of a
// feed. name is only used for what its ending says of the format.
func Open(name string, raw []byte) ([]Page, error) {
	if len(raw) > MaxBytes {
		return nil, fault.New(fault.Invalid, "the file has %d bytes; a document may have at most %d", len(raw), MaxBytes)
	}
	if binary(raw) {
		return nil, fault.New(fault.Invalid, "the file is not text, HTML, a feed or a mail")
	}
	if isMail(name, raw) {
		return openMail(raw)
	}
	return openBody(name, raw, "")
}

// openBody opens what is no mail. label is the charset that a header declares.
func openBody(name string, raw []byte, label string) ([]Page, error) {
	src, err := decode(raw, label)
	if err != nil {
		return nil, err
	}
	switch formatOf(name, src.Plain) {
	case "feed":
		return openFeed(src)
	case "html":
		p, err := openHTML(src)
		if err != nil {
			return nil, err
		}
		return []Page{*p}, nil
	}
	return []Page{{Text: src, Format: "text"}}, nil
}
