package web

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// offer is something that a seat can do in a case now: a kind of entry, what of
// it is settled by choosing it, and what it refers to. Whether it can be done is
// asked of casework itself, with a body that has everything, so that no second
// copy of its rules stands here.
type offer struct {
	Kind    record.Kind
	Key     string // the message that names it
	Of      string // a party that it is about
	Fixed   map[string]string
	Finding record.ID
	Answers record.ID
	body    record.Body
}

// entry gives an offer as casework would meet it at a time.
func (o offer) entry(seat record.Seat, now time.Time) casework.Entry {
	return casework.Entry{ID: "new", At: now, Seat: seat, Body: o.body, Has: func(string) bool { return true }, Finding: o.Finding,
		Answers: o.Answers, Other: "other"}
}

// offers gives what a seat can do in a case at a time, in the order in which a
// case goes its way.
func offers(m casework.Mechanism, s casework.Case, seat record.Seat, now time.Time) []offer {
	if m.Constitution == nil {
		return nil
	}
	var all []offer
	for _, o := range candidates(m, s, now) {
		if _, err := casework.Apply(m, s, o.entry(seat, now)); err == nil && !slices.ContainsFunc(all, func(had offer) bool { return had.same(o) }) {
			all = append(all, o)
		}
	}
	return all
}

func (o offer) same(other offer) bool {
	return o.Key == other.Key && o.Of == other.Of && o.Finding == other.Finding && o.Answers == other.Answers
}

// candidates gives every kind of step, with every choice that decides whether it
// is possible.
func candidates(m casework.Mechanism, s casework.Case, now time.Time) []offer {
	c, soon := m.Constitution, now.Add(48*time.Hour).Format(time.RFC3339)
	var all []offer
	for _, p := range c.Parties {
		if slices.Contains(s.Against, p) || len(s.Against) == 0 {
			all = append(all, offer{Kind: record.KindCaseNotified, Key: "do.notify", Of: p, Fixed: map[string]string{"to": p}, body: &record.CaseNotified{To: []string{p}}})
		}
	}
	all = append(all, offer{Kind: record.KindResponseMade, Key: "do.respond", body: &record.ResponseMade{}})
	for _, a := range s.Asks {
		if a.Kind == "information" {
			all = append(all, offer{Kind: record.KindResponseMade, Key: "do.answer.information", Answers: a.ID, body: &record.ResponseMade{}})
		} else {
			all = append(all, offer{Kind: record.KindAccessAnswered, Key: "do.answer.access", Answers: a.ID, body: &record.AccessAnswered{Answer: "granted"}})
		}
	}
	for _, to := range []string{"acknowledged", "triaged", "outside_mandate"} {
		all = append(all, moved(to, ""))
	}
	for _, seat := range c.Seats {
		all = append(all, offer{Kind: record.KindTaskGiven, Key: "do.task", body: &record.TaskGiven{To: seat.ID, Method: "documents"}})
	}
	for _, p := range c.Parties {
		all = append(all, offer{Kind: record.KindInformationRequested, Key: "do.ask.information", body: &record.InformationRequested{Of: p, Until: soon}},
			offer{Kind: record.KindAccessRequested, Key: "do.ask.access", body: &record.AccessRequested{Of: p, Until: soon}})
	}
	all = append(all, moved("under_verification", ""), moved("under_investigation", ""),
		offer{Kind: record.KindFindingProposed, Key: "do.propose.preliminary", Fixed: map[string]string{"preliminary": "1"}, body: nothingFound(true)},
		moved("comments_period", ""),
		offer{Kind: record.KindFindingProposed, Key: "do.propose", Fixed: map[string]string{"preliminary": ""}, body: nothingFound(false)})
	for i := range slices.Backward(s.Findings) { // the newest first
		f := s.Findings[i]
		for _, stage := range record.VoteStages {
			all = append(all, offer{Kind: record.KindVoteCast, Key: "do.vote." + stage, Finding: f.ID, Fixed: map[string]string{"stage": stage},
				body: &record.VoteCast{Stage: stage, Vote: "abstain"}})
		}
		if f.Status != casework.Superseded && f.Status != casework.DefeatedFinding {
			all = append(all, offer{Kind: record.KindDissentFiled, Key: "do.dissent", Finding: f.ID, body: &record.DissentFiled{Propositions: []int{1}}})
		}
	}
	all = append(all, moved("dispute", ""))
	for _, r := range c.Ladder {
		o := moved("escalated", "")
		o.body, o.Of, o.Fixed = &record.CaseMoved{To: "escalated", Rung: r.ID}, r.ID, map[string]string{"to": "escalated", "rung": r.ID}
		all = append(all, o)
	}
	if f := s.Final(); f != nil {
		all = append(all, offer{Kind: record.KindReferralMade, Key: "do.refer", Finding: f.ID, body: &record.ReferralMade{}})
		for _, p := range c.Parties {
			all = append(all, offer{Kind: record.KindRecommendationMade, Key: "do.recommend", Finding: f.ID, body: &record.RecommendationMade{Addressee: p, Due: soon}})
		}
	}
	for _, r := range s.Referrals {
		all = append(all, offer{Kind: record.KindPenaltyDecided, Key: "do.penalty", Answers: r.ID, body: &record.PenaltyDecided{}})
	}
	for _, r := range s.Recommendations {
		all = append(all, offer{Kind: record.KindRemedyReported, Key: "do.remedy", Answers: r.ID, Fixed: map[string]string{"verified": ""}, body: &record.RemedyReported{}},
			offer{Kind: record.KindRemedyReported, Key: "do.verify", Answers: r.ID, Fixed: map[string]string{"verified": "1"}, body: &record.RemedyReported{Verified: true}})
	}
	for _, d := range s.Deadlines {
		if !d.Open() {
			continue
		}
		if d.Rule.Extended > 0 {
			all = append(all, offer{Kind: record.KindDeadlineExtended, Key: "do.extend", Of: d.Rule.ID + " " + d.Of,
				Fixed: map[string]string{"clock": d.Rule.ID, "of": d.Of}, body: &record.DeadlineExtended{Clock: d.Rule.ID, Of: d.Of, Until: d.Due.Add(24 * time.Hour).Format(time.RFC3339)}})
		}
		for _, reason := range d.Rule.PausedBy {
			all = append(all, offer{Kind: record.KindDeadlinePaused, Key: "do.pause", Of: d.Rule.ID + " ", Fixed: map[string]string{"clock": d.Rule.ID},
				body: &record.DeadlinePaused{Clock: d.Rule.ID, Reason: reason, Until: soon}})
		}
	}
	for _, outcome := range append([]string{""}, record.ClosingOutcomes...) {
		all = append(all, moved("closed", outcome))
	}
	return append(all, moved("reopened", ""), offer{Kind: record.KindRecusalDeclared, Key: "do.recuse", body: &record.RecusalDeclared{}})
}

func moved(to, outcome string) offer {
	key := "do.move." + to
	if outcome != "" {
		key = "do.close." + outcome
	}
	return offer{Kind: record.KindCaseMoved, Key: key, Fixed: map[string]string{"to": to, "outcome": outcome}, body: &record.CaseMoved{To: to, Outcome: outcome}}
}

// nothingFound is the finding that says least: whoever may put that one may put
// one.
func nothingFound(preliminary bool) *record.FindingProposed {
	return &record.FindingProposed{Preliminary: preliminary, Outcome: "unable_to_rule",
		Propositions: []record.Proposition{{N: 1, Axis: "occurred", Standard: "reasonable_grounds", Result: "not_assessed"}}}
}
