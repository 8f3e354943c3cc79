package who

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// bareNoun is a noun without a name that somebody is told of by, in tokens
// [first, last], from the words that describe it on.
type bareNoun struct {
	noun
	first, start, last int
	definite           bool
	sentence           text.Sentence
	n                  int    // which sentence
	words              string // folded, without what counts them
}

// noun makes the mention of the bare noun in tokens [i:j], and gives the token to go on with.
func (f *finder) noun(i, start, j int, q noun, definite bool, s text.Sentence, n int) int {
	span := text.Span{Start: f.t.Tokens[i].Start, End: f.end(j)}
	// "the two ministers", "both delegations": one of either side.
	eachSide := f.low(i) == "both" || definite && f.low(start) == "two"
	if !definite && q.plural && f.low(j) == "diplomats" {
		eachSide = true // of whatever country
	}
	for start < j && quantity[f.low(start)] {
		start++ // "two former diplomats" are former diplomats
	}
	b := bareNoun{q, i, start, j, definite, s, n, text.Fold(f.t.Plain[f.t.Tokens[start].Start:span.End])}
	after := j + 1
	owner, next := f.ownerAfter(j+1, s)
	a := f.meant(b)
	owned := false // by who stands behind it: "the government of Kenya"
	switch {
	case q.self && owner != nil:
		a, owned = owner.actor, true
	case a != nil:
		if a.Kind == "person" && a.Side == "" && f.low(i) == "its" {
			if owner := f.recent.subject(n, 1, true, func(a *Actor) bool { return a.Kind != "person" && a.Side != "" }); owner != nil {
				a.Side, a.Country = owner.Side, owner.Country
			}
		}
	case q.office:
	case q.kind != "unnamed" && (f.low(i) == "its" || f.low(i) == "their"):
		a = f.ofIts(b)
	case f.anonymous(j+1, s) || eachSide && owner == nil:
	case owner != nil:
		a, owned = f.actor(q.kind, f.adjective(owner.actor, owner.name)+" "+b.words), true
		a.Side, a.Country, a.Plural = owner.actor.Side, owner.actor.Country, q.plural
	default:
		a = f.ofNear(b)
	}
	if owned {
		span.End, after = owner.name.End, next
	}
	if a == nil {
		a = &Actor{Kind: q.kind, Plural: q.plural}
		if q.office {
			a.Title = b.words
		}
		if q.kind == "government" && q.plural {
			a.Kind = "unnamed"
		}
	}
	f.mention(span, text.Span{}, a, Bare, n)
	return after
}

// low gives token i folded.
func (f *finder) low(i int) string { return f.t.Tokens[i].Lower }

// meant gives who was named before and is meant by a noun: "the minister", "the
// junta", "the ministry"; nil for none.
func (f *finder) meant(b bareNoun) *Actor {
	head := f.t.Tokens[b.last].Base()
	switch {
	case b.self && b.definite && f.ruled[f.low(b.last)] != nil: // "the junta": the one whose it was
		return f.ruled[f.low(b.last)]
	case b.office:
		title := f.titleWords(b.start, b.last+1)
		a := f.recent.last(b.n, 6, func(a *Actor) bool {
			return a.Kind == "person" && a.Title != "" && (a.Title == title || hasWord(a.Title, title))
		})
		if a == nil {
			a = f.titled[title]
		}
		if a == nil && b.definite && f.sole != nil && headOfState(title) && !f.ofSomebody(b.last+1, b.sentence) {
			a = f.officer(title, f.sole)
		}
		return a
	case b.definite && b.kind == "government" && !b.plural && !b.self: // "the ministry": the one named before
		return f.recent.last(b.n, 6, func(a *Actor) bool {
			return a.Kind == b.kind && !a.Plural && strings.Contains(text.Fold(a.Name), head)
		})
	case b.self, b.definite && (b.kind == "armed_group" || b.kind == "organisation" || b.kind == "media") && !b.plural:
		return f.recent.last(b.n, 4, func(a *Actor) bool {
			return a.Kind == b.kind && !a.Plural && a.Name != "" && (b.self || anyKind[head] || strings.Contains(text.Fold(a.Name), head))
		})
	}
	return nil
}

// ofIts gives whom "its spokesman" or "their delegation" means; nil where it is not
// plain whose.
func (f *finder) ofIts(b bareNoun) *Actor {
	owner := f.charged(b.first, b.sentence)
	if owner == nil {
		owner = f.recent.subject(b.n, 2, true, func(a *Actor) bool { return a.Kind != "person" && a.Name != "" && !a.Plural })
	}
	if owner == nil {
		return nil
	}
	a := f.actor(b.kind, owner.Name+" "+b.words)
	if owner.Kind == "government" {
		a = f.actor(b.kind, f.adjective(owner, names.Name{Kind: names.Country, Country: owner.Country})+" "+b.words)
	}
	a.Side, a.Country, a.Plural = owner.Side, owner.Country, b.plural
	return a
}

// ofNear gives whom "officials" means where a country is near that they are of; nil
// where none is.
func (f *finder) ofNear(b bareNoun) *Actor {
	near := f.whose(b.words, b.n)
	if near == nil || f.foreign(b.first, b.sentence) || f.t.Tokens[b.last].Base() == "side" || strings.HasPrefix(b.words, "other ") || b.kind != "government" && !(b.kind == "force" && b.definite) {
		return nil
	}
	a := f.actor(b.kind, f.adjective(near, names.Name{Kind: names.Country, Country: near.Country})+" "+b.words)
	a.Side, a.Country, a.Plural = near.Side, near.Country, b.plural
	return a
}
