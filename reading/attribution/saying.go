package attribution

import "github.com/surety-mechanism/surety/reading/text"

// verbCue looks for the statement that the verb at token c reports.
func (r *reader) verbCue(c int) {
	if r.wasAsked(c) {
		return
	}
	g := r.group(c)
	if !g.ok || r.quote[c] >= 0 && !r.quotedCue(c) || !r.reports(g) || r.quoting(g) {
		return
	}
	if g.passive {
		r.passive(g)
		return
	}
	if r.isDropped(g) {
		return
	}
	f := &found{verb: g.entry, form: g.form, first: c, cue: r.span(g.start, g.end), negated: g.negated, mode: "indirect"}
	if g.entry.kind == Stance {
		f.mode = "stance"
	}
	if !g.participle && r.finalCue(g, f) {
		return
	}
	x := r.complement(g)
	what := r.isWhat(g)
	if what && !x.ok {
		x = r.called(g)
	}
	if !x.ok {
		x = r.objectOf(g)
	}
	if !x.ok && g.pending && g.entry.lemma == "comment" {
		x = complement{frame: fInfinitive, content: r.span(c-1, c+1), end: c - 1, ok: true} // "have yet to comment."
	}
	if !x.ok && c != r.s.First {
		return
	}
	if g.participle && x.frame&(fThat|fQuote|fBare|fObject|fAs) == 0 && (r.is(g.start-1) == other || r.is(g.start-1) == name) && !r.saidBy(g) {
		return // "a press briefing on", "anti-terror fighting"
	}
	from, end, ok := r.subjectOf(g)
	if c == r.s.First && !g.participle {
		from, end, x, ok = r.leadingVerb(g)
	}
	if !ok || r.saidByNobody(g, x, from, end) || r.isDeed(g, x, from, end) {
		return
	}
	if g.entry.lemma == "deny" && r.low(c-1) == "nor" {
		if g.start = r.neither(c); g.start == c {
			return
		}
	}
	f.rule, f.what = ruleOf(g, x), what && r.low(r.subjectStart(g.start)-1) == "what"
	f.cue = r.span(g.start, x.end)
	f.frame = byte(x.frame & 0xff)
	f.content, f.to, f.medium = x.content, x.to, x.medium
	if from < end {
		f.speaker = r.span(from, end)
	}
	f.content = r.followed(f.content)
	f.mode = r.modeOf(f)
	if n := len(r.found) - 1; n >= r.here && g.infinitive && r.found[n].cue.Start == f.cue.Start {
		r.found = r.found[:n] // "declined" of "declined to comment on"
	}
	r.add(f)
}

// reports reports whether the verb group tells of something said rather than of what
// somebody could, should or will say.
func (r *reader) reports(g group) bool {
	switch g.modal {
	case "":
		return true
	case "would", "will", "wouldn't", "won't":
		return g.entry.kind != Speech || g.negated
	}
	return false
}

// saidByNobody reports whether the subject, tokens [from, end), is none who said the
// content: nobody, the writer, a document's silence, a condition.
func (r *reader) saidByNobody(g group, x complement, from, end int) bool {
	w, before := r.low(from), r.low(from-1)
	switch {
	case from < end && (w == "nobody" || w == "none" || w == "neither" || w == "no"):
		return true
	case g.entry.kind == Stance && r.is(from) == subject && narrators[w] && w != "i":
		return true // the writer's own mind, or the reader's
	case g.negated && from+1 == end && w == "it" && r.ofDocument():
		return true // what a text is silent on, nobody withholds
	case before == "unless", before == "if" && g.entry.lemma == "agree":
		return true // "unless both agree to publish them": nobody has
	case x.frame == fBare && !r.opensQuoteAt(g.end) && wholes[before]:
		return true // "everything the general says is true"
	}
	return false
}

