package attribution

// headline reads "X: what X says" and "what X says, says X" in the title.
func (r *reader) headline() {
	if r.a.Title.Len() == 0 || !r.a.Title.Overlaps(r.s.Span) {
		return
	}
	for k := r.s.First + 1; k+1 < r.last && k-r.s.First < 12; k++ {
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
		if n := r.rightNP(r.s.First); n != k {
			return
		}
		f := &found{rule: "headline.colon", first: k, cue: r.span(k, k+1), speaker: r.span(r.s.First, k), content: r.span(k+1, r.lastWord(r.last)), mode: "indirect"}
		f.mode = r.modeOf(f)
		r.add(f)
		return
	}
}
