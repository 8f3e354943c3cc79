package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Everything the ledger writes as JSON is in the canonical form of RFC 8785,
// narrowed to integers: one value has exactly one text. The cursor reads that
// text and nothing else, so that what was read can be written again byte for
// byte, and two programs cannot understand one text differently.

// maxDepth is how deep canonical JSON may nest.
const maxDepth = 16

// maxInteger is the largest integer every JSON reader keeps exactly.
const maxInteger = 1<<53 - 1

// cursor reads canonical JSON. Its first error sticks.
type cursor struct {
	what string // what is being read, for errors: "the envelope"
	data []byte
	pos  int
	err  error
	room []byte // where strings with escapes are written, if there is room; its length is what is taken
}

// fail notes the first thing wrong and where it is.
func (c *cursor) fail(format string, args ...any) {
	if c.err == nil {
		args = append([]any{c.what, c.pos}, args...)
		c.err = fault.New(fault.Invalid, "%s is malformed at byte %d: "+format, args...)
	}
}

// peek gives the next byte, 0 at the end.
func (c *cursor) peek() byte {
	if c.err != nil || c.pos >= len(c.data) {
		return 0
	}
	return c.data[c.pos]
}

// lit expects exactly these bytes.
func (c *cursor) lit(want string) {
	if c.err != nil {
		return
	}
	if !bytes.HasPrefix(c.data[c.pos:], []byte(want)) {
		c.fail("expected %s", want)
		return
	}
	c.pos += len(want)
}

// end expects nothing more.
func (c *cursor) end() error {
	if c.err == nil && c.pos != len(c.data) {
		c.fail("nothing should follow")
	}
	return c.err
}

// str reads a string.
func (c *cursor) str() string { return string(c.raw()) }

// raw reads a string. Where nothing in it is escaped, it gives the very bytes
// that are read.
func (c *cursor) raw() []byte {
	text, _ := c.text()
	return text
}

// text is raw, and says whether the bytes are its own.
func (c *cursor) text() (_ []byte, own bool) {
	c.lit(`"`)
	if c.err != nil {
		return nil, false
	}
	var out []byte // only once an escape was seen
	start := c.pos
	for {
		c.pos += plain(c.data[c.pos:])
		if c.pos == len(c.data) {
			break
		}
		b := c.data[c.pos]
		switch {
		case b == '"':
			text := c.data[start:c.pos]
			if out != nil {
				text = c.take(append(out, text...))
			}
			if !utf8.Valid(text) { // escapes are ASCII: they neither break nor mend what stands beside them
				c.fail("the text is not UTF-8")
				return nil, false
			}
			c.pos++
			return text, out != nil
		case b < 0x20:
			c.fail("a control character stands in a string")
			return nil, false
		default: // a backslash
			if out == nil {
				if out = c.room[len(c.room):]; cap(out) == 0 {
					out = make([]byte, 0, c.pos-start+128)
				}
			}
			out = append(out, c.data[start:c.pos]...)
			r, n := unescape(c.data[c.pos:])
			if n == 0 {
				c.fail("an escape is not in canonical form")
				return nil, false
			}
			out = append(out, r)
			c.pos += n
			start = c.pos
		}
	}
	c.fail("a string does not end")
	return nil, false
}

// take keeps a string that was written where there was room for it from being
// written over, or grown into what follows.
func (c *cursor) take(text []byte) []byte {
	if n := len(c.room); cap(c.room) > n && len(text) > 0 && &c.room[:n+1][n] == &text[0] {
		c.room = c.room[:n+len(text)]
	}
	return text[:len(text):len(text)]
}

// plain counts the bytes at the beginning of which a string consists as they are:
// up to a quote, a backslash or a control character.
func plain(data []byte) int {
	for i, b := range data {
		if !asIs[b] {
			return i
		}
	}
	return len(data)
}

// asIs are the bytes that stand in a string as they are.
var asIs = func() (all [256]bool) {
	for b := range all {
		all[b] = b >= 0x20 && b != '"' && b != '\\'
	}
	return all
}()

// unescape reads one canonical escape (RFC 8785, 3.2.2.2); n is 0 for any other.
func unescape(b []byte) (r byte, n int) {
	if len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case '"', '\\':
		return b[1], 2
	case 'b':
		return '\b', 2
	case 't':
		return '\t', 2
	case 'n':
		return '\n', 2
	case 'f':
		return '\f', 2
	case 'r':
		return '\r', 2
	case 'u':
		if len(b) < 6 || string(b[2:4]) != "00" {
			return 0, 0
		}
		v, err := strconv.ParseUint(string(b[4:6]), 16, 8)
		if err != nil || v >= 0x20 || bytes.ContainsAny(b[4:6], "ABCDEF") {
			return 0, 0
		}
		switch v {
		case '\b', '\t', '\n', '\f', '\r':
			return 0, 0
		}
		return byte(v), 6
	}
	return 0, 0
}

// bytes64 reads a string of standard base64 that may be of any length.
func (c *cursor) bytes64() []byte {
	at := c.pos
	s := c.raw()
	if c.err != nil {
		return nil
	}
	out := make([]byte, base64.StdEncoding.DecodedLen(len(s)))
	n, ok := decode64(out, s)
	if !ok {
		c.pos = at
		c.fail("expected base64")
		return nil
	}
	return out[:n]
}

