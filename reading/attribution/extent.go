package attribution

// extent is a content whose end is looked for: it begins at token first and belongs
// to the cue of g.
type extent struct {
	*reader
	g        group
	first    int
	nominal  bool  // a noun phrase is the content
	fronted  bool  // the cue leads the sentence: "Calling for calm, she left"
	owned    bool  // a noun that the cue stands behind, and the verb of that noun follows
	governed bool  // the cue stands in a relative clause
	named    bool  // what something is called has been said
	inside   int32 // the quotation that the cue stands in, -1 for none
}

// clauseEnd gives the token after the last of the content that begins at token
// i and belongs to the cue of g.
func (r *reader) clauseEnd(i int, g group) int {
	x := extent{reader: r, g: g, first: i, nominal: g.frame == fNoun, inside: -1}
	if g.entry != nil {
		x.inside = r.quote[g.cue]
	}
	behind := r.is(g.start - 1)
	x.fronted = g.entry != nil && (r.fronted(g.start) || g.participle && g.start-r.s.First < 4)
	x.owned = g.owned || g.participle && (x.nominal || g.frame == fAs) && (behind == other || behind == name)
	x.governed = g.entry != nil && behind == relative
	for k := i; k < r.last; k++ {
		if x.inside >= 0 && (r.quote[k] != x.inside || r.t.Tokens[k].Start >= r.t.Quotes[x.inside].Inner.End) {
			return r.lastWord(k)
		}
		if e := x.pastQuote(k); e > k {
			if x.closes(e) {
				return e
			}
			k = e - 1
			continue
		}
		if x.endsAt(k) {
			return r.lastWord(k)
		}
		if r.low(k) == "as" {
			x.named = true
		}
	}
	return r.lastWord(r.last)
}

// pastQuote gives the token after a quotation at token k, other than the one that
// the cue stands in; k where there is none.
func (x *extent) pastQuote(k int) int {
	q := x.quote[k]
	if q < 0 || q == x.inside {
		return k
	}
	e := x.token(k, x.t.Quotes[q].End)
	if e <= k+1 {
		return k
	}
	x.named = true
	return min(e, x.last)
}

// closes reports whether the content ends before token e with a comma inside the
// quotation that stands there: “all of it,” he said.
func (x *extent) closes(e int) bool {
	in := x.t.Quotes[x.quote[e-1]].Inner
	return in.End > 0 && x.t.Plain[in.End-1] == ',' && e < x.last && (x.fronted && x.main(e) || x.newCue(e, e-1))
}

// endsAt reports whether the content ends before token k.
func (x *extent) endsAt(k int) bool {
	switch x.is(k) {
	case stop:
		w := x.low(k)
		return w == ";" || w != ":" && k+1 >= x.last
	case comma:
		return x.endsAtComma(k)
	case dash:
		if x.governed && x.finiteAt(k+1) {
			return true // the end of "- who asked for silence - said"
		}
		return x.nominal || x.newCue(k+1, k) || x.cueWithin(k+1, 14) || x.subjectAndCue(k+1)
	case modal:
		return x.owned && k > x.first+1 && x.is(k-1) != relative && x.is(k-1) != that && x.is(k-1) != subject
	case present, aux, past:
		return x.endsAtVerb(k)
	case prep, sub:
		return x.endsAtAside(k)
	case relative:
		return x.nominal && x.is(k-1) == comma
	case coord:
		return x.endsAtAnd(k)
	}
	return false
}

func (x *extent) endsAtComma(k int) bool {
	next := x.is(k + 1)
	if x.governed && (next == past || next == aux || next == modal || next == present) {
		return true // the end of "who asked for silence, said"
	}
	if x.fronted && x.main(k+1) {
		return true
	}
	if next == past && x.cues[k+1] >= 0 && x.g.entry != nil && k > x.first+1 && x.resumesOuter(k+1, x.g) {
		return true // "a group Kigali accuses Juba of arming, said"
	}
	return x.newCue(k+1, k) || k > x.first+1 && x.parted(k+1, x.first, x.nominal)
}

// endsAtVerb reports whether the verb at k is not the content's, but that of the
// noun before the cue.
func (x *extent) endsAtVerb(k int) bool {
	before, verb := x.is(k-1), x.is(k)
	if x.owned && k > x.first+1 && (before == other || before == name) && (verb != past || !x.reduced(k, x.first) && x.is(k+1) != other && x.is(k+1) != name) {
		if _, rel := x.relativeClause(k, x.first); !rel {
			return true
		}
	}
	if !x.governed || !x.nominal && x.g.frame != fAs || before == relative || before == that || before == subject || k <= x.first+1 {
		return false
	}
	if verb != past {
		return true
	}
	if x.cues[k] < 0 {
		return false
	}
	g := x.group(k)
	return g.ok && !g.passive // "who relayed the exchange said"
}

// endsAtAside reports whether with the preposition or conjunction at k begins what
// says when, where or how something was said, or what somebody else says.
func (x *extent) endsAtAside(k int) bool {
	w := x.low(k)
	if w == "as" && k > x.first && x.title.Overlaps(x.s.Span) && x.subjectAndCue(k+1) {
		return true // "accuses M23 as Qatar calls for restraint"
	}
	if k > x.first && (x.nominal || x.g.frame == fAs && x.named && w != "as") && x.aside(k) {
		return true
	}
	return x.is(k) == sub && w != "if" && w != "because" && w != "unless" && x.is(k-1) != comma && x.subjectAndCue(k+1)
}

// endsAtAnd reports whether the "and" at k joins a verb to the cue rather than
// something to the content.
func (x *extent) endsAtAnd(k int) bool {
	g, w := x.g, x.low(k)
	if g.form == pastForm && g.entry != nil && w == "and" && x.is(k+1) == past && x.copular(x.first, k) {
		return true // "claimed the dead were civilians and retaliated"
	}
	if w == "or" {
		return false
	}
	bound := x.nominal || g.frame == fInfinitive || g.frame == fAs
	if x.conjoined(k+1, g) && (k > x.first+1 && x.verbGroup(k+1) || bound || x.clauseWithin(x.first, k-x.first) || x.quote[max(k-1, 0)] >= 0) {
		return true
	}
	return bound && x.predicate(k+1)
}
