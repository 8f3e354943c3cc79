package attribution

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// resolve finds out who the speakers are, in the order of the text.
func (r *reader) resolve() {
	var recent []*who.Actor
	for i, f := range r.found {
		f.speaker = r.bare(f.speaker)
		if f.speaker.Len() == 0 {
			continue
		}
		np := r.apposed(r.core(f.speaker))
		if r.unrecognised(np) {
			f.actors = []*who.Actor{{Kind: "unnamed", Plural: true}}
			continue
		}
		if a := r.officeOf(np, recent); a != nil {
			f.actors = []*who.Actor{a}
			continue
		}
		if a := r.aideOf(np); a != nil {
			f.actors = []*who.Actor{a}
			continue
		}
		if o := r.saidBefore(f, r.found[:i]); o != nil {
			f.actors, f.carried = o.actors, o
			if f.verb == nil || f.verb.lemma == "say" || f.verb.lemma == "state" {
				f.verb = o.verb
			}
			continue
		}
		if o := r.theyOf(f, r.found[:i]); o != nil {
			f.actors, f.stands = o.actors, o.stands
			if f.stands.Len() == 0 {
				f.stands = o.speaker
			}
			continue
		}
		if r.anonymous(f.speaker) {
			f.actors = []*who.Actor{{Kind: "unnamed", Plural: true}}
			continue
		}
		for _, m := range r.members(np) {
			f.actors = append(f.actors, r.a.Cast.Resolve(r.t, m, who.Context{Speakers: recent}))
		}
		recent = append([]*who.Actor{f.actors[0]}, recent[:min(len(recent), 3)]...)
	}
}

// core gives the words of a speaker that tell who it is: without a relative
// clause or a participle behind a comma, "the mission, which includes Chad"; and
// for a relative pronoun what stands before it, "Chad, which denies".
func (r *reader) core(s text.Span) text.Span {
	i := r.token(0, s.Start)
	j := r.token(i, s.End)
	if j == i+1 && r.tags[i] == relative && i > 0 {
		e := i
		if r.tags[e-1] == comma {
			e--
		}
		from := max(0, e-12)
		if k := r.t.Sentences[r.sentenceAt(i)].First; k > from {
			from = k
		}
		for k := e - 1; k >= from; k-- {
			switch r.tags[k] {
			case comma, stop, dash, that, coord, sub, prep, aux, modal, to, present, past, open:
				if r.tags[k] != prep || r.t.Tokens[k].Lower != "of" {
					return r.span(k+1, e)
				}
			}
		}
		return r.span(from, e)
	}
	for k := i + 1; k < j; k++ {
		if r.tags[k] == comma && k+1 < j && (r.tags[k+1] == relative || r.tags[k+1] == ing || r.tags[k+1] == past) {
			return r.span(i, k)
		}
		if r.tags[k] == relative {
			return r.span(i, k)
		}
	}
	return s
}

// sentenceAt gives the sentence of token i.
func (r *reader) sentenceAt(i int) int {
	return sort.Search(len(r.t.Sentences)-1, func(k int) bool { return r.t.Sentences[k].Last > i })
}

// aideOf gives somebody whom only an office and whose office it is are told of:
// "Khan's chief of staff" is not Khan. It gives nil for all others.
func (r *reader) aideOf(s text.Span) *who.Actor {
	i := r.token(0, s.Start)
	j := r.token(i, s.End)
	for k := i; k+1 < j; k++ {
		if r.tags[k] != possessive {
			continue
		}
		m := r.a.Cast.At(r.span(i, k+1))
		h := r.t.Tokens[r.headIn(k+1, j)].Lower
		if m == nil || m.End > r.t.Tokens[k].End || m.Actor.Kind != "person" || !people[h] && !kin[h] || r.named(k+1, j) {
			return nil
		}
		return &who.Actor{Kind: "person", Side: m.Actor.Side, Country: m.Actor.Country}
	}
	return nil
}

