package happening

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/figures"
	"github.com/surety-mechanism/surety/reading/text"
)

// incident is mentions and figures that tell of one thing.
type incident struct {
	mentions []mention
	figures  []figures.Figure
	kind     string
	place    int // index into Analysis.Places, -1 for none
	time     int // index into Analysis.Times, -1 for none
	told     int // the time of what was told before: that of x too, as long as it has none
	last     int // the last sentence that tells of it
	headline bool
	tally    bool // a whole conflict so far, of which only the victims are counted
}

// grouper puts mentions and figures together, from the first sentence to the
// last. It looks back at the few incidents told of last and at the first, so
// that its time is linear.
type grouper struct {
	a    *analysis.Analysis
	all  []*incident
	seen map[string]*incident // by folded place name
	item []int                // by sentence: see items
}

// lookBack is how many incidents a definite mention may mean.
const lookBack = 6

// group gives the incidents of a document in the order they are first told of.
// item is what items gives, and so it is for settle.
func group(a *analysis.Analysis, item []int, ms []mention, figs []figures.Figure) []*incident {
	g := &grouper{a: a, seen: map[string]*incident{}, item: item}
	m, f := 0, 0
	for m < len(ms) || f < len(figs) {
		at := 1 << 60
		if m < len(ms) {
			at = ms[m].sentence
		}
		if f < len(figs) {
			at = min(at, figs[f].Sentence)
		}
		m2, f2 := m, f
		for m2 < len(ms) && ms[m2].sentence == at {
			m2++
		}
		for f2 < len(figs) && figs[f2].Sentence == at {
			f2++
		}
		g.sentence(at, ms[m:m2], figs[f:f2])
		m, f = m2, f2
	}
	out := g.all[:0]
	for _, x := range g.all {
		if x.worth() {
			out = append(out, x)
		}
	}
	return out
}

// worth reports whether enough is told of an incident for a record.
func (x *incident) worth() bool {
	if len(x.figures) > 0 {
		return true
	}
	for _, m := range x.mentions {
		if m.opens {
			return true
		}
	}
	return false
}

// sentence takes what one sentence tells.
func (g *grouper) sentence(at int, ms []mention, figs []figures.Figure) {
	owner := make([]*incident, len(ms))
	for i := range ms {
		m := &ms[i]
		g.strength(m, len(figs) > 0)
		owner[i] = g.home(m, ms[:i], owner[:i])
		if owner[i] != nil {
			g.join(owner[i], *m)
		}
	}
	for _, f := range figs {
		x := g.nearest(f, ms, owner)
		if f.Earlier {
			x = g.bereaved(f, x)
		}
		if x == nil {
			place, time := g.around(f.Span, at)
			whole := g.tally(f)
			if x = g.current(at, whole); whole && x == nil {
				x = g.open(kindOf(f.Effect), at)
				x.time, x.tally = time, true
			} else if y := g.told(place, time); y != nil && !whole {
				x = y
			} else if x == nil || !f.Earlier && (!g.fits(x, place, time) || g.wide(f, x, place)) {
				x = g.open(kindOf(f.Effect), at)
				x.place, x.time = place, time
			}
		}
		x.figures = append(x.figures, f)
		if !f.Earlier {
			x.last = at
		}
	}
}

// told gives the incident in a town that the words name again: "residents of Arn
// put the number of dead at 30". Nil where they name none, or only a region.
func (g *grouper) told(place, time int) *incident {
	if p := place; p < 0 || g.a.Places[p].Precision >= 4 && !nowhere(g.a.Places[p]) {
		return nil
	}
	if x := g.seen[g.placeName(place)]; x != nil && g.sameDay(x.time, time) {
		return x
	}
	return nil
}

// wide reports whether a count of people displaced, missing or held is one over a
// whole region, and none of what an incident in one town did.
func (g *grouper) wide(f figures.Figure, x *incident, place int) bool {
	switch f.Effect {
	case figures.Displaced, figures.Missing, figures.Captured:
	default:
		return false
	}
	if place >= 0 && g.a.Places[place].Precision >= 4 && x.place >= 0 && g.a.Places[x.place].Precision < 4 {
		return true
	}
	t := g.a.Text
	s := t.Sentences[f.Sentence]
	for k := s.First; k+2 < s.Last && k < s.First+80; k++ {
		if t.Tokens[k].Start < f.End || t.Tokens[k].Start > f.End+60 {
			continue
		}
		switch t.Tokens[k].Lower {
		case "nationwide", "countrywide":
			return true
		case "in", "across", "throughout", "around":
			switch n := t.Tokens[k+2].Lower; {
			case t.Tokens[k+1].Lower != "the":
			case n == "region", n == "country", n == "province", n == "provinces", n == "world", n == "area" && t.Tokens[k].Lower == "across":
				return true
			}
		}
	}
	return false
}

