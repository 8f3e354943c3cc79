// Package page turns the bytes of a file into documents of decoded words: plain
// text, HTML, RSS and Atom, mail, in whatever charset. Every word can be traced
// back to the bytes it came from.
//
// It knows markup and charsets, and nothing of what the words mean.
package page

import (
	"bytes"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// MaxBytes is the size of the largest file that Open takes.
const MaxBytes = 64 << 20

// Page is one document of a file, before any stage has looked at its words.
type Page struct {
	Text *text.Text
	Item *int        // the number of a feed's item, from 0
	Part *draft.Part // the part of a mail that offsets count in

	Format      string              // "text", "html", "feed", "mail"
	Title       text.Span           // as the markup gives it, in Plain; empty where it does not
	Hints       []Hint              // what the markup says of the document's dates, author, publisher
	Boilerplate []draft.Boilerplate // in bytes of the file: what the markup tells to be no part of the article
	Language    string              // as declared, "" where it is not
}

// Hint is something that the markup says about the document.
type Hint struct {
	About      string // "published", "modified", "author", "publisher", "title", "url"
	Basis      string // draft.DateCandidate's, for dates
	Value      string // the decoded value
	Start, End int    // where it stands, in bytes of the file
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
	return []Page{{Text: plainText(raw), Format: "text"}}, nil
}

// binary reports whether raw is no kind of text: zero bytes without being
// UTF-16 or UTF-32, or more control characters than text has.
func binary(raw []byte) bool {
	head := raw[:min(len(raw), 8192)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	control := 0
	for _, c := range head {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b {
			control++
		}
	}
	return control*20 > len(head)
}

// plainText decodes raw as UTF-8.
func plainText(raw []byte) *text.Text {
	if utf8.Valid(raw) {
		return &text.Text{Raw: raw, Plain: string(raw)}
	}
	return &text.Text{Raw: raw, Plain: text.Decode(raw)}
}
