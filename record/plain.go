package record

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Of content most is strings, and what was said with where it stands: both are read
// far faster than JSON in general where they stand as this program writes them.
// What stands otherwise is left to that.

// plainString reads a JSON string in which nothing is escaped.
func plainString(value json.RawMessage) (string, bool) {
	if len(value) < 2 || value[0] != '"' {
		return "", false
	}
	text, rest, ok := plainPart(value[1:])
	return text, ok && len(rest) == 0
}

// plainPart reads a string up to its closing quote, and gives what follows.
func plainPart(value []byte) (text string, rest []byte, ok bool) {
	for i, b := range value {
		if b == '"' {
			return string(value[:i]), value[i+1:], utf8.Valid(value[:i])
		}
		if b < 0x20 || b == '\\' {
			break
		}
	}
	return "", nil, false
}

// plain reads words of which nothing is escaped, and that have no plain form beside
// them. Words that it does not read are left as they are.
func (w *Words) plain(value json.RawMessage) bool {
	rest, ok := bytes.CutPrefix(value, []byte(`{"text":"`))
	if !ok {
		return false
	}
	text, rest, ok := plainPart(rest)
	if !ok {
		return false
	}
	start, rest, ok := plainNumber(rest, `,"start":`)
	if !ok {
		return false
	}
	end, rest, ok := plainNumber(rest, `,"end":`)
	if !ok || string(rest) != "}" {
		return false
	}
	w.Text, w.Start, w.End = text, start, end
	return true
}

// plainNumber reads a name and the whole number behind it.
func plainNumber(value []byte, name string) (n int, rest []byte, ok bool) {
	digits, ok := bytes.CutPrefix(value, []byte(name))
	if !ok {
		return 0, nil, false
	}
	i := 0
	for i < len(digits) && digits[i] >= '0' && digits[i] <= '9' {
		i++
	}
	if i == 0 || i > 1 && digits[0] == '0' {
		return 0, nil, false
	}
	n, err := strconv.Atoi(string(digits[:i]))
	return n, digits[i:], err == nil
}
