package casework

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// The standings of a finding.
const (
	ProposedFinding    = "proposed"
	PreliminaryFinding = "preliminary"
	FinalFinding       = "final"
	DefeatedFinding    = "defeated"
	UndecidedFinding   = "undecided"  // no consensus by its time: the positions of all stand beside it
	Superseded         = "superseded" // the case was reopened, or another became final
)

// Finding is what was put to the body that decides, and what became of it.
type Finding struct {
	ID           record.ID            `json:"id"`
	By           record.Seat          `json:"by"` // its author, who has no vote on it
	At           time.Time            `json:"at"`
	Preliminary  bool                 `json:"preliminary,omitempty"`
	Outcome      string               `json:"outcome"`
	Propositions []record.Proposition `json:"propositions"`
	Status       string               `json:"status"`
	Votes        []Vote               `json:"votes,omitempty"`
	Dissents     []Dissent            `json:"dissents,omitempty"`
	Silent       []Silence            `json:"silent,omitempty"` // who had not replied when it was put
	Rule         string               `json:"rule,omitempty"`   // that decided it
	Decided      time.Time            `json:"decided,omitzero"`
	Referred     time.Time            `json:"referred,omitzero"` // when it last went to the next rung without a decision
	Published    time.Time            `json:"published,omitzero"`
	PublishRule  string               `json:"publish_rule,omitempty"`
	Reopened     time.Time            `json:"reopened,omitzero"`
}

// Vote is a seat's say in one stage.
type Vote struct {
	Seat  record.Seat `json:"seat"`
	Stage string      `json:"stage"`
	Vote  string      `json:"vote"`
	By    record.ID   `json:"by"`
	At    time.Time   `json:"at"`
}

// Dissent stands beside a finding and is never taken away.
type Dissent struct {
	Seat         record.Seat `json:"seat"`
	By           record.ID   `json:"by"`
	At           time.Time   `json:"at"`
	Propositions []int       `json:"propositions"`
}

// Silence prints as "no reply by".
type Silence struct {
	Of    string    `json:"of"`
	Clock string    `json:"clock"`
	By    time.Time `json:"by"`
}

