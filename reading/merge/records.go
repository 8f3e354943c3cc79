package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
)

// statement is what is kept of a statement.
type statement struct {
	id, speaker, side string
	stems             []string
	repeats           bool // it repeats another of its document
}

// undertaking is what is kept of an undertaking.
type undertaking struct {
	id, side string
	demanded bool
	stems    []string
}

// incident is what is kept of an incident.
type incident struct {
	id, kind, place string
	from, to        string
	figures         []figure
}

// figure is what is kept of a figure.
type figure struct {
	id, effect, group, claimant string
	number                      int
	low                         bool
}

func (m *Merger) statementOf(a *analysis.Analysis, s *analysis.Statement) statement {
	out := statement{id: s.ID, repeats: s.Repeats != "", stems: m.stems(a.Text.String(s.ContentAt))}
	if s.Speaker != nil {
		out.speaker, out.side = strings.Clone(s.Speaker.Name), strings.Clone(s.Speaker.Side)
	}
	return out
}

func (m *Merger) undertakingOf(u *draft.Undertaking) undertaking {
	words := u.Content.Text
	if u.Content.Plain != "" {
		words = u.Content.Plain
	}
	out := undertaking{id: u.ID, demanded: u.State == "demanded", stems: m.stems(words)}
	if u.By != nil {
		out.side = strings.Clone(cmp.Or(u.By.Side, u.By.Name))
	}
	return out
}

func incidentOf(d *draft.Document, x *draft.Incident) incident {
	out := incident{id: x.ID, kind: x.Type}
	if x.Place != nil && *x.Place < len(d.Places) {
		out.place = strings.Clone(d.Places[*x.Place].Name)
	}
	if x.From != nil && x.To != nil {
		out.from, out.to = *x.From, *x.To
	}
	for _, f := range x.Figures {
		if f.Number == nil {
			continue
		}
		g := figure{id: f.ID, effect: f.Effect, group: strings.Clone(f.Group), number: *f.Number, low: f.Low}
		if f.Claimant != nil {
			g.claimant = strings.Clone(cmp.Or(f.Claimant.Side, f.Claimant.Name))
		}
		out.figures = append(out.figures, g)
	}
	return out
}

// record names a record: of which document, the how manieth.
type record struct{ doc, n int }

// linked is records of one kind, and which of them are the same one.
type linked struct {
	all  []record
	id   func(record) string
	same sets
}

// result is all records with their links.
type result struct {
	m                                          *Merger
	stories                                    sets
	statements, incidents, talks, undertakings linked
}

// records links the records of several documents that are the same one.
func (m *Merger) records(stories sets) *result {
	r := &result{m: m, stories: stories}
	r.statements = r.collect(func(d *document) int { return len(d.statements) }, func(x record) string { return m.docs[x.doc].statements[x.n].id })
	r.incidents = r.collect(func(d *document) int { return len(d.incidents) }, func(x record) string { return m.docs[x.doc].incidents[x.n].id })
	r.talks = r.collect(func(d *document) int { return len(d.talks) }, func(x record) string { return m.docs[x.doc].talks[x.n].ID })
	r.undertakings = r.collect(func(d *document) int { return len(d.undertakings) }, func(x record) string { return m.docs[x.doc].undertakings[x.n].id })
	r.linkStatements()
	r.linkUndertakings()
	r.linkIncidents()
	r.linkTalks()
	return r
}

func (r *result) collect(count func(*document) int, id func(record) string) linked {
	l := linked{id: id}
	for i, d := range r.m.docs {
		for n := range count(d) {
			l.all = append(l.all, record{i, n})
		}
	}
	l.same = newSets(len(l.all))
	return l
}

// groups gives the sets that reach over several documents.
func (r *result) groups(l linked) []draft.Group {
	out := []draft.Group{}
	for _, members := range l.same.many() {
		g := draft.Group{}
		several := false
		for _, i := range members {
			several = several || l.all[i].doc != l.all[members[0]].doc
			g.Members = append(g.Members, r.ref(l, i))
		}
		if several {
			out = append(out, g)
		}
	}
	return out
}

func (r *result) ref(l linked, i int) draft.Ref {
	ref := r.m.docs[l.all[i].doc].ref
	ref.ID = l.id(l.all[i])
	return ref
}

// compare calls same for those pairs of a bucket that are of two documents and
// not yet one, each new one with the first few of the bucket only.
func (r *result) compare(l *linked, buckets map[string][]int, key string, i int, same func(x, y record) bool) {
	for _, j := range buckets[key] {
		if l.all[i].doc != l.all[j].doc && l.same.find(i) != l.same.find(j) && same(l.all[i], l.all[j]) {
			l.same.join(i, j)
		}
	}
	if len(buckets[key]) < 40 {
		buckets[key] = append(buckets[key], i)
	}
}

// keys gives names for a list of stems such that two lists which are much alike
// share one of them: the smallest pairs by several hashes.
func keys(prefix string, stems []string) []string {
	const bands = 8
	out := make([]string, 0, bands)
	for b := range uint64(bands) {
		var least [2]string
		for r := range uint64(2) {
			best := ^uint64(0)
			for _, s := range stems {
				if h := mix(hash(s) ^ (b*2+r+1)*n0); h < best {
					best, least[r] = h, s
				}
			}
		}
		out = append(out, prefix+"\x00"+least[0]+"\x00"+least[1]+"\x00"+strconv.Itoa(int(b)))
	}
	return out
}

