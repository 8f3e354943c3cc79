package casework

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// moved takes a state that somebody puts the case into.
func (s *Case) moved(m Mechanism, b *record.CaseMoved, e Entry) error {
	switch b.To {
	case "acknowledged":
		return s.stepped(m, b.To, "acknowledged", true, e, "received")
	case "outside_mandate":
		if !e.Has("clause") {
			return fmt.Errorf("what lies outside the mandate names the clause that excludes it")
		}
		if err := s.stepped(m, b.To, "triaged", false, e, "received", "acknowledged", "triaged"); err != nil {
			return err
		}
		s.Outcome = "outside_mandate"
		s.drop(e.At)
		return nil
	case "triaged":
		return s.stepped(m, b.To, "triaged", false, e, "received", "acknowledged", "reopened")
	case "under_verification", "under_investigation":
		return s.stepped(m, b.To, "", false, e, "triaged", "reopened", "under_verification", "under_investigation")
	case "comments_period":
		return s.stepped(m, b.To, "comments_opened", false, e, "preliminary_finding")
	case "dispute":
		return s.dispute(m, e)
	case "escalated":
		return s.escalate(m, b, e)
	case "closed":
		return s.close(m, b, e)
	case "reopened":
		return s.reopen(m, e)
	}
	return fmt.Errorf("a case is not put into %q by hand", b.To)
}

func (s *Case) stepped(m Mechanism, to, event string, secretariat bool, e Entry, from ...string) error {
	if err := leads(m, e.Seat, secretariat); err != nil {
		return err
	}
	if err := within(s.base(), from...); err != nil {
		return err
	}
	s.move(to, e.At)
	if event != "" {
		s.fire(m, event, "", e)
	}
	return nil
}

// dispute: a party does not accept what was found, or what is about to be.
func (s *Case) dispute(m Mechanism, e Entry) error {
	if m.Constitution.Party(e.Seat) == "" {
		return fmt.Errorf("a dispute is a party's to raise")
	}
	if err := within(s.base(), "preliminary_finding", "comments_period", "final_finding"); err != nil {
		return err
	}
	s.move("dispute", e.At)
	return nil
}

// escalate takes a dispute to the next rung of the ladder.
func (s *Case) escalate(m Mechanism, b *record.CaseMoved, e Entry) error {
	c := m.Constitution
	if c.Party(e.Seat) == "" {
		if err := leads(m, e.Seat, false); err != nil {
			return err
		}
	}
	if err := within(s.base(), "dispute", "escalated"); err != nil {
		return err
	}
	next := slices.IndexFunc(c.Ladder, func(r record.RungRule) bool { return r.ID == s.Rung }) + 1
	switch {
	case next >= len(c.Ladder):
		return fmt.Errorf("the ladder has no rung above %q", s.Rung)
	case c.Ladder[next].ID != b.Rung:
		return fmt.Errorf("the next rung of the ladder is %q", c.Ladder[next].ID)
	}
	s.meetClock("rung", e)
	s.Rung = b.Rung
	s.move("escalated", e.At)
	s.startRung(m, c.Ladder[next], e)
	return nil
}

func (s *Case) close(m Mechanism, b *record.CaseMoved, e Entry) error {
	found := s.Final() != nil
	switch b.Outcome {
	case "settled_locally":
		return s.settle(m, e)
	case "withdrawn":
		if e.Seat != s.By {
			return fmt.Errorf("an allegation is withdrawn by the seat that handed it in, %s", s.By)
		}
		if found {
			return fmt.Errorf("there is a finding: an allegation is not withdrawn after it")
		}
	case "":
		if err := leads(m, e.Seat, false); err != nil {
			return err
		}
		if !found && !s.stated() {
			return fmt.Errorf("a case without a final finding is closed with an outcome")
		}
		s.move("closed", e.At)
		s.drop(e.At)
		return nil
	default:
		if err := leads(m, e.Seat, false); err != nil {
			return err
		}
		if found {
			return fmt.Errorf("there is a finding: its outcome stands")
		}
		if b.Outcome == "duplicate_of" && e.Other == "" {
			return fmt.Errorf("a duplicate names the case that goes on instead")
		}
	}
	s.Outcome = b.Outcome
	s.move("closed", e.At)
	s.drop(e.At)
	return nil
}

// settle: both sides sign that a matter is settled. The case is closed when all
// parties whose seats are filled, two at the least, have.
func (s *Case) settle(m Mechanism, e Entry) error {
	c := m.Constitution
	party := c.Party(e.Seat)
	switch {
	case party == "":
		return fmt.Errorf("a settlement is signed by the parties")
	case s.Final() != nil:
		return fmt.Errorf("there is a finding: its outcome stands")
	case slices.Contains(s.Settling, party):
		return fmt.Errorf("%s has signed the settlement before", party)
	}
	s.Settling = append(s.Settling, party)
	if len(s.Settling) < len(c.Parties) {
		return nil
	}
	s.Outcome = "settled_locally"
	s.move("closed", e.At)
	s.drop(e.At)
	return nil
}

func (s *Case) reopen(m Mechanism, e Entry) error {
	if err := leads(m, e.Seat, false); err != nil {
		return err
	}
	if err := within(s.base(), "closed", "outside_mandate", "final_finding", "remedy_due", "remedy_verified", "referred_for_penalty"); err != nil {
		return err
	}
	for i := range s.Findings {
		if s.Findings[i].Status == FinalFinding {
			s.Findings[i].Status, s.Findings[i].Reopened = Superseded, e.At
		}
	}
	s.Outcome, s.Settling, s.Rung = "pending", nil, ""
	s.move("reopened", e.At)
	return nil
}

