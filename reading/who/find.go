package who

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// finder makes the cast of one text.
type finder struct {
	t     *text.Text
	all   []names.Name
	known *Names
	cast  *Cast
	by    map[string]*Actor // by key: kind and folded name
	owner []int             // the name that each token belongs to, -1 for none
	place []bool            // by name: only where something is

	persons map[string][]*person // by folded surname
	given   map[string]*person
	titled  map[string]*Actor // person by title and country
	recent  recent
	sole    *Actor            // the only country that the text names; nil where there is not one alone
	ruled   map[string]*Actor // the country whose rulers the text calls by a word: "junta"
	home    *Actor            // the country that the text names first
	quote   int               // the first quotation that does not end before what was asked last
}

// Find gives the cast of t, which must have been segmented. k may be nil.
func Find(t *text.Text, k *Names) *Cast {
	all := names.Find(t, k)
	f := &finder{t: t, all: all, known: k, cast: &Cast{Names: all}, by: map[string]*Actor{}, titled: map[string]*Actor{}}
	f.owner, f.place = make([]int, len(t.Tokens)), make([]bool, len(all))
	for i := range f.owner {
		f.owner[i] = -1
	}
	for n, m := range all {
		for i := m.First; i < m.Last; i++ {
			if f.owner[i] < 0 {
				f.owner[i] = n
			}
		}
	}
	f.people()
	f.offices()
	f.sole = f.soleCountry()
	f.rulers()
	for n := range t.Sentences {
		f.sentence(n)
	}
	sort.SliceStable(f.cast.Mentions, func(i, j int) bool { return f.cast.Mentions[i].Start < f.cast.Mentions[j].Start })
	f.selves()
	f.cast.maker = f
	return f.cast
}

// sentence makes the mentions of one sentence, left to right.
func (f *finder) sentence(n int) {
	s := f.t.Sentences[n]
	for i := s.First; i < s.Last; {
		i = max(i+1, f.at(i, s, n))
	}
}

// at makes the mention that begins at token i, if any, and gives the token to go on with.
func (f *finder) at(i int, s text.Sentence, n int) int {
	if f.owner[i] >= 0 {
		return f.named(i, s, n)
	}
	k := f.t.Tokens[i]
	if k.Kind != text.Word {
		return i + 1
	}
	if next := f.title(i, s, n); next > i {
		return next
	}
	if f.pronoun(i, s, n) {
		return i + 1
	}
	return f.bare(i, s, n)
}

// named makes the mention whose first token is a name.
func (f *finder) named(i int, s text.Sentence, n int) int {
	own := f.owner[i]
	next := f.whole(own, i, s, n)
	for k := own + 1; k < len(f.all) && f.all[k].First == i && f.all[k].Last == i+1; k++ {
		f.alone(k, s, n) // several names in one word: "Pakistan-Afghanistan"
	}
	return next
}

// whole makes the mention of name own, which begins in token i, with what goes
// with it, and gives the token to go on with.
func (f *finder) whole(own, i int, s text.Sentence, n int) int {
	m := f.all[own]
	switch m.Kind {
	case names.Location:
		c := f.governed(m)
		if c == nil || !f.t.Tokens[m.Last-1].Possessive() || !f.acts(m, s) {
			f.alone(own, s, n)
			return m.Last
		}
		m.Kind, m.Country, m.Side, m.Full = names.Country, c.Country, c.Side, c.Name
		if next := f.owned(m, i, s, n); next > 0 {
			return next
		}
		f.alone(own, s, n)
		return m.Last
	case names.Person:
		if j := m.Last; j < s.Last && f.owner[j] < 0 && !f.t.Tokens[j-1].Possessive() && nouns.At(f.t.Tokens[j].Base()).self {
			f.rule(m, j, n) // "the Assad regime"
			return j + 1
		}
		f.alone(own, s, n)
		return m.Last
	case names.Country:
		f.place[own] = f.located(m, s)
	}
	if next := f.splinter(m, s, n); next > 0 {
		return next
	}
	if f.t.Tokens[m.First].Start == m.Start {
		if next := f.owned(m, i, s, n); next > 0 {
			return next
		}
	}
	f.alone(own, s, n)
	return m.Last
}

