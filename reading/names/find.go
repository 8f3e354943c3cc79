package names

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

// finder looks for the names of one text.
type finder struct {
	t       *text.Text
	general *lexicon
	over    *lexicon // of the charter; nil where there is none
	words   *text.Table[class]
	shape   []shape
	class   []class
	keys    map[string]string // folded forms of tokens that are not plain letters
	forms   map[string]class  // of words that no table has
	buf     []byte
	caps    bool // the text is in capitals throughout

	seen  map[string]*seen // of words that begin sentences: how they are written elsewhere
	found []candidate
}

type seen struct{ capital, small int }

// candidate is a name before its kind is settled.
type candidate struct {
	Name
	key      string
	strong   bool // its kind is settled where it stands
	weak     bool // only a first word of a sentence
	flat     bool // in a heading: a name only if one elsewhere
	p, l, o  int  // what speaks for a person, a place, an organisation where it stands
	prior    int  // what the words alone say for a person
	sentence int
}

// Find gives the names in t, which must have been segmented, in order, none
// inside another. k may be nil.
func Find(t *text.Text, k *Known) []Name {
	f := &finder{t: t, general: general(), over: overlay(k), words: words(), keys: map[string]string{}, forms: map[string]class{}}
	f.shapes()
	f.look()
	f.found = make([]candidate, 0, f.capitals()/2+8)
	for n, s := range t.Sentences {
		f.sentence(s, n)
	}
	return f.settle()
}

// capitals counts the words that begin with a capital.
func (f *finder) capitals() int {
	n := 0
	for _, s := range f.shape {
		if s&capital != 0 {
			n++
		}
	}
	return n
}

// look counts how the words that begin sentences are written elsewhere.
func (f *finder) look() {
	f.seen = map[string]*seen{}
	for i := range f.shape {
		if f.shape[i]&begins != 0 && f.shape[i]&capital != 0 && f.class[i]&common == 0 {
			f.seen[f.t.Tokens[i].Base()] = &seen{}
		}
	}
	for i := range f.shape {
		if f.shape[i]&(begins|flat) != 0 || f.t.Tokens[i].Kind != text.Word {
			continue
		}
		if s := f.seen[f.t.Tokens[i].Base()]; s != nil {
			if f.shape[i]&capital != 0 {
				s.capital++
			} else {
				s.small++
			}
		}
	}
}

// sentence finds the candidates of one sentence.
func (f *finder) sentence(s text.Sentence, n int) {
	for i := s.First; i < s.Last; {
		j := f.at(i, s, n)
		if j <= i {
			j = i + 1
		}
		i = j
	}
}

// isCapital reports whether token i may be part of a name by its look.
func (f *finder) isCapital(i int) bool {
	if f.caps {
		c := f.class[i]
		return f.t.Tokens[i].Kind == text.Word && c&(common|calendar|acting|locative|inner) == 0 && (c&plain == 0 || c&(title|officeword|orghead|placehead|direction|given) != 0)
	}
	return f.shape[i]&capital != 0
}

// at tries to find a name at token i and gives the token to go on with.
func (f *finder) at(i int, s text.Sentence, n int) int {
	k := f.t.Tokens[i]
	if k.Kind == text.Word && isEastern(k.Lower) {
		return max(i+1, f.eastern(i, s, n))
	}
	if k.Kind != text.Word || !f.caps && f.shape[i]&capital == 0 {
		return i + 1
	}
	if k.Lower == "the" {
		return i + 1
	}
	e, j, known := f.match(i, s.Last)
	if org, kind, ok := f.organisation(i, s.Last); ok && org > j {
		c := f.add(i, org, Name{Kind: kind}, n, true)
		c.Parts = f.parts(i, org)
		for _, p := range c.Parts {
			if c.Country = p.Country; p.Kind != Location {
				break
			}
		}
		return org
	}
	if known && j > i+1 {
		f.addEntry(i, j, e, n)
		return j
	}
	if after, ok := f.titled(i, s.Last); ok { // "President Obama": the title goes, the name stays
		if end := f.person(after, s.Last, true); end > after {
			f.add(after, end, Name{Kind: Person}, n, true)
			return end
		}
		return after
	}
	if f.events(i, s.Last) > i {
		return f.events(i, s.Last)
	}
	if end := f.given(i, s.Last, known && (e.kind == Country || e.kind == Nationality)); end > i {
		f.add(i, end, Name{Kind: Person}, n, true)
		return end
	}
	if end := f.gazetteer(i, s.Last); end > i && end > j {
		f.add(i, end, Name{Kind: Location}, n, true)
		return end
	}
	if end := f.placed(i, s.Last); end > i && end > j {
		f.add(i, end, Name{Kind: Location}, n, true)
		return end
	}
	if known {
		if e.kind == Government && j == i+1 && !e.charter && f.isSite(i) && place.IsPlace(f.key(i)) {
			f.add(i, j, Name{Kind: Location}, n, true) // "in Miraflores": the town, not the palace
			return j
		}
		f.addEntry(i, j, e, n)
		return j
	}
	if f.hyphenated(i, n) {
		return i + 1
	}
	return f.unknown(i, s, n)
}

