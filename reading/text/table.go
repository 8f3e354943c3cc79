package text

// Table holds what the stages know of words. It answers like a map, several
// times as fast for the words that are not in it, which most words of a text
// are: every stage asks its tables of every word. It cannot be changed.
type Table[V any] struct {
	sieve []uint64  // a bit for what the hashes of the words end in: few enough to stay at hand
	few   uint32    // the bits of the sieve, less one
	slots []slot[V] // a power of two, at least twice the words
	mask  uint32
	list  List // of its words, for Of and OfBase
}

type slot[V any] struct {
	word  string // "" where the slot is empty
	hash  uint32
	value V
}

// NewTable makes a table of all in m but "".
func NewTable[V any](m map[string]V) *Table[V] {
	n := uint32(8)
	for int(n) < 2*len(m) {
		n *= 2
	}
	bits := 8 * n // so that one of sixteen other words at the most gets through
	t := &Table[V]{sieve: make([]uint64, bits/64), few: bits - 1, slots: make([]slot[V], n), mask: n - 1}
	for w, v := range m {
		if w == "" {
			continue
		}
		h := hash(w)
		i := h & t.mask
		for t.slots[i].word != "" {
			i = (i + 1) & t.mask
		}
		t.slots[i] = slot[V]{w, h, v}
		t.sieve[h&t.few/64] |= 1 << (h % 64)
	}
	return t
}

// Get gives what the table has of w, and whether it has anything.
func (t *Table[V]) Get(w string) (v V, ok bool) {
	h := hash(w)
	if t.sieve[h&t.few/64]&(1<<(h%64)) == 0 {
		return v, false
	}
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		s := &t.slots[i]
		if s.word == "" {
			return v, false
		}
		if s.hash == h && s.word == w {
			return s.value, true
		}
	}
}

// NewKnown is NewTable for what a package knows from its start, so that tokens
// say at once when they are not in it.
func NewKnown[V any](m map[string]V) *Table[V] {
	t := NewTable(m)
	t.list = NewList(m)
	return t
}

// Words is NewKnown of the words of a list, with spaces between.
func Words(list string) *Table[bool] { return NewKnown(Set(list)) }

// Of gives what the table has of the word k, and whether it has anything.
func (t *Table[V]) Of(k Token) (v V, ok bool) {
	if k.May(t.list) {
		return t.Get(k.Lower)
	}
	return v, false
}

// OfBase is Of for the word without a possessive ending.
func (t *Table[V]) OfBase(k Token) (v V, ok bool) {
	if k.May(t.list) {
		return t.Get(k.Base())
	}
	return v, false
}

// Has reports whether the word k is in the table.
func (t *Table[V]) Has(k Token) bool { return k.May(t.list) && t.has(k.Lower) }

// HasBase is Has for the word without a possessive ending.
func (t *Table[V]) HasBase(k Token) bool { return k.May(t.list) && t.has(k.Base()) }

func (t *Table[V]) has(w string) bool {
	_, ok := t.Get(w)
	return ok
}

// At gives what the table has of w, the zero value where it has nothing.
func (t *Table[V]) At(w string) V {
	v, _ := t.Get(w)
	return v
}

// hash mixes the length of w with its first and its last four bytes, by which
// nearly all words of a language differ.
func hash(w string) uint32 {
	n := len(w)
	h := uint32(n) // #nosec G115 -- a word of a document
	if n >= 4 {
		first := uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24
		last := uint32(w[n-4]) | uint32(w[n-3])<<8 | uint32(w[n-2])<<16 | uint32(w[n-1])<<24
		h = (h*0x9e3779b1 ^ first) * 0x85ebca6b
		h = (h ^ h>>15 ^ last) * 0xc2b2ae35
	} else {
		for i := 0; i < n; i++ {
			h = (h ^ uint32(w[i])) * 0x85ebca6b
		}
	}
	return h ^ h>>13
}