// alone makes the mention of a name without anything around it.
func (f *finder) alone(k int, s text.Sentence, n int) {
	m := f.all[k]
	switch m.Kind {
	case names.Person:
		f.mention(m.Span, m.Span, f.personOf(m, "", ""), Named, n)
	case names.Location:
		if c := f.governed(m); c != nil && f.acts(m, s) {
			f.mention(m.Span, m.Span, c, Named, n)
			return
		}
		f.place[k] = true
	case names.Country:
		if f.place[k] = f.place[k] || f.located(m, s); !f.place[k] {
			f.mention(m.Span, m.Span, f.country(m.Country, m.Side), Named, n)
		}
	case names.Nationality:
	default:
		a := f.body(m)
		if f.nobodys(m) {
			a = f.organ(m, n)
		} else if !m.Table && m.Last == m.First+1 { // "the Ministry": the one named before
			head := text.Fold(f.t.String(m.Span))
			if b := f.recent.last(n, 8, func(b *Actor) bool {
				return b.Kind == a.Kind && b != a && !b.Plural && strings.Contains(text.Fold(b.Name), head+" ") || b.Kind == a.Kind && b != a && strings.HasSuffix(text.Fold(b.Name), " "+head)
			}); b != nil {
				a = b
			}
		}
		f.mention(m.Span, m.Span, a, Named, n)
	}
}

// owned makes a mention of a nation, a country or a group and a noun: "Pakistani
// officials", "Pakistan's military", "Taliban delegation", "Afghanistan's state
// broadcaster RTA".
func (f *finder) owned(m names.Name, i int, s text.Sentence, n int) int {
	j := m.Last
	title := j
	group := -1
	nation := m.Kind == names.Country || m.Kind == names.Nationality
	if e := f.titleEnd(j, s); e > j && e < s.Last && f.owner[e] >= 0 && f.all[f.owner[e]].Kind == names.Person && f.all[f.owner[e]].First == e {
		return f.person(i, m, group, title, e, n) // "US Secretary of State Antony Blinken"
	}
	for j < s.Last && j < m.Last+6 && f.t.Tokens[j].Kind == text.Word {
		if g := f.owner[j]; g >= 0 {
			switch k := f.all[g].Kind; {
			case k == names.Person && j > m.Last:
				return f.person(i, m, group, title, j, n)
			case nation && group < 0 && (k >= names.Government && k <= names.Medium):
				group = g
				j = f.all[g].Last
				title = j
				continue
			}
			break
		}
		w := f.t.Tokens[j].Base()
		if w == "and" && (j == title || j+1 >= s.Last || !modifiers.Has(f.t.Tokens[j+1])) {
			break
		}
		r := names.RoleOf(w)
		q, ok := nouns.Get(w)
		if ok && (j+1 >= s.Last || !f.goesOn(j, s)) {
			return f.nounOf(i, m, group, title, j, q, n)
		}
		if !ok && !modifiers.At(w) && !r.Office && !r.Modifier && !r.Rank && !r.Courtesy {
			break
		}
		j++
	}
	if group >= 0 {
		g := f.all[group]
		a := f.body(g)
		if m.Country != "" && f.nobodys(g) {
			a = f.organOf(f.owning(m), m, g) // every country has a Defence Ministry
		}
		if a.Country == "" && m.Country != "" {
			a.Country = m.Country
			if a.Kind != "armed_group" {
				a.Side = f.country(m.Country, m.Side).Side
			}
		}
		f.mention(text.Span{Start: m.Start, End: g.End}, g.Span, a, Named, n)
		return g.Last
	}
	return 0
}

// goesOn reports whether the noun at j only stands before another one: "government officials".
func (f *finder) goesOn(j int, s text.Sentence) bool {
	if f.t.Tokens[j].Possessive() {
		return false
	}
	k := f.t.Tokens[j+1]
	if k.Kind != text.Word || k.Lower == "and" {
		return false
	}
	if g := f.owner[j+1]; g >= 0 {
		switch f.all[g].Kind {
		case names.Person:
			return true
		case names.Medium, names.ArmedGroup, names.Organisation, names.Force, names.Government:
			return !nouns.At(f.t.Tokens[j].Lower).plural
		}
		return false
	}
	_, ok := nouns.OfBase(k)
	r := names.RoleOf(k.Base())
	return ok || r.Office && !names.IsActing(k.Base()) || r.Rank && f.t.Plain[k.Start] >= 'A' && f.t.Plain[k.Start] <= 'Z' || modifiers.HasBase(k) && j+2 < s.Last && nouns.At(f.t.Tokens[j+2].Base()).kind != ""
}

