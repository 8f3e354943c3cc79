package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// channels are the nouns that tell by what means something was said.
var channels = map[string]string{}

func init() {
	for channel, list := range map[string]string{
		"interview":     "interview interviews podcast",
		"briefing":      "briefing briefings conference presser reporters journalists newsmen",
		"statement":     "statement statements communique communiqué declaration release letter memo note",
		"post":          "tweet tweets post posts x twitter facebook telegram instagram platform thread social",
		"broadcast":     "broadcaster television tv radio broadcast channel",
		"press":         "media press newspaper newspapers newspaper's magazine outlet outlets website article editorial op-ed",
		"meeting":       "meeting talks summit session gathering",
		"investigation": "investigation investigations inquiry probe assessment assessments review autopsy inquest",
	} {
		for _, w := range strings.Fields(list) {
			channels[w] = channel
		}
	}
}

// channelOf gives the channel that the words of s name, "" for none.
func (r *reader) channelOf(s text.Span) string {
	words := r.t.Within(s)
	for i, k := range words {
		if k.Lower == "press" && i+1 < len(words) && channels[words[i+1].Lower] != "" {
			continue // a press briefing
		}
		if c := channels[k.Base()]; c != "" && (k.Lower != "x" || r.t.Plain[k.Start] == 'X') {
			return c
		}
	}
	return ""
}

// chain gives through whom and what f came, outermost first.
func (r *reader) chain(f *found) []draft.Link {
	if f.told {
		return f.way
	}
	f.told = true
	var out []draft.Link
	var up []*found
	for o := f.inner; o != nil && len(up) < 3; o = o.inner {
		up = append(up, o)
	}
	for i := len(up) - 1; i >= 0; i-- {
		out = append(out, up[i].chain...)
		if up[i].speaker.Len() > 0 {
			out = append(out, r.link(up[i]))
		}
	}
	if f.carried != nil && f.inner == nil {
		out = append(out, r.chain(f.carried)...)
	}
	out = append(out, f.chain...)
	if f.through.Len() > 0 {
		out = append(out, r.carrier(f))
	}
	if m, ok := r.ownMedium(f); ok && (len(out) == 0 || out[len(out)-1] != m) {
		out = append(out, m)
	}
	f.way = out[:min(len(out), maxChain)]
	return f.way
}

// maxChain is how many steps of the way are kept.
const maxChain = 6

// link makes a step of the way out of the statement of a relayer.
func (r *reader) link(o *found) draft.Link {
	l := draft.Link{}
	if a := o.actor(); a != nil {
		l.Name = r.nameOf(a, o.speaker)
		yes, no := true, false
		switch {
		case a.Kind == "media":
			l.Channel = "press"
			if c := r.channelOf(o.speaker); c != "" {
				l.Channel = c
			}
		case a.Kind == "unnamed" || a.Plural && a.Kind != "force":
			l.Channel, l.OnRecord = "unnamed_source", &no
		case a.Kind == "person" && a.Name != "":
			l.OnRecord = &yes
		}
	}
	if m := r.channelOf(o.medium); m != "" && l.Channel == "" {
		l.Channel = m
	}
	if h := r.hedge(o); h.Len() > 0 {
		l.Hedge = r.t.String(h)
	}
	return l
}

// nameOf names an actor by its full name and, where that is another, as written.
func (r *reader) nameOf(a *who.Actor, as text.Span) string {
	words := strings.Join(strings.Fields(r.t.String(as)), " ")
	switch {
	case a.Name == "":
		return words
	case a.Kind == "media" && !strings.Contains(a.Name, words) && len(words) < 8:
		return a.Name + " (" + words + ")"
	}
	return a.Name
}

// ownMedium gives the means by which the speaker of f spoke: what follows the
// cue, who was told, what the speaker is ("Mr. Khan's tweet"), what leads the
// sentence ("On X, …").
func (r *reader) ownMedium(f *found) (draft.Link, bool) {
	s := r.t.Sentences[f.sentence]
	l, ok := r.medium(f, s)
	if r.withoutName(f, s.Span) {
		no := false
		l.OnRecord = &no
		if !ok {
			l.Channel = "unnamed_source"
		}
		return l, true
	}
	return l, ok
}

// medium is ownMedium without what is said of the name.
func (r *reader) medium(f *found, s text.Sentence) (draft.Link, bool) {
	for _, m := range []text.Span{f.medium, f.to, r.utteranceOf(f), r.leadOf(f, s.Span)} {
		if m.Len() == 0 {
			continue
		}
		c := r.channelOf(m)
		if c == "" && m == f.to {
			if a := r.a.Cast.Resolve(r.t, m, who.Context{}); a.Kind == "media" && a.Name != "" {
				return draft.Link{Name: a.Name, Channel: "interview"}, true
			}
		}
		if c == "" {
			continue
		}
		l := draft.Link{Channel: c}
		if n := r.a.Cast.At(m); n != nil && n.Form == who.Named && n.Actor.Kind == "media" && m.Contains(n.Span) {
			l.Name = n.Actor.Name
		}
		return l, true
	}
	return draft.Link{}, false
}

// utteranceOf gives the noun that speaks for its owner: "tweet" in "Mr. Khan's tweet".
func (r *reader) utteranceOf(f *found) text.Span {
	if f.speaker.Len() == 0 {
		return text.Span{}
	}
	i := r.token(0, f.speaker.Start)
	j := r.token(i, f.speaker.End)
	if j > i && utterances[r.t.Tokens[j-1].Lower] {
		return r.t.Tokens[j-1].Span
	}
	return text.Span{}
}

// leadOf gives the phrase that leads the sentence up to a comma before the
// speaker: "In an interview with a local station,".
func (r *reader) leadOf(f *found, s text.Span) text.Span {
	i := r.token(0, s.Start)
	if i >= len(r.tags) || r.tags[i] != prep || f.speaker.Len() == 0 || f.speaker.Start <= s.Start {
		return text.Span{}
	}
	for k := i; k < len(r.tags) && k < i+25; k++ {
		if r.t.Tokens[k].Start >= f.speaker.Start {
			return r.span(i, k) // "In a post on X he said"
		}
		switch r.tags[k] {
		case comma:
			return r.span(i, k)
		case past, present, aux, modal, sub, that, stop:
			return text.Span{}
		}
	}
	return text.Span{}
}

// unnamed are the words by which a reporter says that whoever spoke would not
// have a name printed.
var unnamed = []string{"condition of anonymity", "conditions of anonymity", "requested anonymity", "anonymously", "not to be named", "not to be identified",
	"to remain anonymous", "declined to be named", "declined to be identified", "did not want to be named"}

// withoutName reports whether the words around the cue of f, and none of what was
// said, tell that the speaker asked for no name.
func (r *reader) withoutName(f *found, s text.Span) bool {
	if f.speaker.Len() == 0 || f.speaker.Start < s.Start || f.speaker.End > s.End {
		return false
	}
	for _, x := range []text.Span{{Start: f.speaker.Start, End: f.content.Start}, {Start: max(f.content.End, f.speaker.Start), End: s.End}} {
		if x.Len() <= 0 || x.Len() > 300 {
			continue
		}
		w := strings.ToLower(r.t.String(x))
		for _, u := range unnamed {
			if strings.Contains(w, u) {
				return true
			}
		}
	}
	return false
}
