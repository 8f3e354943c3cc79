package who

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// rule makes the mention of a ruler and a government: "the Assad regime". j is
// the token of the noun.
func (f *finder) rule(m names.Name, j, n int) {
	person := f.personOf(m, "", "")
	a := f.actor("government", f.t.String(m.Span)+" "+f.t.Tokens[j].Base())
	if a.Side, a.Country = person.Side, person.Country; a.Side == "" {
		a.Side = a.Name
	}
	f.mention(text.Span{Start: m.Start, End: f.end(j)}, m.Span, a, Named, n)
}

// selves finds "I" and "we". In a quotation "I" is the person named beside it in
// the paragraph, and "we" that person's side; elsewhere "we" is whoever a
// document says that it is a statement of, and "I" stays without a name.
func (f *finder) selves() {
	quote, paragraph := 0, 0
	issuer := f.issuer()
	for i, k := range f.t.Tokens {
		if k.Kind != text.Word || k.Lower != "i" && k.Lower != "we" || f.owner[i] >= 0 {
			continue
		}
		if k.Lower == "i" && (i+1 == len(f.t.Tokens) || f.t.Tokens[i+1].Kind != text.Word) {
			continue // a numeral, an initial
		}
		for quote < len(f.t.Quotes) && f.t.Quotes[quote].End <= k.Start {
			quote++
		}
		for paragraph+1 < len(f.t.Paragraphs) && f.t.Paragraphs[paragraph].End <= k.Start {
			paragraph++
		}
		a := &Actor{Kind: "organisation", Plural: true}
		if k.Lower == "i" {
			a = &Actor{Kind: "person"}
		}
		if quote < len(f.t.Quotes) && f.t.Quotes[quote].Contains(k.Span) && paragraph < len(f.t.Paragraphs) {
			if who := f.beside(f.t.Quotes[quote].Span, f.t.Paragraphs[paragraph]); who != nil {
				switch {
				case k.Lower == "i":
					a = who
				case who.Country != "" && who.Side == f.country(who.Country, "").Side:
					a = f.country(who.Country, "")
				default:
					a.Side = who.Side
				}
			}
		} else if issuer != nil && k.Lower == "we" {
			a = issuer
		}
		f.cast.Selves = append(f.cast.Selves, Mention{Span: k.Span, Actor: a, Form: Pronoun})
	}
}

// issuer gives the body that a document says at its head to be a statement of:
// "Statement by the Ministry of Foreign Affairs". Nil where it says no such thing.
func (f *finder) issuer() *Actor {
	if len(f.t.Sentences) == 0 || len(f.cast.Mentions) == 0 {
		return nil
	}
	s, m := f.t.Sentences[0], f.cast.Mentions[0]
	if s.Last-s.First < 3 || m.Start >= s.End || m.Actor.Kind == "person" {
		return nil
	}
	k, spoken := s.First, false
	for ; k < s.Last && f.t.Tokens[k].Start < m.Start; k++ {
		switch f.t.Tokens[k].Lower {
		case "statement", "communiqué", "communique", "declaration":
			spoken = true
		case "press", "official", "by", "of", "from", "the", "joint":
		default:
			return nil
		}
	}
	if !spoken {
		return nil
	}
	if m.Actor.Name != "" {
		return m.Actor
	}
	// A head all of whose words are capital names it less surely than the text
	// below, which gives its name again.
	head := f.t.String(s.Span)
	for i := 1; i < len(f.cast.Mentions) && i < 8; i++ {
		if n := &f.cast.Mentions[i]; n.Actor.Kind == m.Actor.Kind && n.Actor.Name != "" && strings.Contains(head, f.t.String(n.Span)) {
			return n.Actor
		}
	}
	return nil
}

// besideFar is how many mentions beside reads in each direction: a page without
// paragraphs must not cost more than another.
const besideFar = 60

// beside gives the person mentioned in paragraph p outside the quotation q,
// nearest to it behind, else before it.
func (f *finder) beside(q, p text.Span) *Actor {
	all := f.cast.Mentions
	next := f.cast.from(q.End)
	for i := next; i < len(all) && i < next+besideFar && all[i].Start < p.End; i++ {
		if all[i].Actor.Kind == "person" {
			return all[i].Actor
		}
	}
	for i := next - 1; i >= 0 && i >= next-besideFar && all[i].Start >= p.Start; i-- {
		if m := &all[i]; m.Actor.Kind == "person" && !q.Contains(m.Span) {
			return m.Actor
		}
	}
	return nil
}