func (s *Case) recommend(m Mechanism, b *record.RecommendationMade, e Entry) error {
	if err := works(m, e.Seat); err != nil {
		return err
	}
	if s.Final() == nil {
		return fmt.Errorf("a recommendation follows a final finding")
	}
	for _, field := range []string{"act", "object", "quantity", "place", "closes_when"} {
		if !e.Has(field) {
			return fmt.Errorf("a recommendation without its %s cannot be seen to be done", field)
		}
	}
	_, seat := m.Constitution.Seat(record.Seat(b.Addressee))
	if !slices.Contains(m.Constitution.Parties, b.Addressee) && !seat {
		return fmt.Errorf("there is no party or seat %q; the parties are %q, the seats %q", b.Addressee, m.Constitution.Parties, m.Constitution.SeatIDs())
	}
	due, err := time.Parse(time.RFC3339, b.Due)
	if err != nil || !due.After(e.At) {
		return fmt.Errorf("the due time, %s, lies before the recommendation", b.Due)
	}
	s.Recommendations = append(s.Recommendations, Recommendation{ID: e.ID, Addressee: b.Addressee, Due: due.UTC()})
	s.move("remedy_due", e.At)
	s.fire(m, "recommended", b.Addressee, e)
	return nil
}

// remedy takes what the addressee of a recommendation says it has done, or what
// somebody else has verified of it.
func (s *Case) remedy(m Mechanism, b *record.RemedyReported, e Entry) error {
	i := slices.IndexFunc(s.Recommendations, func(r Recommendation) bool { return r.ID == e.Answers })
	if i < 0 {
		return fmt.Errorf("it does not name the recommendation that it answers")
	}
	r := &s.Recommendations[i]
	own := r.Addressee == string(e.Seat) || r.Addressee == m.Constitution.Party(e.Seat)
	switch {
	case !b.Verified && !own:
		return fmt.Errorf("what was done is reported by %s, to whom it was recommended", r.Addressee)
	case b.Verified && own:
		return fmt.Errorf("nobody verifies his own remedy")
	case !b.Verified && !r.Reported.IsZero():
		return fmt.Errorf("it was reported before")
	case b.Verified && !r.Verified.IsZero():
		return fmt.Errorf("it was verified before")
	}
	if !b.Verified {
		r.Reported = e.At
		s.fire(m, "remedied", r.Addressee, e)
		return nil
	}
	if err := works(m, e.Seat); err != nil {
		return err
	}
	r.Verified = e.At
	if !slices.ContainsFunc(s.Recommendations, func(r Recommendation) bool { return r.Verified.IsZero() }) && !s.Closed() {
		s.move("remedy_verified", e.At)
	}
	return nil
}

func (s *Case) refer(m Mechanism, b *record.ReferralMade, e Entry) error {
	if err := leads(m, e.Seat, false); err != nil {
		return err
	}
	f := s.Final()
	p := m.Constitution.Penalty
	switch {
	case f == nil || f.ID != e.Finding:
		return fmt.Errorf("only a final finding is referred: a penalty does not rest on an unfinished one")
	case !slices.Contains([]string{"minor_violation", "serious_violation", "violation_unattributed"}, f.Outcome):
		return fmt.Errorf("the finding is %q: there is nothing to refer", f.Outcome)
	case p == nil && b.Measure != "":
		return fmt.Errorf("the instrument defines no penalty: the finding can be referred, and no measure asked for")
	case p == nil && !e.Has("to"):
		return fmt.Errorf("the instrument names no body: the referral has to say whom it goes to")
	case p != nil && b.Measure != "" && !slices.Contains(p.Measures, b.Measure):
		return fmt.Errorf("the charter has no measure %q", b.Measure)
	}
	s.Referrals = append(s.Referrals, Referral{ID: e.ID, Finding: f.ID, Measure: b.Measure, At: e.At})
	s.move("referred_for_penalty", e.At)
	s.fire(m, "referred", "", e)
	return nil
}

// penalty takes the decision of the body that the charter names. Who found is
// not who punishes.
func (s *Case) penalty(m Mechanism, b *record.PenaltyDecided, e Entry) error {
	p := m.Constitution.Penalty
	i := slices.IndexFunc(s.Referrals, func(r Referral) bool { return r.ID == e.Answers })
	seat, _ := m.Constitution.Seat(e.Seat)
	switch {
	case p == nil:
		return fmt.Errorf("the instrument defines no penalty: a finding can be referred, and that is all")
	case i < 0:
		return fmt.Errorf("it does not name the referral that it decides")
	case string(e.Seat) != p.Body && seat.Of != p.Body:
		return fmt.Errorf("penalties are decided by %s, not by the seat %s", p.Body, e.Seat)
	case !s.Referrals[i].Decided.IsZero():
		return fmt.Errorf("this referral was decided before")
	case b.Imposed && !slices.Contains(p.Measures, b.Measure):
		return fmt.Errorf("the charter has no measure %q", b.Measure)
	}
	f := s.Final()
	if f == nil || f.ID != s.Referrals[i].Finding {
		return fmt.Errorf("the finding that was referred no longer holds")
	}
	if f.By == e.Seat || slices.ContainsFunc(f.Votes, func(v Vote) bool { return v.Seat == e.Seat }) {
		return fmt.Errorf("the seat %s took part in the finding: who finds does not punish", e.Seat)
	}
	r := &s.Referrals[i]
	r.Decision, r.Decided, r.Imposed = e.ID, e.At, b.Measure
	s.fire(m, "decided", "", e)
	return nil
}