// isDeed reports whether the verb tells of what the subject, tokens [from, end), did
// rather than said.
func (r *reader) isDeed(g group, x complement, from, end int) bool {
	e := g.entry
	switch {
	case (x.frame&(fThat|fQuote|fBare|fObject) == 0 || e.kind == Survey) && !r.speaks(from, end):
		return true
	case e.kind == Survey && x.frame != fThat && !r.utters(from, end):
		return true
	case (e.lemma == "seek" || e.lemma == "offer" && x.frame != fInfinitive) && !r.asked(x.content):
		return true
	case recognizing[e.lemma] && x.frame == fNoun && r.state(x.content):
		return true // a state is recognised by an act, whatever is said of it
	case backing[e.lemma] && x.frame == fNoun && r.arms(x.content):
		return true // those who back a militia give it arms, not words
	case e.lemma == "deny" && x.frame == fNoun && r.barred(x.content):
		return true // "denied the patrol passage": nothing was said to be untrue
	case g.negated && e.lemma == "confirm" && r.pointing(x.content):
		return true // "has not confirmed it"
	}
	return false
}

// barred reports whether s is what a gate is shut to: "the patrol passage",
// "access to the site", and no allegation.
func (r *reader) barred(s text.Span) bool {
	k := r.t.Within(s)
	for i := range k {
		switch k[i].Lower {
		case "passage", "access", "entry", "permission", "clearance", "visa", "visas":
			return i < 6
		case "that", "of", "over", "about", "and", "or":
			return false
		}
		if k[i].Kind != text.Word {
			return false
		}
	}
	return false
}

// neither gives the token of "neither" in "neither confirmed nor denied", whose
// last verb is at c; c where there is none.
func (r *reader) neither(c int) int {
	for k := c - 2; k >= r.s.First && k > c-6; k-- {
		if r.low(k) == "neither" {
			return k
		}
	}
	return c
}

