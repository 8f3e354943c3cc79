package attribution

import (
	"sort"

	"github.com/surety-mechanism/surety/reading/text"
)

// finalCue reads a cue that stands after its content: "…, he said", "…, said
// Khan", "The talks, he said, had failed".
func (r *reader) finalCue(g group, f *found) bool {
	if g.entry.frames&(fQuote|fBare|fThat) == 0 || g.infinitive {
		return false
	}
	i := g.start - 1
	if r.is(i) == comma || r.is(i) == shut || r.is(i) == mark && r.quote[i] >= 0 || r.is(i) == dash || r.is(i) == stop && i >= r.s.First {
		// Inverted, unless what follows is a content.
		quoted := r.quoteBefore(g.start)
		if r.is(i) == comma && i > r.s.First && r.quote[i-1] < 0 {
			if from, _, ok := r.leftNP(g.start, r.s.First); ok && from > r.s.First && r.quote[from-1] >= 0 {
				return r.finalAfter(g, f)
			}
			if g.entry.lemma == "tell" {
				return r.finalAfter(g, f)
			}
		}
		if x := r.complement(g); !quoted && x.ok {
			n := r.withApposition(g.end)
			resumes := r.is(n) == comma && (r.is(n+1) == aux || r.is(n+1) == modal || r.is(n+1) == past || r.is(n+1) == present)
			if x.frame != fBare && x.frame != fNoun || n == g.end || r.is(n) != stop && n < r.last && !resumes {
				return false
			}
		}
		if n := r.withApposition(g.end); n > g.end && !r.says(g) && (quoted || r.speaks(g.end, n)) && (quoted || r.is(i) != dash) && !(quoted && (r.is(n) == aux || r.is(n) == modal || r.is(n) == present)) {
			left, ok := r.leftContent(g.start)
			if !ok || !quoted && (g.entry.frames&fBare == 0 || r.is(n) != stop && r.is(n) != comma && r.adjuncts(n) == n) {
				return false
			}
			f.rule, f.content, f.speaker = "said.inverted", left, r.span(g.end, n)
			if quoted {
				n = r.past(n)
			}
			return r.closeFinal(f, n)
		}
	}
	return r.finalAfter(g, f)
}

// finalAfter reads a final cue whose subject stands before it: "…, he said".
func (r *reader) finalAfter(g group, f *found) bool {
	from, end, ok := r.leftNP(g.start, r.s.First)
	if !ok || r.is(from) == relative || r.is(from) == that {
		return false
	}
	if from == r.s.First {
		return r.afterSentence(g, f, from, end)
	}
	p := r.is(from - 1)
	if r.low(from-1) == "as" {
		return r.asSaid(g, f, from, end)
	}
	if p != comma && p != shut && p != dash && !(p == mark && r.quote[from-1] >= 0) && p != stop {
		return false
	}
	n := g.end
	if g.entry.frames&fRecipient != 0 {
		if j := r.recipient(n); j > n {
			f.to = r.span(n, j)
			n = j
		}
	}
	k := n
	if r.is(n) != comma && r.is(n) != stop {
		k = r.adjuncts(n)
	}
	quotedLeft := r.quoteBefore(from)
	if quotedLeft && (r.is(k) == that || r.low(k) == ":" || r.quoteAfter(k)) {
		f.to = text.Span{}
		return false
	}
	if x := r.complement(g); !quotedLeft && x.ok && x.frame != fBare && !(r.is(n) == comma || r.is(n) == stop) {
		f.to = text.Span{}
		return false
	}
	if r.low(k) == ":" || !quotedLeft && r.is(k) != stop && r.is(k) != comma && r.is(k) != dash && k < r.last && r.is(k) != sub && r.is(k) != coord {
		f.to = text.Span{}
		return false
	}
	if k < r.last && r.is(k) == comma && r.quoteAfter(k+1) && r.quote[from-1] < 0 && !r.quoteBefore(from) {
		f.to = text.Span{}
		return false // "In Kabul, he said, “…”"
	}
	if quotedLeft && (g.entry.frames&fQuote == 0 || k == n && r.clauseAt(n) && r.clauseHere(n) && r.is(n) != prep && r.is(n) != adverb && r.is(n) != sub && r.is(n) != ing && n < r.last) {
		f.to = text.Span{}
		return false
	}
	left, ok := r.leftContent(from)
	if ok && r.t.Tokens[r.token(r.s.First, left.Start)].Lower == "asked" {
		f.to = text.Span{}
		return false
	}
	if !ok || g.entry.frames&fBare == 0 && !r.quotedEnd(left) {
		f.to = text.Span{}
		return false
	}
	f.rule, f.content, f.speaker = "said.final", left, r.span(from, end)
	f.medium = r.span(n, k)
	if quotedLeft {
		// What follows says where and how; the quotation may go on after it.
		k = r.past(k)
	}
	return r.closeFinal(f, k)
}