// addEntry adds the name of a table.
func (f *finder) addEntry(i, j int, e entry, n int) {
	c := f.add(i, j, Name{Kind: e.kind, Full: e.full, Side: e.side, Country: e.country, Table: true}, n, true)
	if j > i+1 && (e.kind == Government || e.kind == Force || e.kind == Organisation) {
		c.Parts = f.parts(i, j)
	}
}

// add adds the name in tokens [i:j).
func (f *finder) add(i, j int, m Name, n int, strong bool) *candidate {
	m.Span, m.First, m.Last = f.span(i, j), i, j
	f.found = append(f.found, candidate{Name: m, key: f.joined(i, j), strong: strong, sentence: n})
	return &f.found[len(f.found)-1]
}

// joined gives the key of tokens [i:j).
func (f *finder) joined(i, j int) string {
	if j == i+1 {
		return f.key(i)
	}
	var b strings.Builder
	for k := i; k < j; k++ {
		if k > i {
			b.WriteByte(' ')
		}
		b.WriteString(f.key(k))
	}
	return b.String()
}

// parts gives the names of countries, nations and places in [i:j).
func (f *finder) parts(i, j int) []Name {
	var out []Name
	for k := i; k < j; k++ {
		e, after, ok := f.match(k, j)
		if ok && k == i && after == j { // the whole name; a part is shorter
			e, after, ok = f.match(k, j-1)
		}
		if !ok && f.isTown(k) {
			out = append(out, Name{Span: f.span(k, k+1), First: k, Last: k + 1, Kind: Location, Full: f.t.String(f.span(k, k+1))})
			continue
		}
		if !ok || e.kind != Country && e.kind != Nationality && e.kind != Location || after == k+1 && f.class[k]&(given|orghead) != 0 && e.kind == Location {
			continue
		}
		out = append(out, Name{Span: f.span(k, after), First: k, Last: after, Kind: e.kind, Full: e.full, Country: e.country, Side: e.side, Table: true})
		k = after - 1
	}
	return out
}

// isTown reports whether token i by itself is the name of a large town and
// nothing else.
func (f *finder) isTown(i int) bool {
	return f.shape[i]&capital != 0 && f.class[i] == 0 && !f.caps && town(f.key(i)) >= 3
}

// titled reports whether a title written with capitals begins at i, and gives
// the token after it: "Prime Minister", "Secretary of State", "Lt. Gen.".
func (f *finder) titled(i, end int) (int, bool) {
	last := -1
	for k := i; k < end && k < i+7; k++ {
		c := f.class[k]
		switch {
		case !f.isCapital(k):
			if k > i && (f.t.Tokens[k].Lower == "of" || f.t.Tokens[k].Lower == "for") && f.class[k-1]&office != 0 && k+1 < end && f.class[k+1]&officeword != 0 && !f.isName(k+1, end) {
				last = k + 1
				k++
				continue
			}
			if k > i && f.t.Tokens[k].Lower == "and" && k+1 < end && f.class[k+1]&officeword != 0 && f.isCapital(k+1) {
				continue
			}
		case c&(courtesy|rank|office) != 0:
			if c&given != 0 && k > i {
				break
			}
			last = k
			if f.shape[k]&possessive != 0 {
				return k + 1, true
			}
			continue
		case c&officeword != 0 || f.t.Tokens[k].Lower == "state":
			continue
		}
		break
	}
	if last < 0 || f.class[i]&given != 0 && f.class[i]&(courtesy|rank|office) == 0 {
		return i, false
	}
	return last + 1, true
}

