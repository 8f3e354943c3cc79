package attribution

import "github.com/surety-mechanism/surety/reading/text"

// passive reads "It is said that", "is accused by X of", "were told that".
func (r *reader) passive(g group) {
	f := &found{verb: g.entry, form: g.form, first: g.cue, passive: true, mode: "indirect", cue: r.span(g.start, g.end), negated: g.negated}
	i := g.end
	if r.low(i) == "by" {
		n := r.withApposition(i + 1)
		if n == i+1 || g.entry.lemma == "guarantee" || g.start == g.cue && !accusing[g.entry.lemma] {
			return // "a plan offered by"
		}
		from, end, ok := r.leftNP(g.start, r.s.First)
		if !ok || g.entry.frames&(fNoun|fAs|fThat|fObject|fRecipient) == 0 {
			return
		}
		if (r.is(g.start-1) == that || r.is(g.start-1) == relative) && (r.low(from) == "a" || r.low(from) == "an") && g.entry.kind == Speech && !accusing[g.entry.lemma] {
			return // "an order that is reported by one side": of such orders in general
		}
		f.rule, f.cue, f.speaker, f.content = "passive.by", r.span(g.start, i+1), r.span(i+1, n), r.span(from, end)
		if r.low(n) == "of" || r.low(n) == "as" || r.is(n) == to || r.is(n) == that {
			f.content, f.to = r.span(n, r.clauseEnd(n+1, g)), r.span(from, end)
		}
		r.add(f)
		return
	}
	if g.start < g.cue && r.rumoured(g, f) {
		return
	}
	if g.entry.frames&(fRecipient|fObject) != 0 && g.start < g.cue {
		r.toldSomebody(g, f)
		return
	}
	if g.entry.frames&fThat == 0 {
		return
	}
	if r.low(g.start-1) == "it" && (r.is(i) == that || r.clauseAt(i)) {
		f.rule, f.content = "passive.impersonal", r.span(i, r.clauseEnd(i+1, g))
		f.speaker = text.Span{}
		r.add(f)
	}
}

// rumoured reads what is said of somebody, nobody says by whom: "was accused of
// shelling", "has been described as", "is alleged to have crossed".
func (r *reader) rumoured(g group, f *found) bool {
	i := g.end
	for r.is(i) == adverb {
		i++
	}
	w := r.low(i)
	switch g.entry.lemma {
	case "accuse":
		if w != "of" {
			return false
		}
	case "blame", "criticize", "criticise", "praise", "condemn", "denounce", "mock", "hail":
		if w != "for" && w != "as" {
			return false
		}
	case "see", "view", "regard", "perceive":
		if w != "as" || !r.widely(g) {
			return false
		}
	case "describe", "portray", "label", "call", "dub", "characterize", "characterise", "depict":
		if w != "as" && !r.opensQuoteAt(i) && r.is(i) != det {
			return false
		}
	case "say", "report", "allege", "quote", "claim":
		if !(r.is(i) == to && r.verbAt(i+1)) && w != "as" {
			return false
		}
		if r.is(i) == to && r.cues[min(i+1, r.last-1)] >= 0 {
			return true // "are said to view": whose view it is, says the verb
		}
	default:
		return false
	}
	from, end, ok := r.leftNP(g.start, r.s.First)
	if !ok {
		return false
	}
	f.content = r.span(i, r.clauseEnd(i+1, g))
	f.rule, f.to = "passive.rumour", r.span(from, end)
	if g.entry.lemma == "quote" {
		f.speaker, f.to = f.to, text.Span{}
	}
	return r.add(f) != nil
}

// widely reports whether an adverb in the group tells that people hold the view:
// "is widely seen as".
func (r *reader) widely(g group) bool {
	for k := g.start; k < g.cue; k++ {
		switch r.low(k) {
		case "widely", "generally", "commonly", "broadly", "universally":
			return true
		}
	}
	return false
}

// toldSomebody reads "were told that", "was urged to", "has been accused of"
// nobody says by whom.
func (r *reader) toldSomebody(g group, f *found) {
	from, end, ok := r.leftNP(g.start, r.s.First)
	if !ok {
		return
	}
	i := g.end
	for r.is(i) == adverb {
		i++
	}
	x, ok := r.head(g, i)
	if k := r.adjuncts(i); !ok && k > i {
		x, ok = r.head(g, k) // "had been told just before the vote that"
	}
	switch {
	case ok && (x.frame == fThat || asking[g.entry.lemma]):
		f.content = x.content
	case asking[g.entry.lemma] && r.is(i) == prep && g.entry.preps[r.low(i)]:
		g.frame = fNoun
		f.cue, f.content = r.span(g.start, i+1), r.span(i+1, r.clauseEnd(i+1, g))
	case r.is(i) == to && g.entry.frames&fObject != 0 && r.verbAt(i+1):
		g.frame = fInfinitive
		f.content = r.span(i, r.clauseEnd(i+1, g))
	default:
		return
	}
	f.rule, f.to = "passive.told", r.span(from, end)
	r.add(f)
}

// asking are verbs by which somebody is asked something.
var asking = text.Set(`ask quiz grill press`)

// wasAsked reads "Asked about the raid, he said", "when asked whether": what
// somebody was asked, nobody says by whom.
func (r *reader) wasAsked(c int) bool {
	cf, _ := r.formOf(c)
	e := &lexicon[cf.entry]
	if cf.form != pastForm || !asking[e.lemma] || !r.written(c) || r.quote[c] >= 0 {
		return false
	}
	if p := r.low(c - 1); c > r.s.First && p != "when" && p != "if" && p != "while" && r.is(c-1) != comma && r.is(r.skipAdverbsLeft(c-1)) != comma {
		return false
	}
	g := group{cue: c, start: c, end: c + 1, entry: e, form: participle, passive: true, participle: true, ok: true}
	f := &found{rule: "passive.asked", verb: e, form: participle, first: c, passive: true, mode: "indirect", cue: r.span(c, c+1)}
	i := c + 1
	for r.is(i) == adverb {
		i++
	}
	if r.low(i) == "by" {
		if n := r.withApposition(i + 1); n > i+1 && r.speaks(i+1, n) {
			f.rule, f.passive, f.cue, f.speaker = "passive.by", false, r.span(c, i+1), r.span(i+1, n)
			i = n
		}
	}
	x, ok := r.head(g, i)
	if k := r.adjuncts(i); !ok && k > i {
		if x, ok = r.head(g, k); !ok && r.is(i) == prep && r.is(k) == prep && !e.preps[r.low(i)] {
			i = k // "Asked in Nairobi on Monday about"
		}
	}
	switch {
	case ok:
		f.content = x.content
	case r.low(i) == "who" || r.low(i) == "whom" || r.low(i) == "which":
		f.content = r.span(i, r.clauseEnd(i+1, g))
	case r.is(i) == to && r.verbAt(i+1):
		g.frame = fInfinitive
		f.content = r.span(i, r.clauseEnd(i+1, g))
	case r.is(i) == prep && e.preps[r.low(i)] && r.low(i) != "for":
		g.frame = fNoun
		f.cue, f.content = r.span(c, i+1), r.span(i+1, r.clauseEnd(i+1, g))
	default:
		return false
	}
	if from, to, ok := r.subjectAfter(i); ok && c == r.s.First {
		f.to = r.span(from, to)
	}
	return r.add(f) != nil
}

// accusing are cues whose bare participle still tells what somebody said of
// somebody: "the group accused by Kigali of".
var accusing = text.Set(`accuse condemn criticize criticise denounce reject deny dismiss claim describe praise blame`)
