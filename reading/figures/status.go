package figures

import "github.com/surety-mechanism/surety/reading/text"

// victims are words for those whom a count was given of before.
var victims = text.Words("casualties dead victims slain deceased fatalities")

// status reads "these casualties were civilians": who the dead were, without a
// count, so that another claimant's word for them has a figure of its own.
func (s *scan) status() {
	for i := 1; i < len(s.toks); i++ {
		if !victims.Has(s.toks[i]) {
			continue
		}
		switch s.low(i - 1) {
		case "these", "those", "the", "all", "its", "their":
		default:
			continue
		}
		k := i + 1
		if !s.is(k, "were") && !s.is(k, "are") {
			continue
		}
		for k++; s.is(k, "all") || s.is(k, "mostly") || s.is(k, "mainly") || s.is(k, "largely") || s.is(k, "in") || s.is(k, "fact") || s.is(k, "actually") || s.is(k, "innocent"); {
			k++
		}
		if k >= len(s.toks) || !s.word(k) {
			continue
		}
		r := s.run(k)
		if r.head < 0 || !r.plural || r.standing == Unsaid {
			continue
		}
		people := text.Span{Start: s.toks[r.from].Start, End: s.toks[r.end-1].End}
		s.out = append(s.out, Figure{Span: text.Span{Start: s.toks[i-1].Start, End: people.End}, People: people, Cue: s.toks[i].Span, Effect: Killed,
			Group: s.t.String(people), Standing: r.standing, Earlier: true, Sentence: s.index, Rule: "who the dead were"})
	}
}