// tally reports whether a count is one of a whole conflict so far: "killed since
// 15 April", "since the war began".
func (g *grouper) tally(f figures.Figure) bool {
	t := g.a.Text
	s := t.Sentences[f.Sentence]
	for k := s.First; k+1 < s.Last && k < s.First+80; k++ {
		if t.Tokens[k].Lower != "since" {
			continue
		}
		for n := k + 1; n < s.Last && n < k+6; n++ {
			switch t.Tokens[n].Lower {
			case "war", "conflict", "fighting", "start", "beginning", "outbreak", "hostilities", "uprising", "truce", "ceasefire":
				return true
			}
		}
		i := sort.Search(len(g.a.Times), func(i int) bool { return g.a.Times[i].At.End > t.Tokens[k+1].Start })
		return i < len(g.a.Times) && g.a.Times[i].At.Start <= t.Tokens[k+1].Start
	}
	return false
}

// strength decides whether a mention may open an incident by itself: bare
// plurals only where the sentence counts victims or says who did it.
func (g *grouper) strength(m *mention, counted bool) {
	switch {
	case !m.opens:
	case m.verb:
	case m.plural && !m.counted && !m.definite:
		m.opens = counted || m.claimed || g.led(m) || g.targeting(m)
	case m.definite || m.counted || m.another:
		m.opens = counted || m.place >= 0 || m.time >= 0 || g.led(m)
	default:
		m.opens = counted || m.place >= 0 || m.time >= 0 || g.led(m)
	}
}

func (g *grouper) word(k int) string {
	if k < 0 || k >= len(g.a.Text.Tokens) {
		return ""
	}
	return g.a.Text.Tokens[k].Lower
}

// led reports whether a verb before the mention says that it came about.
func (g *grouper) led(m *mention) bool {
	switch g.word(m.tok - 1) {
	case "conducted", "launched", "staged", "mounted", "sparked", "triggered", "provoked":
		return true
	case "to", "in", "out":
		switch g.word(m.tok - 2) {
		case "led", "resulted", "carried", "escalated":
			return true
		}
	}
	return false
}

func (g *grouper) targeting(m *mention) bool { return g.word(m.end) == "targeting" }

// home gives the incident that a mention tells of, or nil when it tells of none
// worth a record.
func (g *grouper) home(m *mention, before []mention, owner []*incident) *incident {
	// Another mention in the same sentence: cause and effect, unless it is said
	// to be another.
	for i := len(before) - 1; i >= max(0, len(before)-lookBack); i-- {
		if owner[i] == nil {
			continue
		}
		p := before[i]
		if m.place >= 0 && p.place >= 0 && !g.samePlace(p.place, m.place) {
			break
		}
		if m.another || g.word(m.tok) == "retaliated" || !compatible(p.kind, m.kind) || m.opens && p.opens && !g.samePlace(p.place, m.place) {
			break
		}
		if m.verb || m.definite || p.verb || !m.opens {
			return owner[i]
		}
		if p.place == m.place && p.time == m.time {
			return owner[i]
		}
		break
	}
	if !m.another && g.word(m.tok) != "retaliated" {
		if x := g.earlier(m); x != nil {
			return x
		}
	}
	if !m.opens {
		if x := g.current(m.sentence, false); x != nil && !m.another && (m.sentence-x.last <= 1 || m.definite) && g.fits(x, m.place, m.time) {
			return x
		}
		return nil
	}
	return g.open(m.kind, m.sentence)
}

// earlier gives the incident told of before that m means: the last compatible
// one for a definite mention, the one in the same place otherwise.
func (g *grouper) earlier(m *mention) *incident {
	if m.place >= 0 {
		if x := g.seen[g.placeName(m.place)]; x != nil && compatible(x.kind, m.kind) && g.sameDay(x.time, m.time) {
			return x
		}
	}
	for i := len(g.all) - 1; i >= 0 && i >= len(g.all)-lookBack; i-- {
		x := g.all[i]
		if !compatible(x.kind, m.kind) || !g.fits(x, m.place, m.time) || g.item[x.last] != g.item[m.sentence] {
			continue
		}
		if m.definite && !m.plural || m.definite && m.sentence-x.last <= 2 || x.headline || (!m.opens || m.disowned || m.again) && m.sentence-x.last <= 1 {
			return x
		}
	}
	return nil
}

// fits reports whether an incident may have happened at a place and time.
func (g *grouper) fits(x *incident, place, time int) bool {
	day := x.time
	if day < 0 {
		day = x.told
	}
	return g.sameDay(day, time) && g.samePlace(x.place, place)
}

func compatible(a, b string) bool { return family(a)&family(b) != 0 }

// sameDay reports whether two time expressions may tell of one day; an unknown
// one may.
func (g *grouper) sameDay(a, b int) bool {
	if a < 0 || b < 0 || a == b {
		return true
	}
	x, y := g.a.Times[a], g.a.Times[b]
	if x.From == nil || y.From == nil || x.To == nil || y.To == nil {
		return true
	}
	return *x.From <= *y.To && *y.From <= *x.To
}

