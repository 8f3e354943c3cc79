// Package who finds those who can act (people, governments, armed groups,
// forces, organisations, media, unnamed officials) and says whom a mention
// means: names, titles, demonyms, capitals as governments, surnames, "the
// minister", "the group", he, she, they.
//
// It knows no conflict: names come from a charter and from general tables.
package who

import "github.com/surety-mechanism/surety/reading/text"

// Actor is somebody who can act, once in a document however often mentioned.
type Actor struct {
	Name string // neutral full name; "" when unresolved
	Side string // the charter's party id, else alpha-3, else a group's name
	Kind string // draft.Actor's kinds
}

// Mention is one place where an actor is named.
type Mention struct {
	text.Span           // the whole noun phrase: "Pakistan's Defence Minister Khawaja Mohammad Asif"
	Name      text.Span // the name in it: "Khawaja Mohammad Asif"; empty for pronouns and bare nouns
	Actor     *Actor
	Pronoun   bool
}

// Cast is all the actors of a document.
type Cast struct {
	Mentions []Mention // in order of Start, none inside another
}
