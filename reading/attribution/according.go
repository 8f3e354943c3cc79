package attribution

import "github.com/surety-mechanism/surety/reading/text"

// according reads "According to X, …" and "…, according to X".
func (r *reader) according() {
	for k := r.s.First; k+2 < r.last; k++ {
		who := r.source(k)
		if who == 0 || r.quote[k] >= 0 {
			continue
		}
		n := r.withApposition(who)
		if n == who || measures[r.low(r.rightNP(who)-1)] || r.measured(who) {
			continue
		}
		f := &found{first: k, cue: r.span(k, who), speaker: r.span(who, n), mode: "indirect"}
		if k == r.s.First || k == r.s.First+1 && r.is(k-1) == coord || r.leads(k, n) {
			i := n
			if r.is(i) == comma {
				// The first comma may belong to an apposition that took too much.
				i++
			} else if j := r.rightNP(who); j < n && r.is(j) == comma {
				i = j + 1
				f.speaker = r.span(who, j)
			}
			if i >= r.last {
				continue
			}
			f.rule, f.content = "according.first", r.span(i, r.clauseEnd(i, group{}))
		} else {
			s, ok := r.leftContent(k)
			if !ok {
				continue
			}
			f.rule, f.content = "according.after", r.resumed(s, n)
		}
		f.mode = r.modeOf(f)
		r.add(f)
	}
}

// source gives where those are named to whom the words at k ascribe the rest of
// the sentence, "according to" or "as reported by", and 0 where they do not.
func (r *reader) source(k int) int {
	if r.low(k) == "according" && r.is(k+1) == to {
		return k + 2
	}
	if r.low(k) != "as" {
		return 0
	}
	i := r.skipAdverbs(k + 1)
	if r.low(i) == "first" {
		i++
	}
	switch r.low(i) {
	case "reported", "announced", "stated", "claimed", "confirmed", "quoted", "told", "alleged":
		if r.low(i+1) == "by" {
			return i + 2
		}
	}
	return 0
}

// leads reports whether "according to" at k opens a clause in mid-sentence:
// ", according to X, the rest".
func (r *reader) leads(k, n int) bool {
	if r.is(k-1) != comma || r.is(k-2) != that && r.is(k-2) != coord && r.is(k-2) != relative && r.is(k-2) != sub {
		return false
	}
	return r.is(n) == comma
}

// measures are what something is done according to, without anybody saying it.
var measures = text.Set(`principle principles rule rules law laws plan plans schedule standard standards norm norms procedure
	procedures need needs size tradition constitution terms criteria criterion protocol protocols formula timetable wishes
	ability abilities custom customs script design order rank merit taste means`)

// measured reports whether the phrase at i has such a word for its head:
// "the formal principles of an international border".
func (r *reader) measured(i int) bool {
	for k := i; k < r.last && k-i < 8; k++ {
		switch r.is(k) {
		case det, name, other, possessive, number:
			if measures[r.low(k)] && (r.is(k+1) == prep || r.is(k+1) == stop || r.is(k+1) == comma) {
				return true
			}
		default:
			return false
		}
	}
	return false
}