// ofDocument reports whether the sentence before is about a text, which "it" at the
// beginning of this one then means: "Under the deal, … It did not say".
func (r *reader) ofDocument() bool {
	if r.index == 0 {
		return false
	}
	s := r.t.Sentences[r.index-1]
	for i := s.First; i < s.Last && i < s.First+6; i++ {
		if r.tags[i] == past || r.tags[i] == aux || r.tags[i] == comma {
			return false
		}
		if texts[r.t.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

// texts are what is agreed or laid down in writing.
var texts = text.Set(`deal agreement accord truce ceasefire treaty pact protocol memorandum declaration communique communiqué plan proposal draft text document`)

// pointing reports whether s is but a word for what was told before: "it", "this".
func (r *reader) pointing(s text.Span) bool {
	i := r.token(r.s.First, s.Start)
	switch r.low(i) {
	case "it", "this", "that", "so", "them":
		return i < len(r.t.Tokens) && r.t.Tokens[i].End >= s.End
	}
	return false
}

// backing are verbs of which the object tells whether words or arms are meant.
var backing = text.Set(`back support`)

// recognizing are verbs of which the object tells whether an act of state is meant.
var recognizing = text.Set(`recognise recognize`)

// state reports whether s begins with the name of a state.
func (r *reader) state(s text.Span) bool {
	m := r.a.Cast.At(s)
	return m != nil && m.Actor.Kind == "government" && m.Start == s.Start
}

// arms reports whether s begins with an armed group, a force or men under arms.
func (r *reader) arms(s text.Span) bool {
	i := r.token(r.s.First, s.Start)
	h := r.headOf(i, r.nounPhrase(i, true))
	if armed[r.low(h)] {
		return true
	}
	m := r.a.Cast.At(r.span(i, h+1))
	return m != nil && (m.Actor.Kind == "armed_group" || m.Actor.Kind == "force")
}

var armed = text.Set(`rebels rebel militia militias militants insurgents fighters separatists paramilitaries guerrillas troops forces faction factions
	proxies group groups`)

// saidBy reports whether the participle of g follows those who speak, or what
// they wrote: "officials condemning the raid", "a letter rejecting the offer".
func (r *reader) saidBy(g group) bool {
	w := r.low(g.start - 1)
	if g.entry.kind == Survey {
		return utterances[w] // "despite polls showing a lead"
	}
	return g.entry.kind == Speech && (people[w] || agentive(w) || utterances[w]) && (r.is(g.end) == det || r.is(g.end) == name || r.is(g.end) == to || r.is(g.end) == prep && g.entry.preps[r.low(g.end)])
}

// objectOf reads the content off a relative clause: "a charge that Kabul has
// denied", "the raid, which Juba condemned".
func (r *reader) objectOf(g group) (c complement) {
	if g.entry.frames&fNoun == 0 || g.entry.kind != Speech || g.participle {
		return c
	}
	f := r.subjectStart(g.start)
	e := f - 1
	if f >= g.start {
		return c
	}
	if summing[r.low(e)] && r.is(e-1) == det {
		// "…, a charge the group denied"
		return complement{frame: fNoun, content: r.span(e-1, f), end: g.end, ok: true}
	}
	if r.is(e) != that && r.is(e) != relative {
		return c
	}
	if r.is(e-1) == comma {
		e--
	}
	if p := r.is(e - 1); p != other && p != name {
		return c
	}
	a := r.trimLead(r.walkLeft(e-1, r.s.First), e)
	return complement{frame: fNoun, content: r.span(a, e), end: g.end, ok: a < e}
}

// isWhat reports whether the subject of g stands after "what": "what officials
// called a riot".
func (r *reader) isWhat(g group) bool {
	if g.entry.frames&fAs == 0 {
		return false
	}
	f := r.subjectStart(g.start)
	return f < g.start && (r.low(f-1) == "what" || r.is(f-1) == relative && (r.low(g.end) == "as" || r.opensQuoteAt(g.end)))
}

// called gives what something is called after "what X calls".
func (r *reader) called(g group) complement {
	i := g.end
	if r.low(i) == "as" || r.is(i) == to && r.low(i+1) == "be" {
		i++
		if r.low(i) == "be" {
			i++
		}
	}
	j := i
	if r.opensQuoteAt(i) {
		j = r.token(i, r.t.Quotes[r.quote[i]].End)
	} else {
		j = r.rightNP(i)
	}
	g.frame = fNoun
	return complement{frame: fAs, content: r.span(i, max(j, min(r.clauseEnd(i, g), r.last))), end: i, ok: j > i}
}

// leadingVerb reads "Said the judge: “…”".
func (r *reader) leadingVerb(g group) (from, to int, x complement, ok bool) {
	n := r.rightNP(g.end)
	if n == g.end || r.is(n) != comma && r.low(n) != ":" || !r.quoteAfter(n+1) {
		return 0, 0, x, false
	}
	x, ok = r.head(g, n)
	x.end = g.end
	return g.end, n, x, ok
}

// wholes are words before a relative clause that tell of all that somebody says.
var wholes = text.Set(`everything anything nothing something all much what whatever`)

var narrators = text.Set(`i we you i'm we're you're i'd you'd we'd i've we've you've`)

// isDropped tells cues that report nothing: a negated report of ignorance.
func (r *reader) isDropped(g group) bool { return g.negated && g.entry.kind == Survey }

// quotedCue reports whether a cue inside a quotation may be read: short
// quotations are names and headings.
func (r *reader) quotedCue(c int) bool {
	return r.low(c-1) == "]"
}

// ruleOf names the rule by the frame.
func ruleOf(g group, x complement) string {
	name := "said.that"
	switch x.frame {
	case fBare:
		name = "said.clause"
	case fQuote:
		name = "said.quotation"
	case fInfinitive:
		name = "said.infinitive"
	case fObject:
		name = "urged.to"
	case fAs:
		name = "described.as"
	case fNoun:
		name = "said.noun"
	case fGerund:
		name = "said.participle"
	}
	if g.participle {
		name = "participle." + name
	}
	return name
}