// past gives where a quotation may go on after an attribution that token k
// belongs to: at the comma before it, or where the sentence ends.
func (r *reader) past(k int) int {
	for k < r.last && r.is(k) != comma && !(r.is(k) == stop && (k+1 >= r.last || r.quoteAfter(k+1))) {
		k++
	}
	if k < r.last && r.is(k) == comma && !r.quoteAfter(k+1) {
		return r.last
	}
	return k
}

// afterSentence reads “Who asked?” Khan said, where the quotation ended the
// sentence before.
func (r *reader) afterSentence(g group, f *found, from, end int) bool {
	if from == 0 || r.quote[from-1] < 0 || r.s.Last-g.end > 12 && r.is(g.end) != stop || r.t.Tokens[from-1].Start < r.t.Paragraphs[r.s.Paragraph].Start {
		return false
	}
	q := r.t.Quotes[r.quote[from-1]]
	if q.End != r.t.Tokens[from-1].End || q.Len() < 8 || r.says(g) || r.quoteAfter(g.end) || r.is(g.end) == comma && r.quoteAfter(g.end+1) {
		return false
	}
	if n := len(r.found); n > 0 && r.found[n-1].content.Overlaps(q.Span) {
		return false
	}
	f.rule, f.content, f.speaker = "said.final", q.Span, r.span(from, end)
	return r.closeFinal(f, r.last)
}

// asSaid reads "As Khan noted, the road is shut" and "…, as Khan noted".
func (r *reader) asSaid(g group, f *found, from, end int) bool {
	n := g.end
	if r.is(n) != comma && r.is(n) != stop && n < r.last {
		n = r.adjuncts(n)
	}
	as := from - 1
	switch {
	case r.is(n) == comma && (as == r.s.First || r.is(as-1) == coord && as-1 == r.s.First):
		f.rule, f.content, f.speaker = "said.as", r.span(n+1, r.clauseEnd(n+1, group{})), r.span(from, end)
	case (r.is(n) == stop || n >= r.last || r.is(n) == comma) && r.is(as-1) == comma:
		left, ok := r.leftContent(as)
		if !ok {
			return false
		}
		f.rule, f.content, f.speaker = "said.as", left, r.span(from, end)
	default:
		return false
	}
	f.cue = r.span(g.start, g.end)
	f.mode = r.modeOf(f)
	return r.add(f) != nil
}

func (r *reader) quoteAfter(i int) bool { return i < r.last && r.opensQuote(i) }

func (r *reader) quoteBefore(i int) bool {
	for k := i - 1; k >= r.s.First && i-k < 4; k-- {
		if r.quote[k] >= 0 {
			return true
		}
	}
	return false
}

// says reports whether a content follows the group directly.
func (r *reader) says(g group) bool {
	i := g.end
	if r.is(i) == that || r.is(i) == wh || r.low(i) == ":" {
		return true
	}
	return r.is(i) == subject && r.is(i+1) != comma && r.is(i+1) != stop
}

// leftContent gives what stands before token i as content: a quotation that
// ends there, or the clause.
func (r *reader) leftContent(i int) (text.Span, bool) {
	j := i - 1
	for j >= r.s.First && r.quote[j] < 0 && (r.is(j) == comma || r.is(j) == dash) {
		j--
	}
	if j < r.s.First {
		return text.Span{}, false
	}
	if q := r.quote[j]; q >= 0 && r.token(j, r.t.Quotes[q].End) == j+1 {
		s := r.t.Quotes[q].Span
		if s.Len() > 12 || s.Start <= r.s.Start {
			// What leads to the quotation in the same sentence is said too.
			if a := r.token(r.s.First, s.Start); a > r.s.First && s.Start > r.s.Start && !r.leadsQuote(a) {
				if from, ok := r.clauseStart(a); ok {
					s.Start = r.t.Tokens[from].Start
				}
			}
			return s, true
		}
	}
	from, ok := r.clauseStart(j)
	if !ok {
		return text.Span{}, false
	}
	return r.span(from, j+1), true
}

// leadsQuote reports whether what stands before the quotation at token a only
// leads to it.
func (r *reader) leadsQuote(a int) bool {
	return r.is(a-1) == comma || r.is(a-1) == stop || r.is(a-1) == dash
}

