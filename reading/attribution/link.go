package attribution

import (
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// resolve finds out who the speakers are, in the order of the text.
func (r *reader) resolve() {
	var recent []*who.Actor
	for _, f := range r.found {
		if f.speaker.Len() == 0 {
			continue
		}
		a := r.a.Cast.Resolve(r.t, f.speaker, who.Context{Speakers: recent})
		f.actors = []*who.Actor{a}
		recent = append([]*who.Actor{a}, recent[:min(len(recent), 3)]...)
	}
}

// nesting gives for each statement the index of the smallest that it stands in, or -1.
func (r *reader) nesting() []int {
	out := make([]int, len(r.found))
	var open []int
	for i, f := range r.found {
		out[i] = -1
		keep := open[:0]
		for _, j := range open {
			if r.found[j].content.End > f.content.Start {
				keep = append(keep, j)
			}
		}
		open = keep
		for k := len(open) - 1; k >= 0; k-- {
			if r.stands(f, r.found[open[k]]) {
				out[i] = open[k]
				break
			}
		}
		if len(open) < 16 {
			open = append(open, i)
		}
	}
	return out
}

// stands reports whether f is part of what o says.
func (r *reader) stands(f, o *found) bool {
	within := func(s text.Span) bool { return s.Len() == 0 || o.content.Contains(s) }
	return within(f.cue) && o.content.Contains(f.content) && !o.cue.Overlaps(f.cue) && !f.content.Contains(o.cue)
}
