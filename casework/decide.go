package casework

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// The results of counting votes.
const (
	Open     = "open"
	Carried  = "carried"
	Defeated = "defeated"
	Deadlock = "deadlock" // no decision can be reached by this rule, and no other follows yet
	Referred = "referred" // no consensus by its time: it goes to the next rung of the ladder
	Stated   = "stated"   // no consensus by its time: the positions of all stand as they are
)

// Ballot is what there is to count.
type Ballot struct {
	Votes   map[record.Seat]string
	Authors []record.Seat // of what is decided: they take no part
	Recused []Recusal
	Since   time.Time // when it was put
}

// Decide counts a ballot by a rule at a time, and names the rule that decided.
//
// Empty seats, authors and those who stand aside do not take part, and nobody
// has to wait for them. Where more than one person has to agree (extension,
// publication, sealing, release, change of roles), the number stays what the
// charter says however few are left: two different people are two, also where the
// charter has one head rule (access.Seconded).
func Decide(m Mechanism, rule record.DecisionRule, b Ballot, at time.Time) (result, by string) {
	c, named := m.Constitution, rule.Rule
	rule = access.Seconded(c, rule)
	voters := eligible(m, rule, b)
	result = count(m, rule, voters, b)
	if result == Carried || rule.Then == "" || rule.After == "" && result == Open {
		return result, named
	}
	// A rule that can still carry is left its time; one that cannot is not.
	over := !at.Before(deadline.After(rule.After, false, b.Since, c.Offset, c.Weekend))
	if rule.After != "" && !over {
		if result == Deadlock || rule.Rule == "consensus" && result == Defeated {
			return Open, named
		}
		return result, named
	}
	if result == Defeated && rule.Rule != "consensus" && rule.Rule != "two_tier" {
		return result, named
	}
	switch rule.Then {
	case "referral":
		return Referred, named + " then " + rule.Then
	case "statement":
		return Stated, named + " then " + rule.Then
	}
	then := access.Seconded(c, record.DecisionRule{Stage: rule.Stage, Rule: rule.Then, Seats: rule.ThenSeats})
	return count(m, then, eligible(m, then, b), b), named + " then " + rule.Then
}

// eligible gives the seats that take part, each once, in the charter's order.
func eligible(m Mechanism, rule record.DecisionRule, b Ballot) []record.Seat {
	rule = access.Seconded(m.Constitution, rule)
	seats := rule.Seats
	if len(seats) == 0 {
		switch rule.Rule {
		case "chair", "single_head":
			seats = m.Constitution.Holding("chair")
		case "referral", "statement": // whoever presides says that the time is over
			seats = m.presiding()
		default:
			for _, s := range m.Constitution.Seats {
				if s.Role == "party" || s.Role == "chair" {
					seats = append(seats, s.ID)
				}
			}
		}
	} else if rule.Rule == "chair" {
		if chairs := slices.DeleteFunc(slices.Clone(seats), func(s record.Seat) bool { return m.Constitution.Role(s) != "chair" }); len(chairs) > 0 {
			seats = chairs
		}
	}
	var all []record.Seat
	for _, s := range seats {
		if i := slices.IndexFunc(b.Recused, func(r Recusal) bool { return r.Seat == s }); i >= 0 {
			if s = b.Recused[i].StandIn; !rule.Replaced || s == "" {
				continue
			}
		}
		seat, ok := m.Constitution.Seat(s)
		if !ok || seat.Observes || m.empty(s) || slices.Contains(b.Authors, s) || slices.Contains(all, s) {
			continue
		}
		all = append(all, s)
	}
	return all
}

// Voters gives the rule by which a stage of a finding is decided in this case,
// and the seats that take part in it, in the charter's order: those of the rule
// that follows a deadlock too.
func Voters(m Mechanism, s Case, f Finding, stage string) (record.DecisionRule, []record.Seat) {
	rule := access.Seconded(m.Constitution, s.rule(m, stage))
	b := Ballot{Recused: s.Recusals}
	if stage != "publication" {
		b.Authors = []record.Seat{f.By}
	}
	seats := eligible(m, rule, b)
	if rule.Then != "" {
		for _, seat := range eligible(m, record.DecisionRule{Stage: stage, Rule: rule.Then, Seats: rule.ThenSeats}, b) {
			if !slices.Contains(seats, seat) {
				seats = append(seats, seat)
			}
		}
	}
	return rule, seats
}

func count(m Mechanism, rule record.DecisionRule, voters []record.Seat, b Ballot) string {
	n := len(voters)
	if n == 0 {
		return Deadlock
	}
	pro, con, said := 0, 0, 0
	for _, s := range voters {
		switch b.Votes[s] {
		case "for":
			pro, said = pro+1, said+1
		case "against":
			con, said = con+1, said+1
		case "abstain":
			said++
		}
	}
	switch rule.Rule {
	case "consensus":
		return consensus(n, pro, con, said)
	case "two_tier":
		return twoTier(m, voters, b)
	case "majority":
		switch {
		case 2*pro > n:
			return Carried
		case 2*con > n:
			return Defeated
		case said == n:
			return Deadlock
		}
		return Open
	case "k_of_n":
		return someOf(rule, voters, b, pro, said)
	}
	// chair, single_head: each of the seats that preside can rule.
	switch {
	case pro > 0 && con == 0:
		return Carried
	case con > 0:
		return Defeated
	}
	return Open
}

// consensus is the absence of objection: everybody has spoken, somebody for it.
func consensus(n, pro, con, said int) string {
	switch {
	case con > 0:
		return Defeated
	case said == n && pro > 0:
		return Carried
	case said == n:
		return Deadlock
	}
	return Open
}

// twoTier: the others agree among themselves, or else the chair rules.
func twoTier(m Mechanism, voters []record.Seat, b Ballot) string {
	var first, chair []record.Seat
	for _, s := range voters {
		if m.Constitution.Role(s) == "chair" {
			chair = append(chair, s)
		} else {
			first = append(first, s)
		}
	}
	if len(first) > 0 {
		switch result := count(m, record.DecisionRule{Rule: "consensus"}, first, b); result {
		case Carried, Open:
			return result
		}
	}
	return count(m, record.DecisionRule{Rule: "chair"}, chair, b)
}

// someOf: so many of the seats, and so many of each component.
func someOf(rule record.DecisionRule, voters []record.Seat, b Ballot, pro, said int) string {
	n, need := len(voters), rule.K
	isStrict := access.SecondPerson(rule.Stage)
	if !isStrict {
		need = min(need, n)
	}
	open := n - said
	if pro+open < need {
		return Defeated
	}
	met := pro >= need
	for _, part := range rule.Components {
		seats, yes, waiting := 0, 0, 0
		for _, s := range voters {
			if slices.Contains(part.Seats, s) {
				seats++
				switch b.Votes[s] {
				case "for":
					yes++
				case "":
					waiting++
				}
			}
		}
		least := part.AtLeast
		if !isStrict {
			least = min(least, seats)
		}
		if yes+waiting < least {
			return Defeated
		}
		met = met && yes >= least
	}
	if met {
		return Carried
	}
	return Open
}
