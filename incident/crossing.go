package incident

import (
	"cmp"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Report is one entry on the state of a crossing, in the order of the log.
type Report struct {
	ID   record.ID
	By   record.Seat
	Body *record.CrossingStatusRecorded
}

// Passage is how one gate stands for one class of users in one direction. What
// is declared and what was seen stand apart: a gate can be open by word and shut
// in fact.
type Passage struct {
	Crossing  string `json:"crossing"`
	Gate      string `json:"gate"`      // "" where a report names no gate
	Users     string `json:"users"`     // "" for all, where a report names none
	Direction string `json:"direction"` // "" for both
	Declared  *Stand `json:"declared,omitempty"`
	Observed  *Stand `json:"observed,omitempty"`
	Differs   bool   `json:"differs"` // what is declared is not what was seen
}

// Stand is a state, by which report, and since when it has been that.
type Stand struct {
	Report  record.ID            `json:"report"`
	Status  string               `json:"status"`
	Since   string               `json:"since,omitempty"` // YYYY-MM-DD; "" not known
	By      string               `json:"by,omitempty"`    // who declares it, or the seat that saw it
	Reasons []record.ReasonGiven `json:"reasons,omitempty"`
}

// differ reports whether what is declared is not what was seen.
func (p Passage) differ() bool {
	return p.Declared != nil && p.Observed != nil && p.Declared.Status != p.Observed.Status
}

// Passages gives how every gate stands after reports in the order of the log: by
// gate, class of users and direction. A later report replaces an earlier one of
// its own kind for exactly what it names; since is the first day on which that
// state was reported without another between.
func Passages(reports []Report) []Passage {
	type key struct{ crossing, gate, users, direction string }
	all := map[key]*Passage{}
	for _, r := range reports {
		users := r.Body.Users
		if len(users) == 0 {
			users = []string{""}
		}
		for _, u := range users {
			k := key{r.Body.Crossing, r.Body.Gate, u, r.Body.Direction}
			if k.crossing == "" {
				k.crossing = r.Body.Name
			}
			p := all[k]
			if p == nil {
				p = &Passage{Crossing: k.crossing, Gate: k.gate, Users: k.users, Direction: k.direction}
				all[k] = p
			}
			if r.Body.Observed {
				p.Observed = stand(p.Observed, r, string(r.By))
			} else {
				p.Declared = stand(p.Declared, r, r.Body.DeclaredBy.Name)
			}
		}
	}
	out := make([]Passage, 0, len(all))
	for _, p := range all {
		p.Differs = p.differ()
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Passage) int {
		return cmp.Or(cmp.Compare(a.Crossing, b.Crossing), cmp.Compare(a.Gate, b.Gate), cmp.Compare(a.Users, b.Users), cmp.Compare(a.Direction, b.Direction))
	})
	return out
}

func stand(before *Stand, r Report, by string) *Stand {
	s := &Stand{Report: r.ID, Status: r.Body.Status, Since: r.Body.From, By: by, Reasons: slices.Clone(r.Body.Reasons)}
	if r.Body.Reason != "" {
		s.Reasons = append(s.Reasons, record.ReasonGiven{Text: r.Body.Reason, Claimant: r.Body.DeclaredBy})
	}
	if before != nil && before.Status == s.Status {
		for _, old := range before.Reasons { // several reasons, each with its claimant
			if !slices.Contains(s.Reasons, old) {
				s.Reasons = append(s.Reasons, old)
			}
		}
		if before.Since != "" && (s.Since == "" || before.Since < s.Since) {
			s.Since = before.Since
		}
	}
	return s
}
