package charter

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// The limits on a charter. They hold before anything is parsed, so that a
// hostile file costs no more than reading its tokens.
const (
	MaxBytes  = 256 << 10
	maxColumn = 60 // where a key or an entry of a list may begin
	maxFlow   = 12 // brackets inside brackets
	maxTokens = 60_000
)

// bounded says what a YAML parser should not have to meet, or nothing.
func bounded(data []byte) *Problem {
	switch {
	case len(data) > MaxBytes:
		return &Problem{What: fmt.Sprintf("the file is %d bytes long; a charter has at most %d", len(data), MaxBytes)}
	case !utf8.Valid(data):
		return &Problem{Line: 1 + bytes.Count(data[:firstInvalid(data)], []byte("\n")), What: "the file is not UTF-8 text; save it as UTF-8"}
	case bytes.IndexByte(data, 0) >= 0:
		return &Problem{Line: 1 + bytes.Count(data[:bytes.IndexByte(data, 0)], []byte("\n")), What: "the file is not text: it holds a zero byte"}
	case len(bytes.TrimSpace(data)) == 0:
		return &Problem{What: "the file is empty; a charter begins with charter: 1"}
	case flowDepth(data) > maxFlow*4:
		// Brackets inside quotation marks count too: the tokens below are exact,
		// this only keeps the lexer from a file of nothing but brackets.
		return &Problem{What: tooDeep}
	}
	return boundedTokens(lexer.Tokenize(string(data)))
}

var tooDeep = fmt.Sprintf("it is nested deeper than a charter ever is; use at most %d brackets inside each other and begin no key beyond column %d", maxFlow, maxColumn)

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return 0
}

func flowDepth(data []byte) int {
	depth, deepest := 0, 0
	for _, b := range data {
		switch b {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest
}

func boundedTokens(all token.Tokens) *Problem {
	if len(all) > maxTokens {
		return &Problem{What: fmt.Sprintf("it has more than %d words and signs", maxTokens)}
	}
	flow := 0
	for _, t := range all {
		line, column := 0, 0
		if t.Position != nil {
			line, column = t.Position.Line, t.Position.Column
		}
		say := func(what string) *Problem { return &Problem{Line: line, What: what} }
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return say("it uses an anchor (&) or an alias (*); a charter says everything where it stands, so put quotation marks around the word if the sign is part of it")
		case token.TagType, token.DirectiveType:
			return say("it uses a tag (!) or a directive (%); a charter needs none, so put quotation marks around the word if the sign is part of it")
		case token.MappingKeyType:
			return say("it uses a key that is not a single word (?); every key of a charter is one word")
		case token.InfinityType, token.NanType:
			return say("it holds a number that is infinite or none at all; write an ordinary number, or put quotation marks around the word")
		case token.SequenceStartType, token.MappingStartType:
			if flow++; flow > maxFlow {
				return say(tooDeep)
			}
		case token.SequenceEndType, token.MappingEndType:
			flow = max(0, flow-1)
		case token.SequenceEntryType:
			if flow == 0 && column > maxColumn {
				return say(tooDeep)
			}
		case token.MappingValueType:
			if flow == 0 && t.Prev != nil && t.Prev.Position != nil && t.Prev.Position.Column > maxColumn {
				return say(tooDeep)
			}
		}
	}
	return nil
}
