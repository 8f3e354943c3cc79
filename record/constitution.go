package record

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Constitution is the part of a charter that steers the fold: ids, roles,
// numbers and durations, no names and no words. It stands in the entry that
// adopts or amends the charter, as control, so that the fold reads no content
// and a program of another year, with another reader of charters, folds the
// same. Whoever holds the charter can derive it again and compare.
type Constitution struct {
	Mode       string         `json:"mode"`              // how the mechanism begins: running or register_only
	Offset     int            `json:"offset"`            // minutes east of UTC by which the mechanism counts its days
	Weekend    []string       `json:"weekend,omitempty"` // lower-case English names of days that are not working days
	Parties    []string       `json:"parties"`
	Seats      []SeatRule     `json:"seats"`
	Clocks     []ClockRule    `json:"clocks,omitempty"`
	Decisions  []DecisionRule `json:"decisions,omitempty"`
	Ladder     []RungRule     `json:"ladder,omitempty"`  // lowest first
	Penalty    *PenaltyRule   `json:"penalty,omitempty"` // nil where the instrument defines none
	Categories []string       `json:"categories,omitempty"`
	Crossings  []CrossingRule `json:"crossings,omitempty"`

	Declassify []DeclassRule `json:"declassify,omitempty"` // what is made readable once the mechanism is closed
}

// SeatRule is a seat and what it may do.
type SeatRule struct {
	ID        Seat   `json:"id"`
	Role      string `json:"role"`
	Of        string `json:"of,omitempty"` // the party or third party whose it is
	Component string `json:"component,omitempty"`
	Observes  bool   `json:"observes,omitempty"` // may submit and read, but not rate
}

// ClockRule is a time limit.
type ClockRule struct {
	ID       string   `json:"id"`
	Body     string   `json:"body,omitempty"` // the role that has to act, or accused
	StartsOn string   `json:"starts_on"`
	EndsOn   string   `json:"ends_on,omitempty"` // "" for what ends such a clock by default
	Duration Duration `json:"duration"`
	Working  bool     `json:"working,omitempty"` // only working days count
	PausedBy []string `json:"paused_by,omitempty"`
	Extended int      `json:"extended,omitempty"` // signatures an extension takes; 0 where there is none
}

// DecisionRule is how a stage decides.
type DecisionRule struct {
	Stage      string          `json:"stage"`
	Rule       string          `json:"rule"`
	K          int             `json:"k,omitempty"`
	Seats      []Seat          `json:"seats,omitempty"`
	Components []ComponentRule `json:"components,omitempty"`
	Replaced   bool            `json:"replaced,omitempty"` // a recused seat's place is taken by the one it names
	After      Duration        `json:"after,omitempty"`    // then the deadlock's rule holds
	Then       string          `json:"then,omitempty"`
	ThenSeats  []Seat          `json:"then_seats,omitempty"`
}

// ComponentRule is a group of seats of which so many have to agree.
type ComponentRule struct {
	ID      string `json:"id"`
	Seats   []Seat `json:"seats"`
	AtLeast int    `json:"at_least,omitempty"`
}

// RungRule is a step of the ladder of escalation.
type RungRule struct {
	ID      string   `json:"id"`
	Seats   []Seat   `json:"seats,omitempty"`
	Within  Duration `json:"within,omitempty"`
	Binding bool     `json:"binding,omitempty"`
}

// PenaltyRule is the menu of measures and the body that decides them.
type PenaltyRule struct {
	Body     string   `json:"body"` // a seat's or third party's id
	Measures []string `json:"measures"`
}

// CrossingRule is a crossing and its gates.
type CrossingRule struct {
	ID    string   `json:"id"`
	Gates []string `json:"gates,omitempty"`
}

// Duration is a number of hours or of days, as 48h or 7d. Days are days of the
// calendar, not 24 hours each: which of them count is the clock's to say.
type Duration string

// Hours gives a duration in hours, and whether it is one.
func (d Duration) Hours() (time.Duration, bool) {
	n, unit := d.parts()
	return time.Duration(n) * time.Hour, unit == "h"
}

// Days gives a duration in days, and whether it is one.
func (d Duration) Days() (int, bool) {
	n, unit := d.parts()
	return n, unit == "d"
}

// Lasting gives how long a duration is where nothing says which days count: a day is
// 24 hours. It is 0 for one that is malformed.
func (d Duration) Lasting() time.Duration {
	if h, ok := d.Hours(); ok {
		return h
	}
	n, _ := d.Days()
	return time.Duration(n) * 24 * time.Hour
}

func (d Duration) parts() (n int, unit string) {
	for _, unit := range []string{"h", "d"} {
		if digits, ok := strings.CutSuffix(string(d), unit); ok {
			if n, err := strconv.Atoi(digits); err == nil {
				return n, unit
			}
		}
	}
	return 0, ""
}

