package attribution

import "github.com/surety-mechanism/surety/reading/text"

// counts reads "It put the number of dead at 47", "the ministry put its losses
// at nine": whoever puts a number at something claims it.
func (r *reader) counts() {
	for c := r.s.First + 1; c+3 < r.last; c++ {
		switch r.low(c) {
		case "put", "puts", "putting":
		default:
			continue
		}
		if r.quote[c] >= 0 || r.is(c+1) != det && r.is(c+1) != possessive && r.is(c+1) != number {
			continue
		}
		k, counted := c+1, false
		for k < r.last && k < c+12 && r.low(k) != "at" {
			counted = counted || counts[r.low(k)]
			k++
		}
		for k+1 < r.last && k < c+14 && (r.low(k) == "at" || r.is(k) == adverb || r.low(k) == "least" || r.low(k) == "about" || r.low(k) == "around" || r.low(k) == "more" || r.low(k) == "than") {
			k++
		}
		if !counted || k == c+1 || r.is(k) != number && !numeral[r.low(k)] {
			continue
		}
		from, to, ok := r.leftNP(c, r.s.First)
		if r.is(c-1) == coord || r.low(c) == "putting" {
			from, to, ok = r.mainSubject(c)
		}
		if !ok || !r.speaks(from, to) {
			continue
		}
		r.add(&found{rule: "put.at", first: c, mode: "indirect", cue: r.span(c, c+1), speaker: r.span(from, to), content: r.span(c+1, r.clauseEnd(k, group{}))})
	}
}

// counts are nouns for what is counted after "put".
var counts = text.Set(`number toll dead wounded injured losses casualties death deaths figure count estimate total killed missing displaced`)

var numeral = text.Set(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
	twenty thirty forty fifty sixty seventy eighty ninety hundreds dozens thousands zero none`)
