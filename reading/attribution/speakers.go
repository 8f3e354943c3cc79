package attribution

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// bare takes off a speaker what only stands beside it: ", however", a comma.
func (r *reader) bare(s text.Span) text.Span {
	if s.Len() == 0 {
		return s
	}
	i := r.token(0, s.Start)
	j := r.token(i, s.End)
	for j > i+1 && (r.tags[j-1] == comma || r.tags[j-1] == dash) {
		j--
	}
	if j-i > 2 && r.tags[j-1] == adverb && r.tags[j-2] == comma {
		j -= 2
	}
	return r.span(i, j)
}

// members gives those who speak together: "Pakistan and China". Most phrases
// name one.
func (r *reader) members(s text.Span) []text.Span {
	i := r.token(0, s.Start)
	j := r.token(i, s.End)
	var out []text.Span
	from := i
	for k := i; k < j; k++ {
		if r.tags[k] != coord && r.tags[k] != comma {
			continue
		}
		if k == from {
			from++
			continue
		}
		// Names on both sides, and nothing but names.
		if !r.nameOnly(from, k) && !(r.tags[k] == comma && r.paired(i, k+1, j)) {
			return []text.Span{s}
		}
		out = append(out, r.span(from, k))
		from = k + 1
	}
	if len(out) == 1 && !r.hasCoord(i, j) && r.tags[from-1] == comma && r.paired(i, from, j) {
		return append(out, r.span(from, j))
	}
	if len(out) == 0 || from >= j || !r.nameOnly(from, j) || !r.hasCoord(i, j) {
		return []text.Span{s}
	}
	return append(out, r.span(from, j))
}

// paired reports whether tokens [i, j) are what a headline begins with: two names,
// the second one from token k on, with but a comma between them.
func (r *reader) paired(i, k, j int) bool {
	first := r.t.Sentences[r.sentenceAt(i)].First
	return i == first && k-1 > i && k < j && r.oneName(i, k-1) && r.oneName(k, j)
}

func (r *reader) hasCoord(i, j int) bool {
	for k := i; k < j; k++ {
		if r.tags[k] == coord {
			return true
		}
	}
	return false
}

func (r *reader) nameOnly(i, j int) bool {
	for k := i; k < j; k++ {
		if g := r.tags[k]; g != name && !(g == det && k == i && j-i > 1) {
			return false
		}
	}
	return i < j
}

// speakers gives the draft of who speaks, and all of them where several do.
func (r *reader) speakers(f *found) (*draft.Speaker, []draft.Speaker) {
	if f.speaker.Len() == 0 {
		return nil, nil
	}
	var all []draft.Speaker
	parts := r.members(r.core(f.speaker))
	for i, a := range f.actors {
		at := f.speaker
		if len(parts) == len(f.actors) && len(parts) > 1 {
			at = parts[i]
		}
		if d, ok := r.t.Draft(at); ok {
			name := a.Name
			if name == "" {
				name = r.t.String(f.stands)
			}
			all = append(all, draft.Speaker{Span: d, Name: name, Side: a.Side})
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	if len(all) == 1 {
		return &all[0], nil
	}
	return &all[0], all
}

// addressee gives who is spoken to, where it is somebody with a name.
func (r *reader) addressee(f *found) *draft.Party {
	if f.to.Len() == 0 {
		return nil
	}
	a := r.a.Cast.Resolve(r.t, f.to, who.Context{Speakers: f.actors})
	if a.Name == "" || a.Kind == "media" {
		return nil
	}
	return &draft.Party{Name: a.Name, Side: a.Side}
}

// time gives the index of the time expression that says when it was said: the
// one nearest to the cue in its sentence, outside of what is said.
func (r *reader) time(f *found) *int {
	s := r.t.Sentences[f.sentence]
	best, gap := -1, 1<<30
	lo := sort.Search(len(r.a.Times), func(k int) bool { return r.a.Times[k].At.End > s.Start })
	for i := lo; i < len(r.a.Times) && r.a.Times[i].At.Start < s.End && i-lo < 50; i++ {
		at := r.a.Times[i].At
		if at.Overlaps(f.content) && !f.content.Contains(f.cue) || r.a.Times[i].Grain == "duration" {
			continue
		}
		d := max(at.Start-f.cue.End, f.cue.Start-at.End)
		if d < gap && d < 120 {
			best, gap = i, d
		}
	}
	if best < 0 {
		return nil
	}
	return &best
}

// hedges are words by which a reporter holds back: "reportedly".
var hedges = text.Set(`reportedly allegedly apparently purportedly supposedly seemingly ostensibly`)

// hedge gives the words that hold back in the cue or right beside it.
func (r *reader) hedge(f *found) text.Span {
	if f.hedge.Len() > 0 {
		return f.hedge
	}
	i := r.token(0, f.cue.Start)
	j := r.token(i, f.cue.End)
	for k := max(0, i-1); k < min(j+1, len(r.tags)); k++ {
		if hedges[r.t.Tokens[k].Lower] {
			return r.t.Tokens[k].Span
		}
	}
	return text.Span{}
}

// theyOf gives the statement of the sentence before, where "they" are its
// speakers, whom no name stands for: "Analysts say … They warn".
func (r *reader) theyOf(f *found, earlier []*found) *found {
	if w := text.Fold(r.t.String(f.speaker)); w != "they" || len(earlier) == 0 {
		return nil
	}
	for k := len(earlier) - 1; k >= 0 && k >= len(earlier)-4; k-- {
		o := earlier[k]
		switch f.sentence - o.sentence {
		case 0:
			continue
		case 1:
		default:
			return nil
		}
		if a := o.actor(); a != nil && a.Plural && a.Name == "" && o.speaker.Start < r.t.Sentences[o.sentence].Start+80 {
			return o
		}
		return nil
	}
	return nil
}

// anonymous reports whether s names people only by what they know: "officials
// familiar with the matter". Whose officials they are nobody says.
func (r *reader) anonymous(s text.Span) bool {
	k := r.t.Within(s)
	if len(k) < 3 || !people[k[0].Lower] && k[0].Lower != "two" && k[0].Lower != "three" && k[0].Lower != "several" {
		return false
	}
	for i := 0; i+1 < len(k); i++ {
		switch k[i].Lower + " " + k[i+1].Lower {
		case "familiar with", "close to", "briefed on", "with knowledge", "with direct", "privy to", "aware of", "involved in":
			return true
		}
	}
	return false
}
