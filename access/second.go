package access

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// secondPerson are the stages on which two different people decide, whatever the
// charter says: sealing, release with every unsealing and
// downgrade, publication, the extension of a deadline, a change of roles, and of the
// charter, which says who has which role and within what time. A charter may ask for
// more, and not for less.
var secondPerson = []string{"sealing", "release", "publication", "extension", "role_change", "amendment"}

// SecondPerson reports whether a stage takes two different people.
func SecondPerson(stage string) bool { return slices.Contains(secondPerson, stage) }

// Least gives how many have to sign at a stage for which a charter asks so many;
// 0 stays 0: what nobody can do, two cannot either.
func Least(stage string, asked int) int {
	if asked > 0 && SecondPerson(stage) {
		return max(asked, 2)
	}
	return asked
}

// Seconded gives the rule by which a stage is decided so that one person is never
// enough where two are needed. Where a charter lets one head rule, the head still
// has to agree, and one of the chair, the secretariat or the lawyers with it.
func Seconded(c *record.Constitution, rule record.DecisionRule) record.DecisionRule {
	if !SecondPerson(rule.Stage) {
		return rule
	}
	switch rule.Rule {
	case "k_of_n":
		rule.K = Least(rule.Stage, rule.K)
	case "chair", "single_head":
		heads := rule.Seats
		if rule.Rule == "chair" || len(heads) == 0 {
			if chairs := slices.DeleteFunc(slices.Clone(heads), func(s record.Seat) bool { return c.Role(s) != Chair }); len(chairs) > 0 {
				heads = chairs
			} else if len(heads) == 0 {
				heads = c.Holding(Chair)
			}
		}
		all := slices.Clone(heads)
		for _, role := range []Role{Chair, Secretariat, Legal} {
			for _, s := range c.Holding(role) {
				if !slices.Contains(all, s) {
					all = append(all, s)
				}
			}
		}
		rule.Rule, rule.K, rule.Seats = "k_of_n", 2, all
		rule.Components = []record.ComponentRule{{ID: "head", Seats: heads, AtLeast: 1}}
	}
	return rule
}

// Alone says why one seat may not make an entry that everyone may read from the
// first, or nil: publication is an act of two people, with its risk written down
// (R71, R74). What a party or a guarantor says for itself is its own to publish; how
// the mechanism itself changes is for everyone to see; and what moves something that
// is public already is as public (moves). What releases is itself the act of two.
// The fold asks it: an entry that breaks it counts for nothing, on every machine.
func Alone(c *record.Constitution, author record.Seat, kind record.Kind, moves bool) error {
	if role := c.Role(author); role == Party || role == Guarantor {
		return nil
	}
	row, ok := Of(kind)
	switch {
	case !ok, row.Object == "user or role change", row.Object == "the log about itself", row.Object == "release":
		return nil
	case moves && !slices.Contains([]string{"allegation", "field report", "instrument text"}, row.Object):
		return nil
	}
	return fmt.Errorf("nobody publishes alone: a %s is made for fewer, and then released to everyone by two people (surety release)", kind)
}
