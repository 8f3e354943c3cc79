package ledger

import (
	"bytes"
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
	if err := s.skip(64); err != nil {
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
	s.pos++
	var out []byte
	for start := s.pos; s.pos < len(s.data); {
		b := s.data[s.pos]
		switch {
		case b == '"' || b == '\\':
			raw := s.data[start:s.pos]
			if !utf8.Valid(raw) {
				return "", s.fail("the text is not UTF-8")
			}
			out = append(out, raw...)
			s.pos++
			if b == '"' {
				return string(out), nil
			}
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
			start = s.pos
		case b < 0x20:
			return "", s.fail("a control character stands in a string")
		default:
			s.pos++
		}
	}
	return "", s.fail("a string does not end")
}

// escape reads what follows a backslash. Half a surrogate pair is an error:
// readers mend it in different ways.
func (s *scanner) escape() (rune, error) {
	const short, means = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	b := s.peek()
	s.pos++
	if i := strings.IndexByte(short, b); i >= 0 {
		return rune(means[i]), nil
	}
	if b != 'u' {
		return 0, s.fail("not an escape")
	}
	r, err := s.unit()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if !bytes.HasPrefix(s.data[min(s.pos, len(s.data)):], []byte(`\u`)) {
		return 0, s.fail("half a surrogate pair")
	}
	s.pos += 2
	low, err := s.unit()
	if err != nil {
		return 0, err
	}
	if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
		return 0, s.fail("half a surrogate pair")
	}
	return r, nil
}

// unit reads the four digits of a UTF-16 code unit.
func (s *scanner) unit() (rune, error) {
	if s.pos+4 > len(s.data) {
		return 0, s.fail("an escape is cut short")
	}
	digits := string(s.data[s.pos : s.pos+4])
	n, err := strconv.ParseUint(digits, 16, 16)
	if err != nil || strings.ContainsAny(digits, "+-_") {
		return 0, s.fail("not an escape")
	}
	s.pos += 4
	return rune(n), nil
}

// members reads an object and gives the bytes of each of its members, in
// canonical form but for numbers. Whatever stands deeper is checked, not given.
func members(data []byte) (map[string][]byte, error) {
	s := scanner{data: data}
	s.space()
	if s.peek() != '{' {
		return nil, s.fail("expected an object")
	}
	canonical, err := s.value(nil, maxDepth)
	if err != nil {
		return nil, err
	}
	if err := s.end(); err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for s = (scanner{data: canonical, pos: 1}); s.peek() != '}'; {
		key, err := s.str()
		if err != nil {
			return nil, err
		}
		s.pos++ // the colon
		start := s.pos
		if _, err := s.value(nil, maxDepth); err != nil {
			return nil, err
		}
		out[key] = canonical[start:s.pos]
		if s.peek() == ',' {
			s.pos++
		}
	}
	return out, nil
}

// text gives the string that a member is, and nothing for any other value.
func text(member []byte) string {
	s := scanner{data: member}
	out, err := s.str()
	if err != nil {
		return ""
	}
	return out
}

// number copies a number; where only whole ones are allowed, in their one form.
func (s *scanner) number(out []byte) ([]byte, error) {
	start := s.pos
	for s.pos < len(s.data) && strings.IndexByte("+-.0123456789eE", s.data[s.pos]) >= 0 {
		s.pos++
	}
	text := string(s.data[start:s.pos])
	if !validNumber(text) {
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

// validNumber reports whether s is a number as RFC 8259 writes it:
// [-] int [. digits] [e [+-] digits], with no zero before an int.
func validNumber(s string) bool {
	digits := func() bool {
		before := len(s)
		s = strings.TrimLeft(s, "0123456789")
		return len(s) < before
	}
	s = strings.TrimPrefix(s, "-")
	if len(s) > 1 && s[0] == '0' && '0' <= s[1] && s[1] <= '9' || !digits() {
		return false
	}
	if rest, ok := strings.CutPrefix(s, "."); ok {
		if s = rest; !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}

// compareUTF16 orders strings by their UTF-16 code units, as RFC 8785 orders keys.
func compareUTF16[T string | []byte](a, b T) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		if a[i] < 0xEE || b[i] < 0xEE { // below the surrogates both orders agree
			if a[i] < 0xEE && b[i] < 0xEE {
				return int(a[i]) - int(b[i])
			}
		}
		return slices.Compare(utf16.Encode([]rune(string(a))), utf16.Encode([]rune(string(b))))
	}
	return len(a) - len(b)
}
