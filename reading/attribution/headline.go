package attribution

import (
	"slices"

	"github.com/surety-mechanism/surety/reading/text"
)

// titleOf gives the headline: what the head of the document names as such, or a
// first sentence that stands alone where nothing does.
func titleOf(t *text.Text, title text.Span) text.Span {
	if title.Len() > 0 {
		return title
	}
	for _, s := range t.Sentences {
		if t.IsMasked(s.Span) {
			continue
		}
		if p := t.Paragraphs[s.Paragraph]; p.Start == s.Start && p.End == s.End && s.Last-s.First < 30 {
			return s.Span
		}
		return title
	}
	return title
}

// headline reads "X: what X says" in the title, also "X to Y: …" and "X on Y: …".
func (r *reader) headline() {
	if !r.title.Overlaps(r.s.Span) {
		return
	}
	for k := r.s.First + 1; k+1 < r.last && k-r.s.First < 14; k++ {
		if r.low(k) == "|" {
			return // a menu
		}
		if r.low(k) != ":" {
			continue
		}
		for c := r.s.First; c < k; c++ {
			if r.cues[c] >= 0 && r.group(c).ok {
				return
			}
		}
		from := r.s.First
		if labels[r.low(from)] && (r.is(from+1) == dash || r.low(from+1) == ":") {
			from += 2 // "Exclusive – Khan: …"
		}
		n := r.nounPhrase(from, true)
		if n != k {
			switch r.low(n) {
			case "to", "on", "at", "in", "after", "before":
			default:
				return
			}
		}
		if n == from || n-from == 1 && labels[r.low(from)] || !r.speaks(from, n) || r.low(r.last-1) == "?" {
			return
		}
		f := &found{rule: "headline.colon", first: k, cue: r.span(k, k+1), speaker: r.span(from, n), content: r.span(k+1, r.lastWord(r.last)), mode: "indirect"}
		f.mode = r.modeOf(f)
		r.add(f)
		return
	}
}

// topics drops headlines whose "X:" may name what the article is about and not
// who speaks, "Sudan: forty killed", unless the body has X say it.
func (r *reader) topics() {
	topic := func(f *found) bool {
		if f.rule != "headline.colon" || f.actor() == nil || r.bodySays(f) {
			return false
		}
		switch f.actor().Kind {
		case "person", "media", "organisation":
			return false
		case "government", "armed_group", "force":
			return true
		}
		i := r.token(0, f.speaker.Start)
		w := r.t.Tokens[r.headIn(i, r.token(i, f.speaker.End))].Lower
		return !people[w] && !agentive(w) && !utterances[w]
	}
	dropped := map[*found]bool{}
	r.found = slices.DeleteFunc(r.found, func(f *found) bool {
		dropped[f] = topic(f)
		return dropped[f]
	})
	for _, f := range r.found {
		if dropped[f.inner] {
			f.inner = f.inner.inner // "Chad: rebels say": Chad says nothing of it
		}
	}
}

// bodySays reports whether the body has the speaker of the headline f, or one of
// its side, say the same.
func (r *reader) bodySays(f *found) bool {
	if f.repeats == nil || f.repeats.actor() == nil {
		return false
	}
	a, b := f.actor(), f.repeats.actor()
	return a.Kind != "unnamed" && (a == b || b.Name != "" && b.Kind != "unnamed" && (a.Side != "" && a.Side == b.Side || a.Country != "" && a.Country == b.Country))
}

// labels are words before the colon of a headline that name a kind of
// article and nobody.
var labels = text.Set(`exclusive analysis opinion explainer factbox watch video photos live update updated breaking interview feature
	profile timeline correction editorial comment commentary review recap preview transcript background obituary poll quiz
	newsletter email latest news alert urgent developing podcast map graphic infographic summary special q&a letter letters`)
