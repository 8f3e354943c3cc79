package casework

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Mechanism is how the mechanism itself stands: by which charter, in which mode,
// with which seats empty. It is a value, as a Case is.
type Mechanism struct {
	Charter record.ID                 `json:"charter"` // the entry whose charter is in force
	Mode    string                    `json:"mode"`    // record.MechanismModes
	Since   time.Time                 `json:"since"`
	Vacant  map[record.Seat]time.Time `json:"vacant,omitempty"` // since when
	Motions []Motion                  `json:"motions,omitempty"`

	Constitution *record.Constitution `json:"-"` // of Charter
}

// Motion is a change of the mechanism that has been signed, but not by enough.
type Motion struct {
	What   string        `json:"what"` // such as mode:running, charter:DIGEST, vacant:SEAT, filled:SEAT
	Since  time.Time     `json:"since"`
	Signed []record.Seat `json:"signed"`
}

// Change gives the change that a motion is for: what its other signatures say.
func (o Motion) Change() record.Body {
	what, value, _ := strings.Cut(o.What, ":")
	switch what {
	case "mode":
		return &record.ModeChanged{Mode: value}
	case "vacant":
		return &record.SeatVacated{Seat: record.Seat(value)}
	case "filled":
		return &record.SeatFilled{Seat: record.Seat(value)}
	}
	return &record.CharterAmended{Digest: value}
}

// Deciders gives the rule by which a change of the mechanism is decided that a seat
// signs, and the seats that take part in it.
func (m Mechanism) Deciders(b record.Body, by record.Seat) (record.DecisionRule, []record.Seat) {
	stage := map[record.Kind]string{record.KindModeChanged: "mode", record.KindCharterAmended: "amendment"}[b.EntryKind()]
	if stage == "" {
		stage = "role_change"
	}
	rule := m.ruleOfChange(stage, Entry{Seat: by, Body: b})
	return rule, eligible(m, rule, Ballot{})
}

// Found gives the mechanism as its charter makes it.
func Found(charter record.ID, c *record.Constitution, at time.Time) Mechanism {
	return Mechanism{Charter: charter, Mode: c.Mode, Since: at, Constitution: c}
}

// Change gives the mechanism after a seat has signed a change of it: amended,
// in another mode, with a seat vacated or filled. The change takes effect when
// its rule is met. Who has signed it signs it again only where that is what it
// waits for: since then another rule holds, in another mode, or a seat is empty.
func (m Mechanism) Change(e Entry) (Mechanism, error) {
	what, stage := "", "role_change"
	switch b := e.Body.(type) {
	case *record.ModeChanged:
		what, stage = "mode:"+b.Mode, "mode"
		if b.Mode == m.Mode {
			return m, fmt.Errorf("the mechanism is %q already", b.Mode)
		}
	case *record.SeatVacated:
		what = "vacant:" + string(b.Seat)
		if _, empty := m.Vacant[b.Seat]; empty {
			return m, fmt.Errorf("the seat %s is empty already", b.Seat)
		}
		if _, ok := m.Constitution.Seat(b.Seat); !ok {
			return m, fmt.Errorf("there is no seat %q", b.Seat)
		}
	case *record.SeatFilled:
		what = "filled:" + string(b.Seat)
		if _, empty := m.Vacant[b.Seat]; !empty {
			return m, fmt.Errorf("the seat %q is not empty", b.Seat)
		}
	case *record.CharterAmended:
		what, stage = "charter:"+b.Digest, "amendment"
	}
	if m.Mode == "closed" {
		return m, fmt.Errorf("the mechanism is closed; what goes on is the log of a successor")
	}
	rule := m.ruleOfChange(stage, e)
	if !slices.Contains(eligible(m, rule, Ballot{}), e.Seat) {
		return m, fmt.Errorf("the seat %s takes no part in this decision", e.Seat)
	}
	m.Motions = slices.Clone(m.Motions)
	i := slices.IndexFunc(m.Motions, func(o Motion) bool { return o.What == what })
	if i < 0 {
		m.Motions, i = append(m.Motions, Motion{What: what, Since: e.At}), len(m.Motions)
	}
	motion := &m.Motions[i]
	again := slices.Contains(motion.Signed, e.Seat)
	if !again {
		motion.Signed = append(slices.Clone(motion.Signed), e.Seat)
	}
	ballot := Ballot{Votes: map[record.Seat]string{}, Since: motion.Since}
	for _, seat := range motion.Signed {
		ballot.Votes[seat] = "for"
	}
	if result, _ := Decide(m, rule, ballot, e.At); result != Carried {
		if again {
			return m, fmt.Errorf("%s has signed this before", e.Seat)
		}
		return m, nil
	}
	m.Motions = slices.Delete(m.Motions, i, i+1)
	return m.effect(e), nil
}