// officeOf gives the office of a person that s names: "Mwangi's office", and "his
// office" after he was said to say something. Nil where it is no such thing.
func (r *reader) officeOf(s text.Span, recent []*who.Actor) *who.Actor {
	i := r.token(0, s.Start)
	j := r.token(i, s.End)
	if j-i < 2 || r.t.Tokens[j-1].Lower != "office" {
		return nil
	}
	var p *who.Actor
	if w := r.t.Tokens[i].Lower; j-i == 2 && (w == "his" || w == "her") {
		if len(recent) > 0 {
			p = recent[0]
		}
	} else if m := r.a.Cast.At(r.span(i, j-1)); m != nil && r.t.Tokens[j-2].Possessive() {
		p = m.Actor
	}
	if p == nil || p.Kind != "person" || p.Name == "" {
		return nil
	}
	return &who.Actor{Kind: "government", Name: "Office of " + p.Name, Side: p.Side, Country: p.Country}
}

// apposed gives the person whom an apposition behind an office names, "the head
// of the council, Omar Saleh", and s where none does.
func (r *reader) apposed(s text.Span) text.Span {
	i := r.token(0, s.Start)
	j := r.token(i, s.End)
	for k := i + 1; k+1 < j; k++ {
		if r.tags[k] != comma || r.tags[k+1] != name {
			continue
		}
		h := r.t.Tokens[r.headIn(i, k)].Lower
		if !people[h] && !kin[h] {
			return s
		}
		rest := r.span(k+1, j)
		if m := r.a.Cast.At(rest); m != nil && m.Form == who.Named && m.Actor.Kind == "person" && rest.Contains(m.Span) {
			return rest
		}
		return s
	}
	return s
}

// unrecognised reports whether the authorities in s are those of a land that
// the state named beside it does not rule: "authorities in Georgia's breakaway
// region" are not Georgia's.
func (r *reader) unrecognised(s text.Span) bool {
	k := r.t.Within(s)
	for i, w := range k {
		switch w.Lower {
		case "breakaway", "separatist", "separatists", "self-declared", "self-proclaimed", "secessionist", "rebel-held", "rebel-run", "unrecognised", "unrecognized":
			m := r.a.Cast.At(s)
			return i+1 < len(k) && (m == nil || m.Actor.Kind != "person")
		}
	}
	return false
}

// kin are nouns for people who are told of by whose they are.
var kin = text.Set(`staff spokesman spokeswoman spokesperson lawyer lawyers aide aides son daughter wife husband brother sister mother father
	family office team deputy adviser advisor campaign successor predecessor`)

// named reports whether tokens [i, j) hold a name of their own.
func (r *reader) named(i, j int) bool {
	for k := i; k < j; k++ {
		if r.tags[k] == name {
			return true
		}
	}
	return false
}

// nesting finds for each statement the smallest that it stands in.
func (r *reader) nesting() {
	var open []*found
	for _, f := range r.found {
		f.inner = nil
		keep := open[:0]
		for _, o := range open {
			if o.content.End > f.content.Start {
				keep = append(keep, o)
			}
		}
		open = keep
		for k := len(open) - 1; k >= 0; k-- {
			if r.stands(f, open[k]) {
				f.inner = open[k]
				break
			}
		}
		if len(open) < 16 {
			open = append(open, f)
		}
	}
}

// stands reports whether f is part of what o says.
func (r *reader) stands(f, o *found) bool {
	within := func(s text.Span) bool { return s.Len() == 0 || o.content.Contains(s) }
	return within(f.cue) && o.content.Contains(f.content) && !o.cue.Overlaps(f.cue) && !f.content.Contains(o.cue)
}

// actor gives the first speaker, nil where there is none.
func (f *found) actor() *who.Actor {
	if len(f.actors) == 0 {
		return nil
	}
	return f.actors[0]
}
