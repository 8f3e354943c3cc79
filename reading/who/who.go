// Package who finds those who can act (people, governments, armed groups,
// forces, organisations, media, unnamed officials) and says whom a mention
// means: names, titles, demonyms, capitals as governments, surnames, "the
// minister", "the group", he, she, they.
//
// It knows no conflict: names come from a charter and from general tables.
package who

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// Names is what a charter adds to the general tables.
type Names = names.Known

// Actor is somebody who can act, once in a document however often mentioned.
type Actor struct {
	Name string // neutral full name; "" when unresolved
	Side string // the charter's party id, else alpha-3, else a group's name
	Kind string // draft.Actor's kinds

	Country string // alpha-3 the actor belongs to, "" when unknown; also where Side is a party id
	Gender  Gender // of a person
	Plural  bool   // "officials", "the troops": they
	Title   string // office of a person, folded: "defence minister"; "" when none was seen
	Surname string // of a person, folded

	listed bool // already among the cast's actors
}

// Gender is what pronoun goes with a person.
type Gender uint8

// The genders: Unsaid where neither the given name nor a title tells.
const (
	Unsaid Gender = iota
	He
	She
)

// Form is how a mention names its actor.
type Form uint8

// The forms of mention.
const (
	Named   Form = iota // with a name: "Khawaja Asif", "Pakistan", "the State Department", "the Taliban"
	Bare                // a noun: "the minister", "officials", "the delegation"
	Pronoun             // "he", "they", "it"
)

// Mention is one place where an actor is named.
type Mention struct {
	text.Span           // the whole noun phrase: "Pakistan's Defence Minister Khawaja Mohammad Asif"
	Name      text.Span // the name in it: "Khawaja Mohammad Asif"; empty for pronouns and bare nouns
	Actor     *Actor    // never nil
	Form      Form
}

// Cast is all the actors of a document.
type Cast struct {
	Mentions []Mention // in order of Start, none inside another
	Actors   []*Actor  // in order of first mention

	Names []names.Name // all names of the document, places too, in order of Start

	// Selves are "I" and "we", apart from the other mentions: who they are is
	// settled by the quotation they stand in.
	Selves []Mention

	maker *finder // makes actors for Resolve
}

// At gives the mention that heads the phrase np: the one that covers it, else
// the first that begins in it, else one that reaches into it. Nil when there is none.
func (c *Cast) At(np text.Span) *Mention {
	i := c.from(np.Start)
	var reaching *Mention
	for ; i < len(c.Mentions) && c.Mentions[i].Start < np.End; i++ {
		m := &c.Mentions[i]
		if m.Contains(np) || m.Start >= np.Start {
			return m
		}
		if reaching == nil {
			reaching = m
		}
	}
	return reaching
}

// from gives the index of the first mention that ends after start.
func (c *Cast) from(start int) int {
	return sort.Search(len(c.Mentions), func(i int) bool { return c.Mentions[i].End > start })
}
