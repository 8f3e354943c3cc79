package undertaking

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Clause is the state of one clause of an instrument.
type Clause struct {
	State      string    `json:"state"`
	Since      time.Time `json:"since"`           // of the state, by the log
	From       string    `json:"from,omitempty"`  // YYYY-MM-DD
	Until      string    `json:"until,omitempty"` // YYYY-MM-DD, that day included
	Terminates string    `json:"terminates,omitempty"`
	Successor  record.ID `json:"successor,omitempty"`
}

// clauseMoves are the ways from one state of a clause to another.
var clauseMoves = map[string][]string{
	"proposed":            {"tabled", "agreed_in_principle", "agreed_text", "in_force", "superseded"},
	"tabled":              {"agreed_in_principle", "agreed_text", "in_force", "superseded"},
	"agreed_in_principle": {"agreed_text", "in_force", "extended", "lapsed", "superseded"},
	"agreed_text":         {"in_force", "extended", "lapsed", "superseded"},
	"in_force":            {"suspended", "extended", "lapsed", "superseded", "terminated"},
	"extended":            {"suspended", "extended", "in_force", "lapsed", "superseded", "terminated"},
	"suspended":           {"in_force", "extended", "lapsed", "superseded", "terminated"},
	"lapsed":              {"agreed_text", "in_force", "superseded"},
	"terminated":          {"in_force", "superseded"},
	"superseded":          {},
}

// At gives the state of a clause at a time: one whose last day is over has
// lapsed, whether or not anybody says so; one that was terminated with notice
// holds until the notice has run. offset is how many minutes east of UTC the
// mechanism counts its days.
func (c Clause) At(now time.Time, offset int) string {
	today := now.In(time.FixedZone("", offset*60)).Format(time.DateOnly)
	switch {
	case c.State == "superseded" || c.State == "lapsed" || c.State == "terminated":
		return c.State
	case c.Terminates != "" && today >= c.Terminates:
		return "terminated"
	case c.Until != "" && today > c.Until:
		return "lapsed"
	}
	return c.State
}

// move gives the clause in another state, or says why it cannot go there.
func (c Clause) move(b *record.ClauseMoved, e Entry, offset int) (Clause, error) {
	from := c.At(e.At, offset)
	if !slices.Contains(clauseMoves[from], b.To) {
		return c, fmt.Errorf("a clause that is %q cannot become %q; it can become %q", from, b.To, clauseMoves[from])
	}
	if b.To == "superseded" && e.Successor == "" {
		return c, fmt.Errorf("a clause is superseded by another, and the entry names none: a text is superseded, never edited")
	}
	if b.Until != "" && c.Until != "" && b.To == "extended" && b.Until <= c.Until {
		return c, fmt.Errorf("%s is no later than %s, to which it runs already", b.Until, c.Until)
	}
	if b.To == "terminated" {
		// The state stays until the notice has run; At tells.
		c.Terminates = b.From
		return c, nil
	}
	c.State, c.Since, c.Successor = b.To, e.At, e.Successor
	if b.From != "" {
		c.From = b.From
	}
	if b.Until != "" {
		c.Until = b.Until
	}
	if (from == "lapsed" || from == "terminated") && b.Until == "" {
		c.Until = "" // revived without a new last day
	}
	c.Terminates = ""
	return c, nil
}

// BeginClause gives the state of a clause as it was recorded.
func BeginClause(b *record.ClauseRecorded, at time.Time) State {
	return State{Stage: b.State, Clause: &Clause{State: b.State, Since: at, From: b.From, Until: b.Until}}
}
