package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
)

// copied is the part of the smaller document that the other must have word for
// word to be a copy or a rewrite of it.
const copied = 0.5

// bucket is how many documents of one band are compared with each: what all
// share is told by the first few.
const bucket = 12

// duplicates gives the sets of documents that are copies or rewrites of one another.
func (m *Merger) duplicates() sets {
	s := newSets(len(m.docs))
	type key struct {
		band int
		h    uint64
	}
	bands := map[key][]int32{}
	for i, d := range m.docs {
		if len(d.sketch.sample) == 0 {
			continue
		}
		for b := 0; b < hashes/rows; b++ {
			k := key{b, uint64(d.sketch.least[b*rows])<<32 | uint64(d.sketch.least[b*rows+1])}
			for _, j := range bands[k] {
				if s.find(i) == s.find(int(j)) {
					continue
				}
				if c, _ := shared(&d.sketch, &m.docs[j].sketch); c >= copied {
					s.join(i, int(j))
				}
			}
			if len(bands[k]) < bucket {
				bands[k] = append(bands[k], int32(i))
			}
		}
	}
	return s
}

// roots gives each set of copies with its likeliest original.
func (m *Merger) roots(s sets) []draft.Duplicate {
	out := []draft.Duplicate{}
	for _, members := range s.many() {
		g := draft.Duplicate{}
		for _, i := range members {
			g.Members = append(g.Members, m.docs[i].ref)
		}
		g.Root = m.docs[m.original(members)].ref
		out = append(out, g)
	}
	return out
}

// original gives the member that the others most likely go back to: whose
// publisher the others name, then the earliest, the longest, and at last the one
// whose digest is smallest, so that the choice never hangs on the order.
func (m *Merger) original(members []int) int {
	named := func(i int) int {
		n := 0
		p := m.docs[i].publisher
		if p == "" {
			return 0
		}
		for _, j := range members {
			if j != i && slices.ContainsFunc(m.docs[j].media, func(s string) bool { return s == p || strings.Contains(p, s) || strings.Contains(s, p) }) && m.docs[j].publisher != p {
				n++
			}
		}
		return n
	}
	date := func(i int) string { return cmp.Or(m.docs[i].published, "9999") }
	length := func(i int) int { return len(m.docs[i].sketch.sample) << m.docs[i].sketch.level }
	return slices.MinFunc(members, func(x, y int) int {
		return cmp.Or(named(y)-named(x), cmp.Compare(date(x), date(y)), length(y)-length(x), cmp.Compare(m.docs[x].sha, m.docs[y].sha), x-y)
	})
}
