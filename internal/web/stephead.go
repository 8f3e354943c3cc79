package web

import (
	"slices"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// stepHead names an entry that is a step of something: what it is, what it came
// to, and whose it is.
func stepHead(v *view, it register.Item) string {
	head := v.Word("kind", string(it.Kind))
	if what := stepSays(v, it.Body); what != "" {
		head = v.T("head.step", "kind", head, "what", what)
	}
	if it.Seat == "" || it.Kind.Attestation() || it.Kind.Founding() {
		return head
	}
	return v.T("head.by", "what", head, "who", v.Seat(it.Seat))
}

// stepSays gives what a step came to, "" where its kind says it all.
func stepSays(v *view, body record.Body) string {
	switch b := body.(type) {
	case *record.CaseNotified:
		return v.SideNames(b.To)
	case *record.InformationRequested:
		return v.side(b.Of)
	case *record.AccessRequested:
		return v.side(b.Of)
	case *record.AccessAnswered:
		return v.Word("answer", b.Answer)
	case *record.TaskGiven:
		return v.Seat(b.To) + v.T("list.and") + v.Word("method", b.Method)
	case *record.CaseMoved:
		return or(v.Word("ruling", b.Outcome), v.Word("casestate", b.To))
	case *record.DeadlinePaused:
		return v.Term("clock", b.Clock)
	case *record.DeadlineExtended:
		return v.Term("clock", b.Clock)
	case *record.FindingProposed:
		return v.Word("ruling", b.Outcome)
	case *record.VoteCast:
		return v.Word("vote", b.Vote)
	case *record.RecommendationMade:
		return v.Addressee(b.Addressee)
	case *record.PenaltyDecided:
		if b.Measure != "" {
			return v.Term("measure", b.Measure)
		}
	case *record.RemedyReported:
		return v.Word("method", b.Method)
	case *record.ModeChanged:
		return v.Word("way", b.Mode)
	case *record.SeatVacated:
		return v.Seat(b.Seat)
	case *record.SeatFilled:
		return v.Seat(b.Seat)
	case *record.KeyAdded:
		return v.Seat(b.Key.Seat)
	case *record.ClauseRecorded:
		return clauseHead(v, b)
	case *record.ClauseMoved:
		return v.Word("clausestate", b.To)
	case *record.GradeGiven:
		return v.Word("axis", b.Axis) + v.T("list.and") + v.Word("grade", b.Value)
	case *record.FormAdvanced:
		return v.Word("form", b.Form)
	case *record.GuaranteeMoved:
		return v.Word("guarantor", b.State)
	case *record.HotlineCall:
		return v.SideNames(slices.Compact([]string{b.From, b.To}))
	}
	return ""
}

// caseOfStep gives the case that an entry is a step of, "" where it is of none.
func caseOfStep(it register.Item) record.ID {
	if !it.Kind.Casework() {
		return ""
	}
	return first(it, record.InCase)
}