// nounOf makes the mention of an owner and a noun.
func (f *finder) nounOf(i int, m names.Name, group, title, j int, q noun, n int) int {
	owner := m
	if group >= 0 {
		owner = f.all[group]
		if owner.Country == "" {
			owner.Country = m.Country
		}
		if owner.Side == "" && owner.Kind != names.ArmedGroup {
			owner.Side = m.Side
		}
	}
	span := text.Span{Start: m.Start, End: f.end(j)}
	name := text.Span{Start: m.Start, End: span.End}
	words := strings.ToLower(strings.Join(strings.Fields(f.t.Plain[f.t.Tokens[title].Start:span.End]), " "))
	base := f.owning(owner)
	var a *Actor
	switch {
	case q.office:
		a = f.officer(words, base)
	case q.self:
		a = base
	default:
		kind := q.kind
		if base.Kind == "armed_group" && kind == "government" {
			kind = "armed_group"
		}
		a = f.actor(kind, f.adjective(base, owner)+" "+words)
		a.Side, a.Country, a.Plural = base.Side, base.Country, q.plural
	}
	f.mention(span, name, a, Named, n)
	return j + 1
}

// end gives where token j ends, without its possessive ending.
func (f *finder) end(j int) int {
	k := f.t.Tokens[j]
	if k.Possessive() {
		if n := strings.LastIndexAny(f.t.Plain[k.Start:k.End], "'’"); n > 0 {
			return k.Start + n
		}
	}
	return k.End
}

// owning gives the actor that a name stands for as an owner.
func (f *finder) owning(m names.Name) *Actor {
	if m.Kind == names.Country || m.Kind == names.Nationality {
		return f.country(m.Country, m.Side)
	}
	return f.body(m)
}

// adjective gives how an owner is put before a noun.
func (f *finder) adjective(a *Actor, m names.Name) string {
	if m.Kind == names.Country || m.Kind == names.Nationality {
		if c := place.ByCode(m.Country); c != nil {
			return c.Adjective()
		}
	}
	if p := f.partyOf(a.Side); p != nil && len(p.Demonyms) > 0 && a.Name == p.Name {
		return p.Demonyms[0]
	}
	return a.Name
}

// country gives the actor that a country is.
func (f *finder) country(code, side string) *Actor {
	name := code
	if c := place.ByCode(code); c != nil {
		name = c.Name
	}
	p := f.party(code)
	if p == nil {
		p = f.partyOf(side)
	}
	if side = ""; p != nil { // a group's own side is not its country's
		name, side, code = p.Name, p.ID, p.Country
	}
	a := f.actor("government", name)
	a.Country = code
	if a.Side = side; side == "" {
		a.Side = code
	}
	return a
}

// partyOf gives the charter's party of an id, nil where it has none.
func (f *finder) partyOf(id string) *names.Party {
	if f.known != nil && id != "" {
		for i := range f.known.Parties {
			if f.known.Parties[i].ID == id {
				return &f.known.Parties[i]
			}
		}
	}
	return nil
}

// party gives the charter's party of a country.
func (f *finder) party(code string) *names.Party {
	if f.known != nil && code != "" {
		for i := range f.known.Parties {
			if f.known.Parties[i].Country == code {
				return &f.known.Parties[i]
			}
		}
	}
	return nil
}

var kinds = map[names.Kind]string{names.Government: "government", names.ArmedGroup: "armed_group", names.Force: "force", names.Organisation: "organisation", names.Medium: "media", names.Person: "person"}

// body gives the actor of a group, force, organisation or medium.
func (f *finder) body(m names.Name) *Actor {
	a := f.actor(kinds[m.Kind], m.Full)
	a.Country, a.Side = m.Country, m.Side
	if a.Side == "" {
		switch {
		case m.Kind == names.ArmedGroup:
			a.Side = m.Full
		case f.party(m.Country) != nil:
			a.Side = f.party(m.Country).ID
		case m.Country != "":
			a.Side = m.Country
		default:
			a.Side = m.Full
		}
	}
	return a
}

// actor gives the one actor of a kind and name, made when first asked for.
func (f *finder) actor(kind, name string) *Actor {
	k := kind + "\x00" + text.Fold(name)
	if a := f.by[k]; a != nil {
		return a
	}
	a := &Actor{Name: name, Kind: kind}
	f.by[k] = a
	return a
}

// mention adds a mention, unless the one before reaches into it.
func (f *finder) mention(span, name text.Span, a *Actor, form Form, n int) {
	if k := len(f.cast.Mentions); k > 0 && f.cast.Mentions[k-1].End > span.Start {
		return
	}
	f.cast.Mentions = append(f.cast.Mentions, Mention{Span: span, Name: name, Actor: a, Form: form})
	f.recent.saw(a, n, f.quoted(span.Start))
	if !a.listed {
		a.listed = true
		f.cast.Actors = append(f.cast.Actors, a)
	}
}
