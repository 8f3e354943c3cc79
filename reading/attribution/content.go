package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// complement is what a cue's frame gives: the content and who is addressed.
type complement struct {
	frame   int
	content text.Span
	to      text.Span
	end     int // token after the cue: prepositions that belong to it are in it
	medium  text.Span
	ok      bool
}

// complement looks for the content to the right of the group g.
func (r *reader) complement(g group) complement {
	e, i := g.entry, g.end
	c := complement{end: g.end}
	if e.lemma == "commit" && reflexive[r.low(i)] {
		i++ // "committed themselves to"
	}
	for r.is(i) == adverb && i-g.end < 3 {
		i++
	}
	if x, ok := r.head(g, i); ok {
		x.end = max(x.end, g.end)
		return x
	}
	// Somebody is spoken to.
	if e.frames&(fRecipient|fObject|fTo) != 0 {
		n := i
		if r.is(i) == to && e.frames&fTo != 0 {
			n++
		}
		if n > i || e.frames&fTo == 0 {
			if j := r.recipient(n); j > n {
				whom := r.span(n, j)
				if p := r.low(j); r.is(j) == prep && e.preps[p] {
					return complement{frame: fObject, content: r.span(j, r.clauseEnd(j+1, g)), to: whom, end: g.end, ok: true}
				}
				k := r.adjuncts(j)
				if r.is(j) == comma && e.frames&fObject != 0 {
					if a := r.withApposition(n); a > j && r.is(a) == comma && r.is(a+1) == to {
						k = a + 1 // "urged Kenya, the guarantor of the truce, to"
					} else if a > j && r.is(a) == to {
						k = a
					}
				}
				if x, ok := r.head(g, k); ok {
					x.to, x.end = whom, g.end
					return x
				}
				if v := r.infinitiveAt(k); v > k && e.frames&fObject != 0 && r.verbAt(v) && (e.frames&fNoun == 0 || r.hears(n, j)) {
					g.frame = fInfinitive
					return complement{frame: fObject, content: r.span(k, r.clauseEnd(v, g)), to: whom, end: g.end, ok: true}
				}
				if p := r.low(k); r.is(k) == prep && e.preps[p] {
					return complement{frame: fObject, content: r.span(k, r.clauseEnd(k+1, g)), to: whom, end: g.end, ok: true}
				}
				if e.frames&fBare != 0 && r.clauseAt(k) {
					return complement{frame: fBare, content: r.span(k, r.clauseEnd(k, g)), to: whom, end: g.end, ok: true}
				}
			}
		}
	}
	if v := r.infinitiveAt(i); v > i && e.frames&fInfinitive != 0 && r.verbAt(v) && !(e.lemma == "ask" && r.low(v) == "be" && incognito[r.low(v+1)]) {
		g.frame = fInfinitive
		return complement{frame: fInfinitive, content: r.span(i, r.clauseEnd(v, g)), end: g.end, ok: true}
	}
	if w := r.low(i); (r.is(i) == prep || r.is(i) == to) && e.preps[w] && (w != "on" || r.timeFrom(i+1) == 0) && (!answering[e.lemma] || w == "by" || g.negated || g.pending) {
		start := i + 1
		c.end = i + 1
		if w == "against" || w == "to" && g.entry.lemma == "commit" {
			start, c.end = i, g.end
		}
		if r.is(start) == stop || r.is(start) == comma {
			return c
		}
		// "called on Kabul to act"
		if w == "on" || w == "upon" || w == "to" || w == "with" {
			whom := start
			if r.opensQuoteAt(start) {
				whom++ // called on "all parties to refrain"
			}
			if j := r.recipient(whom); j > whom {
				if v := r.infinitiveAt(j); v > j && r.verbAt(v) {
					x := complement{frame: fObject, content: r.span(j, r.clauseEnd(v, g)), to: r.span(whom, j), end: c.end, ok: true}
					if in := r.quoteOf(j); whom > start && in.End > x.content.Start {
						x.content.End = min(x.content.End, in.Start+len(strings.TrimRight(r.t.String(in), " .,")))
					}
					return x
				}
			}
			if j := r.recipient(start); j > start && r.is(j) == that && e.frames&fThat != 0 && w != "on" && w != "upon" {
				if x, ok := r.head(g, j); ok { // "agreed with the envoy that"
					x.to, x.end = r.span(start, j), i
					return x
				}
			}
			if g.entry.lemma == "call" || g.entry.lemma == "appeal" {
				return c // a visit
			}
		}
		g.frame = fNoun
		c.frame, c.content, c.ok = fNoun, r.span(start, r.clauseEnd(start, g)), true
		return c
	}
	// Past what says where and when: "said in a statement on Friday that".
	if k := r.adjuncts(i); k > i {
		if x, ok := r.head(g, k); ok && !(answering[e.lemma] && r.is(i) == to && r.is(k) != that && r.is(k-1) != comma) {
			x.medium, x.end = r.span(i, k), g.end
			return x
		}
		if r.is(k) == to && e.frames&fInfinitive != 0 && r.verbAt(k+1) {
			g.frame = fInfinitive
			return complement{frame: fInfinitive, content: r.span(k, r.clauseEnd(k+1, g)), end: g.end, medium: r.span(i, k), ok: true}
		}
		if e.frames&fBare != 0 && r.is(k) != comma && r.clauseAt(k) && (r.is(k-1) != comma || r.low(i+1) == "if") {
			return complement{frame: fBare, content: r.span(k, r.clauseEnd(k, g)), end: g.end, medium: r.span(i, k), ok: true}
		}
		if e.frames&fNoun != 0 && r.is(k) == det {
			g.frame = fNoun
			return complement{frame: fNoun, content: r.span(k, r.clauseEnd(k, g)), end: g.end, medium: r.span(i, k), ok: true}
		}
	}
	if k := r.proWord(e, i); k > i {
		return complement{frame: fNoun, content: r.span(i, k), end: g.end, ok: true}
	}
	p := r.is(r.subjectStart(g.start) - 1)
	if e.frames&fBare != 0 && (r.clauseAt(i) && (sayings[e.lemma] || e.frames&fNoun == 0 && !keeping[e.lemma] || r.clauseHere(i)) || (p == other || p == name || sayings[e.lemma]) && (r.is(i) == aux || r.is(i) == modal) || (p == relative || p == that) && r.finiteAt(i) || sayings[e.lemma] && r.nounAt(i) && r.longer(i, 3)) ||
		e.frames&fThat != 0 && r.is(i) == subject && r.clauseWithin(i+1, 6) {
		return complement{frame: fBare, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
	}
	if e.frames&fAs != 0 && r.is(i) == that && r.is(i+1) == other && r.predicated(e, i+1) {
		g.frame = fAs // "called that claim absurd"
		return complement{frame: fAs, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
	}
	if e.frames&fAs != 0 && (r.nounAt(i) || r.is(i) == subject || r.is(i) == object) {
		if r.predicated(e, i) {
			g.frame = fAs
			return complement{frame: fAs, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
		}
	}
	if e.lemma == "accuse" && (r.is(i) == det || r.is(i) == name) {
		if n := r.nounPhrase(i, true); n > i && (r.is(n) == stop || r.is(n) == comma || n >= r.last) {
			return complement{frame: fNoun, content: r.span(i, n), end: g.end, ok: true} // of what, is told elsewhere
		}
	}
	if w := r.low(i); e.kind == Speech && r.is(g.start-1) != relative && e.frames&fNoun != 0 && (w == "it" || w == "this" || w == "that") && (r.is(i+1) == stop || r.is(i+1) == comma) && r.low(i+1) != ":" {
		return complement{frame: fNoun, content: r.span(i, i+1), end: g.end, ok: true} // "the group denied it"
	}
	if e.frames&(fGerund|fNoun) != 0 && r.is(i) == ing {
		return complement{frame: fGerund, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
	}
	if e.frames&fNoun != 0 && (r.nounAt(i) || r.is(i) == object) {
		g.frame = fNoun
		return complement{frame: fNoun, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
	}
	return c
}

// incognito are participles by which somebody asks not to be told of: "asked not to
// be named".
var incognito = text.Set(`named identified quoted`)

// quoteOf gives what stands between the marks of the quotation that token i is in.
func (r *reader) quoteOf(i int) text.Span {
	if i >= r.last || r.quote[i] < 0 {
		return text.Span{}
	}
	return r.t.Quotes[r.quote[i]].Inner
}

// infinitiveAt gives the token of the verb of an infinitive that begins at i, "to
// act" or "not to act"; i where none does.
func (r *reader) infinitiveAt(i int) int {
	switch {
	case r.is(i) == to:
		return i + 1
	case r.is(i) == not && r.is(i+1) == to:
		return i + 2
	}
	return i
}

// proWord gives the token after a word at i that stands for a whole answer, "said
// so", "said no", "said as much"; i where none does.
func (r *reader) proWord(e *entry, i int) int {
	if e.lemma != "say" {
		return i
	}
	n := i
	switch r.low(i) {
	case "so", "no", "yes", "nothing":
		n = i + 1
	case "as":
		if r.low(i+1) == "much" {
			n = i + 2
		}
	case "the":
		if r.low(i+1) == "same" {
			n = i + 2
		}
	}
	switch r.is(n) {
	case stop, comma, prep, dash:
		return n
	}
	return i
}

// head looks at token i for what opens a content by itself: that, a question
// word, a quotation.
func (r *reader) head(g group, i int) (complement, bool) {
	e := g.entry
	g.end = i
	j := i
	if r.is(j) == comma || r.low(j) == ":" {
		j++
	}
	if j < r.last && r.quote[j] >= 0 && r.opensQuote(j) && !(j == i && r.isHeading(j)) && e.frames&(fQuote|fThat) != 0 && r.t.Quotes[r.quote[j]].Len() > 8 {
		q := r.quote[j]
		end := r.t.Quotes[q].End
		if j == i+1 && (r.low(i) == ":" || r.is(i) == comma) || r.afterQuote(q) {
			return complement{frame: fQuote, content: text.Span{Start: r.t.Quotes[q].Start, End: end}, end: i, ok: true}, true
		}
		return complement{frame: fQuote, content: r.span(j, r.clauseEnd(j, g)), end: i, ok: true}, true
	}
	if q, ok := r.onNextLine(i); ok && e.frames&(fQuote|fThat) != 0 {
		return complement{frame: fQuote, content: q, end: i, ok: true}, true
	}
	if j > i && r.low(i) == ":" && j < r.last && e.frames&fQuote != 0 {
		return complement{frame: fQuote, content: r.span(j, r.lastWord(r.last)), end: i, ok: true}, true
	}
	if e.frames&fThat == 0 {
		return complement{}, false
	}
	switch r.is(i) {
	case that:
		if r.is(i+1) == stop || r.is(i+1) == comma && r.is(i+2) == coord {
			return complement{}, false
		}
		return complement{frame: fThat, content: r.span(i, r.clauseEnd(i+1, g)), end: i, ok: true}, true
	case wh:
		return complement{frame: fThat, content: r.span(i, r.clauseEnd(i+1, g)), end: i, ok: true}, true
	case sub:
		if r.low(i) == "if" && e.lemma != "say" {
			return complement{frame: fThat, content: r.span(i, r.clauseEnd(i+1, g)), end: i, ok: true}, true
		}
	}
	return complement{}, false
}

// isHeading reports whether the quotation at token j is a title: all its words
// have capitals, and it stands where a name does.
func (r *reader) isHeading(j int) bool {
	if p := r.is(j - 1); p != possessive && p != prep && p != name {
		return false
	}
	big, small := 0, 0
	for _, k := range r.t.Within(r.t.Quotes[r.quote[j]].Inner) {
		if len(k.Lower) < 4 || k.Kind != text.Word {
			continue
		}
		if upper(r.t.Plain[k.Start]) {
			big++
		} else {
			small++
		}
	}
	return big > 0 && small == 0
}

// opensQuote reports whether the quotation of token j begins there.
func (r *reader) opensQuote(j int) bool {
	return r.quote[j] >= 0 && r.t.Quotes[r.quote[j]].Start == r.t.Tokens[j].Start
}

// afterQuote reports whether nothing of the sentence follows quotation q but marks.
func (r *reader) afterQuote(q int32) bool {
	i := r.token(r.s.First, r.t.Quotes[q].End)
	return i >= r.last || r.is(i) == stop || r.is(i) == comma
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

// adjuncts skips what says where, when and by what means from token i:
// "in a statement on Friday", "Wednesday", ", in an interview with X,".
func (r *reader) adjuncts(i int) int {
	start := i
	for n := 0; n < 5 && i < r.last; n++ {
		at := i
		if end := r.timeFrom(i); end > 0 {
			i = end
			continue
		}
		switch r.is(i) {
		case prep:
			if end := r.timeFrom(i + 1); end > 0 {
				i = end
				if r.is(i) == other && i > 0 && strings.Contains(r.low(i-1), "-") {
					i = r.rightNP(i) // "after a two-hour meeting in the hall"
				}
				continue
			}
			j := i + 1
			if w := r.low(i); (w == "before" || w == "after") && (r.is(j) == ing || r.low(j) == "meeting" && r.is(j+1) != prep) {
				j++ // "said before leaving the hall that"
			}
			if k := r.rightNP(j); k > j {
				i = k
				continue
			}
		case adverb:
			i++
			continue
		case det:
			if r.low(i+1) == "times" {
				i += 2 // "asked several times whether"
				continue
			}
		case past, ing:
			// "in a letter published on Monday", "on a call set up by"
			if i > start && r.is(i-1) != comma && (r.is(i+1) == prep || r.timeFrom(i+1) > 0) {
				i++
				continue
			}
		case to:
			switch r.is(i + 1) {
			case det, name, possessive, object, number:
				if j := r.rightNP(i + 1); j > i+1 {
					i = j
					continue
				}
			}
		case comma:
			if r.is(i+1) == prep || r.timeFrom(i+1) > 0 || r.is(i+1) == adverb {
				i++
				continue
			}
			if r.low(i+1) == "most" && r.is(i+2) == adverb {
				i += 3 // ", most recently in an interview,"
				continue
			}
			if k := i + 1; (r.is(k) == sub || r.is(k) == other || r.is(k) == number) && (r.is(k+1) == comma) {
				i = k + 1 // ", though,", ", twice,"
				continue
			}
			if k := i + 1; r.low(k) == "if" && (r.is(k+1) == past || r.is(k+1) == other) && r.is(k+2) == comma {
				i = k + 3 // ", if elected,"
				continue
			}
			if i > start && (r.is(i+1) == that || r.is(i+1) == wh) {
				return i + 1
			}
			if i > start && r.opensQuoteAt(i+1) {
				return i
			}
		}
		if i == at {
			break
		}
	}
	return i
}

func (r *reader) opensQuoteAt(i int) bool { return i < r.last && r.opensQuote(i) }
