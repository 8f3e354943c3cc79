package who

import (
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
// the paragraph, and "we" that person's side; elsewhere they stay without a name.
func (f *finder) selves() {
	quote, paragraph := 0, 0
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
		}
		f.cast.Selves = append(f.cast.Selves, Mention{Span: k.Span, Actor: a, Form: Pronoun})
	}
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
