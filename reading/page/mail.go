package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"unicode"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// The limits of a mail.
const (
	maxParts     = 200
	maxPartDepth = 10
)

var mailHeader = regexp.MustCompile(`(?im)^(from|to|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|x-[a-z-]+):[ \t]*\S`)

// isMail tells a mail by its name and first lines: headers that every mail has,
// then an empty line.
func isMail(name string, raw []byte) bool {
	head := bytes.TrimLeft(raw[:min(len(raw), 16384)], "\r\n")
	if i := bytes.Index(head, []byte("\n\n")); i >= 0 {
		head = head[:i]
	}
	if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 {
		head = head[:i]
	}
	named := strings.HasSuffix(strings.ToLower(name), ".eml")
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if !named && !bytes.HasPrefix(head, []byte("From ")) && !mailHeader.Match(first) {
		return false // as nearly every file: one look at its first line
	}
	seen := map[string]bool{}
	for _, m := range mailHeader.FindAllSubmatch(head, 60) {
		seen[strings.ToLower(string(m[1]))] = true
	}
	if named {
		return len(seen) > 0
	}
	return seen["from"] && (seen["message-id"] || seen["mime-version"] || seen["received"] || seen["content-type"] || seen["date"] && seen["subject"])
}

// part is a part of a mail that holds words.
type part struct {
	n     int // its number among all parts, depth first, from 0
	kind  string
	label string // charset
	body  []byte
}

// openMail opens the part of a mail that says most.
func openMail(raw []byte) ([]Page, error) {
	if len(raw) > 0 && bytes.HasPrefix(raw, []byte("From ")) { // a mailbox's line before the headers
		if i := bytes.IndexByte(raw, '\n'); i > 0 {
			raw = raw[i+1:]
		}
	}
	raw = bytes.TrimLeft(raw, "\r\n")
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, fault.New(fault.Invalid, "the mail's headers cannot be read: %w", err)
	}
	w := &mailWalk{}
	if err := w.walk(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Header.Get("Content-Disposition"), m.Body, 0); err != nil {
		return nil, err
	}
	best, ok := w.best()
	if !ok {
		return nil, fault.New(fault.Invalid, "the mail has no part with words in it")
	}
	name := ".txt"
	if best.kind == "text/html" {
		name = ".html"
	}
	pages, err := openBody(name, best.body, best.label)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(best.body)
	p := &pages[0]
	p.Item = nil
	p.Part = &draft.Part{N: best.n, SHA256: hex.EncodeToString(sum[:]), Bytes: len(best.body)}
	if p.Format == "text" {
		p.Format = "mail"
		mailLines(p)
	}
	words := mime.WordDecoder{}
	for _, x := range []struct{ header, about string }{{"Date", "published"}, {"Subject", "title"}, {"From", "author"}} {
		v := m.Header.Get(x.header)
		if d, err := words.DecodeHeader(v); err == nil {
			v = d
		}
		if v = strings.TrimSpace(v); v != "" {
			h := Hint{About: x.about, Value: v, Source: "header " + x.header}
			h.Start, h.End = placeOf(p.Text, v)
			p.Hints = append(p.Hints, h)
		}
	}
	return pages[:1], nil
}

// placeOf gives where the part itself has the words of a header; 0, 0 where it
// has not.
func placeOf(t *text.Text, v string) (int, int) {
	if n := strings.Index(t.Plain, v); n >= 0 {
		if start, end, ok := t.RawSpan(text.Span{Start: n, End: n + len(v)}); ok {
			return start, end
		}
	}
	return 0, 0
}

// mailWalk goes through the parts of a mail.
type mailWalk struct {
	parts []part
	n     int
}

func (w *mailWalk) walk(kind, transfer, disposition string, body io.Reader, depth int) error {
	n := w.n
	if w.n++; w.n > maxParts {
		return fault.New(fault.Invalid, "the mail has more than %d parts", maxParts)
	}
	if depth > maxPartDepth {
		return fault.New(fault.Invalid, "the mail's parts are nested deeper than %d", maxPartDepth)
	}
	media, params, err := mime.ParseMediaType(kind)
	if err != nil || media == "" {
		media, params = "text/plain", map[string]string{}
		if strings.Contains(strings.ToLower(kind), "html") {
			media = "text/html"
		}
	}
	switch {
	case strings.HasPrefix(media, "multipart/"):
		r := multipart.NewReader(body, params["boundary"])
		for {
			p, err := r.NextRawPart()
			if err != nil {
				return nil // the end, or a mail that breaks off: what came before it stands
			}
			h := p.Header
			if err := w.walk(h.Get("Content-Type"), h.Get("Content-Transfer-Encoding"), h.Get("Content-Disposition"), p, depth+1); err != nil {
				return err
			}
		}
	case media == "message/rfc822":
		if m, err := mail.ReadMessage(body); err == nil {
			return w.walk(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Header.Get("Content-Disposition"), m.Body, depth+1)
		}
		return nil
	}
	if media != "text/plain" && media != "text/html" && media != "text/enriched" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(disposition)), "attachment") {
		return nil
	}
	decoded, err := transferDecoded(body, transfer)
	if err != nil {
		return fault.New(fault.Invalid, "a part of the mail cannot be decoded: %w", err)
	}
	w.parts = append(w.parts, part{n: n, kind: media, label: params["charset"], body: decoded})
	return nil
}

// transferDecoded undoes a transfer encoding. What is broken in it is kept as
// far as it goes: mails in archives often are.
func transferDecoded(r io.Reader, transfer string) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes))
	if err != nil && len(raw) == 0 {
		return nil, err
	}
	switch strings.ToLower(strings.TrimSpace(transfer)) {
	case "quoted-printable":
		out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw)))
		if err != nil && len(out) == 0 {
			return nil, err
		}
		return out, nil
	case "base64":
		clean := bytes.Map(func(r rune) rune {
			if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' || r == '/') {
				return r
			}
			return -1
		}, raw)
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
		n, err := base64.RawStdEncoding.Decode(out, clean)
		if err != nil && n == 0 {
			return nil, err
		}
		return out[:n], nil
	}
	return raw, nil
}

// best gives the part that says most: plain text before HTML unless it is much
// the shorter ("this mail is HTML").
func (w *mailWalk) best() (part, bool) {
	best, most := part{}, 0
	for _, p := range w.parts {
		n := len(bytes.Fields(p.body))
		if p.kind == "text/html" {
			n = len(bytes.Fields(anyTag.ReplaceAll(p.body, []byte(" ")))) * 2 / 3
		}
		if n > most {
			best, most = p, n
		}
	}
	return best, most > 0
}

var anyTag = regexp.MustCompile(`(?s)<(?:style|script)[^>]*>.*?</(?:style|script)>|<[^>]*>`)
