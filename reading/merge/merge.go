// Package merge reads documents together: which are copies or rewrites of one
// another, which tell of the same happening, which of their records are the same
// one, which dates only another document fixes, and what contradicts what.
//
// Nothing is resolved: rival figures stay apart and are only linked. The order
// in which documents are added makes no difference. Memory grows with the number
// of documents, by a summary of each; the texts themselves are not kept. Time
// grows with the documents, not with their pairs: candidates come from hashes
// and from an index of words, and only they are compared.
package merge

import (
	"cmp"
	"slices"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
)

// Merger takes documents one after the other. It is for one goroutine.
type Merger struct {
	words map[string]uint32 // the vocabulary, in order of appearance
	vocab []word
	docs  []*document
}

// word is a word of the vocabulary and how it is written.
type word struct {
	text         string
	capital, low int  // how often with a capital where none is due, and without
	nation       bool // of a country, its people or its capital: named in reports of all kinds
}

// New gives a Merger without documents.
func New() *Merger { return &Merger{words: map[string]uint32{}} }

// Add takes a document that has been read. What it needs is copied.
func (m *Merger) Add(a *analysis.Analysis) { m.docs = append(m.docs, m.summary(a)) }

// Merged gives what the documents say together.
func (m *Merger) Merged() draft.Merged {
	m.settle()
	copies := m.duplicates()
	out := draft.Merged{
		Duplicates: m.roots(copies), Stories: []draft.Group{}, Statements: []draft.Group{}, Incidents: []draft.Group{},
		Talks: []draft.Group{}, Undertakings: []draft.Group{}, Dates: []draft.MergedDate{}, Conflicts: []draft.Contradicted{},
	}
	stories := m.stories(copies)
	out.Stories = m.documents(stories)
	r := m.records(stories)
	out.Statements = r.groups(r.statements)
	out.Incidents = r.groups(r.incidents)
	out.Talks = r.groups(r.talks)
	out.Undertakings = r.groups(r.undertakings)
	out.Dates = append(out.Dates, m.dates(r)...)
	out.Conflicts = append(out.Conflicts, m.conflicts(r)...)
	return out
}

// settle puts documents and words into an order that does not depend on how
// they came, so that not even a sum is rounded otherwise.
func (m *Merger) settle() {
	slices.SortStableFunc(m.docs, func(x, y *document) int {
		return cmp.Or(cmp.Compare(x.ref.File, y.ref.File), cmp.Compare(x.item(), y.item()), cmp.Compare(x.sha, y.sha))
	})
	order := make([]uint32, len(m.vocab))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return cmp.Compare(m.vocab[x].text, m.vocab[y].text) })
	place := make([]uint32, len(order))
	vocab := make([]word, len(order))
	for i, id := range order {
		place[id], vocab[i] = uint32(i), m.vocab[id]
	}
	m.vocab = vocab
	for w, id := range m.words {
		m.words[w] = place[id]
	}
	for _, d := range m.docs {
		for i := range d.terms {
			d.terms[i].word = place[d.terms[i].word]
		}
		slices.SortFunc(d.terms, func(x, y term) int { return cmp.Compare(x.word, y.word) })
	}
}

// documents gives the sets of more than one as groups of documents.
func (m *Merger) documents(s sets) []draft.Group {
	out := []draft.Group{}
	for _, members := range s.many() {
		g := draft.Group{}
		for _, i := range members {
			g.Members = append(g.Members, m.docs[i].ref)
		}
		out = append(out, g)
	}
	return out
}

// sets are disjoint sets of numbers.
type sets []int32

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != int32(i) { // #nosec G115 -- as in join
		s[i] = s[s[i]]
		i = int(s[i])
	}
	return i
}

// join makes one set of two; its name is its smallest member.
func (s sets) join(i, j int) {
	i, j = s.find(i), s.find(j)
	s[max(i, j)] = int32(min(i, j)) // #nosec G115 -- fewer documents than fit the memory
}

// many gives the sets with more than one member, in order of the first.
func (s sets) many() [][]int {
	members := map[int][]int{}
	for i := range s {
		r := s.find(i)
		members[r] = append(members[r], i)
	}
	var out [][]int
	for i := range s {
		if len(members[i]) > 1 {
			out = append(out, members[i])
		}
	}
	return out
}
