package ledger

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// skip steps over the next value and says what is wrong with it, as value does,
// without writing it.
func (s *scanner) skip(depth int) error {
	if depth <= 0 {
		return s.fail("nested too deep")
	}
	s.space()
	switch s.peek() {
	case '{':
		return s.skipObject(depth)
	case '[':
		s.pos++
		for n := 0; ; n++ {
			if s.space(); s.peek() == ']' {
				s.pos++
				return nil
			}
			if n > 0 {
				if s.peek() != ',' {
					return s.fail("expected a comma or ]")
				}
				s.pos++
				if s.space(); s.peek() == ']' {
					return s.fail("a comma with nothing after it")
				}
			}
			if err := s.skip(depth - 1); err != nil {
				return err
			}
		}
	case '"':
		_, err := s.text()
		return err
	}
	_, err := s.value(nil, depth)
	return err
}

func (s *scanner) skipObject(depth int) error {
	var few [12][]byte
	keys := few[:0]
	s.pos++
	for n := 0; ; n++ {
		if s.space(); s.peek() == '}' {
			s.pos++
			break
		}
		if n > 0 {
			if s.peek() != ',' {
				return s.fail("expected a comma or }")
			}
			s.pos++
			s.space()
		}
		key, err := s.text()
		if err != nil {
			return err
		}
		if s.space(); s.peek() != ':' {
			return s.fail("expected a colon")
		}
		s.pos++
		if err := s.skip(depth - 1); err != nil {
			return err
		}
		keys = append(keys, key)
	}
	slices.SortFunc(keys, bytes.Compare)
	for i := 1; i < len(keys); i++ {
		if bytes.Equal(keys[i-1], keys[i]) {
			return s.fail("the key %q stands twice", keys[i])
		}
	}
	return nil
}

// text is str without a copy, where nothing in the string is escaped.
func (s *scanner) text() ([]byte, error) {
	if s.peek() != '"' {
		return nil, s.fail("expected a string")
	}
	end := s.pos + 1 + plain(s.data[s.pos+1:])
	if end < len(s.data) && s.data[end] == '"' {
		text := s.data[s.pos+1 : end]
		if s.pos = end + 1; !utf8.Valid(text) {
			return nil, s.fail("the text is not UTF-8")
		}
		return text, nil
	}
	text, err := s.str()
	return []byte(text), err
}
