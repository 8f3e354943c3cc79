package who

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// person is a person while the cast is made.
type person struct {
	*Actor
	words []string // of the name, folded
}

// people makes the persons that are named with more than one word, so that a
// surname finds them wherever it stands.
func (f *finder) people() {
	f.persons, f.given = map[string][]*person{}, map[string]*person{}
	for _, m := range f.all {
		if m.Kind != names.Person {
			continue
		}
		w := strings.Fields(place.Fold(m.Full))
		if len(w) < 2 {
			continue
		}
		f.enter(w, m)
	}
}

// enter finds or makes the person of a full name.
func (f *finder) enter(w []string, m names.Name) *person {
	last := w[len(w)-1]
	for _, p := range f.persons[last] {
		if same(p.words, w) {
			if len(w) > len(p.words) {
				p.words, p.Name = w, m.Full
			}
			return p
		}
	}
	p := &person{Actor: &Actor{Name: m.Full, Kind: "person", Surname: last, Side: m.Side, Country: m.Country}, words: w}
	switch names.Gender(w[0]) {
	case 'm':
		p.Gender = He
	case 'f':
		p.Gender = She
	}
	f.persons[last] = append(f.persons[last], p)
	if len(w) > 1 && f.given[w[0]] == nil {
		f.given[w[0]] = p
	}
	return p
}

// same reports whether two full names with one surname may be one person's: one
// holds the other's words in order, initials standing for names.
func same(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	j := 0
	for _, w := range a {
		for j < len(b) && b[j] != w && !(len(w) == 1 && strings.HasPrefix(b[j], w)) && !(len(b[j]) == 1 && strings.HasPrefix(w, b[j])) {
			j++
		}
		if j == len(b) {
			return false
		}
		j++
	}
	return true
}

// personOf gives the actor of a person's name, with what a title says.
func (f *finder) personOf(m names.Name, title, country string) *Actor {
	w := strings.Fields(place.Fold(m.Full))
	if len(w) == 0 {
		return f.actor("person", m.Full)
	}
	var p *person
	if len(w) > 1 {
		p = f.enter(w, m)
	} else if all := f.persons[w[0]]; len(all) > 0 {
		p = f.pick(all)
	} else if g := f.given[w[0]]; g != nil {
		p = g
	} else {
		p = f.enter(w, m)
	}
	a := p.Actor
	if title != "" && a.Title == "" {
		a.Title = title
	}
	if country != "" && a.Country == "" {
		a.Country = country
	}
	if a.Side == "" && a.Country != "" {
		a.Side = a.Country
		if q := f.party(a.Country); q != nil {
			a.Side = q.ID
		}
	}
	return a
}

// pick gives the person of one surname who was mentioned last; the first where none was.
func (f *finder) pick(all []*person) *person {
	for i := len(f.recent.list) - 1; i >= 0 && i >= len(f.recent.list)-40; i-- {
		for _, p := range all {
			if p.Actor == f.recent.list[i].actor {
				return p
			}
		}
	}
	return all[0]
}

// person makes the mention of an owner, a title and a name: "Pakistan's Defence
// Minister Khawaja Asif". j is the token where the name begins.
func (f *finder) person(i int, m names.Name, group, title, j int, s text.Sentence, n int) int {
	p := f.all[f.owner[j]]
	words := ""
	if title < j {
		words = f.titleWords(title, j)
	}
	country, side := m.Country, m.Side
	if group >= 0 && f.all[group].Kind == names.ArmedGroup {
		side = f.body(f.all[group]).Side
	}
	if m.Kind == names.ArmedGroup {
		side = f.body(m).Side
	}
	a := f.personOf(p, words, country)
	if side != "" && (a.Side == "" || a.Side == country) {
		a.Side = side
	}
	f.remember(a, words, country)
	f.mention(text.Span{Start: f.begin(i), End: p.End}, p.Span, a, Named, n)
	return p.Last
}

// titleWords gives the title in tokens [i:j), folded, without courtesies.
func (f *finder) titleWords(i, j int) string {
	var out []string
	for ; i < j; i++ {
		if w := f.t.Tokens[i].Base(); !names.RoleOf(w).Courtesy {
			out = append(out, strings.TrimSuffix(w, "."))
		}
	}
	return strings.ReplaceAll(strings.Join(out, " "), "defense", "defence")
}

// title makes the mention of a title and a name without an owner: "Defence
// Minister Khawaja Asif", "Mr. Asif"; and of a title alone.
func (f *finder) title(i int, s text.Sentence, n int) int {
	if f.t.Tokens[i].Kind != text.Word {
		return 0
	}
	j, any := i, false
	for j < s.Last && j < i+8 && f.owner[j] < 0 && f.t.Tokens[j].Kind == text.Word && !f.t.Tokens[j].Possessive() {
		w := f.t.Tokens[j].Lower
		r := names.RoleOf(w)
		if !r.Courtesy && !r.Rank && !r.Office && !r.Modifier && !(any && (w == "of" || w == "for" || w == "and" || w == "the" || w == "state")) {
			break
		}
		any = any || r.Courtesy || r.Rank || r.Office
		j++
	}
	if !any || j >= s.Last || f.owner[j] < 0 || f.all[f.owner[j]].Kind != names.Person || f.all[f.owner[j]].First != j {
		return 0
	}
	w := f.t.Tokens[j-1].Lower
	if w == "of" || w == "for" || w == "and" || w == "the" {
		return 0
	}
	p := f.all[f.owner[j]]
	words := f.titleWords(i, j)
	a := f.personOf(p, words, "")
	switch f.t.Tokens[i].Lower {
	case "mrs", "mrs.", "ms", "ms.", "miss", "madam", "lady", "queen", "princess", "mme", "mme.", "señora", "senora", "spokeswoman", "chairwoman", "congresswoman":
		a.Gender = She
	case "mr", "mr.", "sir", "lord", "king", "prince", "sheikh", "mullah", "maulana", "spokesman", "chairman", "congressman", "don", "señor", "senor", "emir", "pope":
		a.Gender = He
	}
	f.remember(a, words, a.Country)
	f.mention(text.Span{Start: f.t.Tokens[i].Start, End: p.End}, p.Span, a, Named, n)
	return p.Last
}

// remember keeps who holds an office.
func (f *finder) remember(a *Actor, title, country string) {
	if title == "" {
		return
	}
	if f.titled[title+"\x00"+country] == nil {
		f.titled[title+"\x00"+country] = a
	}
	if f.titled[title] == nil {
		f.titled[title] = a
	}
}

// officer gives who holds an office: a person of the document, a holder the
// charter names, else the office itself.
func (f *finder) officer(title string, owner *Actor) *Actor {
	title = strings.ReplaceAll(title, "defense", "defence")
	if a := f.titled[title+"\x00"+owner.Country]; a != nil {
		return a
	}
	for _, ps := range f.persons {
		for _, p := range ps {
			if p.Title == title && (p.Country == owner.Country || p.Country == "") {
				return p.Actor
			}
		}
	}
	if q := f.party(owner.Country); q != nil {
		for _, o := range q.Offices {
			if o.Holder != "" && strings.ReplaceAll(text.Fold(o.Title), "defense", "defence") == title {
				a := f.actor("person", o.Holder)
				a.Title, a.Country, a.Side = title, owner.Country, q.ID
				return a
			}
		}
	}
	a := f.actor("person", title+" of "+owner.Name)
	a.Title, a.Country, a.Side = title, owner.Country, owner.Side
	return a
}
