package attribution

import (
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// relays sorts out those who only pass on what others said. A medium that
// reports a position, a spokesman who posts the minister's words and an inquiry
// that indicates something are steps of the way, no speakers; whoever asserts
// something of its own keeps a statement of its own.
func (r *reader) relays() {
	for _, f := range r.found {
		o := f.inner
		if o == nil || o.drop || f.drop {
			continue
		}
		switch {
		case f.verb != nil && f.verb.kind == Stance && f.actor() != nil && f.actor() == o.actor(), f.rule == "stance" && covers(f, o):
			// "said it was ready for talks": one statement.
			f.drop = true
		case f.what:
			// "what he described as its war economy" in his own words.
			f.drop = true
		case r.isFinding(f) && o.content.End <= f.content.End+1:
			o.chain = append(o.chain, draft.Link{Name: r.t.String(f.speaker), Channel: "investigation"})
			f.drop = true
		case o.mode == "direct" && r.bracketed(f.speaker) || covers(f, o) && isMedium(o) && !isMedium(f):
			l := r.link(o)
			if m, ok := r.ownMedium(o); ok && m.Channel != "" {
				l.Channel = m.Channel
			}
			f.chain = append(append([]draft.Link{}, o.chain...), l)
			o.drop = true
			if f.content.End < o.content.End && r.bracketed(f.speaker) {
				f.content.End = r.quotationEnd(f.content, o.content)
			}
		case speaksFor(o, f):
			// A minister on what his government wants: one statement, his.
			f.drop = true
			o.verb = f.verb
		}
	}
	for i, f := range r.found {
		if i > 0 && !f.drop && f.inner == nil && isMedium(f) && r.isMessage(f.content) {
			if o := r.found[i-1]; !o.drop && o.sentence+1 == f.sentence {
				o.chain = append([]draft.Link{r.link(f)}, o.chain...)
				f.drop = true
			}
		}
	}
}

// covers reports whether f is most of what o says.
func covers(f, o *found) bool {
	whole := f.content.Len() + f.cue.Len() + f.speaker.Len()
	return whole*10 >= o.content.Len()*5
}

func isMedium(f *found) bool {
	a := f.actor()
	return a != nil && a.Kind == "media"
}

// speaksFor reports whether the speaker of o, a person or officials, reports a
// position of his own government or group.
func speaksFor(o, f *found) bool {
	a, b := o.actor(), f.actor()
	if a == nil || b == nil || !covers(f, o) || a == b || f.verb == nil {
		return false
	}
	if a.Kind != "person" || b.Kind != "government" && b.Kind != "armed_group" {
		return false
	}
	return a.Side != "" && (a.Side == b.Side || a.Country != "" && a.Country == b.Country)
}

// isFinding reports whether what speaks is an inquiry or a count.
func (r *reader) isFinding(f *found) bool {
	if f.speaker.Len() == 0 {
		return false
	}
	i := r.token(0, f.speaker.Start)
	return channels[r.t.Tokens[r.headIn(i, r.token(i, f.speaker.End))].Lower] == "investigation"
}

// headIn is headOf outside of the sentence being read.
func (r *reader) headIn(i, j int) int {
	h := i
	for k := i; k < j && r.tags[k] != prep && r.tags[k] != comma; k++ {
		h = k
	}
	return h
}

// bracketed reports whether a name stands in square brackets: “[Khan] said”.
func (r *reader) bracketed(s text.Span) bool {
	return s.Len() > 0 && r.t.Plain[s.Start] == '['
}

// quotationEnd gives where the quotation o ends, its closing marks left out.
func (r *reader) quotationEnd(f, o text.Span) int {
	i := r.token(0, f.Start)
	if i < len(r.quote) && r.quote[i] >= 0 {
		end := r.t.Quotes[r.quote[i]].Inner.End
		for end > f.End && r.t.Plain[end-1] == ',' {
			end--
		}
		return max(end, f.End)
	}
	return max(f.End, o.End)
}

// isMessage reports whether s is about how a message reached its hearers: "The
// message was delivered during".
func (r *reader) isMessage(s text.Span) bool {
	k := r.t.Within(s)
	if len(k) < 4 {
		return false
	}
	i := 0
	if w := k[0].Lower; w == "the" || w == "this" || w == "these" {
		i = 1
	}
	if !utterances[k[i].Lower] && !isCueNoun(k[i].Lower) {
		return false
	}
	switch k[i+1].Lower {
	case "was", "were", "is", "has", "had", "came":
		for _, w := range k[i+2 : min(len(k), i+5)] {
			switch w.Lower {
			case "delivered", "conveyed", "made", "given", "sent", "issued", "passed", "during", "communicated", "shared", "relayed":
				return true
			}
		}
	}
	return false
}

// saidBefore gives the statement that a noun like "the warning" takes up: one of
// the last few whose cue is the verb of it.
func (r *reader) saidBefore(f *found, earlier []*found) *found {
	i := r.token(0, f.speaker.Start)
	j := r.token(i, f.speaker.End)
	if j-i != 2 || r.tags[i] != det {
		return nil
	}
	verb := verbOf[r.t.Tokens[i+1].Lower]
	if verb == "" {
		return nil
	}
	for k := len(earlier) - 1; k >= 0 && k >= len(earlier)-6; k-- {
		o := earlier[k]
		if f.sentence-o.sentence > 2 {
			return nil
		}
		if o.speaker.Len() > 0 && o.verb != nil && (verb == "*" || o.verb.lemma == verb) {
			return o
		}
	}
	return nil
}

// verbOf gives the verb of a noun for what was said; * for any.
var verbOf = map[string]string{
	"warning": "warn", "threat": "threaten", "assurance": "assure", "promise": "promise", "pledge": "pledge", "demand": "demand",
	"claim": "claim", "denial": "deny", "accusation": "accuse", "announcement": "announce", "request": "request", "offer": "offer",
	"message": "*", "statement": "*", "remarks": "*", "comments": "*",
}

// carry finds the statements that came the same way as the one before: "In
// response, the delegation maintained", "He further declared".
func (r *reader) carry() {
	for i, f := range r.found {
		if f.inner != nil || f.carried != nil {
			continue
		}
		for k := i - 1; k >= 0 && k > i-4; k-- {
			o := r.found[k]
			if f.sentence-o.sentence > 1 || r.t.Sentences[o.sentence].Paragraph != r.t.Sentences[f.sentence].Paragraph && f.sentence-o.sentence > 1 {
				break
			}
			if o.inner != nil || o.sentence == f.sentence {
				continue
			}
			if r.answers(f) && len(o.chain) > 0 || r.goesOn(f, o) {
				f.carried = o
				break
			}
		}
	}
}

// answers reports whether the sentence of f opens as an answer to the last.
func (r *reader) answers(f *found) bool {
	s := r.t.Sentences[f.sentence]
	if s.Last-s.First < 3 {
		return false
	}
	a, b := r.t.Tokens[s.First].Lower, r.t.Tokens[s.First+1].Lower
	return a == "in" && (b == "response" || b == "reply" || b == "return" || b == "turn")
}

// goesOn reports whether f goes on with what the speaker of o was saying.
func (r *reader) goesOn(f, o *found) bool {
	if f.actor() == nil || f.actor() != o.actor() || f.actor().Kind == "media" {
		return false
	}
	if _, ok := r.ownMedium(f); ok {
		return false
	}
	for _, k := range r.t.Within(f.cue) {
		switch k.Lower {
		case "further", "also", "added", "adds", "continued", "on":
			return true
		}
	}
	return false
}
