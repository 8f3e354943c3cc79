// Package scan is how the stages that look for happenings read a sentence: by
// phrases, clauses, and who is named where.
//
// It knows how to look, and nothing of what the words mean: every stage brings
// its own phrases.
package scan

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// Lexicon finds phrases of one or more words and says what each stands for.
type Lexicon struct {
	first *text.Table[[]entry] // by first word, the longest phrase first
	list  text.List            // of the first words
}

type entry struct {
	words []string
	tag   string
}

// NewLexicon reads a table of lines "tag: phrase, phrase, …". A phrase is words
// as tokens are folded, without possessives; a tag may have several lines.
func NewLexicon(table string) *Lexicon {
	first := map[string][]entry{}
	for line := range strings.Lines(table) {
		tag, phrases, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for phrase := range strings.SplitSeq(phrases, ",") {
			words := strings.Fields(phrase)
			if len(words) == 0 {
				continue
			}
			e := entry{words, tag}
			list := first[words[0]]
			at := len(list)
			for at > 0 && len(list[at-1].words) < len(words) {
				at--
			}
			first[words[0]] = append(list[:at:at], append([]entry{e}, list[at:]...)...)
		}
	}
	return &Lexicon{text.NewTable(first), text.NewList(first)}
}

// At gives how many tokens the longest phrase that begins at i takes, and its
// tag; 0 when there is none.
func (l *Lexicon) At(toks []text.Token, i int) (n int, tag string) {
	if !toks[i].May(l.list) {
		return 0, ""
	}
next:
	for _, e := range l.first.At(toks[i].Base()) {
		if i+len(e.words) > len(toks) {
			continue
		}
		for j, w := range e.words {
			if toks[i+j].Base() != w {
				continue next
			}
		}
		return len(e.words), e.tag
	}
	return 0, ""
}

// Hit is a phrase found: Toks[First:Last] of what was searched.
type Hit struct {
	First, Last int
	Tag         string
}

// All gives the phrases in toks from left to right, none overlapping.
func (l *Lexicon) All(toks []text.Token) []Hit {
	var out []Hit
	for i := 0; i < len(toks); {
		n, tag := l.At(toks, i)
		if n == 0 {
			i++
			continue
		}
		out = append(out, Hit{i, i + n, tag})
		i += n
	}
	return out
}

// Has reports whether toks hold a phrase with one of the tags, or any phrase
// when none is given.
func (l *Lexicon) Has(toks []text.Token, tags ...string) bool {
	for i := range toks {
		n, tag := l.At(toks, i)
		if n == 0 {
			continue
		}
		if len(tags) == 0 {
			return true
		}
		for _, t := range tags {
			if t == tag {
				return true
			}
		}
	}
	return false
}
