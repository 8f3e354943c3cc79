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
	all := f.persons[last]
	for _, p := range all[max(0, len(all)-memory):] {
		if same(p.words, w) {
			if len(w) > len(p.words) {
				p.words, p.Name = w, m.Full
			}
			return p
		}
	}
	if h := f.holder(w); h != nil {
		m.Full, m.Side, m.Country = h.name, h.party.ID, h.party.Country
		w = strings.Fields(place.Fold(h.name))
		last = w[len(w)-1]
		for _, p := range f.persons[last] {
			if p.Name == h.name {
				return p
			}
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

// holder is who holds an office of a charter's party.
type holder struct {
	name  string
	party *names.Party
}

// holder gives the holder whom a folded name means: all its words, or the
// surname where only one holder has it.
func (f *finder) holder(w []string) *holder {
	if f.known == nil {
		return nil
	}
	var found *holder
	for i := range f.known.Parties {
		p := &f.known.Parties[i]
		for _, o := range p.Offices {
			for _, n := range append([]string{o.Holder}, o.Aliases...) {
				h := strings.Fields(place.Fold(n))
				if len(h) == 0 || h[len(h)-1] != w[len(w)-1] || len(w) > 1 && !same(h, w) {
					continue
				}
				if found != nil && found.name != o.Holder {
					return nil // two of one surname
				}
				found = &holder{o.Holder, p}
			}
		}
	}
	return found
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
	all = all[max(0, len(all)-memory):]
	for i := len(f.recent.list) - 1; i >= max(0, len(f.recent.list)-memory); i-- {
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
func (f *finder) person(i int, m names.Name, group, title, j int, n int) int {
	p := f.all[f.owner[j]]
	a := f.personOf(p, "", "")
	if a.Side == "" && f.nobodys(m) { // "Foreign Ministry spokesman Ali Oumar"
		if o := f.organ(m, n); o.Country != "" {
			a.Side, a.Country = o.Side, o.Country
		}
	}
	f.mention(text.Span{Start: m.Start, End: p.End}, p.Span, a, Named, n)
	return p.Last
}

// title makes the mention of a title and a name without an owner: "Defence
// Minister Khawaja Asif", "Mr. Asif".
func (f *finder) title(i int, s text.Sentence, n int) int {
	j := f.titleEnd(i, s)
	if j == i || j >= s.Last || f.owner[j] < 0 || f.all[f.owner[j]].Kind != names.Person || f.all[f.owner[j]].First != j {
		return 0
	}
	p := f.all[f.owner[j]]
	f.mention(text.Span{Start: f.t.Tokens[i].Start, End: p.End}, p.Span, f.personOf(p, "", ""), Named, n)
	return p.Last
}

// ordinaryRank are ranks that are adjectives when written small.
var ordinaryRank = text.Set(`major general private chief field wing group specialist marine lead`)

// titleEnd gives the token after the title that begins at i; i where there is
// none. A title may have a complement: "Secretary of State", "Special
// Representative for Afghanistan".
func (f *finder) titleEnd(i int, s text.Sentence) int {
	j, end := i, i
	office := false
	for j < s.Last && j < i+9 && f.t.Tokens[j].Kind == text.Word {
		w := f.t.Tokens[j].Lower
		if f.owner[j] >= 0 {
			if k := f.all[f.owner[j]].Kind; end > i && j > end && k != names.Person {
				j = f.all[f.owner[j]].Last
				end = j
				continue
			}
			break
		}
		r := names.RoleOf(w)
		switch {
		case r.Courtesy || r.Rank || r.Office:
			if end < j && end > i && !r.Rank || j == i && r.Rank && !r.Office && !r.Courtesy && ordinaryRank[f.t.Plain[f.t.Tokens[j].Start:f.t.Tokens[j].End]] {
				return i // "adviser to President X", "a major X"
			}
			office = office || r.Office
			j++
			end = j
		case r.Modifier:
			j++
			if end > i && office {
				end = j
			}
		case office && (w == "of" || w == "for" || w == "to" || w == "and" || w == "the" || w == "state" || w == "in"):
			j++
			if w == "state" {
				end = j
			}
		default:
			return end
		}
		if f.t.Tokens[j-1].Possessive() {
			return i
		}
	}
	return end
}
