package who

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// soleCountry gives the country, or the charter's party, that alone a text can
// mean by "the president" or "the military": the only one it names at all, by its
// name, its people, its bodies, its capital or a region of the tables. Nil where
// it names none, or two. (Rule "sole country".)
func (f *finder) soleCountry() *Actor {
	var code, side string
	for i := range f.all {
		m := &f.all[i]
		c, p := m.Country, m.Side
		switch m.Kind {
		case names.Country, names.Nationality, names.Government, names.Force:
		case names.Location:
			if g := f.governed(*m); g != nil {
				c, p = g.Country, ""
			} else if !m.Table {
				continue
			}
		default:
			continue
		}
		if q := f.party(c); q != nil {
			p = q.ID
		}
		if f.partyOf(p) == nil {
			p = ""
		}
		switch {
		case c == "" && p == "":
		case code == "" && side == "":
			code, side = c, p
		case p != side || c != code:
			return nil
		}
	}
	if code == "" && side == "" {
		return nil
	}
	return f.country(code, side)
}

// rulers finds whose junta or regime a text speaks of, where it is one country's,
// and the country that it names first.
func (f *finder) rulers() {
	f.ruled = map[string]*Actor{}
	for _, m := range f.all {
		land := m.Kind == names.Country || m.Kind == names.Nationality
		if f.home == nil && land {
			f.home = f.country(m.Country, m.Side)
		} else if f.home == nil && m.Kind == names.Location {
			if g := f.governed(m); g != nil {
				f.home = f.country(g.Country, "")
			}
		}
		if !land || m.Last >= len(f.t.Tokens) {
			continue
		}
		switch w := f.t.Tokens[m.Last].Lower; w {
		case "junta", "regime":
			c := f.country(m.Country, m.Side)
			if old, ok := f.ruled[w]; ok && old != c {
				c = nil
			}
			f.ruled[w] = c
		}
	}
}

// heads are offices that a state has one of.
var heads = text.Set(`president premier chancellor king queen emir`)

// headOfState reports whether a title is an office that a state has one of:
// "president", "prime minister", "foreign minister".
func headOfState(title string) bool {
	if heads[title] || title == "army chief" || title == "chief of staff" {
		return true
	}
	rest, ok := strings.CutSuffix(title, " minister")
	return ok && rest != "" && !strings.HasPrefix(rest, "deputy")
}

// organs are words of which the names of a state's bodies are made where nothing
// else tells whose they are: "Foreign Office", "Ministry of Defence".
var organs = text.Set(`foreign interior home defence defense finance justice information health trade affairs office ministry department army navy air force forces
	armed general staff parliament senate cabinet supreme court police national assembly of and the internal external state security border guard`)

// nobodys reports whether the name m of a body says of itself not whose it is.
func (f *finder) nobodys(m names.Name) bool {
	if m.Table || m.Country != "" || m.Side != "" || m.Kind != names.Government && m.Kind != names.Force && m.Kind != names.Organisation {
		return false
	}
	words := strings.Fields(text.Fold(f.t.String(m.Span)))
	for _, w := range words {
		if !organs[w] {
			return false
		}
	}
	return len(words) > 0
}

// organ gives the actor of such a body in sentence n: that of the country whose
// officials would be meant there, and of no side where there is none.
func (f *finder) organ(m names.Name, n int) *Actor {
	near := f.nearest(n)
	if near == nil {
		a := f.body(m)
		a.Side = ""
		return a
	}
	return f.organOf(near, names.Name{Kind: names.Country, Country: near.Country}, m)
}

// organOf gives the actor of such a body of an owner, whom the name by calls.
func (f *finder) organOf(owner *Actor, by, body names.Name) *Actor {
	kind := kinds[body.Kind]
	if body.Kind == names.Organisation {
		kind = "government"
	}
	a := f.actor(kind, f.adjective(owner, by)+" "+body.Full)
	a.Side, a.Country = owner.Side, owner.Country
	return a
}

// splinters are nouns for those who left the group named before them.
var splinters = text.Set(`dissidents dissident splinter breakaway defectors renegades renegade offshoot`)

// splinter makes the mention of those who left a group: "FARC dissidents" are not
// the FARC. It gives the token to go on with, or 0.
func (f *finder) splinter(m names.Name, s text.Sentence, n int) int {
	j := m.Last
	if i := m.First - 1; m.Kind == names.ArmedGroup && i-1 > s.First { // "dissidents of the FARC"
		if f.t.Tokens[i].Lower == "the" {
			i--
		}
		if f.t.Tokens[i].Lower == "of" && i > s.First && splinters[f.t.Tokens[i-1].Lower] {
			a := f.actor("armed_group", m.Full+" dissidents")
			a.Side, a.Country, a.Plural = a.Name, m.Country, true
			f.mention(m.Span, m.Span, a, Named, n)
			return m.Last
		}
	}
	if m.Kind != names.ArmedGroup || j >= s.Last || f.owner[j] >= 0 || !splinters[f.t.Tokens[j].Base()] {
		return 0
	}
	last := j
	if j+1 < s.Last && f.owner[j+1] < 0 && nouns.At(f.t.Tokens[j+1].Base()).kind == "armed_group" {
		last = j + 1 // "a FARC splinter group"
	}
	a := f.actor("armed_group", m.Full+" dissidents")
	a.Side, a.Country, a.Plural = a.Name, m.Country, true
	span := text.Span{Start: m.Start, End: f.end(last)}
	f.mention(span, span, a, Named, n)
	return last + 1
}
