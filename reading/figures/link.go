package figures

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// link joins the cues of a sentence to the groups that they befell: first those
// whose people stand before them, then those whose people follow, so that in
// "killing five and wounding twelve" each cue has its own.
func (s *scan) link() {
	for g := range s.groups {
		if c := s.groups[g].inner; c >= 0 { // "two wounded men", "12 deaths"
			s.add(c, g, "count in the noun phrase")
		}
	}
	for i := range s.cues {
		s.before(i)
	}
	for i := range s.cues {
		s.after(i)
	}
	s.unsaid()
}

// unsaid gives a bare number the people that the figure before it names and that
// it leaves out: in "17 soldiers died and 23 were wounded" soldiers were.
func (s *scan) unsaid() {
	slices.SortStableFunc(s.out, func(a, b Figure) int { return a.Start - b.Start })
	for i := 1; i < len(s.out); i++ {
		f, p := &s.out[i], s.out[i-1]
		if f.Group != "" || p.Group == "" || p.Named || p.Again || f.Effect == p.Effect || f.Start < p.End || f.Start-p.End > len(" in the attack on Monday, and at least ") {
			continue
		}
		for _, w := range strings.Fields(strings.ToLower(s.t.String(text.Span{Start: p.End, End: f.Start}))) {
			if strings.Trim(w, ",;") == "and" || w == "while" {
				f.Group, f.Standing, f.Like = p.Group, p.Standing, p.People
				break
			}
		}
	}
}

// groupBefore gives the index of the last group that ends at or before token i, or -1.
func (s *scan) groupBefore(i int) int {
	lo, hi := 0, len(s.groups)
	for lo < hi {
		m := (lo + hi) / 2
		if s.groups[m].end <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

// groupAfter gives the index of the first group that begins at or after token i, or -1.
func (s *scan) groupAfter(i int) int {
	lo, hi := 0, len(s.groups)
	for lo < hi {
		m := (lo + hi) / 2
		if s.groups[m].first < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(s.groups) {
		return -1
	}
	return lo
}

// again reports whether a group is a pronoun: somebody counted before, as a rule.
func (s *scan) again(p *group) bool { return p.unit && s.pronoun(p.first) }

var effects = [5]string{Killed, Injured, Captured, Missing, Displaced}

// add makes a figure of cue c and group g, unless the group has no count or
// counts nobody.
func (s *scan) add(c, g int, rule string) {
	q, p := s.cues[c], &s.groups[g]
	for e := range effects {
		if effects[e] == q.effect {
			if p.used[e] {
				return
			}
			p.used[e] = true
		}
	}
	if p.none || p.uncounted || p.n == 0 && !p.vague {
		return
	}
	if q.caution && !p.known && !(p.end == p.head) {
		return
	}
	if q.caution && p.end == p.head && q.effect != Missing && (q.effect != Displaced || p.vague) {
		return
	}
	first, end := p.first, p.end
	people := text.Span{Start: s.toks[first].Start, End: s.toks[end-1].End}
	at := text.Span{Start: s.toks[q.first].Start, End: s.toks[q.last-1].End}
	phrase := people
	switch {
	case q.first >= end && q.first-end <= 6:
		phrase.End = at.End
	case p.inner >= 0:
		phrase.End = max(phrase.End, at.End)
	}
	f := Figure{Span: phrase, People: people, Cue: at, Effect: q.effect, Standing: p.standing, Low: p.low, Named: p.named, Weak: q.weak, Rest: p.rest, Again: s.again(p), Sentence: s.index, Rule: rule}
	if p.head < p.end {
		f.Group = s.t.String(text.Span{Start: s.toks[p.head].Start, End: s.toks[p.end-1].End})
	}
	if !p.vague {
		n := p.n
		f.Number = &n
	}
	s.out = append(s.out, f)
}
