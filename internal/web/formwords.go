package web

import (
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// place of a record's words in its JSON: the object that has them, and the key
// of the text.
func (f formField) wordsIn(rec map[string]any) (span map[string]any, key string) {
	switch f.Path {
	case "":
		return rec, "text"
	case "phrase":
		return rec, "phrase"
	}
	span, _ = rec[f.Path].(map[string]any)
	return span, "text"
}

// words gives the words of a record as its form shows them.
func (f formField) words(rec map[string]any) string {
	span, key := f.wordsIn(rec)
	if plain, ok := span["plain"].(string); ok && plain != "" {
		return plain
	}
	s, _ := span[key].(string)
	return s
}

// fillWords points a record at other words of its document: those of the text
// given, nearest to where the old ones stand. Words are never changed: what does
// not stand in the document is refused.
func (f formField) fillWords(rec map[string]any, text, raw string) error {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == strings.TrimSpace(strings.ReplaceAll(f.words(rec), "\r\n", "\n")) {
		return nil
	}
	span, key := f.wordsIn(rec)
	if span == nil || text == "" {
		return fault.New(fault.Invalid, "a record needs words of the document to stand on")
	}
	at, _ := span["start"].(float64)
	start := nearest(raw, text, int(at))
	if start < 0 {
		return fault.New(fault.Invalid, "%q does not stand in the document like that; copy the words out of the article", text)
	}
	span[key], span["start"], span["end"] = text, start, start+len(text)
	delete(span, "plain")
	return nil
}

// nearest gives where text stands in raw, closest to a place; -1 if nowhere.
func nearest(raw, text string, at int) int {
	best := -1
	for from := 0; ; {
		i := strings.Index(raw[from:], text)
		if i < 0 {
			return best
		}
		i += from
		if best < 0 || distance(i, at) < distance(best, at) {
			best = i
		}
		from = i + 1
	}
}

func distance(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}
