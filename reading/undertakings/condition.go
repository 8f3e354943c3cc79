package undertakings

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// conditional reads "only if the other side gives a written commitment": the
// if-half is what is demanded.
func (r *reader) conditional(s *analysis.Statement, f *found, speaker *draft.Party) bool {
	at := s.ConditionAt
	if at.Len() == 0 {
		at = s.ContentAt
	}
	toks := r.tokens(at)
	if len(toks) == 0 {
		return false
	}
	by := r.bearer(toks)
	if by == nil {
		by = r.from(toks)
	}
	if by == nil && s.ConditionAt.Len() > 0 && slices.Contains(s.Acts, "threat") {
		if ps := scan.List(r.a, toks, 1); len(ps) > 0 {
			by = &ps[0].Party // "if Chad does not leave"
		}
	}
	if by == nil && s.Addressee != nil && s.Addressee.Side != "" {
		by = s.Addressee
	}
	if by == nil || speaker == nil || sameSide(by, speaker) {
		return false
	}
	if slices.Contains(s.Acts, "threat") && !leftUndone(toks) {
		return false // "would strike if it fired again": what is not to be done
	}
	f.rule, f.state, f.by = "undertaking-condition", "demanded", by
	if s.ConditionAt.Len() > 0 {
		f.at, f.words = at, r.about(toks)
	}
	return true
}

// leftUndone reports whether the if-half of a threat is something not done, so
// that doing it is what is asked for: "unless they leave", "if they do not leave".
func leftUndone(toks []text.Token) bool {
	for _, t := range toks[:min(len(toks), 14)] {
		switch t.Lower {
		case "unless", "not", "until", "fails", "fail", "failed", "refuses", "refuse", "refused", "without", "continues", "continue", "keeps", "keep":
			return true
		}
		if strings.HasSuffix(t.Lower, "n't") {
			return true
		}
	}
	return false
}
