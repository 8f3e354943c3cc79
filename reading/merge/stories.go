package merge

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// Stories are found by how much the telling words of documents agree: weights
// by how often a word stands in a document and in how few others (TF-IDF),
// names counting more than other words, cosine, average linkage. Two events of
// one kind share its words and differ in names, places, numbers; those weigh
// most.
const (
	nameWeight = 3.0  // how much more a name counts
	power      = 2.0  // of the inverse document frequency
	background = 200  // documents of other things, imagined beside those given, so that few documents can be told apart too
	plainShare = 0.05 // part of the background that has a common word
	nameShare  = 0.005
	lonely     = 30.0 // a word of one document alone says the less the more documents there are: lonely/(lonely+n)
	together   = 0.24 // average likeness of two groups that are one story
	maxWeights = 150  // words of a document that are compared
	neighbours = 100  // likest documents that are looked at for each
	halfLife   = 30.0 // days that halve how much two reports can be of one happening, after the first week
	faint      = 0.02 // likeness that is not worth keeping
)

type weight struct {
	word uint32
	w    float64
}

// weights gives every document's words with their weights, of length one.
func (m *Merger) weights() [][]weight {
	df := make([]int, len(m.vocab))
	for _, d := range m.docs {
		for _, t := range d.terms {
			df[t.word]++
		}
	}
	n := float64(len(m.docs))
	alone := lonely / (lonely + n)
	out := make([][]weight, len(m.docs))
	for i, d := range m.docs {
		v := make([]weight, 0, len(d.terms))
		total := 0.0
		for _, t := range d.terms {
			w := &m.vocab[t.word]
			name := w.text[0] != '#' && w.capital > 3*w.low
			share := plainShare
			if name && !w.nation {
				share = nameShare
			}
			x := (1 + math.Log(float64(t.n))) * math.Pow(math.Log((n+background)/(float64(df[t.word])+background*share)), power)
			if name {
				x *= nameWeight
			}
			if df[t.word] < 2 {
				total += alone * x * x
				continue
			}
			total += x * x
			v = append(v, weight{t.word, x})
		}
		if len(v) > maxWeights {
			slices.SortFunc(v, func(x, y weight) int { return cmp.Or(cmp.Compare(y.w, x.w), cmp.Compare(x.word, y.word)) })
			v = v[:maxWeights]
			slices.SortFunc(v, func(x, y weight) int { return cmp.Compare(x.word, y.word) })
		}
		if total > 0 {
			total = math.Sqrt(total)
		}
		for j := range v {
			v[j].w /= total
		}
		out[i] = v
	}
	return out
}

type neighbour struct {
	doc  int32
	like float64
}

// likeness gives each document's likest others, both ways, by an index of
// words; words that very many documents have are left out of it.
func (m *Merger) likeness() []map[int32]float64 {
	vs := m.weights()
	most := max(200, len(m.docs)/20)
	index := map[uint32][]neighbour{}
	near := make([]map[int32]float64, len(vs))
	for i := range near {
		near[i] = map[int32]float64{}
	}
	sum := make([]float64, len(vs))
	var touched []int32
	for i, v := range vs {
		for _, x := range v {
			for _, p := range index[x.word] {
				if sum[p.doc] == 0 {
					touched = append(touched, p.doc)
				}
				sum[p.doc] += x.w * p.like
			}
		}
		likest := make([]neighbour, 0, len(touched))
		for _, j := range touched {
			if like := sum[j] * m.near(i, int(j)); like >= faint {
				likest = append(likest, neighbour{j, like})
			}
			sum[j] = 0
		}
		touched = touched[:0]
		if len(likest) > neighbours {
			slices.SortFunc(likest, func(x, y neighbour) int { return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.doc, y.doc)) })
			likest = likest[:neighbours]
		}
		for _, p := range likest {
			near[i][p.doc], near[p.doc][int32(i)] = p.like, p.like
		}
		for _, x := range v {
			if l := index[x.word]; len(l) < most {
				index[x.word] = append(l, neighbour{int32(i), x.w})
			}
		}
	}
	return near
}

// near says how much two documents can still be about one happening by their
// days of publication: 1 within a week or where one is unknown, then less and
// less.
func (m *Merger) near(i, j int) float64 {
	p, q := m.docs[i].published, m.docs[j].published
	if p == "" || q == "" {
		return 1
	}
	gap := max(days(p, q), days(q, p))
	if gap <= 7 {
		return 1
	}
	return math.Pow(0.5, float64(gap-7)/halfLife)
}

// pair is two groups that may become one. Their sizes tell whether they have
// changed since.
type pair struct {
	like   float64
	a, b   int32
	na, nb int32
}

type pairs []pair

func (p pairs) Len() int { return len(p) }
func (p pairs) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(p[j].like, p[i].like), cmp.Compare(p[i].a, p[j].a), cmp.Compare(p[i].b, p[j].b)) < 0
}
func (p pairs) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p *pairs) Push(x any)   { *p = append(*p, x.(pair)) }
func (p *pairs) Pop() any {
	old := *p
	x := old[len(old)-1]
	*p = old[:len(old)-1]
	return x
}

// stories gives the sets of documents about the same happening: the two groups
// that are likest on average become one, until none are like enough. Copies are
// of one story from the start.
func (m *Merger) stories(copies sets) sets {
	near := m.likeness() // sums of likeness between groups, each named by its first member
	n := len(near)
	s := newSets(n)
	size := make([]int32, n)
	for i := range size {
		size[i] = 1
	}
	h := &pairs{}
	push := func(a, b int32, sum float64) {
		if a > b {
			a, b = b, a
		}
		if like := sum / float64(size[a]) / float64(size[b]); like >= together {
			heap.Push(h, pair{like, a, b, size[a], size[b]})
		}
	}
	unite := func(a, b int32) {
		if a > b {
			a, b = b, a
		}
		s.join(int(a), int(b))
		size[a] += size[b]
		size[b] = 0
		for _, c := range sorted(near[b]) {
			sum := near[b][c]
			delete(near[c], b)
			if c != a {
				near[a][c] += sum
				near[c][a] = near[a][c]
			}
		}
		near[b] = nil
	}
	for i := range n {
		if r := copies.find(i); r != i {
			unite(int32(s.find(r)), int32(i)) // #nosec G115 -- fewer documents than fit the memory
		}
	}
	for i := range n {
		for _, j := range sorted(near[i]) {
			if int32(i) < j {
				push(int32(i), j, near[i][j])
			}
		}
	}
	for h.Len() > 0 {
		p := heap.Pop(h).(pair)
		if size[p.a] != p.na || size[p.b] != p.nb {
			continue
		}
		unite(p.a, p.b)
		for _, c := range sorted(near[p.a]) {
			push(p.a, c, near[p.a][c])
		}
	}
	return s
}

// sorted gives the keys of a map in order: sums must not hang on the order of a map.
func sorted(m map[int32]float64) []int32 {
	out := make([]int32, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