func (s *Case) finding(id record.ID) *Finding {
	i := slices.IndexFunc(s.Findings, func(f Finding) bool { return f.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Findings[i]
}

// propose takes a finding that somebody puts to the body that decides it.
func (s *Case) propose(m Mechanism, b *record.FindingProposed, e Entry) error {
	if err := works(m, e.Seat); err != nil {
		return err
	}
	if err := b.Coherent(); err != nil { // control only: also where content is sealed
		return err
	}
	from := []string{"triaged", "reopened", "under_verification", "under_investigation"}
	if !b.Preliminary {
		from = append(from, "preliminary_finding", "comments_period", "dispute", "escalated")
	}
	if err := within(s.base(), from...); err != nil {
		return err
	}
	if slices.ContainsFunc(s.Recusals, func(r Recusal) bool { return r.Seat == e.Seat }) {
		return fmt.Errorf("%s has stood aside in this case", e.Seat)
	}
	f := Finding{ID: e.ID, By: e.Seat, At: e.At, Preliminary: b.Preliminary, Outcome: b.Outcome, Propositions: b.Propositions, Status: ProposedFinding}
	if err := s.heard(m, &f, e.At); err != nil {
		return err
	}
	s.Findings = append(s.Findings, f)
	if _, ruled := m.Constitution.Decision("preliminary_finding"); b.Preliminary && !ruled {
		s.preliminary(m, &s.Findings[len(s.Findings)-1], "", e)
	}
	return nil
}

// heard checks that those against whom something may be found have been told,
// and have had their time to answer; it takes note of those who did not.
func (s *Case) heard(m Mechanism, f *Finding, at time.Time) error {
	for _, party := range s.Against {
		if !s.notified(party) {
			return fmt.Errorf("%s has not been notified: nothing is found against somebody who was not told", party)
		}
	}
	for _, p := range f.Propositions {
		if p.Party != "" && !s.notified(p.Party) {
			return fmt.Errorf("proposition %d names %s, which has not been notified", p.N, p.Party)
		}
	}
	events := []string{"responded"}
	if !f.Preliminary {
		events = append(events, "commented")
		violation := f.Outcome == "minor_violation" || f.Outcome == "serious_violation"
		comments := slices.ContainsFunc(m.Constitution.Clocks, func(r record.ClockRule) bool { return Ends(r) == "commented" })
		if violation && comments && !slices.ContainsFunc(s.Findings, func(o Finding) bool { return o.Status == PreliminaryFinding }) {
			return fmt.Errorf("a violation is found after the parties could comment on a preliminary finding")
		}
	}
	for _, event := range events {
		over, silent := s.passed(event, at)
		if !over {
			return fmt.Errorf("the time to answer is not over, and not everybody has answered")
		}
		for _, d := range silent {
			f.Silent = append(f.Silent, Silence{Of: d.Of, Clock: d.Rule.ID, By: d.Due})
		}
	}
	return nil
}

func (s *Case) preliminary(m Mechanism, f *Finding, rule string, e Entry) {
	f.Status, f.Rule, f.Decided = PreliminaryFinding, rule, e.At
	s.move("preliminary_finding", e.At)
	before := len(s.Deadlines)
	s.fire(m, "preliminary_finding", "", e)
	for _, d := range s.Deadlines[before:] {
		if Ends(d.Rule) == "commented" {
			s.move("comments_period", e.At)
		}
	}
}

// rule gives what decides a stage in this case: on a rung of the ladder, those
// who sit there.
func (s *Case) rule(m Mechanism, stage string) record.DecisionRule {
	c := m.Constitution
	if stage == "final_finding" && s.base() == "escalated" {
		i := slices.IndexFunc(c.Ladder, func(r record.RungRule) bool { return r.ID == s.Rung })
		if i >= 0 && len(c.Ladder[i].Seats) > 0 {
			r := c.Ladder[i]
			rule := record.DecisionRule{Stage: stage, Rule: "consensus", Seats: r.Seats}
			if r.Binding && slices.ContainsFunc(r.Seats, func(s record.Seat) bool { return c.Role(s) == "chair" }) {
				rule.After, rule.Then = r.Within, "chair"
			} else if d, ok := c.Decision(stage); ok && slices.Contains(record.Undecided, d.Then) {
				// What the charter says of no consensus holds on every rung.
				if rule.After, rule.Then = r.Within, d.Then; rule.After == "" {
					rule.After = d.After
				}
			}
			return rule
		}
	}
	if rule, ok := c.Decision(stage); ok {
		return rule
	}
	return record.DecisionRule{Stage: stage, Rule: "chair"}
}

func (s *Case) vote(m Mechanism, b *record.VoteCast, e Entry) error {
	f := s.finding(e.Finding)
	if f == nil {
		return fmt.Errorf("it does not name a finding of this case")
	}
	rule := s.rule(m, b.Stage)
	switch b.Stage {
	case "publication":
		if f.Status != FinalFinding && f.Status != UndecidedFinding || !f.Published.IsZero() {
			return fmt.Errorf("only a final finding is published, and once")
		}
	case "preliminary_finding", "final_finding":
		if f.Status != ProposedFinding || f.Preliminary != (b.Stage == "preliminary_finding") {
			return fmt.Errorf("the finding is %q; there is no vote on it as a %s", f.Status, b.Stage)
		}
	}
	ballot := Ballot{Votes: map[record.Seat]string{}, Recused: s.Recusals, Since: f.At}
	if !f.Referred.IsZero() {
		ballot.Since = f.Referred // each rung has its own time
	}
	if b.Stage == "publication" {
		ballot.Since = f.Decided
	} else {
		ballot.Authors = []record.Seat{f.By}
		if e.Seat == f.By {
			return fmt.Errorf("the seat %s wrote the finding: nobody writes and decides the same one", e.Seat)
		}
	}
	then := record.DecisionRule{Rule: rule.Then, Seats: rule.ThenSeats}
	if !slices.Contains(eligible(m, rule, ballot), e.Seat) && (rule.Then == "" || !slices.Contains(eligible(m, then, ballot), e.Seat)) {
		return fmt.Errorf("the seat %s has no vote in this", e.Seat)
	}
	// A seat may change its vote while nothing is decided: the last one counts, all stay.
	f.Votes = append(f.Votes, Vote{Seat: e.Seat, Stage: b.Stage, Vote: b.Vote, By: e.ID, At: e.At})
	for _, v := range f.Votes {
		if v.Stage == b.Stage {
			ballot.Votes[v.Seat] = v.Vote
		}
	}
	result, by := Decide(m, rule, ballot, e.At)
	switch {
	case result == Carried && b.Stage == "publication":
		f.Published, f.PublishRule = e.At, by
		s.fire(m, "published", "", e)
	case result == Carried && f.Preliminary:
		s.preliminary(m, f, by, e)
	case result == Carried:
		s.final(m, f, by, e)
	case (result == Stated || result == Referred) && f.Preliminary:
		s.preliminary(m, f, by, e) // there is nothing to agree on before all have commented
	case result == Referred && s.referUp(m, f, e):
	case result == Stated || result == Referred:
		s.undecided(m, f, by, e)
	case result == Defeated && b.Stage != "publication":
		f.Status, f.Rule, f.Decided = DefeatedFinding, by, e.At
	}
	return nil
}

// referUp takes a finding without consensus to the next rung of the ladder, and
// reports whether there is one.
func (s *Case) referUp(m Mechanism, f *Finding, e Entry) bool {
	ladder := m.Constitution.Ladder
	next := slices.IndexFunc(ladder, func(r record.RungRule) bool { return r.ID == s.Rung }) + 1
	if next >= len(ladder) {
		return false
	}
	f.Referred = e.At
	s.meetClock("rung", e)
	s.Rung = ladder[next].ID
	s.move("escalated", e.At)
	s.startRung(m, ladder[next], e)
	return true
}

// undecided ends a finding on which there was no consensus by its time, nor above:
// the mechanism is unable to rule, and says so. Everybody's position, as voted and
// dissented, stands beside it, and it can be published.
func (s *Case) undecided(m Mechanism, f *Finding, rule string, e Entry) {
	f.Status, f.Rule, f.Decided = UndecidedFinding, rule, e.At
	s.Outcome = "unable_to_rule"
	s.move("dispute", e.At)
	s.fire(m, "final_finding", "", e)
}

// stated reports whether what was put last ended without consensus.
func (s *Case) stated() bool {
	n := len(s.Findings)
	return n > 0 && s.Findings[n-1].Status == UndecidedFinding && s.Outcome == "unable_to_rule"
}

func (s *Case) final(m Mechanism, f *Finding, rule string, e Entry) {
	for i := range s.Findings {
		if o := &s.Findings[i]; o.Status == FinalFinding {
			o.Status = Superseded
		}
	}
	f.Status, f.Rule, f.Decided = FinalFinding, rule, e.At
	s.Outcome = f.Outcome
	s.move("final_finding", e.At)
	s.fire(m, "final_finding", "", e)
}

func (s *Case) dissent(m Mechanism, b *record.DissentFiled, e Entry) error {
	f := s.finding(e.Finding)
	seat, _ := m.Constitution.Seat(e.Seat)
	switch {
	case f == nil:
		return fmt.Errorf("it does not name a finding of this case")
	case seat.Observes:
		return fmt.Errorf("the seat %s observes: it submits and reads, but does not rate", e.Seat)
	}
	for _, n := range b.Propositions {
		if n < 1 || n > len(f.Propositions) {
			return fmt.Errorf("the finding has no proposition %d; it has 1 to %d", n, len(f.Propositions))
		}
	}
	f.Dissents = append(f.Dissents, Dissent{Seat: e.Seat, By: e.ID, At: e.At, Propositions: b.Propositions})
	return nil
}
