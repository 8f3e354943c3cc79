package charter

import (
	"strconv"

	"github.com/surety-mechanism/surety/record"
)

// Levels are sets of seats. They have no order and are never
// compared. record.Public in a set stands for everyone.
type Levels struct {
	Default string                   `yaml:"default"` // P1 or P3
	P0      []record.Seat            `yaml:"P0"`
	P1      []record.Seat            `yaml:"P1"`
	P2      map[string][]record.Seat `yaml:"P2"` // by party
	P3      []record.Seat            `yaml:"P3"`
	P4      []record.Seat            `yaml:"P4"` // those who may be named as handlers of a source
}

// Coarsening is how exactly those who did not record a thing are told its place
// and its day, and how late what moves. What is left
// out has the program's own values, which protect.
type Coarsening struct {
	Movement []string `yaml:"movement"` // categories of incidents that show forces moving
	P0       Grain    `yaml:"P0"`       // for everyone
	P1       Grain    `yaml:"P1"`       // for those around the table
	Cells    int      `yaml:"cells"`    // the least count of cases that everyone is told
}

// Grain is one such rule.
type Grain struct {
	Place int      `yaml:"place"` // UCDP's where_prec: no place is told more exactly; 1 as recorded
	Days  int      `yaml:"days"`  // days are told as the first of so many; 1 as recorded
	Delay Duration `yaml:"delay"` // before what moves is told at all
}

// Where a charter says nothing: the public is told a district and learns of
// movements after three days, those around the table after one (R73, R77).
var (
	publicGrain = Grain{Place: 3, Days: 1, Delay: "72h"}
	tableGrain  = Grain{Place: 1, Days: 1, Delay: "24h"}
)

// Filled gives the rule for everyone and that for those around the table, with the
// program's own values where the charter says nothing.
func (c Coarsening) Filled() (public, table Grain) {
	return c.P0.or(publicGrain), c.P1.or(tableGrain)
}

func (g Grain) or(ordinary Grain) Grain {
	if g.Place == 0 {
		g.Place = ordinary.Place
	}
	if g.Days == 0 {
		g.Days = ordinary.Days
	}
	if g.Delay == "" {
		g.Delay = ordinary.Delay
	}
	return g
}

// Finer gives in what a rule tells more exactly, or earlier, than another does:
// "place", "days", "delay", or "" for nothing.
func (g Grain) Finer(than Grain) string {
	switch {
	case g.Place < than.Place:
		return "place"
	case g.Days < than.Days:
		return "days"
	case g.Delay.Lasting() < than.Delay.Lasting():
		return "delay"
	}
	return ""
}

// said writes one part of a rule.
func (g Grain) said(part string) string {
	switch part {
	case "place":
		return strconv.Itoa(g.Place)
	case "days":
		return strconv.Itoa(g.Days)
	}
	return string(g.Delay)
}

// Witnesses is who cosigns the log's checkpoints.
type Witnesses struct {
	None      bool
	Quorum    int       `yaml:"quorum"`
	Dishonest int       `yaml:"dishonest"` // how many may collude without two histories passing
	List      []Witness `yaml:"list"`
}

// UnmarshalYAML reads "none", or a policy.
func (w *Witnesses) UnmarshalYAML(unmarshal func(any) error) error {
	if none(unmarshal) {
		w.None = true
		return nil
	}
	type plain Witnesses
	return unmarshal((*plain)(w))
}

// Witness is one who cosigns.
type Witness struct {
	Name     string `yaml:"name"`
	Key      string `yaml:"key"` // a verifier key: name+hash+base64
	URL      string `yaml:"url"`
	Of       string `yaml:"of"`       // the party or third party that runs it
	Optional bool   `yaml:"optional"` // does not count towards the quorum
}

// none reports whether a field that may be "none" is that.
func none(unmarshal func(any) error) bool {
	var word string
	return unmarshal(&word) == nil && word == "none"
}