// overlap gives how many stems both lists have.
func overlap(x, y []string) int {
	n, i, j := 0, 0, 0
	for i < len(x) && j < len(y) {
		switch c := cmp.Compare(x[i], y[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// linkStatements: one speaker, and words that are mostly the same.
func (r *result) linkStatements() {
	l := &r.statements
	buckets := map[string][]int{}
	same := func(x, y record) bool {
		a, b := &r.m.docs[x.doc].statements[x.n], &r.m.docs[y.doc].statements[y.n]
		return alike(a.stems, b.stems, 0.5)
	}
	for i, x := range l.all {
		s := &r.m.docs[x.doc].statements[x.n]
		who := cmp.Or(s.speaker, s.side)
		if who == "" || len(s.stems) < 3 {
			continue
		}
		for _, k := range keys(strings.ToLower(who), s.stems) {
			r.compare(l, buckets, k, i, same)
		}
	}
}

// alike reports whether two contents say much the same: part of the stems of
// both, or nearly all of the shorter one's.
func alike(x, y []string, part float64) bool {
	n := overlap(x, y)
	if n < 3 {
		return false
	}
	short := min(len(x), len(y))
	return float64(n) >= part*float64(len(x)+len(y)-n) || short >= 5 && float64(n) >= 0.85*float64(short)
}

// linkUndertakings: one duty bearer, both asked for or both given, and contents alike.
func (r *result) linkUndertakings() {
	l := &r.undertakings
	buckets := map[string][]int{}
	same := func(x, y record) bool {
		a, b := &r.m.docs[x.doc].undertakings[x.n], &r.m.docs[y.doc].undertakings[y.n]
		return alike(a.stems, b.stems, 0.4)
	}
	for i, x := range l.all {
		u := &r.m.docs[x.doc].undertakings[x.n]
		if u.side == "" || len(u.stems) < 3 {
			continue
		}
		kind := "given"
		if u.demanded {
			kind = "demanded"
		}
		for _, k := range keys(u.side+" "+kind, u.stems) {
			r.compare(l, buckets, k, i, same)
		}
	}
}

// linkIncidents: one place, kinds that can be one, and one day; where a day is
// not known, the same story, and a figure they share or no place to tell apart.
func (r *result) linkIncidents() {
	l := &r.incidents
	buckets := map[string][]int{}
	same := func(x, y record) bool {
		a, b := &r.m.docs[x.doc].incidents[x.n], &r.m.docs[y.doc].incidents[y.n]
		story := r.stories.find(x.doc) == r.stories.find(y.doc)
		dated := a.from != "" && b.from != ""
		if dated && (a.from > b.to || b.from > a.to) {
			return false
		}
		if a.place != "" && b.place != "" && a.place != b.place {
			return false
		}
		figures := sharesFigure(a, b)
		switch {
		case dated && a.from == a.to && b.from == b.to && a.place != "" && b.place != "":
			return a.kind == b.kind || figures
		case !story:
			return false
		case a.place != "" && b.place != "":
			return a.kind == b.kind || figures
		}
		return a.kind == b.kind && figures
	}
	for i, x := range l.all {
		a := &r.m.docs[x.doc].incidents[x.n]
		if a.place != "" {
			r.compare(l, buckets, "p "+a.place, i, same)
		}
		r.compare(l, buckets, "s "+strconv.Itoa(r.stories.find(x.doc))+a.kind, i, same)
	}
}

func sharesFigure(a, b *incident) bool {
	for _, f := range a.figures {
		if slices.ContainsFunc(b.figures, func(g figure) bool { return g.effect == f.effect && g.number == f.number }) {
			return true
		}
	}
	return false
}

// apart is how many days may lie between the publications of two documents that
// speak of one undated round of talks.
const apart = 60

// linkTalks: one place, two parties in common, nothing that contradicts it.
func (r *result) linkTalks() {
	l := &r.talks
	buckets := map[string][]int{}
	same := func(x, y record) bool {
		a, b := &r.m.docs[x.doc].talks[x.n], &r.m.docs[y.doc].talks[y.n]
		if a.Round != nil && b.Round != nil && *a.Round != *b.Round || a.Place != b.Place {
			return false
		}
		story := r.stories.find(x.doc) == r.stories.find(y.doc)
		if len(a.Parties) > 1 && len(b.Parties) > 1 {
			// A government goes by several names: one party in common is enough
			// in one story.
			if n := inCommon(a.Parties, b.Parties); n == 0 || n < 2 && !story {
				return false
			}
		}
		if a.From != nil && b.From != nil {
			return *a.From <= *b.To && *b.From <= *a.To || days(*a.From, *b.From) <= 3 && days(*b.From, *a.From) <= 3
		}
		if len(a.Parties) < 2 || len(b.Parties) < 2 {
			return story
		}
		p, q := r.m.docs[x.doc].published, r.m.docs[y.doc].published
		return p == "" || q == "" || max(days(p, q), days(q, p)) <= apart
	}
	for i, x := range l.all {
		if t := &r.m.docs[x.doc].talks[x.n]; t.Place != "" {
			r.compare(l, buckets, t.Place, i, same)
		}
	}
}

func inCommon(x, y []draft.Party) int {
	n := 0
	for _, p := range x {
		if len(scan.Add(y, p)) == len(y) {
			n++
		}
	}
	return n
}