// ruleOfChange gives the rule by which the mechanism itself is changed. A seat
// vacates itself; where the charter says nothing, the chair changes a mode, but
// to begin to verify, to close for good and everything else takes all the
// parties and the chair.
func (m Mechanism) ruleOfChange(stage string, e Entry) record.DecisionRule {
	if b, ok := e.Body.(*record.SeatVacated); ok && b.Seat == e.Seat {
		return record.DecisionRule{Rule: "single_head", Seats: []record.Seat{e.Seat}}
	}
	if rule, ok := m.Constitution.Decision(stage); ok {
		return rule
	}
	chair := m.presiding()
	if b, ok := e.Body.(*record.ModeChanged); ok && m.Mode != "register_only" && b.Mode != "closed" {
		return record.DecisionRule{Rule: "chair", Seats: chair}
	}
	all := slices.Clone(chair)
	for _, s := range m.Constitution.Seats {
		if s.Role == "party" {
			all = append(all, s.ID)
		}
	}
	return record.DecisionRule{Rule: "consensus", Seats: all}
}

// presiding gives the seats that lead the procedure: the chair's, or while all
// of those are empty, the secretariat's. An empty seat stops nothing.
func (m Mechanism) presiding() []record.Seat {
	chairs := slices.DeleteFunc(m.Constitution.Holding("chair"), m.empty)
	if len(chairs) == 0 {
		return slices.DeleteFunc(m.Constitution.Holding("secretariat"), m.empty)
	}
	return chairs
}

// empty reports whether nobody fills a seat.
func (m Mechanism) empty(s record.Seat) bool { _, empty := m.Vacant[s]; return empty }

func (m Mechanism) effect(e Entry) Mechanism {
	m.Vacant = maps.Clone(m.Vacant)
	switch b := e.Body.(type) {
	case *record.ModeChanged:
		m.Mode, m.Since = b.Mode, e.At
	case *record.SeatVacated:
		if m.Vacant == nil {
			m.Vacant = map[record.Seat]time.Time{}
		}
		m.Vacant[b.Seat] = e.At
	case *record.SeatFilled:
		delete(m.Vacant, b.Seat)
	case *record.CharterAmended:
		m.Charter, m.Constitution = e.ID, b.Constitution
		m.Motions = nil // they were moved under another charter
	}
	return m
}

// refused says why a kind of entry counts for nothing in a mode, or "".
func (m Mechanism) refused(b record.Body) string {
	switch m.Mode {
	case "register_only":
		switch b := b.(type) {
		case *record.TaskGiven, *record.AccessRequested, *record.FindingProposed, *record.VoteCast, *record.ReferralMade,
			*record.PenaltyDecided, *record.RecommendationMade:
			return "the mechanism keeps the register and verifies nothing: no monitoring is agreed yet"
		case *record.CaseMoved:
			if !slices.Contains([]string{"acknowledged", "outside_mandate", "triaged", "closed", "reopened"}, b.To) {
				return "the mechanism keeps the register and verifies nothing: no monitoring is agreed yet"
			}
		}
	case "suspended":
		switch b := b.(type) {
		case *record.TaskGiven, *record.AccessRequested, *record.InformationRequested, *record.FindingProposed, *record.VoteCast,
			*record.ReferralMade, *record.RecommendationMade:
			return "the mechanism is suspended: it takes in and decides nothing"
		case *record.CaseMoved:
			if b.To != "acknowledged" && b.Outcome != "settled_locally" {
				return "the mechanism is suspended: it takes in and decides nothing"
			}
		}
	case "evacuated":
		switch b := b.(type) {
		case *record.AccessRequested:
			return "the mechanism is evacuated: its monitors go nowhere"
		case *record.TaskGiven:
			if b.Method == "site_visit" {
				return "the mechanism is evacuated: its monitors go nowhere"
			}
		}
	case "winding_down":
		switch b := b.(type) {
		case *record.AllegationMade:
			return "the mechanism is winding down: it takes in no new allegation"
		case *record.CaseMoved:
			if b.To == "reopened" {
				return "the mechanism is winding down: it reopens no case"
			}
		}
	case "closed":
		return "the mechanism is closed: its record is only read"
	}
	return ""
}
