package who

import "github.com/surety-mechanism/surety/reading/text"

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
		return &Actor{Kind: "unnamed"}
	}
	if m.Form == Pronoun || m.Form == Bare && m.Actor.Name == "" {
		for _, s := range in.Speakers {
			if s != nil && s.Name != "" && fits(t, m, s) {
				return s
			}
		}
	}
	return m.Actor
}

// fits reports whether the pronoun or bare noun m can mean a.
func fits(t *text.Text, m *Mention, a *Actor) bool {
	if m.Form == Bare {
		return a.Kind == m.Actor.Kind && a.Plural == m.Actor.Plural && (m.Actor.Title == "" || a.Title == m.Actor.Title)
	}
	switch text.Fold(t.String(m.Span)) {
	case "he", "him", "himself":
		return a.Kind == "person" && a.Gender != She
	case "she", "her", "herself":
		return a.Kind == "person" && a.Gender != He
	case "they", "them", "themselves":
		return a.Plural || a.Kind != "person"
	case "it", "itself":
		return a.Kind != "person" && !a.Plural
	}
	return false
}