// clauseStart gives where the content that ends at j begins: at the sentence,
// after an earlier attribution, after a leading coordinator.
func (r *reader) clauseStart(j int) (int, bool) {
	from := r.s.First
	for k := len(r.found) - 1; k >= r.here; k-- {
		f := r.found[k]
		if i := r.token(r.s.First, f.speaker.Start); f.speaker.Len() > 0 && r.is(i) == relative {
			continue // "Chad, which denies it, pledged to leave, its envoy said"
		}
		if end := r.token(r.s.First, max(f.content.End, f.cue.End)); end <= j && end > from {
			from = end
		}
	}
	for from < j && (r.is(from) == comma || r.is(from) == coord || r.is(from) == dash || r.is(from) == stop) {
		from++
	}
	return from, j >= from
}

// closeFinal adds f, whose attribution ends at token n, and what is said after it.
func (r *reader) closeFinal(f *found, n int) bool {
	left := f.content
	f.content = r.resumed(f.content, n)
	if a := r.token(r.s.First, left.Start); f.content == left && r.token(a, left.End)-a < 2 && !r.quotedEnd(left) {
		return false // "Today, he said."
	}
	f.mode = r.modeOf(f)
	return r.add(f) != nil
}

// resumed lengthens a content over the attribution that interrupts it: “…,” he
// said. “…”
func (r *reader) resumed(s text.Span, n int) text.Span {
	t := r.t
	i := n
	for i < len(t.Tokens) && i < n+2 && t.Tokens[i].End <= r.paragraphEnd() && (r.tags[i] == comma || r.tags[i] == stop || r.tags[i] == dash) {
		i++
	}
	if i >= len(t.Tokens) || t.Tokens[i].Start >= r.paragraphEnd() {
		return r.followed(s)
	}
	if n == r.last && i == n && i > 0 && r.tags[i-1] == stop {
		i = n // the next sentence
	}
	if q := r.quote[i]; q >= 0 && t.Quotes[q].Start == t.Tokens[i].Start && (i > n || n == r.last) {
		next := t.Quotes[q].Span
		gap := next.Start - s.End
		if r.quotedEnd(s) && gap < 400 && gap*10 <= (s.Len()+next.Len())*9 {
			return r.followed(text.Span{Start: s.Start, End: next.End})
		}
		return s
	}
	// "The talks, he said, had failed": the rest of the sentence.
	if i > n && i < r.last && r.tags[i-1] == comma && !r.quotedEnd(s) && !r.newCue(i, i-1) && r.is(i) != ing {
		end := r.clauseEnd(i, group{})
		if end > i+1 {
			return text.Span{Start: s.Start, End: t.Tokens[end-1].End}
		}
	}
	return s
}

// quotedEnd reports whether s ends with a quotation.
func (r *reader) quotedEnd(s text.Span) bool {
	i := r.token(0, s.End) - 1
	return i >= 0 && r.quote[i] >= 0 && r.t.Quotes[r.quote[i]].End == s.End
}

func (r *reader) paragraphEnd() int { return r.t.Paragraphs[r.s.Paragraph].End }

// followed lengthens a quotation by the quotations that follow it directly, in
// its paragraph and in those that are nothing but quotations.
func (r *reader) followed(s text.Span) text.Span {
	t := r.t
	i := r.token(0, s.End)
	if i == 0 || r.quote[i-1] < 0 || t.Quotes[r.quote[i-1]].End != s.End {
		return s
	}
	for n := 0; n < 40; n++ {
		if i >= len(t.Tokens) || r.quote[i] < 0 {
			return s
		}
		q := t.Quotes[r.quote[i]]
		if q.Start != t.Tokens[i].Start {
			return s
		}
		last := t.Quotes[r.quote[i-1]]
		if q.Start >= r.paragraphEndAt(last.Start) {
			// The next paragraph: only where the quotation ran on.
			if !last.Open {
				return s
			}
		} else if q.Len() < 20 {
			return s
		}
		s.End = q.End
		i = r.token(i, q.End)
	}
	return s
}

func (r *reader) paragraphEndAt(at int) int {
	lo := sort.Search(len(r.t.Paragraphs), func(k int) bool { return r.t.Paragraphs[k].End > at })
	if lo == len(r.t.Paragraphs) {
		return len(r.t.Plain)
	}
	return r.t.Paragraphs[lo].End
}

// modeOf tells direct, mixed and indirect speech apart.
func (r *reader) modeOf(f *found) string {
	if f.mode == "nominal" {
		return f.mode
	}
	i := r.token(0, f.content.Start)
	end := r.token(i, f.content.End)
	if i >= end {
		return f.mode
	}
	first, last := r.quote[i], r.quote[end-1]
	if first >= 0 && last >= 0 && r.t.Quotes[first].Start <= f.content.Start && r.t.Quotes[last].End >= f.content.End {
		return "direct"
	}
	for k := i; k < end; k++ {
		if r.quote[k] >= 0 {
			return "mixed"
		}
	}
	return f.mode
}
