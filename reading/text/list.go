package text

import (
	"strings"
	"sync"
)

// List stands for a list of words, and every token says at once whether it may
// be in it: stages ask many lists of every word, and nearly always the word is
// in none. The zero List stands for every word.
type List uint64

// lists are the words of every List, until the first token is made.
var lists struct {
	sync.Mutex
	made  int
	words map[string]List
	known *Table[List] // nil until then
}

// NewList gives the list of the keys of words, folded as tokens are. It is meant
// for what a package knows from its start: once tokens have been made, it gives
// the zero List.
func NewList[V any](words map[string]V) List {
	lists.Lock()
	defer lists.Unlock()
	if lists.known != nil {
		return 0
	}
	if lists.words == nil {
		lists.words = map[string]List{}
	}
	l := List(1) << (lists.made % 64) // the sixty-fifth shares with the first: its words may then be in either
	lists.made++
	for w := range words {
		lists.words[w] |= l
	}
	return l
}

// knownLists gives the lists of every word that is in any.
func knownLists() *Table[List] {
	lists.Lock()
	defer lists.Unlock()
	if lists.known == nil {
		lists.known, lists.words = NewTable(lists.words), nil
	}
	return lists.known
}

// May reports whether the word, or its Base, may be in l; false is certain.
func (k Token) May(l List) bool { return k.without&l == 0 }

// Set gives the words of a list, which has white space between them, for what
// few words are asked of: Words answers faster.
func Set(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}
