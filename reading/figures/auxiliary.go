package figures

import (
	"strings"
)

// auxiliary is what stands before a participle.
type auxiliary struct {
	at       int // its first token: the subject ends before it
	passive  bool
	singular bool
	plural   bool
	unreal   bool
	generic  bool // present tense of one: "when a person is killed"
	any      bool
}

// aux reads the auxiliaries before the cue at token i, adverbs left out.
func (s *scan) aux(i int) auxiliary {
	x := auxiliary{at: i}
	for k := i - 1; k >= 0 && k > i-9; k-- {
		w := s.low(k)
		switch w {
		case "wasn't", "weren't", "isn't", "aren't":
			x.passive, x.any, x.unreal, x.at = true, true, true, k
		case "was":
			x.passive, x.singular, x.any, x.at = true, true, true, k
		case "is", "gets":
			x.passive, x.singular, x.any, x.generic, x.at = true, true, true, true, k
		case "were":
			x.passive, x.plural, x.any, x.at = true, true, true, k
		case "are", "get":
			x.passive, x.plural, x.any, x.at = true, true, true, k
		case "been", "being", "got", "getting":
			x.passive, x.any, x.at = true, true, k
		case "be":
			x.passive, x.any, x.at = true, true, k
			if p := s.low(k - 1); !(p == "to" && (s.is(k-2, "found") || s.is(k-2, "confirmed") || s.is(k-2, "reported"))) {
				x.unreal = true
			}
		case "has":
			x.singular, x.any, x.at = true, true, k
		case "have":
			x.plural, x.any, x.at = true, true, k
		case "had", "having":
			x.any, x.at = true, k
		case "may", "might", "could", "would", "will", "should", "can", "must", "shall":
			if !(k+1 < i && s.is(k+1, "have")) || w == "would" || w == "could" || w == "should" {
				x.unreal = true
			}
			x.any, x.at = true, k
		case "to":
			if x.at == k+1 && x.any || k == i-1 {
				x.unreal = x.unreal || !(s.is(k-1, "reported") || s.is(k-1, "confirmed") || s.is(k-1, "believed") || s.is(k-1, "known") || s.is(k-1, "thought") || s.is(k-1, "said") || s.is(k-1, "feared"))
				x.at = k
				continue
			}
			return x
		case "not", "n't", "never", "hardly":
			x.unreal, x.at = true, k
		case "and", "or":
			if c := s.cueIndex(k - 1); c >= 0 && x.at == k+1 && !x.any {
				// "were killed and wounded"
				k = s.cues[c].first
				x.at = k
				continue
			}
			return x
		case "either", "both", "all", "also", "then", "later", "subsequently", "reportedly", "allegedly", "seriously", "badly", "critically", "apparently", "already",
			"fatally", "once", "still", "now", "too", "each", "themselves", "himself", "herself", "instantly", "thus", "recently", "just", "almost", "brutally", "accidentally", "severely", "slightly", "lightly", "gravely",
			"believed", "feared", "reported", "confirmed", "presumed", "found", "pronounced", "declared", "listed", "left", "said", "thought", "known", "discovered", "remain", "remained", "remains", "went", "gone":
			x.any = x.any || k < i-1 && (w == "remain" || w == "remained")
			if w == "remain" || w == "remained" || w == "remains" || w == "went" || w == "gone" {
				x.passive, x.any = true, true
			}
			x.at = k
		default:
			if strings.HasSuffix(w, "ly") && len(w) > 4 && s.word(k) {
				x.at = k
				continue
			}
			return x
		}
	}
	return x
}
