// Package scantest makes analyses for the tests of stages that need to know who
// is who and where, without the stages that find that out: countries by name,
// demonym and capital, towns after "in", and whoever a test says there is.
package scantest

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/when"
	"github.com/surety-mechanism/surety/reading/who"
)

// New gives the analysis of s, published on the day given (YYYY-MM-DD, "" for
// none). Each of cast is "Name|side|kind|other name|…".
func New(s, published string, cast ...string) *analysis.Analysis {
	t := &text.Text{Raw: []byte(s), Plain: text.Decode([]byte(s))}
	text.Segment(t)
	a := &analysis.Analysis{Text: t, Draft: &draft.Document{}, Published: published, Language: "en", Readable: true}
	m := &maker{a: a, cast: &who.Cast{}, actors: map[string]*who.Actor{}, aliases: map[string]string{}}
	for _, c := range cast {
		f := strings.Split(c, "|")
		m.actor(f[0], f[1], f[2])
		for _, alias := range append(f[3:], f[0]) {
			m.aliases[alias] = f[0]
		}
	}
	for i := 0; i < len(t.Tokens); {
		i += m.at(i)
	}
	a.Cast = m.cast
	when.Read(a)
	return a
}

type maker struct {
	a       *analysis.Analysis
	cast    *who.Cast
	actors  map[string]*who.Actor
	aliases map[string]string
}

func (m *maker) actor(name, side, kind string) *who.Actor {
	x := m.actors[name]
	if x == nil {
		x = &who.Actor{Name: name, Side: side, Kind: kind}
		m.actors[name] = x
		m.cast.Actors = append(m.cast.Actors, x)
	}
	return x
}

// at takes what is named at token i and gives how many tokens it is.
func (m *maker) at(i int) int {
	t := m.a.Text
	for n := 4; n > 0; n-- {
		if i+n > len(t.Tokens) {
			continue
		}
		first, last := t.Tokens[i], t.Tokens[i+n-1]
		if last.Kind != text.Word {
			continue
		}
		end := last.End
		if last.Possessive() {
			end = last.Start + len(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(t.String(last.Span), "'s"), "’s"), "'"))
		}
		s := text.Span{Start: first.Start, End: end}
		w := t.String(s)
		if name := m.aliases[w]; name != "" {
			m.mention(s, m.actors[name])
			return n
		}
		if w == strings.ToLower(w) {
			continue
		}
		in := i > 0 && prepositions[t.Tokens[i-1].Lower]
		if c := place.CountryNamed(w); c != nil {
			if in {
				m.a.AddPlace(s, draft.Place{Name: c.Name, Country: c.Alpha3, Precision: 6})
			} else if i > 1 && t.Tokens[i-1].Lower == "and" && len(m.a.Places) > 0 && m.a.Places[len(m.a.Places)-1].At.End == t.Tokens[i-2].End {
				m.a.AddPlace(s, draft.Place{Name: c.Name, Country: c.Alpha3, Precision: 6})
			} else {
				m.mention(s, m.actor(c.Name, c.Alpha3, "government"))
			}
			return n
		}
		if c := place.ByDemonym(w); c != nil {
			m.mention(s, m.actor(c.Name, c.Alpha3, "government"))
			return n
		}
		if c := place.ByCapital(w); c != nil && !in && (i+1 >= len(t.Tokens) || t.Tokens[i+1].Lower != "talks") {
			m.mention(s, m.actor(c.Name, c.Alpha3, "government"))
			return n
		}
		for _, p := range place.Find(w) {
			if p.Kind == place.Town && p.Size >= 15 {
				m.a.AddPlace(s, draft.Place{Name: p.Name, Country: p.Country, Precision: 1})
				return n
			}
		}
	}
	return 1
}

func (m *maker) mention(s text.Span, x *who.Actor) {
	m.cast.Mentions = append(m.cast.Mentions, who.Mention{Span: s, Name: s, Actor: x})
}

// prepositions before a name make it a place.
var prepositions = map[string]bool{"in": true, "at": true, "to": true}