// person gives the token after the personal name that begins at i. titled says
// that a title stands before it.
func (f *finder) person(i, end int, titled bool) int {
	k := i
	for k < end && k < i+5 {
		if k > i && !f.glued(k) {
			break
		}
		if f.isCapital(k) {
			if f.class[k]&(common|calendar|acting) != 0 && f.shape[k]&initial == 0 && (f.caps || f.class[k]&given == 0) {
				break
			}
			if k > i && (f.class[k]&(orghead|courtesy|office|rank) != 0 && f.class[k]&given == 0 || f.shape[k]&flat != 0 && f.class[k]&plain != 0 && f.class[k]&(given|surname) == 0) {
				break
			}
			if k > i+1 && f.class[k]&placehead != 0 && f.class[k]&(given|surname) == 0 && !surnameToo(f.key(k)) {
				return i // "Jose Pardo Avenue"
			}
			if e, _, ok := f.match(k, end); ok && (e.kind == Country || e.kind == Nationality || e.kind == ArmedGroup || e.kind == Medium) && f.class[k]&given == 0 {
				break
			}
			k++
			if f.shape[k-1]&possessive != 0 {
				break
			}
			continue
		}
		// a particle: "bin", "de la", "van"
		p := k
		for p < end && p < k+3 && f.class[p]&inner != 0 && isParticle(f.t.Tokens[p].Lower) {
			p++
		}
		if p == k || k == i || p >= end || !f.isCapital(p) {
			break
		}
		k = p
	}
	for k > i && (f.t.Tokens[k-1].Kind != text.Word || f.class[k-1]&inner != 0 && f.shape[k-1]&capital == 0) {
		k--
	}
	if !titled && k < i+2 {
		return i
	}
	if titled && f.class[i-1]&courtesy == 0 { // "Executive Order": ordinary words are nobody's name
		for j := i; ; j++ {
			if j == k {
				return i
			}
			if c := f.class[j]; c&(given|surname) != 0 || c&(plain|common|eventhead|orghead|calendar|placehead) == 0 {
				break
			}
		}
	}
	return k
}

// isName reports whether a table's name of several words begins at token i.
func (f *finder) isName(i, end int) bool {
	_, j, ok := f.match(i, end)
	return ok && j > i+1
}

func isParticle(w string) bool {
	switch w {
	case "of", "the", "for", "in", "to", "and":
		return false
	}
	return true
}

// given gives the token after a personal name that begins with a given name or initials.
func (f *finder) given(i, end int, country bool) int {
	if f.class[i]&given == 0 && f.shape[i]&initial == 0 && !(country && i+1 < end && f.class[i+1]&surname != 0 && f.class[i+1]&(plain|orghead|placehead) == 0 && f.shape[i]&flat == 0) {
		return i
	}
	if f.shape[i]&possessive != 0 || i+1 >= end || f.shape[i]&flat != 0 && !f.caps && f.class[i]&given == 0 {
		return i
	}
	if country && (!f.isCapital(i+1) || f.class[i+1]&(given|surname) == 0 && f.class[i+1]&(plain|orghead|placehead|office) != 0) {
		return i
	}
	if f.shape[i]&initial != 0 && (f.class[i]&common != 0 || !strings.HasSuffix(f.t.Tokens[i].Lower, ".")) {
		return i
	}
	if f.class[i]&common != 0 && f.shape[i]&begins != 0 && f.class[i+1]&given == 0 {
		return i
	}
	return f.person(i, end, false)
}

// hyphenated finds the names of tables inside a word with hyphens:
// "Pakistan-Afghanistan", "US-led". It reports whether there was any.
func (f *finder) hyphenated(i, n int) bool {
	k := f.t.Tokens[i]
	w := f.t.Plain[k.Start:k.End]
	any := false
	for at := 0; at < len(w); {
		part := w[at:]
		if h := strings.IndexByte(part, '-'); h >= 0 {
			part = part[:h]
		}
		if part == w {
			return false
		}
		base := strings.TrimSuffix(strings.TrimSuffix(part, "'s"), "’s")
		e, ok := f.general.entries[place.Fold(base)]
		if f.over != nil {
			if o, yes := f.over.entries[place.Fold(base)]; yes {
				e, ok = o, yes
			}
		}
		if ok && shapeOf(base)&capital != 0 && (!e.upper || shapeOf(base)&capitals != 0 && (!f.caps || f.words.At(text.Fold(base)) == 0)) {
			f.found = append(f.found, candidate{Name: Name{Span: text.Span{Start: k.Start + at, End: k.Start + at + len(base)}, First: i, Last: i + 1,
				Kind: e.kind, Full: e.full, Side: e.side, Country: e.country, Table: true}, key: place.Fold(base), strong: true, sentence: n})
			any = true
		}
		at += len(part) + 1
	}
	return any
}
