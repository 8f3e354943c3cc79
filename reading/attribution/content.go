package attribution

import "github.com/surety-mechanism/surety/reading/text"

// complement is what a cue's frame gives: the content and who is addressed.
type complement struct {
	frame   int
	content text.Span
	to      text.Span
	end     int // token after the cue: prepositions that belong to it are in it
	medium  text.Span
	ok      bool
}

// complements are what can stand to the right of a cue, each looked for in turn:
// what comes first would be taken for something later in the list.
var complements = []func(r *reader, g group, i int) (complement, bool){
	(*reader).head, (*reader).spokenTo, (*reader).toAct, (*reader).governed, (*reader).afterAdjuncts,
	(*reader).answer, (*reader).bareClause, (*reader).predication, (*reader).charged, (*reader).pronoun, (*reader).nominal,
}

// complement looks for the content to the right of the group g.
func (r *reader) complement(g group) complement {
	i := g.end
	if g.entry.lemma == "commit" && reflexive[r.low(i)] {
		i++ // "committed themselves to"
	}
	for r.is(i) == adverb && i-g.end < 3 {
		i++
	}
	for _, look := range complements {
		if c, ok := look(r, g, i); ok {
			return c
		}
	}
	return complement{end: g.end}
}

// clause gives the content from token i on, of which the clause that the cue of g
// takes in the given frame begins at token first.
func (r *reader) clause(g group, frame, i, first int) complement {
	return complement{frame: frame, content: r.span(i, r.clauseEnd(first, g)), end: g.end, ok: true}
}

// toAct looks for an infinitive at token i: "refused to talk".
func (r *reader) toAct(g group, i int) (complement, bool) {
	v := r.infinitiveAt(i)
	if v == i || g.entry.frames&fInfinitive == 0 || !r.verbAt(v) || g.entry.lemma == "ask" && r.low(v) == "be" && incognito[r.low(v+1)] {
		return complement{}, false
	}
	g.frame = fInfinitive
	return r.clause(g, fInfinitive, i, v), true
}

// afterAdjuncts looks for the content past what says where and when: "said in a
// statement on Friday that".
func (r *reader) afterAdjuncts(g group, i int) (complement, bool) {
	k, e := r.adjuncts(i), g.entry
	if k == i {
		return complement{}, false
	}
	c, ok := r.head(g, k)
	ok = ok && (!answering[e.lemma] || r.is(i) != to || r.is(k) == that || r.is(k-1) == comma)
	switch {
	case ok:
	case r.is(k) == to && e.frames&fInfinitive != 0 && r.verbAt(k+1):
		g.frame = fInfinitive
		c = r.clause(g, fInfinitive, k, k+1)
	case e.frames&fBare != 0 && r.is(k) != comma && r.clauseAt(k) && (r.is(k-1) != comma || r.low(i+1) == "if"):
		c = r.clause(g, fBare, k, k)
	case e.frames&fNoun != 0 && r.is(k) == det:
		g.frame = fNoun
		c = r.clause(g, fNoun, k, k)
	default:
		return complement{}, false
	}
	c.medium, c.end = r.span(i, k), g.end
	return c, true
}

// answer looks for a word that stands for a whole answer: "said so".
func (r *reader) answer(g group, i int) (complement, bool) {
	k := r.proWord(g.entry, i)
	return complement{frame: fNoun, content: r.span(i, k), end: g.end, ok: true}, k > i
}

// bareClause looks for a clause without "that": "said talks had failed".
func (r *reader) bareClause(g group, i int) (complement, bool) {
	e := g.entry
	before := r.is(r.subjectStart(g.start) - 1)
	saying := sayings[e.lemma]
	bare := false
	if e.frames&fBare != 0 {
		switch {
		case r.clauseAt(i) && (saying || e.frames&fNoun == 0 && !keeping[e.lemma] || r.clauseHere(i)):
			bare = true
		case (before == other || before == name || saying) && (r.is(i) == aux || r.is(i) == modal):
			bare = true // "those he said were held"
		case (before == relative || before == that) && r.finiteAt(i):
			bare = true
		case saying && r.nounAt(i) && r.longer(i, 3):
			bare = true
		}
	}
	if !bare && !(e.frames&fThat != 0 && r.is(i) == subject && r.clauseWithin(i+1, 6)) {
		return complement{}, false
	}
	return r.clause(g, fBare, i, i), true
}

// predication looks for something and what it is called: "called the claim absurd".
func (r *reader) predication(g group, i int) (complement, bool) {
	if g.entry.frames&fAs == 0 {
		return complement{}, false
	}
	noun := r.nounAt(i) || r.is(i) == subject || r.is(i) == object
	if !(r.is(i) == that && r.is(i+1) == other && r.predicated(g.entry, i+1)) && !(noun && r.predicated(g.entry, i)) {
		return complement{}, false
	}
	g.frame = fAs
	return r.clause(g, fAs, i, i), true
}

// charged looks for who is accused where it is told elsewhere of what.
func (r *reader) charged(g group, i int) (complement, bool) {
	if g.entry.lemma != "accuse" || r.is(i) != det && r.is(i) != name {
		return complement{}, false
	}
	n := r.nounPhrase(i, true)
	ends := r.is(n) == stop || r.is(n) == comma || n >= r.last
	return complement{frame: fNoun, content: r.span(i, n), end: g.end, ok: true}, n > i && ends
}

// pronoun looks for a pronoun that stands for what was said: "the group denied it".
func (r *reader) pronoun(g group, i int) (complement, bool) {
	w := r.low(i)
	ok := g.entry.kind == Speech && r.is(g.start-1) != relative && g.entry.frames&fNoun != 0 && (w == "it" || w == "this" || w == "that") &&
		(r.is(i+1) == stop || r.is(i+1) == comma) && r.low(i+1) != ":"
	return complement{frame: fNoun, content: r.span(i, i+1), end: g.end, ok: true}, ok
}

// nominal looks for a gerund or a noun phrase: "denied arming them", "denied the
// charge".
func (r *reader) nominal(g group, i int) (complement, bool) {
	switch {
	case g.entry.frames&(fGerund|fNoun) != 0 && r.is(i) == ing:
		return r.clause(g, fGerund, i, i), true
	case g.entry.frames&fNoun != 0 && (r.nounAt(i) || r.is(i) == object):
		g.frame = fNoun
		return r.clause(g, fNoun, i, i), true
	}
	return complement{}, false
}

// incognito are participles by which somebody asks not to be told of: "asked not to
// be named".
var incognito = text.Set(`named identified quoted`)

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