// samePlace reports whether two places may be one: an unknown one may, and a
// country holds all of its places.
func (g *grouper) samePlace(a, b int) bool {
	if a < 0 || b < 0 || a == b {
		return true
	}
	x, y := g.a.Places[a], g.a.Places[b]
	if x.Name != "" && x.Name == y.Name || x.Text == y.Text {
		return true
	}
	if nowhere(x) && y.Precision < 6 || nowhere(y) && x.Precision < 6 {
		return false // a town that no table knows is no country either
	}
	return (x.Precision >= 4 || y.Precision >= 4) && (x.Country == y.Country || x.Country == "" || y.Country == "")
}

// nowhere reports whether p is a name that no table places.
func nowhere(p analysis.Place) bool { return p.Country == "" && p.Lat == nil && !p.Unnamed }

func (g *grouper) placeName(i int) string {
	if n := g.a.Places[i].Name; n != "" {
		return n
	}
	return text.Fold(g.a.Places[i].Text)
}

// open adds an incident.
func (g *grouper) open(kind string, sentence int) *incident {
	x := &incident{kind: kind, place: -1, time: -1, told: -1, last: sentence}
	if n := len(g.all); n > 0 {
		x.told = max(g.all[n-1].time, -1)
		if x.told < 0 {
			x.told = g.all[n-1].told
		}
	}
	s := g.a.Text.Sentences[sentence]
	x.headline = g.a.Title.Len() > 0 && g.a.Title.Overlaps(s.Span)
	g.all = append(g.all, x)
	return x
}

// join adds a mention to an incident, which takes from it what it lacks.
func (g *grouper) join(x *incident, m mention) {
	if specific[m.kind] > specific[x.kind] && (m.opens || m.definite) {
		x.kind = m.kind
	}
	if x.place < 0 || m.place >= 0 && finer(g.a.Places[m.place].Precision, g.a.Places[x.place].Precision) {
		x.place = m.place
	}
	if x.time < 0 || m.time >= 0 && g.a.Times[x.time].Grain != "day" && g.a.Times[m.time].Grain == "day" {
		x.time = m.time
	}
	if x.place >= 0 {
		if n := g.placeName(x.place); g.seen[n] == nil {
			g.seen[n] = x
		}
	}
	if g.a.Title.Len() == 0 || !g.a.Title.Overlaps(m.Span) {
		x.headline = false
	}
	x.mentions = append(x.mentions, m)
	x.last = m.sentence
}

func finer(a, b int) bool { return a > 0 && (b == 0 || a < b) }

// nearest gives the incident of the mention in the sentence that stands nearest
// to a figure.
func (g *grouper) nearest(f figures.Figure, ms []mention, owner []*incident) *incident {
	var best *incident
	far := 0
	n := sort.Search(len(ms), func(i int) bool { return ms[i].Start > f.Start })
	for i := max(0, n-lookBack); i < len(ms) && i < n+lookBack; i++ {
		m := ms[i]
		if owner[i] == nil {
			continue
		}
		if d := max(m.Start-f.End, f.Start-m.End, 0); best == nil || d < far {
			best, far = owner[i], d
		}
	}
	return best
}

// bereaved gives the last incident whose dead an earlier sentence counts, or x.
func (g *grouper) bereaved(f figures.Figure, x *incident) *incident {
	for i := len(g.all) - 1; i >= 0 && i >= len(g.all)-lookBack; i-- {
		y := g.all[i]
		if n := len(y.figures); n > 0 && y.figures[0].Sentence < f.Sentence && f.Sentence-y.figures[n-1].Sentence <= recent && g.item[y.last] == g.item[f.Sentence] {
			return y
		}
	}
	return x
}

// recent is how many sentences an incident stays the one told of.
const recent = 4

// current gives the incident that a sentence without a word for one goes on
// about, or nil: a whole conflict where it counts that, and never else.
func (g *grouper) current(sentence int, whole bool) *incident {
	var best *incident
	for i := len(g.all) - 1; i >= 0 && i >= len(g.all)-lookBack; i-- {
		x := g.all[i]
		if x.tally == whole && sentence-x.last <= recent && g.item[x.last] == g.item[sentence] && (best == nil || x.last > best.last) {
			best = x
		}
	}
	return best
}

// around gives the place and the time nearest to s in a sentence.
func (g *grouper) around(s text.Span, sentence int) (place, time int) {
	f := &finder{a: g.a, toks: g.a.Text.Tokens}
	in := g.a.Text.Sentences[sentence]
	place, time = f.placeNear(s, in), f.timeNear(s, in.Span)
	return place, time
}

// kindOf gives the type of an incident of which only its victims are told.
func kindOf(effect string) string {
	switch effect {
	case figures.Captured:
		return Abduction
	case figures.Displaced, figures.Missing:
		return Other
	}
	return Attack
}