var durationForm = regexp.MustCompile(`^[1-9][0-9]{0,3}(h|d)$`)

// Stages are what is decided by a rule of the charter.
var Stages = []string{"triage", "preliminary_finding", "final_finding", "publication", "penalty", "extension", "sealing", "release",
	"role_change", "amendment", "mode"}

// DecisionRules are the ways in which a stage decides.
var DecisionRules = []string{"consensus", "chair", "single_head", "two_tier", "majority", "k_of_n"}

// Undecided are what a charter can say of a finding that the body agrees on in no
// time, beside another rule by which it is then decided: it goes to the next rung of
// the ladder, or the chair states that there is no consensus, and the positions of
// all stand as they are.
var Undecided = []string{"referral", "statement"}

// ModesAtStart are the modes in which a mechanism can begin.
var ModesAtStart = []string{"running", "register_only"}

// Validate says what is wrong with the constitution, or nil.
func (c *Constitution) Validate() error {
	if err := oneOf("mode", c.Mode, ModesAtStart); err != nil {
		return err
	}
	if err := between("offset", c.Offset, -14*60, 14*60); err != nil {
		return err
	}
	seen := map[Seat]bool{}
	for _, s := range c.Seats {
		if s.ID == "" || s.ID == Public || seen[s.ID] || s.Role == "" {
			return invalid("seats: %q is not a seat of its own with a role", s.ID)
		}
		seen[s.ID] = true
	}
	for _, k := range c.Clocks {
		if k.ID == "" || !durationForm.MatchString(string(k.Duration)) {
			return invalid("clocks: %q does not say how long it runs, as 48h or 7d", k.ID)
		}
		if _, days := k.Duration.Days(); k.Working && !days {
			return invalid("clocks: %q counts working days and is given in hours", k.ID)
		}
	}
	for _, d := range c.Decisions {
		if err := firstOf(oneOf("stage", d.Stage, Stages), oneOf("rule", d.Rule, DecisionRules)); err != nil {
			return err
		}
		if d.Then != "" {
			if err := oneOf("then", d.Then, slices.Concat(DecisionRules, Undecided)); err != nil {
				return err
			}
		}
		if d.Rule == "k_of_n" && (d.K < 1 || d.K > len(d.Seats)) {
			return invalid("decisions: %q asks for %d of %d seats", d.Stage, d.K, len(d.Seats))
		}
		if d.After != "" && !durationForm.MatchString(string(d.After)) {
			return invalid("decisions: %q does not say after how long, as 48h or 7d", d.Stage)
		}
	}
	for _, r := range c.Ladder {
		if r.ID == "" || r.Within != "" && !durationForm.MatchString(string(r.Within)) {
			return invalid("ladder: the rung %q does not say within how long, as 48h or 7d", r.ID)
		}
	}
	return nil
}

// Seat gives a seat by its id.
func (c *Constitution) Seat(id Seat) (SeatRule, bool) {
	i := slices.IndexFunc(c.Seats, func(s SeatRule) bool { return s.ID == id })
	if i < 0 {
		return SeatRule{}, false
	}
	return c.Seats[i], true
}

// SeatIDs gives every seat, in the charter's order.
func (c *Constitution) SeatIDs() []Seat {
	all := make([]Seat, len(c.Seats))
	for i, s := range c.Seats {
		all[i] = s.ID
	}
	return all
}

// Role gives what a seat does, or "" for one that there is not.
func (c *Constitution) Role(id Seat) string {
	s, _ := c.Seat(id)
	return s.Role
}

// Holding gives the seats of a role, in the charter's order.
func (c *Constitution) Holding(role string) []Seat {
	var all []Seat
	for _, s := range c.Seats {
		if s.Role == role {
			all = append(all, s.ID)
		}
	}
	return all
}

// Party gives the party that a seat speaks for, or "".
func (c *Constitution) Party(id Seat) string {
	if s, ok := c.Seat(id); ok && s.Role == "party" {
		return s.Of
	}
	return ""
}

// SeatsOf gives the seats that speak for a party.
func (c *Constitution) SeatsOf(party string) []Seat {
	var all []Seat
	for _, s := range c.Seats {
		if s.Role == "party" && s.Of == party {
			all = append(all, s.ID)
		}
	}
	return all
}

// Decision gives the rule of a stage.
func (c *Constitution) Decision(stage string) (DecisionRule, bool) {
	i := slices.IndexFunc(c.Decisions, func(d DecisionRule) bool { return d.Stage == stage })
	if i < 0 {
		return DecisionRule{}, false
	}
	return c.Decisions[i], true
}
