package who

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// Context is what the reader has just read, for telling who a pronoun or a bare noun is.
type Context struct {
	Speakers []*Actor // who spoke before, the last one first
}

// Resolve gives whom the noun phrase np means: an actor of the cast, or one made
// from the words of np ("Pakistani security officials"). Pronouns and bare nouns
// are resolved by number, gender, office, the last speakers and the countries of
// the paragraph. The result is never nil; its Name is "" when it stays unresolved,
// its Kind "unnamed" when np names nobody at all ("a source close to the talks").
func (c *Cast) Resolve(t *text.Text, np text.Span, in Context) *Actor {
	m := c.At(np)
	if m == nil {
		if i := sort.Search(len(c.Selves), func(i int) bool { return c.Selves[i].Start >= np.Start }); i < len(c.Selves) && c.Selves[i].Span == np && c.Selves[i].Actor.Name != "" {
			return c.Selves[i].Actor
		}
		return c.byName(t, np)
	}
	if m.Form == Pronoun || m.Form == Bare && m.Actor.Name == "" && m.Actor.Kind != "unnamed" {
		for _, s := range in.Speakers {
			if s != nil && (s.Name != "" || m.Form == Pronoun) && fits(t, m, s) {
				return s
			}
		}
	}
	return m.Actor
}

// byName gives the actor of the first name in np, where the cast has none there
// because the name stood for a place: "Kabul", "Pakistani assessments".
func (c *Cast) byName(t *text.Text, np text.Span) *Actor {
	i := sort.Search(len(c.Names), func(i int) bool { return c.Names[i].End > np.Start })
	for ; i < len(c.Names) && c.Names[i].Start < np.End; i++ {
		if m := c.Names[i]; m.Kind != names.Location || place.ByCapital(t.String(m.Span)) != nil {
			return c.ByName(m)
		}
	}
	return &Actor{Kind: "unnamed"}
}

// ByName gives the actor that one of the cast's names stands for: a country for
// a nationality and for a capital; Kind "unnamed" for any other place.
func (c *Cast) ByName(m names.Name) *Actor {
	switch m.Kind {
	case names.Country, names.Nationality:
		return c.maker.country(m.Country, m.Side)
	case names.Location:
		if k := place.ByCapital(m.Full); k != nil {
			return c.maker.country(k.Alpha3, "")
		}
		return &Actor{Kind: "unnamed"}
	case names.Person:
		return c.maker.personOf(m, "", "")
	}
	return c.maker.body(m)
}

// headOf gives the last word of a bare noun.
func headOf(t *text.Text, m *Mention) string {
	words := strings.Fields(text.Fold(t.String(m.Span)))
	return words[len(words)-1]
}

// fits reports whether the pronoun or bare noun m can mean a.
func fits(t *text.Text, m *Mention, a *Actor) bool {
	if m.Form == Bare {
		if a.Kind == "force" && a.Name != "" && !hasWord(" "+text.Fold(a.Name), headOf(t, m)) {
			return false // "police" are not the army named before
		}
		return a.Kind == m.Actor.Kind && a.Plural == m.Actor.Plural && (m.Actor.Title == "" || a.Title == m.Actor.Title || hasWord(a.Title, m.Actor.Title))
	}
	switch text.Fold(t.String(m.Span)) {
	case "he", "him", "himself":
		return a.Kind == "person" && a.Gender != She || someone(a)
	case "she", "her", "herself":
		return a.Kind == "person" && a.Gender != He || someone(a)
	case "they", "them", "themselves":
		return a.Plural || a.Kind == "armed_group" || a.Kind == "government" && a.Plural
	case "it", "itself":
		return a.Kind != "person" && a.Kind != "unnamed" && !a.Plural
	}
	return false
}

// someone reports whether a is one whom no name is given of: "an official", "a
// source". "He" after that is still nobody known, and not who was named further back.
func someone(a *Actor) bool {
	return a.Name == "" && !a.Plural && (a.Kind == "unnamed" || a.Kind == "government")
}
