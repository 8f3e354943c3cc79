package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// spokenTo looks for somebody at token i who is spoken to, and the content after
// them: "told reporters that", "urged Kenya to".
func (r *reader) spokenTo(g group, i int) (complement, bool) {
	e, n := g.entry, i
	if r.is(i) == to && e.frames&fTo != 0 {
		n++
	}
	if e.frames&(fRecipient|fObject|fTo) == 0 || n == i && e.frames&fTo != 0 {
		return complement{}, false
	}
	j := r.recipient(n)
	if j == n {
		return complement{}, false
	}
	c, ok := r.pastRecipient(g, n, j)
	c.to, c.end = r.span(n, j), g.end
	return c, ok
}

// pastRecipient looks for the content past tokens [n, j), who is spoken to.
func (r *reader) pastRecipient(g group, n, j int) (complement, bool) {
	e := g.entry
	if r.is(j) == prep && e.preps[r.low(j)] {
		return r.clause(g, fObject, j, j+1), true
	}
	k := r.adjuncts(j)
	if r.is(j) == comma && e.frames&fObject != 0 {
		if a := r.withApposition(n); a > j && r.is(a) == comma && r.is(a+1) == to {
			k = a + 1 // "urged Kenya, the guarantor of the truce, to"
		} else if a > j && r.is(a) == to {
			k = a
		}
	}
	if c, ok := r.head(g, k); ok {
		return c, true
	}
	if v := r.infinitiveAt(k); v > k && e.frames&fObject != 0 && r.verbAt(v) && (e.frames&fNoun == 0 || r.hears(n, j)) {
		g.frame = fInfinitive
		return r.clause(g, fObject, k, v), true
	}
	if r.is(k) == prep && e.preps[r.low(k)] {
		return r.clause(g, fObject, k, k+1), true
	}
	if e.frames&fBare != 0 && r.clauseAt(k) {
		return r.clause(g, fBare, k, k), true
	}
	return complement{}, false
}

// governed looks for a preposition at token i that the cue governs, and what
// follows it: "called for restraint". A preposition with nothing after it, and
// "called on Kabul", a visit, end the search without a content.
func (r *reader) governed(g group, i int) (complement, bool) {
	e, w := g.entry, r.low(i)
	if r.is(i) != prep && r.is(i) != to || !e.preps[w] || w == "on" && r.timeFrom(i+1) != 0 || answering[e.lemma] && w != "by" && !g.negated && !g.pending {
		return complement{}, false
	}
	c, start := complement{end: i + 1}, i+1
	if w == "against" || w == "to" && e.lemma == "commit" {
		c.end, start = g.end, i
	}
	if r.is(start) == stop || r.is(start) == comma {
		return c, true
	}
	switch w {
	case "on", "upon", "to", "with":
		if x, ok := r.calledOn(g, start); ok {
			x.end = c.end
			return x, true
		}
		if w == "to" || w == "with" {
			if x, ok := r.agreedWith(g, start); ok {
				x.end = i
				return x, true
			}
		}
		if e.lemma == "call" || e.lemma == "appeal" {
			return c, true
		}
	}
	g.frame = fNoun
	c.frame, c.content, c.ok = fNoun, r.span(start, r.clauseEnd(start, g)), true
	return c, true
}

// calledOn looks for who is to do something, and what, from token i on: "Kabul to
// act", “"all parties to refrain"”.
func (r *reader) calledOn(g group, i int) (complement, bool) {
	whom := i
	if r.opensQuoteAt(i) {
		whom++
	}
	j := r.recipient(whom)
	v := r.infinitiveAt(j)
	if j == whom || v == j || !r.verbAt(v) {
		return complement{}, false
	}
	c := r.clause(g, fObject, j, v)
	c.to = r.span(whom, j)
	if in := r.quoteOf(j); whom > i && in.End > c.content.Start {
		c.content.End = min(c.content.End, in.Start+len(strings.TrimRight(r.t.String(in), " .,")))
	}
	return c, true
}

// agreedWith looks for with whom, and a clause, from token i on: "agreed with the
// envoy that".
func (r *reader) agreedWith(g group, i int) (complement, bool) {
	j := r.recipient(i)
	if j == i || r.is(j) != that || g.entry.frames&fThat == 0 {
		return complement{}, false
	}
	c, ok := r.head(g, j)
	c.to = r.span(i, j)
	return c, ok
}

// recipient gives the end of who is spoken to at token i; i where nobody is.
func (r *reader) recipient(i int) int {
	switch r.is(i) {
	case subject, object:
		return i + 1
	case det, name, other, possessive, number, past, open:
		if w := r.low(i); r.is(i) == other && (people[w] || agentive(w)) && r.is(i+1) != prep && r.is(i+1) != coord {
			return i + 1 // "told reporters talks had failed"
		}
		// "told reporters in Kabul that": where it was said belongs to adjuncts.
		return r.nounPhrase(i, true)
	}
	return i
}

// quoteOf gives what stands between the marks of the quotation that token i is in.
func (r *reader) quoteOf(i int) text.Span {
	if i >= r.last || r.quote[i] < 0 {
		return text.Span{}
	}
	return r.t.Quotes[r.quote[i]].Inner
}
