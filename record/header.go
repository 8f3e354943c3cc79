package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// parseHeader reads a header. Nearly all are in canonical form with nothing but
// ASCII in them, which is read far faster than JSON in general.
func parseHeader(data []byte) (header, error) {
	if h, ok := plainHeader(data); ok {
		return h, nil
	}
	var h header
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&h); err != nil {
		return header{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return header{}, errors.New("something follows it")
	}
	return h, nil
}

// plainHeader reads a header whose members stand in their order without blanks,
// and whose strings have no escapes and nothing but ASCII. Of any other it makes
// nothing: ok is false.
//
// Its strings are parts of one, which is held as long as any of them is.
func plainHeader(data []byte) (h header, ok bool) {
	p := plainText{data: data, text: string(data)}
	h.Audience = make([]Seat, 0, 4)
	p.lit(`{"audience":[`)
	for p.more() {
		h.Audience = append(h.Audience, Seat(p.str()))
	}
	p.lit(`,"control":`)
	h.Control = p.object()
	p.lit(`,"kind":`)
	h.Kind = Kind(p.str())
	p.lit(`,"present":[`)
	h.Present = make([]string, 0, 8)
	for p.more() {
		h.Present = append(h.Present, p.str())
	}
	p.lit(`,"refs":[`)
	h.Refs = []Ref{}
	for p.more() {
		p.lit(`{"id":`)
		id := ID(p.str())
		p.lit(`,"role":`)
		h.Refs = append(h.Refs, Ref{Role: Role(p.str()), ID: id})
		p.lit(`}`)
	}
	p.lit(`,"seat":`)
	h.Seat = Seat(p.str())
	if p.has(`,"session":`) {
		h.Session = p.str()
	}
	p.lit(`,"stated":`)
	h.Stated = p.str()
	p.lit(`,"v":1}`)
	h.V = 1
	return h, !p.odd && len(p.data) == 0 && len(h.Audience) > 0
}

// plainText is read from its beginning; odd says that it is not plain.
type plainText struct {
	data  []byte
	text  string // which ends with data
	first bool   // no element of the list has been read yet
	odd   bool
}

// has steps over a text if it comes next.
func (p *plainText) has(text string) bool {
	if len(p.data) < len(text) || string(p.data[:len(text)]) != text {
		return false
	}
	p.data = p.data[len(text):]
	p.first = text[len(text)-1] == '['
	return true
}

func (p *plainText) lit(text string) { p.odd = !p.has(text) || p.odd }

// more reports whether a list has another element, and steps over what divides it
// from the one before, or over the list's end.
func (p *plainText) more() bool {
	first := p.first
	p.first = false
	switch {
	case p.odd || p.has(`]`):
		return false
	case !first:
		p.lit(`,`)
	}
	return !p.odd
}

// str reads a string.
func (p *plainText) str() string {
	p.lit(`"`)
	if p.odd {
		return ""
	}
	for i, b := range p.data {
		if b == '"' {
			s := p.text[len(p.text)-len(p.data):][:i]
			p.data = p.data[i+1:]
			return s
		}
		if b < 0x20 || b >= 0x7f || b == '\\' {
			break
		}
	}
	p.odd = true
	return ""
}

// object steps over an object and gives its very bytes, which whoever takes it apart
// looks at: only where it ends is seen here.
func (p *plainText) object() json.RawMessage {
	depth, text := 0, false
	for i, b := range p.data {
		switch {
		case b >= 0x7f || b == '\\' || b <= 0x20 && !text:
			p.odd = true
			return nil
		case b == '"':
			text = !text
		case text:
		case b == '{':
			depth++
		case b == '}':
			if depth--; depth == 0 {
				object := json.RawMessage(p.data[: i+1 : i+1])
				p.data = p.data[i+1:]
				return object
			}
		case depth == 0:
			p.odd = true
			return nil
		}
	}
	p.odd = true
	return nil
}
