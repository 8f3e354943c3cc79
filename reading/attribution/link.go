package attribution

import (
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
		if o := r.saidBefore(f, r.found[:i]); o != nil {
			f.actors, f.carried = o.actors, o
			if f.verb == nil || f.verb.lemma == "say" || f.verb.lemma == "state" {
				f.verb = o.verb
			}
			continue
		}
		if o := r.theyOf(f, r.found[:i]); o != nil {
			f.actors = o.actors
			continue
		}
		if r.anonymous(f.speaker) {
			f.actors = []*who.Actor{{Kind: "unnamed", Plural: true}}
			continue
		}
		for _, np := range r.members(f.speaker) {
			f.actors = append(f.actors, r.a.Cast.Resolve(r.t, np, who.Context{Speakers: recent}))
		}
		recent = append([]*who.Actor{f.actors[0]}, recent[:min(len(recent), 3)]...)
	}
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
