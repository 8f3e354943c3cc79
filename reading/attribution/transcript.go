package attribution

import "github.com/surety-mechanism/surety/reading/text"

// transcript reads a paragraph of an interview: "KHAN: We never fired first."
// What follows in the paragraph is said, and the paragraphs up to the next
// speaker are not looked at.
func (r *reader) transcript() bool {
	p := r.t.Paragraphs[r.s.Paragraph]
	i := r.s.First
	for i < r.last && (r.is(i) == mark || r.is(i) == open) && i-r.s.First < 2 {
		i++
	}
	if r.s.Start != p.Start || r.a.Title.Overlaps(r.s.Span) {
		return false
	}
	k := i
	for k < r.last && k-i < 5 && r.is(k) == name {
		k++
	}
	if k == i || r.low(k) != ":" || k+2 >= r.last || !r.shouted(i, k) {
		return false
	}
	if k == i+1 && interviewers[r.low(i)] {
		return false // who asks says nothing of what happened: what others said stands in it
	}
	end := r.t.Tokens[r.token(k, p.End)-1].End
	f := &found{rule: "transcript", first: k, cue: r.span(k, k+1), speaker: r.span(i, k),
		content: text.Span{Start: r.t.Tokens[k+1].Start, End: end}, mode: "direct"}
	return r.add(f) != nil
}

// interviewers are the words for whoever asks the questions.
var interviewers = text.Set(`question reporter journalist interviewer moderator host anchor presenter correspondent`)

// shouted reports whether tokens [i, j) are in capitals, as the names of
// speakers are in transcripts, in a text that is not.
func (r *reader) shouted(i, j int) bool {
	for k := i; k < j; k++ {
		s := r.t.String(r.t.Tokens[k].Span)
		for _, c := range s {
			if c >= 'a' && c <= 'z' {
				return false
			}
		}
		if len(s) < 2 {
			return false
		}
	}
	for k := j + 1; k < r.last && k < j+20; k++ {
		for _, c := range r.t.String(r.t.Tokens[k].Span) {
			if c >= 'a' && c <= 'z' {
				return true
			}
		}
	}
	return false
}

// pulled reads a quotation that a dash parts from who said it, with nothing else
// in the paragraph: “Nobody fired.” — Leyla Aras, nurse.
func (r *reader) pulled() {
	p := r.t.Paragraphs[r.s.Paragraph]
	for k := r.s.First; k+1 < r.last && k < r.s.First+3; k++ {
		if r.is(k) != dash || k == 0 || r.quote[k] >= 0 || r.quote[k-1] < 0 {
			continue
		}
		q := r.t.Quotes[r.quote[k-1]]
		n := r.nounPhrase(k+1, false)
		if q.End != r.t.Tokens[k-1].End || q.Start != p.Start || q.Len() < 12 || n == k+1 || r.is(k+1) != name || !r.speaks(k+1, n) {
			return
		}
		if r.s.End != p.End || n < r.last && r.is(n) != comma && r.is(n) != stop {
			return
		}
		r.add(&found{rule: "quotation.dash", first: k, cue: r.span(k, k+1), speaker: r.span(k+1, n), content: q.Span, mode: "direct"})
		return
	}
}