// fixed64 reads a string of standard base64 that fills out, which has 32 bytes
// or fewer.
func (c *cursor) fixed64(out []byte) {
	at := c.pos
	s := c.raw()
	if c.err != nil {
		return
	}
	if len(s) == 44 && len(out) == 32 { // what digests and salts are
		if decode32((*[32]byte)(out), (*[44]byte)(s)) {
			return
		}
		c.pos = at
		c.fail("expected %d bytes in base64", len(out))
		return
	}
	var buf [48]byte
	if base64.StdEncoding.DecodedLen(len(s)) <= len(buf) {
		if n, ok := decode64(buf[:], s); ok && n == len(out) {
			copy(out, buf[:n])
			return
		}
	}
	c.pos = at
	c.fail("expected %d bytes in base64", len(out))
}

// hex reads a string of lower-case hexadecimal that decodes to want bytes.
func (c *cursor) hex(want int) []byte {
	at := c.pos
	s := c.str()
	if c.err != nil {
		return nil
	}
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != want || hex.EncodeToString(b) != s {
		c.pos = at
		c.fail("expected %d bytes in lower-case hexadecimal", want)
		return nil
	}
	return b
}

// value steps over one canonical value of any kind and gives its bytes.
func (c *cursor) value(depth int) []byte {
	start := c.pos
	if depth <= 0 {
		c.fail("nested deeper than %d", maxDepth)
		return nil
	}
	switch b := c.peek(); {
	case b == '{':
		c.object(depth)
	case b == '[':
		c.lit("[")
		for first := true; c.err == nil && c.peek() != ']'; first = false {
			if !first {
				c.lit(",")
			}
			c.value(depth - 1)
		}
		c.lit("]")
	case b == '"':
		c.raw()
	case b == 't':
		c.lit("true")
	case b == 'f':
		c.lit("false")
	case b == 'n':
		c.lit("null")
	default:
		c.integer()
	}
	if c.err != nil {
		return nil
	}
	return c.data[start:c.pos]
}

// object steps over an object whose keys are in order and differ.
func (c *cursor) object(depth int) {
	c.lit("{")
	var last []byte
	first := true
	for c.err == nil && c.peek() != '}' {
		if !first {
			c.lit(",")
		}
		at := c.pos
		key := c.raw()
		if c.err == nil && !first && compareUTF16(last, key) >= 0 {
			c.pos = at
			c.fail("the key %q is out of order or stands twice", key)
		}
		c.lit(":")
		c.value(depth - 1)
		last, first = key, false
	}
	c.lit("}")
}

// integer reads a whole number with no leading zeros.
func (c *cursor) integer() int64 {
	start := c.pos
	for c.pos < len(c.data) && (c.data[c.pos] == '-' || '0' <= c.data[c.pos] && c.data[c.pos] <= '9') {
		c.pos++
	}
	text := string(c.data[start:c.pos])
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != text || n > maxInteger || n < -maxInteger {
		c.pos = start
		c.fail("expected a whole number")
		return 0
	}
	return n
}

// appendString writes a string in canonical form. s must be UTF-8.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= 0x20 && b != '"' && b != '\\' {
			continue
		}
		out = append(out, s[start:i]...)
		start = i + 1
		switch b {
		case '"', '\\':
			out = append(out, '\\', b)
		case '\b':
			out = append(out, `\b`...)
		case '\t':
			out = append(out, `\t`...)
		case '\n':
			out = append(out, `\n`...)
		case '\f':
			out = append(out, `\f`...)
		case '\r':
			out = append(out, `\r`...)
		default:
			const digits = "0123456789abcdef"
			out = append(out, `\u00`...)
			out = append(out, digits[b>>4], digits[b&15])
		}
	}
	out = append(out, s[start:]...)
	return append(out, '"')
}

// append64 writes bytes as a string of standard base64.
func append64(out, b []byte) []byte {
	out = append(out, '"')
	out = base64.StdEncoding.AppendEncode(out, b)
	return append(out, '"')
}

// decodeBase64 reads standard base64 in its one canonical form: padded, no line
// breaks, no stray bits.
func decodeBase64(s string) ([]byte, error) {
	b, err := strict64.DecodeString(s)
	if err != nil {
		return nil, err
	}
	if base64.StdEncoding.EncodedLen(len(b)) != len(s) { // the decoder skips line breaks
		return nil, base64.CorruptInputError(0)
	}
	return b, nil
}

// decode64 is decodeBase64 into bytes that are there already.
func decode64(out, s []byte) (n int, ok bool) {
	n, err := strict64.Decode(out, s)
	return n, err == nil && base64.StdEncoding.EncodedLen(n) == len(s)
}

// decode32 is decode64 of 32 bytes, which the digests of every entry are.
func decode32(out *[32]byte, s *[44]byte) bool {
	var bad byte
	for i := range 10 {
		a, b, c, d := digit64[s[4*i]], digit64[s[4*i+1]], digit64[s[4*i+2]], digit64[s[4*i+3]]
		bad |= a | b | c | d
		out[3*i], out[3*i+1], out[3*i+2] = a<<2|b>>4, b<<4|c>>2, c<<6|d
	}
	a, b, c := digit64[s[40]], digit64[s[41]], digit64[s[42]]
	out[30], out[31] = a<<2|b>>4, b<<4|c>>2
	return (bad|a|b|c)&0x80 == 0 && c&3 == 0 && s[43] == '=' // no stray bits
}

// digit64 is the value of each of base64's digits, with the highest bit set for what is none.
var digit64 = func() (all [256]byte) {
	for b := range all {
		all[b] = 0x80
	}
	for i, b := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		all[b] = byte(i)
	}
	return all
}()

var strict64 = base64.StdEncoding.Strict()
