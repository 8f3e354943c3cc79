package store

import (
	"cmp"
	"slices"
	"strings"
)

// sorted is what SQLite's tables keep in an order of their own, until all of it is
// there: a row that comes after all others of its table is written far faster than
// one that has to be put between them. It is held in memory, with each text once:
// about fifty bytes a row, of which an entry has five.
type sorted struct {
	refs   []reference
	labels []numberedLabel
	texts  texts
}

// reference is a row of the table object_ref.
type reference struct {
	target, role string
	object       int64
}

// numberedLabel is a label with its texts by number.
type numberedLabel struct {
	label, kind, day, audience uint32
	item, idx                  int64
}

// texts numbers texts.
type texts struct {
	number map[string]uint32
	all    []string
	boxed  []any // the same, as the driver takes them: a row has three, and each would be copied
}

func (t *texts) of(s string) uint32 {
	n, ok := t.number[s]
	if !ok {
		if t.number == nil {
			t.number = map[string]uint32{}
		}
		n = uint32(len(t.all)) // #nosec G115 -- fewer texts than fit the memory
		s = strings.Clone(s)   // which may be part of a longer text
		t.all, t.boxed = append(t.all, s), append(t.boxed, s)
		t.number[s] = n
	}
	return n
}

// ranks gives where each text stands among all of them in the order of their bytes,
// which is that of SQLite.
func (t *texts) ranks() []uint32 {
	order := make([]uint32, len(t.all))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(t.all[a], t.all[b]) })
	ranks := make([]uint32, len(order))
	for rank, n := range order {
		ranks[n] = uint32(rank)
	}
	return ranks
}

// refer takes a row of the table object_ref.
func (r *reload) refer(ref reference) {
	if r.sqlite {
		r.refs = append(r.refs, ref)
		return
	}
	r.put(toRef, ref.target, ref.role, ref.object) // PostgreSQL sorts for the index that it makes
}

// find takes a row of the table label.
func (r *reload) find(l label) {
	if r.sqlite {
		r.labels = append(r.labels, numberedLabel{r.texts.of(l.label), r.texts.of(l.kind), r.texts.of(l.day), uint32(l.audience), l.item, l.idx}) // #nosec G115 -- a number of a set of seats
		return
	}
	r.put(toLabel, l.label, l.kind, l.audience, l.day, l.item, l.idx)
}

// sort puts what waits in the order of its table.
func (r *reload) sort() {
	slices.SortFunc(r.refs, func(a, b reference) int {
		return cmp.Or(cmp.Compare(a.target, b.target), cmp.Compare(a.role, b.role), cmp.Compare(a.object, b.object))
	})
	ranks := r.texts.ranks()
	slices.SortFunc(r.labels, func(a, b numberedLabel) int {
		switch {
		case a.label != b.label:
			return cmp.Compare(ranks[a.label], ranks[b.label])
		case a.kind != b.kind:
			return cmp.Compare(ranks[a.kind], ranks[b.kind])
		case a.audience != b.audience:
			return cmp.Compare(a.audience, b.audience)
		case a.day != b.day:
			return cmp.Compare(ranks[a.day], ranks[b.day])
		case a.item != b.item:
			return cmp.Compare(a.item, b.item)
		}
		return cmp.Compare(a.idx, b.idx)
	})
}

// writeSorted writes what was sorted.
func (r *reload) writeSorted() error {
	for _, ref := range r.refs {
		r.put(toRef, ref.target, ref.role, ref.object)
		if err := r.writeFull(); err != nil {
			return err
		}
	}
	r.refs = nil
	for _, l := range r.labels {
		var item any = l.item
		idx := item
		if l.idx != l.item {
			idx = l.idx
		}
		r.put(toLabel, r.texts.boxed[l.label], r.texts.boxed[l.kind], int64(l.audience), r.texts.boxed[l.day], item, idx)
		if err := r.writeFull(); err != nil {
			return err
		}
	}
	r.sorted = sorted{}
	return nil
}
