package ledger

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Canonical gives the one canonical text (RFC 8785, whole numbers only) of a
// JSON value. It refuses what two readers could understand differently: a key
// that stands twice, text that is not UTF-8, half a surrogate pair, a number
// that is not whole or not below 2^53, nesting deeper than 16.
func Canonical(data []byte) ([]byte, error) {
	s := scanner{data: data, whole: true}
	out, err := s.value(nil, maxDepth)
	if err != nil {
		return nil, err
	}
	return out, s.end()
}

// isCanonicalObject reports whether data is a JSON object in canonical form.
func isCanonicalObject(what string, data []byte) error {
	c := cursor{what: what, data: data}
	c.object(maxDepth)
	return c.end()
}

// checkJSON says what is wrong with a JSON value that need not be canonical:
// any well-formed numbers are allowed, keys that stand twice are not.
func checkJSON(data []byte) error {
	s := scanner{data: data}
	if _, err := s.value(nil, 64); err != nil {
		return err
	}
	return s.end()
}

// scanner reads ordinary JSON strictly and writes it canonically.
type scanner struct {
	data  []byte
	pos   int
	whole bool // only whole numbers below 2^53
}

func (s *scanner) fail(format string, args ...any) error {
	return fault.New(fault.Invalid, "the JSON is wrong at byte %d: "+format, append([]any{s.pos}, args...)...)
}

func (s *scanner) space() {
	for s.pos < len(s.data) && strings.IndexByte(" \t\r\n", s.data[s.pos]) >= 0 {
		s.pos++
	}
}

func (s *scanner) end() error {
	s.space()
	if s.pos != len(s.data) {
		return s.fail("nothing should follow")
	}
	return nil
}

func (s *scanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

// value appends the canonical form of the next value to out.
func (s *scanner) value(out []byte, depth int) ([]byte, error) {
	if depth <= 0 {
		return nil, s.fail("nested too deep")
	}
	s.space()
	switch b := s.peek(); b {
	case '{':
		return s.object(out, depth)
	case '[':
		return s.array(out, depth)
	case '"':
		text, err := s.str()
		return appendString(out, text), err
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
			s.pos += len(word)
			return append(out, word...), nil
		}
	}
	return s.number(out)
}

func (s *scanner) array(out []byte, depth int) ([]byte, error) {
	s.pos++
	out = append(out, '[')
	for n := 0; ; n++ {
		s.space()
		if s.peek() == ']' {
			s.pos++
			return append(out, ']'), nil
		}
		if n > 0 {
			if s.peek() != ',' {
				return nil, s.fail("expected a comma or ]")
			}
			s.pos++
			out = append(out, ',')
			if s.space(); s.peek() == ']' {
				return nil, s.fail("a comma with nothing after it")
			}
		}
		var err error
		if out, err = s.value(out, depth-1); err != nil {
			return nil, err
		}
	}
}

func (s *scanner) object(out []byte, depth int) ([]byte, error) {
	type member struct {
		key   string
		value []byte
	}
	var members []member
	s.pos++
	for n := 0; ; n++ {
		s.space()
		if s.peek() == '}' {
			s.pos++
			break
		}
		if n > 0 {
			if s.peek() != ',' {
				return nil, s.fail("expected a comma or }")
			}
			s.pos++
			s.space()
		}
		key, err := s.str()
		if err != nil {
			return nil, err
		}
		if s.space(); s.peek() != ':' {
			return nil, s.fail("expected a colon")
		}
		s.pos++
		value, err := s.value(nil, depth-1)
		if err != nil {
			return nil, err
		}
		members = append(members, member{key, value})
	}
	slices.SortStableFunc(members, func(a, b member) int { return compareUTF16(a.key, b.key) })
	out = append(out, '{')
	for i, m := range members {
		if i > 0 {
			if members[i-1].key == m.key {
				return nil, s.fail("the key %q stands twice", m.key)
			}
			out = append(out, ',')
		}
		out = appendString(out, m.key)
		out = append(out, ':')
		out = append(out, m.value...)
	}
	return append(out, '}'), nil
}

// str reads a string in any form JSON allows.
func (s *scanner) str() (string, error) {
	if s.peek() != '"' {
		return "", s.fail("expected a string")
	}
	start := s.pos
	for i := s.pos + 1; i < len(s.data); i++ {
		switch s.data[i] {
		case '\\':
			i++
		case '"':
			raw := s.data[start : i+1]
			var text string
			if err := json.Unmarshal(raw, &text); err != nil {
				return "", s.fail("not a JSON string")
			}
			// encoding/json mends bad UTF-8 and half surrogate pairs silently;
			// a signature must not depend on how they are mended.
			if !utf8.Valid(raw) || strings.Count(text, "\uFFFD") != replacements(raw) {
				return "", s.fail("the text is not Unicode")
			}
			s.pos = i + 1
			return text, nil
		}
	}
	return "", s.fail("a string does not end")
}

// replacements counts the replacement characters that stand in a raw JSON
// string by intention, plain or escaped.
func replacements(raw []byte) int {
	n := bytes.Count(raw, []byte("\uFFFD"))
	for i := 0; i+5 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		if raw[i+1] == 'u' && strings.EqualFold(string(raw[i+2:i+6]), "fffd") {
			n++
		}
		i++
	}
	return n
}

// number copies a number; where only whole ones are allowed, in their one form.
func (s *scanner) number(out []byte) ([]byte, error) {
	start := s.pos
	for s.pos < len(s.data) && strings.IndexByte("+-.0123456789eE", s.data[s.pos]) >= 0 {
		s.pos++
	}
	text := string(s.data[start:s.pos])
	if !json.Valid([]byte(text)) {
		s.pos = start
		return nil, s.fail("expected a value")
	}
	if s.whole {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n > maxInteger || n < -maxInteger {
			s.pos = start
			return nil, s.fail("the number %s is not a whole one below 2^53", text)
		}
		return strconv.AppendInt(out, n, 10), nil
	}
	return append(out, text...), nil
}

// compareUTF16 orders strings by their UTF-16 code units, as RFC 8785 orders keys.
func compareUTF16(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		if a[i] < 0xEE || b[i] < 0xEE { // below the surrogates both orders agree
			if a[i] < 0xEE && b[i] < 0xEE {
				return int(a[i]) - int(b[i])
			}
		}
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	}
	return len(a) - len(b)
}
