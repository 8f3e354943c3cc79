package attribution

import "github.com/surety-mechanism/surety/reading/text"

// drawing are verbs for what brings words on itself: "drew criticism from".
var drawing = text.Set(`draw draws drew drawn drawing face faces faced facing spark sparks sparked prompt prompts prompted attract attracts attracted
	earn earns earned receive receives received provoke provokes provoked trigger triggers triggered elicit elicits elicited win wins won
	meet meets met`)

// reactions are nouns for what others say of something that was done.
var reactions = text.Set(`criticism criticisms condemnation condemnations praise denunciation rebuke rebukes outcry support opposition
	objections backing complaints anger outrage skepticism scepticism warnings`)

// drawn reads "The raid drew condemnation from Doha", with the noun at c: what
// drew it is what was spoken of.
func (r *reader) drawn(c int, f *found) bool {
	if r.low(c+1) != "from" && r.low(c+1) != "by" || !reactions[r.low(c)] {
		return false
	}
	n := r.withApposition(c + 2)
	if n == c+2 || !r.speaks(c+2, n) {
		return false
	}
	for k := c - 1; k > r.s.First && c-k < 6; k-- {
		switch r.is(k) {
		case other, past, ing, number, adverb, name, coord, comma, present:
		default:
			return false
		}
		if !drawing[r.low(k)] {
			continue
		}
		from, to, ok := r.leftNP(r.skipAux(k), r.s.First)
		if !ok || r.is(from) == that || r.is(from) == relative {
			return false
		}
		f.rule, f.speaker, f.content = "noun.drawn", r.span(c+2, n), r.span(from, to)
		return r.add(f) != nil
	}
	return false
}

// byWhom reads "criticism of the truce by the army", with the noun at c.
func (r *reader) byWhom(c int, f *found) bool {
	if r.low(c+1) != "of" || !reactions[r.low(c)] && r.low(c) != "rejection" {
		return false
	}
	by := r.rightNP(c + 2)
	if by == c+2 || r.low(by) != "by" {
		return false
	}
	n := r.nounPhrase(by+1, true)
	if n == by+1 || !r.speaks(by+1, n) {
		return false
	}
	f.rule, f.cue, f.speaker, f.content = "noun.by", r.span(c, c+2), r.span(by+1, n), r.span(c+2, by)
	return r.add(f) != nil
}

// reportedly are adverbs that say that others tell what the clause tells.
var reportedly = text.Words(`reportedly allegedly purportedly supposedly`)

// hearsay reads "the army has reportedly left": a clause that is told by nobody
// who is named.
func (r *reader) hearsay() {
	for c := r.s.First; c < r.last; c++ {
		if !reportedly.Has(r.t.Tokens[c]) || r.quote[c] >= 0 || r.within(c) {
			continue
		}
		from, ok := r.clauseStart(c - 1)
		if c == r.s.First {
			from, ok = c+1, true
			if r.is(from) == comma {
				from++
			}
		}
		if !ok || from >= r.last || !r.clauseWithin(from, 30) {
			continue
		}
		for k := c - 1; k > from; k-- { // the clause it stands in
			if r.is(k) == sub || r.is(k) == that || r.is(k) == stop || r.is(k) == relative || r.is(k) == dash ||
				(r.is(k) == coord || r.is(k) == comma) && r.main(k+1) {
				from = k + 1
				break
			}
		}
		f := &found{rule: "hearsay", first: c, mode: "indirect", cue: r.span(c, c+1), content: r.span(from, r.clauseEnd(max(from, c), group{}))}
		r.add(f)
	}
}

// within reports whether token c stands in what a statement of this sentence says.
func (r *reader) within(c int) bool {
	at := r.t.Tokens[c].Span
	for _, f := range r.found[r.here:] {
		if f.content.Contains(at) || f.cue.Contains(at) {
			return true
		}
	}
	return false
}

// views are nouns for what one makes of things.
var views = text.Words(`view opinion eyes words judgment judgement assessment estimation telling account`)

// inView reads "In Khan's view, the truce is dead" and "The truce is dead, in
// the view of the mission".
func (r *reader) inView() {
	for c := r.s.First + 2; c < r.last; c++ {
		if !views.Has(r.t.Tokens[c]) || r.quote[c] >= 0 {
			continue
		}
		var who text.Span
		k, end := c-1, c+1
		switch {
		case r.low(c-1) == "the" && r.low(c+1) == "of":
			end = r.nounPhrase(c+2, true)
			if end == c+2 || !r.speaks(c+2, end) {
				continue
			}
			who = r.span(c+2, end)
		default:
			from, to, ok := r.owner(c)
			if !ok || to != c {
				continue
			}
			who, k = r.span(from, to), from
		}
		if in := r.low(k - 1); k-1 < r.s.First || in != "in" && in != "by" && in != "to" {
			continue
		}
		k--
		f := &found{first: c, cue: r.span(k, end), speaker: who, mode: "indirect"}
		if who.Start > r.t.Tokens[c].Start {
			f.cue = r.span(k, c+2)
		} else {
			f.cue = r.span(c, c+1)
		}
		switch {
		case (k == r.s.First || r.is(k-1) == coord) && r.is(end) == comma:
			f.rule, f.content = "view.first", r.span(end+1, r.clauseEnd(end+1, group{}))
		case r.is(k-1) == comma && (r.is(end) == comma || r.is(end) == stop):
			s, ok := r.leftContent(k)
			if !ok {
				continue
			}
			f.rule, f.content = "view.after", r.resumed(s, end)
		default:
			continue
		}
		f.mode = r.modeOf(f)
		r.add(f)
	}
}
