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

	persons map[string][]*person // by folded surname
	given   map[string]*person
	titled  map[string]*Actor // person by title and country
	recent  recent
}

// Find gives the cast of t, which must have been segmented. k may be nil.
func Find(t *text.Text, k *Names) *Cast {
	all := names.Find(t, k)
	f := &finder{t: t, all: all, known: k, cast: &Cast{Names: all}, by: map[string]*Actor{}, titled: map[string]*Actor{}}
	f.owner = make([]int, len(t.Tokens))
	for i := range f.owner {
		f.owner[i] = -1
	}
	for n, m := range all {
		for i := m.First; i < m.Last; i++ {
			f.owner[i] = n
		}
	}
	f.people()
	for n := range t.Sentences {
		f.sentence(n)
	}
	sort.SliceStable(f.cast.Mentions, func(i, j int) bool { return f.cast.Mentions[i].Start < f.cast.Mentions[j].Start })
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
	if f.pronoun(i, n) {
		return i + 1
	}
	return f.bare(i, s, n)
}

// named makes the mention whose first token is a name.
func (f *finder) named(i int, s text.Sentence, n int) int {
	m := f.all[f.owner[i]]
	switch m.Kind {
	case names.Person:
		f.mention(m.Span, m.Span, f.personOf(m, "", ""), Named, n)
		return m.Last
	case names.Location:
		if c := place.ByCapital(f.t.String(m.Span)); c != nil && f.acts(m, s) {
			f.mention(m.Span, m.Span, f.country(c.Alpha3, ""), Named, n)
		}
		return m.Last
	}
	if next := f.owned(m, i, s, n); next > 0 {
		return next
	}
	switch m.Kind {
	case names.Country:
		if f.located(m, s) {
			return m.Last
		}
		f.mention(m.Span, m.Span, f.country(m.Country, m.Side), Named, n)
	case names.Nationality:
	default:
		f.mention(m.Span, m.Span, f.body(m), Named, n)
	}
	return m.Last
}

// located reports whether a country's name stands only for where it lies.
func (f *finder) located(m names.Name, s text.Sentence) bool {
	i := m.First - 1
	if i >= s.First && f.t.Tokens[i].Lower == "the" {
		i--
	}
	if i < s.First {
		return false
	}
	switch f.t.Tokens[i].Lower {
	case "in", "inside", "into", "across", "through", "throughout", "within", "near", "outside", "around", "at", "via", "northern", "southern", "eastern", "western", "central":
		return true
	}
	return false
}

// acts reports whether the capital m stands for its government.
func (f *finder) acts(m names.Name, s text.Sentence) bool {
	if f.located(m, s) {
		return false
	}
	prev, next := "", ""
	if m.First > s.First {
		prev = f.t.Tokens[m.First-1].Lower
	}
	if m.Last < s.Last {
		next = f.t.Tokens[m.Last].Lower
	}
	last := f.t.Tokens[m.Last-1]
	switch {
	case last.Possessive():
		return true
	case names.IsActing(next), next == "vehemently", next == "also", next == "will", next == "would", next == "must", next == "should":
		return prev == "" || !names.IsLocative(prev) && prev != "from" && prev != ","
	case next == "and" && m.Last+1 < s.Last && f.owner[m.Last+1] >= 0 && place.ByCapital(f.t.String(f.all[f.owner[m.Last+1]].Span)) != nil:
		return prev == "" || prev == "between" || prev == "by" || prev == "both"
	}
	switch prev {
	case "by", "with", "urged", "accused", "blamed", "between", "against", "warned", "told", "asked", "pressed":
		return true
	}
	return false
}

// owned makes a mention of a nation, a country or a group and a noun: "Pakistani
// officials", "Pakistan's military", "Taliban delegation".
func (f *finder) owned(m names.Name, i int, s text.Sentence, n int) int {
	j := m.Last
	title := j
	group := -1
	for j < s.Last && j < m.Last+6 && f.t.Tokens[j].Kind == text.Word {
		if g := f.owner[j]; g >= 0 {
			if k := f.all[g].Kind; (k == names.ArmedGroup || k == names.Organisation || k == names.Government || k == names.Force) && group < 0 && (m.Kind == names.Country || m.Kind == names.Nationality) {
				group = g
				j = f.all[g].Last
				title = j
				continue
			}
			if f.all[g].Kind == names.Person && j > m.Last {
				return f.person(i, m, group, title, j, s, n)
			}
			break
		}
		w := f.t.Tokens[j].Base()
		r := names.RoleOf(w)
		q, ok := nouns[w]
		if ok && (j+1 >= s.Last || !f.goesOn(j, s)) {
			if q.office && j+1 < s.Last && f.owner[j+1] >= 0 && f.all[f.owner[j+1]].Kind == names.Person {
				j++
				continue
			}
			return f.nounOf(i, m, group, title, j, q, n)
		}
		if !ok && !modifiers[w] && !r.Office && !r.Modifier && !r.Rank && !r.Courtesy {
			break
		}
		j++
	}
	if group >= 0 {
		g := f.all[group]
		a := f.body(g)
		if a.Country == "" {
			a.Country = m.Country
		}
		f.mention(text.Span{Start: f.begin(i), End: g.End}, g.Span, a, Named, n)
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
	if k.Kind != text.Word {
		return false
	}
	if g := f.owner[j+1]; g >= 0 {
		return f.all[g].Kind == names.Person || f.all[g].Kind == names.Medium && nouns[f.t.Tokens[j].Lower].kind == "media"
	}
	_, ok := nouns[k.Base()]
	r := names.RoleOf(k.Base())
	return ok || r.Office && !names.IsActing(k.Base()) || modifiers[k.Base()] && j+2 < s.Last && nouns[f.t.Tokens[j+2].Base()].kind != ""
}

// begin gives where the phrase of token i begins: at its article, if there is one.
func (f *finder) begin(i int) int {
	return f.t.Tokens[i].Start
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
	span := text.Span{Start: f.begin(i), End: f.end(j)}
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
		a = f.actor(kind, adjective(base, owner)+" "+words)
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
func adjective(a *Actor, m names.Name) string {
	if m.Kind == names.Country || m.Kind == names.Nationality {
		if c := place.ByCode(m.Country); c != nil {
			return c.Adjective()
		}
	}
	return a.Name
}

// country gives the actor that a country is.
func (f *finder) country(code, side string) *Actor {
	name := code
	if c := place.ByCode(code); c != nil {
		name = c.Name
	}
	if p := f.party(code); p != nil {
		name, side = p.Name, p.ID
	}
	a := f.actor("government", name)
	a.Country = code
	if a.Side = side; side == "" {
		a.Side = code
	}
	return a
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
	f.recent.saw(a, n, form)
	for _, b := range f.cast.Actors[max(0, len(f.cast.Actors)-8):] {
		if b == a {
			return
		}
	}
	if !a.listed {
		a.listed = true
		f.cast.Actors = append(f.cast.Actors, a)
	}
}
