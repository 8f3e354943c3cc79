package attribution

import (
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// quoting reads those who are quoted by others: "the agency quoted the general
// as saying that", "the general was quoted by the agency as saying". The
// general speaks; the agency is the way his words came.
func (r *reader) quoting(g group) bool {
	if g.entry.lemma != "quote" && g.entry.lemma != "cite" {
		return false
	}
	f := &found{rule: "quoted.as", first: g.cue, cue: r.span(g.start, g.end), mode: "indirect"}
	i := g.end
	if g.passive {
		from, end, ok := r.leftNP(g.start, r.s.First)
		if !ok {
			return false
		}
		f.speaker = r.span(from, end)
		if r.low(i) == "by" {
			n := r.withApposition(i + 1)
			f.through = r.span(i+1, n)
			i = n
		} else if k := r.adjuncts(i); r.low(k) == "as" {
			f.medium = r.span(i, k)
			i = k
		}
	} else {
		n := max(r.recipient(i), r.nounPhrase(i, true)) // "quoted spokesman Khan as saying"
		from, end, ok := r.leftNP(g.start, r.s.First)
		if n == i || !ok {
			return false
		}
		f.speaker, f.through = r.span(i, n), r.span(from, end)
		i = n
		if r.is(i) == comma {
			i++ // "quoted Khan, the governor, as saying"
		}
	}
	c := i + 1
	if r.low(i) != "as" || r.cues[min(c, r.last-1)] < 0 || r.is(c) != ing {
		return false
	}
	form, width := r.formOf(c)
	o := group{cue: c, start: c, end: c + width, entry: &lexicon[form.entry], form: ingForm, participle: true, ok: true}
	x := r.complement(o)
	if !x.ok {
		return false
	}
	f.verb, f.form, f.frame, f.content, f.to = o.entry, pastForm, byte(x.frame&0xff), r.followed(x.content), x.to
	if g.passive && f.through.Len() == 0 {
		f.cue = r.span(g.start, o.end)
	}
	f.mode = r.modeOf(f)
	return r.add(f) != nil
}

// carrier gives the step of the way that f.through names.
func (r *reader) carrier(f *found) draft.Link {
	a := r.a.Cast.Resolve(r.t, f.through, who.Context{})
	l := r.link(&found{speaker: f.through, actors: []*who.Actor{a}})
	if c := r.channelOf(f.through); c != "" {
		l.Channel, l.OnRecord = c, nil
	}
	return l
}

// onNextLine gives the quotation that begins the paragraph after a sentence
// which ends in a colon: "He said:".
func (r *reader) onNextLine(i int) (text.Span, bool) {
	n := r.s.Last
	if r.low(i) != ":" || i != n-1 || n >= len(r.t.Tokens) || r.quote[n] < 0 {
		return text.Span{}, false
	}
	q := r.t.Quotes[r.quote[n]]
	return q.Span, q.Start == r.t.Tokens[n].Start && q.Len() > 12
}
