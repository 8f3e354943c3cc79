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
				if x, ok := r.head(g, k); ok {
					x.to, x.end = whom, g.end
					return x
				}
				if r.is(k) == to && e.frames&fObject != 0 && r.verbAt(k+1) {
					g.frame = fInfinitive
					return complement{frame: fObject, content: r.span(k, r.clauseEnd(k+1, g)), to: whom, end: g.end, ok: true}
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
	if r.is(i) == to && e.frames&fInfinitive != 0 && r.verbAt(i+1) {
		g.frame = fInfinitive
		return complement{frame: fInfinitive, content: r.span(i, r.clauseEnd(i+1, g)), end: g.end, ok: true}
	}
	if w := r.low(i); (r.is(i) == prep || r.is(i) == to) && e.preps[w] && (!answering[e.lemma] || w == "by" || g.negated || g.pending) {
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
			if j := r.recipient(start); j > start && r.is(j) == to && r.verbAt(j+1) {
				return complement{frame: fObject, content: r.span(j, r.clauseEnd(j+1, g)), to: r.span(start, j), end: c.end, ok: true}
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
		if x, ok := r.head(g, k); ok {
			x.medium, x.end = r.span(i, k), g.end
			return x
		}
		if e.frames&fBare != 0 && r.is(k) != comma && r.clauseAt(k) && r.is(k-1) != comma {
			return complement{frame: fBare, content: r.span(k, r.clauseEnd(k, g)), end: g.end, medium: r.span(i, k), ok: true}
		}
		if e.frames&fNoun != 0 && r.is(k) == det {
			g.frame = fNoun
			return complement{frame: fNoun, content: r.span(k, r.clauseEnd(k, g)), end: g.end, medium: r.span(i, k), ok: true}
		}
	}
	p := r.is(r.subjectStart(g.start) - 1)
	if e.frames&fBare != 0 && (r.clauseAt(i) && (sayings[e.lemma] || e.frames&fNoun == 0 || r.clauseHere(i)) || (p == other || p == name || sayings[e.lemma]) && (r.is(i) == aux || r.is(i) == modal) || (p == relative || p == that) && r.finiteAt(i) || sayings[e.lemma] && r.nounAt(i) && r.longer(i, 3)) ||
		e.frames&fThat != 0 && r.is(i) == subject && r.clauseWithin(i+1, 6) {
		return complement{frame: fBare, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
	}
	if e.frames&fAs != 0 && (r.nounAt(i) || r.is(i) == subject || r.is(i) == object) {
		if r.predicated(e, i) {
			g.frame = fAs
			return complement{frame: fAs, content: r.span(i, r.clauseEnd(i, g)), end: g.end, ok: true}
		}
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
				continue
			}
			if j := r.rightNP(i + 1); j > i+1 {
				i = j
				continue
			}
		case adverb:
			i++
			continue
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
			if k := i + 1; (r.is(k) == sub || r.is(k) == other || r.is(k) == number) && (r.is(k+1) == comma) {
				i = k + 1 // ", though,", ", twice,"
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

// verbAt reports whether the token at i can be a bare verb.
func (r *reader) verbAt(i int) bool {
	for r.is(i) == adverb || r.is(i) == not || r.opensQuoteAt(i) {
		i++
	}
	switch r.is(i) {
	case other:
		w := r.low(i)
		return !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || w == "focus"
	case aux:
		return r.low(i) == "be" || r.low(i) == "have" || r.low(i) == "do"
	}
	return bareToo[r.low(i)]
}

// answering are verbs whose "to" names what is answered, not the answer.
var answering = words(`respond reply`)

// sayings are cues after which a clause is to be expected.
var sayings = words(`say believe think claim insist argue`)

// longer reports whether at least n tokens from i on are no marks.
func (r *reader) longer(i, n int) bool {
	for k := i; k < r.last && n > 0; k++ {
		switch r.is(k) {
		case stop, comma, dash:
			return false
		}
		n--
	}
	return n == 0
}

// finiteAt reports whether a finite verb can stand at i: "which Pakistan says operates".
func (r *reader) finiteAt(i int) bool {
	switch r.is(i) {
	case aux, modal, present, past:
		return true
	case other:
		w := r.low(i)
		return len(w) > 3 && w[len(w)-1] == 's'
	}
	return false
}

// subjectStart gives the first token of the subject before token e.
func (r *reader) subjectStart(e int) int {
	if f, _, ok := r.leftNP(e, r.s.First); ok {
		return f
	}
	return e
}

// bareToo are past forms that are bare verbs too.
var bareToo = words(`put set let cut hit shut become come run lay read spread shed split quit cast broadcast forecast beat found overcome feed bring`)

// nounAt reports whether a noun phrase can begin at i.
func (r *reader) nounAt(i int) bool {
	switch r.is(i) {
	case det, name, other, number, possessive:
		return true
	case open:
		return r.opensQuoteAt(i)
	case mark:
		return r.opensQuoteAt(i) || r.low(i) == "$"
	case past, ing:
		return r.is(i+1) == other || r.is(i+1) == name
	case adverb:
		return r.is(i+1) == past || r.is(i+1) == other
	case wh:
		return r.low(i) == "what"
	}
	return false
}

// clauseAt reports whether a clause with a verb of its own begins at token i.
func (r *reader) clauseAt(i int) bool {
	if r.titled() && i+1 < r.last && r.is(i) == name {
		return true
	}
	switch r.is(i) {
	case subject, det, name, other, number, possessive, open, mark:
	case past, ing, adverb:
	case prep:
		return r.leadingPhrase(i)
	case sub, not, relative, wh:
	case object:
		return r.low(i) == "her"
	default:
		return r.low(i) == "to" && false
	}
	if r.is(i) == subject {
		return true
	}
	for k := i + 1; k < r.last && k-i < 30; k++ {
		switch r.is(k) {
		case aux, modal, present:
			return true
		case subject:
			return true
		case past:
			if r.is(k+1) != prep || r.is(k-1) != det {
				return true
			}
		case stop:
			return r.plainVerb(i, k)
		case that, coord:
			continue
		}
	}
	return r.plainVerb(i, r.last)
}

// clauseHere reports whether a verb follows the noun phrase at i, so that it is
// the subject of a clause and no object: "announced the deal was off".
func (r *reader) clauseHere(i int) bool {
	switch r.is(i) {
	case subject, adverb, prep, sub, not, ing, wh:
		return true
	}
	j := r.rightNP(i)
	for n := 0; n < 3 && j < r.last; n++ {
		switch r.is(j) {
		case aux, modal, present, past:
			return true
		case adverb, not:
			j++
		case prep, to:
			k := r.rightNP(j + 1)
			if k == j+1 {
				return false
			}
			j = k
		case relative, that:
			return r.clauseWithin(j+1, 12)
		default:
			return r.plainVerb(i, j)
		}
	}
	return r.plainVerb(i, j)
}

// leadingPhrase reports whether the preposition at i opens a phrase that leads a
// clause: "said in the north troops had", "said after the talks, he".
func (r *reader) leadingPhrase(i int) bool {
	for k := i + 1; k < r.last && k-i < 14; k++ {
		switch r.is(k) {
		case subject:
			return true
		case comma:
			return r.clauseWithin(k+1, 8) && r.is(k+1) != relative && r.is(k+1) != ing
		case stop, past, dash:
			return false
		}
	}
	return false
}

// plainVerb reports whether some word of tokens [i, j) has the form of a present
// tense after a noun: "says Pakistan backs the plan".
func (r *reader) plainVerb(i, j int) bool {
	for k := i + 1; k < j-1 && k-i < 12; k++ {
		if r.is(k) == other && len(r.low(k)) > 3 && r.low(k)[len(r.low(k))-1] == 's' {
			if p := r.is(k - 1); (p == name || p == other) && (r.is(k+1) == det || r.is(k+1) == prep || r.is(k+1) == name || r.is(k+1) == to || r.is(k+1) == adverb) {
				return true
			}
		}
		if r.is(k) == comma {
			return false
		}
	}
	return false
}

// predicated reports whether what begins at i says what something is called:
// "… as …", "… of …" after accuse, two noun phrases after call.
func (r *reader) predicated(e *entry, i int) bool {
	want := "as"
	switch e.lemma {
	case "accuse":
		want = "of"
	case "blame":
		want = "for"
		return true
	case "call", "declare", "dub", "label", "brand", "term", "consider", "deem", "pronounce", "proclaim":
		want = ""
	}
	if want == "" {
		j := r.rightNP(i)
		if r.is(i) == subject || r.is(i) == object {
			return r.is(j) != stop && r.is(j) != comma && r.is(j) != prep && r.is(j) != to || e.lemma == "consider"
		}
		if r.is(j) == comma {
			return r.quotedWithin(j, 18)
		}
		if j < r.last && (r.is(j) == det || r.opensQuoteAt(j) || r.is(j) == adverb || r.low(j) == "as") {
			return true
		}
		for k := i; k < j; k++ {
			if r.opensQuoteAt(k) && k > i {
				return true
			}
		}
		if e.lemma == "call" {
			if j-i >= 2 && r.is(j-1) == other && adjectival(r.low(j-1)) && (r.is(i) == det || r.is(i) == name) {
				return true
			}
			if r.is(j) == that {
				return r.quotedWithin(j, 20)
			}
		}
		return e.lemma == "declare" || j-i >= 3 && r.is(j) != to && e.lemma != "call"
	}
	for k := i + 1; k < r.last && k-i < 30; k++ {
		if r.low(k) == want {
			return true
		}
		if r.is(k) == stop {
			return false
		}
	}
	return false
}

// adjectival reports whether w ends as adjectives do.
func adjectival(w string) bool {
	for _, end := range []string{"ful", "ous", "able", "ible", "ive", "less", "ic", "ent", "ant", "ary", "al"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 {
			return true
		}
	}
	return false
}

// copular reports whether the clause in tokens [i, j) says what somebody was: a
// second verb after it is not in the passive with it.
func (r *reader) copular(i, j int) bool {
	for k := i; k < j; k++ {
		if w := r.low(k); w == "were" || w == "was" {
			return r.is(k+1) == other && k+2 >= j
		}
	}
	return false
}

// quotedWithin reports whether a quotation opens in the n tokens from i on.
func (r *reader) quotedWithin(i, n int) bool {
	for k := i; k < r.last && k < i+n; k++ {
		if r.is(k) == stop {
			return false
		}
		if r.opensQuote(k) {
			return true
		}
	}
	return false
}

// clauseEnd gives the token after the last of the content that begins at token
// i and belongs to the cue of g.
func (r *reader) clauseEnd(i int, g group) int {
	nominal := g.frame == fNoun
	fronted := g.entry != nil && (r.fronted(g.start) || g.participle && g.start-r.s.First < 4)
	owned := g.owned || g.participle && (nominal || g.frame == fAs) && (r.is(g.start-1) == other || r.is(g.start-1) == name)
	governed := g.entry != nil && r.is(g.start-1) == relative
	named := false // what something is called has been said
	inside := int32(-1)
	if g.entry != nil {
		inside = r.quote[g.cue]
	}
	for k := i; k < r.last; k++ {
		if inside >= 0 && r.quote[k] != inside || inside >= 0 && r.t.Tokens[k].Start >= r.t.Quotes[inside].Inner.End {
			return r.lastWord(k)
		}
		if q := r.quote[k]; q >= 0 && q != inside {
			if e := r.token(k, r.t.Quotes[q].End); e > k+1 {
				k = min(e, r.last) - 1
				named = true
				if in := r.t.Quotes[q].Inner; in.End > 0 && r.t.Plain[in.End-1] == ',' && k+1 < r.last && (fronted && r.main(k+1) || r.newCue(k+1, k)) {
					return k + 1
				}
				continue
			}
		}
		switch r.is(k) {
		case stop:
			switch r.low(k) {
			case ";":
				return r.lastWord(k)
			case ":":
				continue
			}
			if k+1 >= r.last {
				return r.lastWord(k)
			}
		case comma:
			if governed && (r.is(k+1) == past || r.is(k+1) == aux || r.is(k+1) == modal || r.is(k+1) == present) {
				return r.lastWord(k) // the end of "who asked for silence, said"
			}
			if fronted && r.main(k+1) {
				return r.lastWord(k)
			}
			if r.newCue(k+1, k) || k > i+1 && r.parted(k+1, i, nominal) {
				return r.lastWord(k)
			}
		case dash:
			if nominal || r.newCue(k+1, k) || r.cueWithin(k+1, 14) || r.subjectAndCue(k+1) {
				return r.lastWord(k)
			}
		case modal:
			if owned && k > i+1 && r.is(k-1) != relative && r.is(k-1) != that && r.is(k-1) != subject {
				return r.lastWord(k)
			}
		case present, aux, past:
			if owned && k > i+1 && (r.is(k-1) == other || r.is(k-1) == name) && (r.is(k) != past || !r.reduced(k, i) && r.is(k+1) != other && r.is(k+1) != name) {
				if _, rel := r.relativeClause(k, i); !rel {
					return r.lastWord(k)
				}
			}
			if !governed || !nominal && g.frame != fAs || r.is(k-1) == relative || r.is(k-1) == that || r.is(k-1) == subject || k <= i+1 {
				continue
			}
			if r.is(k) != past || r.cues[k] >= 0 && r.group(k).ok && !r.group(k).passive {
				return r.lastWord(k) // "who relayed the exchange said"
			}
		case prep, sub:
			if r.low(k) == "as" {
				named = true
			}
			if k > i && (nominal || g.frame == fAs && named && r.low(k) != "as") && r.aside(k) {
				return r.lastWord(k)
			}
			if r.is(k) == sub && r.low(k) != "if" && r.low(k) != "because" && r.low(k) != "unless" && r.is(k-1) != comma && r.subjectAndCue(k+1) {
				return r.lastWord(k)
			}
		case relative:
			if nominal && r.is(k-1) == comma {
				return r.lastWord(k)
			}
		case coord:
			if g.form == pastForm && g.entry != nil && r.low(k) == "and" && r.is(k+1) == past && r.copular(i, k) {
				return r.lastWord(k) // "claimed the dead were civilians and retaliated"
			}
			bound := nominal || g.frame == fInfinitive || g.frame == fAs
			if w := r.low(k); w != "or" && (r.conjoined(k+1, g) && (bound || r.clauseWithin(i, k-i) || r.quote[max(k-1, 0)] >= 0) || bound && r.predicate(k+1)) {
				return r.lastWord(k)
			}
		}
	}
	return r.lastWord(r.last)
}

// aside reports whether the words from k on say when, where or how something was
// said rather than what: "during talks", "on Sunday", "in a tweet", "because".
func (r *reader) aside(k int) bool {
	switch r.low(k) {
	case "when", "because", "while", "although", "though", "whenever":
		return true
	case "by":
		return r.is(k+1) == ing
	case "in", "on", "at", "last", "this", "as":
		if r.timeFrom(k+1) > 0 {
			return true
		}
		for j := k + 1; j < k+4; j++ {
			if c := channels[r.low(j)]; c != "" && c != "meeting" && c != "investigation" && r.is(k+1) == det {
				return true
			}
		}
	}
	return false
}

// parted reports whether what follows a comma at token j is no longer part of
// the content that began at i, though no cue stands there: "…, though the roads
// were shut". A noun phrase ends sooner than a clause.
func (r *reader) parted(j, i int, nominal bool) bool {
	switch r.is(j) {
	case sub:
		switch r.low(j) {
		case "though", "although", "while", "whereas":
			return true
		}
		return nominal
	case coord:
		if r.low(j) == "but" {
			return r.clauseWithin(j+1, 7) || nominal
		}
		return nominal && (r.predicate(j+1) || r.is(j+1) == adverb || r.is(j+1) == subject)
	case relative:
		return nominal || r.low(j) == "who"
	case adverb, past, ing, aux, modal:
		return nominal
	case prep:
		return nominal && r.low(j) != "including" || r.low(j) == "despite"
	case subject:
		return nominal
	case det:
		if w := r.low(j); w == "a" || w == "an" || w == "the" || w == "another" {
			for k := j + 1; k < j+4; k++ {
				if summing[r.low(k)] {
					return true
				}
			}
		}
		return r.low(j) == "both" && r.low(j+1) == "of"
	case other:
		return r.low(j) == "even" || r.low(j) == "then"
	case that:
		return nominal
	}
	return false
}

// summing are nouns that take up a whole statement in an apposition: "…, a
// charge that Kabul denies".
var summing = words(`charge claim swipe move reference statement remark comment position accusation allegation view argument
	sentiment figure policy decision idea promise threat jab assertion contention suggestion line message phrase term demand
	notion stance sign signal reversal departure shift`)

// fronted reports whether the cue whose group starts at token e stands in a
// clause that leads the sentence: "While he says he will go, …".
func (r *reader) fronted(e int) bool {
	f := r.subjectStart(e)
	if f > r.s.First && f-r.s.First <= 2 {
		switch r.is(f - 1) {
		case sub, wh:
			return true
		case prep:
			switch r.low(f - 1) {
			case "after", "before", "since", "as", "until":
				return true
			}
		case adverb:
			return r.low(f-1) == "once"
		}
	}
	return false
}

// main reports whether a clause with a subject and a verb begins at j.
func (r *reader) main(j int) bool {
	for r.is(j) == adverb {
		j++
	}
	e := r.subjectEnd(j)
	if e == j {
		return false
	}
	switch r.is(e) {
	case aux, modal, present, past, adverb, not:
		return true
	}
	_, ok := r.cueStart(e)
	return ok
}

// clauseWithin reports whether a finite verb stands in the n tokens from i on.
func (r *reader) clauseWithin(i, n int) bool {
	for k := i; k < r.last && k < i+n; k++ {
		switch r.is(k) {
		case aux, modal, present, past:
			return true
		case comma, stop:
			return false
		}
	}
	return false
}

// predicate reports whether a verb begins at j, after a coordinator.
func (r *reader) predicate(j int) bool {
	for r.is(j) == adverb {
		j++
	}
	switch r.is(j) {
	case past:
		return r.is(j+1) != other && r.is(j+1) != name || r.cues[j] >= 0
	case aux, modal, present:
		return true
	}
	return false
}

// lastWord gives the end of what stands before token k, without the marks there.
func (r *reader) lastWord(k int) int {
	for k > r.s.First {
		switch r.tags[k-1] {
		case comma, dash, coord, stop:
			k--
			continue
		}
		break
	}
	return k
}

// newCue reports whether another attribution begins at token i, after the comma
// or dash at k: ", he said", ", according to", ", adding that", ", but X said".
func (r *reader) newCue(i, k int) bool {
	w := r.low(i)
	if w == "according" && r.is(i+1) == to {
		return true
	}
	if r.is(i) == coord && w != "or" || w == "while" || w == "though" || w == "although" || w == "whereas" {
		j := i + 1
		if r.verbGroup(j) {
			return true
		}
		return r.subjectAndCue(j)
	}
	for r.is(i) == adverb {
		i++
	}
	if r.is(i) == ing && r.cues[i] >= 0 {
		return true
	}
	// ", X said" with nothing after it: the whole is attributed.
	j := r.subjectEnd(i)
	if j > i {
		if g, ok := r.cueStart(j); ok {
			if g.entry.frames&(fBare|fThat) != 0 && (r.is(g.end) == that || r.is(g.end) == subject) {
				return true
			}
			n := r.is(g.end)
			return n == stop || n == comma || g.end >= r.last || r.adjuncts(g.end) > g.end
		}
	}
	// ", said X"
	if g, ok := r.cueStart(i); ok && g.entry.frames&fQuote != 0 {
		if n := r.rightNP(g.end); n > g.end {
			return r.is(n) == stop || r.is(n) == comma
		}
	}
	return false
}

// subjectEnd gives the end of a short subject at i.
func (r *reader) subjectEnd(i int) int {
	switch r.is(i) {
	case subject:
		return i + 1
	case det, name, other, possessive, number:
		j := r.rightNP(i)
		if j-i > 14 {
			return i
		}
		return j
	}
	return i
}

// subjectAndCue reports whether a subject and a cue begin at i.
func (r *reader) subjectAndCue(i int) bool {
	for r.is(i) == adverb {
		i++
	}
	if r.low(i) == "according" && r.is(i+1) == to {
		return true
	}
	j := r.subjectEnd(i)
	if j == i {
		return false
	}
	if r.is(j) == comma {
		// "and Khan, the minister, said"
		if k := r.withApposition(i); r.is(k) == comma {
			j = k + 1
		}
	}
	_, ok := r.cueStart(j)
	return ok
}

// cueStart gives the group that begins at token j.
func (r *reader) cueStart(j int) (group, bool) {
	for n := 0; n < 6; n++ {
		if k := j + n; k < r.last && r.cues[k] >= 0 {
			g := r.group(k)
			return g, g.ok && !g.passive && (g.start <= j || n == 0 || r.is(j) == adverb) && (g.entry.kind == Speech || g.form == third)
		}
		switch r.is(j + n) {
		case aux, adverb, modal, not:
		default:
			return group{}, false
		}
	}
	return group{}, false
}

// verbGroup reports whether a cue's verb group stands at j without a subject.
func (r *reader) verbGroup(j int) bool {
	for r.is(j) == adverb {
		j++
	}
	g, ok := r.cueStart(j)
	return ok && (g.form != base || !nounToo[r.low(g.cue)])
}

// conjoined reports whether the cue after "and" at j is a second predicate of
// the subject of g: "said … and warned …".
func (r *reader) conjoined(j int, g group) bool {
	if r.verbGroup(j) {
		o, _ := r.cueStart(r.skipAdverbs(j))
		return o.form != base || g.form == base || g.entry == nil || o.start < o.cue
	}
	return r.subjectAndCue(j)
}

func (r *reader) skipAdverbs(j int) int {
	for r.is(j) == adverb {
		j++
	}
	return j
}

// cueWithin reports whether "according to" or a cue with a subject stands in
// the n tokens from i on.
func (r *reader) cueWithin(i, n int) bool {
	for k := i; k < r.last && k < i+n; k++ {
		if r.low(k) == "according" && r.is(k+1) == to {
			return true
		}
	}
	return false
}

// trim takes blanks and stray marks off the ends of a content.
func (r *reader) trim(s text.Span) text.Span {
	p := r.t.Plain
	for s.Start < s.End && (p[s.Start] == ' ' || p[s.Start] == '\n' || p[s.Start] == ',') {
		s.Start++
	}
	for s.Start < s.End && (p[s.End-1] == ' ' || p[s.End-1] == '\n' || p[s.End-1] == ':') {
		s.End--
	}
	return s
}
