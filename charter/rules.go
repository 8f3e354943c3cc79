package charter

import "github.com/surety-mechanism/surety/record"

// Category is one of the instrument's own kinds of incident.
type Category struct {
	ID      string `yaml:"id"`
	Name    Names  `yaml:"name"`
	Meaning string `yaml:"meaning"`
	Model   string `yaml:"model"`
}

// Clock is a time limit as data: what starts it, how long, and whose it is.
type Clock struct {
	ID         string   `yaml:"id"`
	Name       Names    `yaml:"name"`
	Body       string   `yaml:"body"` // a seat's role, or accused
	StartsOn   string   `yaml:"starts_on"`
	EndsOn     string   `yaml:"ends_on"` // "" for what ends such a clock by default
	Duration   Duration `yaml:"duration"`
	Calendar   string   `yaml:"calendar"` // every_day (also when ""), or working_days
	PausedBy   []string `yaml:"paused_by"`
	ExtendedBy int      `yaml:"extended_by"` // signatures an extension takes; 0 where there is none
	Model      string   `yaml:"model"`       // the mechanism or rule it is taken from
}

// Notice is how long ahead the parties announce what could be taken for an attack.
type Notice struct {
	What    string   `yaml:"what"` // of record.NoticeKinds; "" for what no other rule is of
	AtLeast Duration `yaml:"at_least"`
	Model   string   `yaml:"model"`
}

// Duration is a number of hours or of days, as 48h or 7d.
type Duration = record.Duration

// Decision is the rule by which a stage decides.
type Decision struct {
	Stage      string        `yaml:"stage"`
	Rule       string        `yaml:"rule"` // consensus, chair, single_head, two_tier, majority, k_of_n
	K          int           `yaml:"k"`    // of Seats, under k_of_n
	Seats      []record.Seat `yaml:"seats"`
	Components []Component   `yaml:"components"` // each has to agree beside K
	Recusal    string        `yaml:"recusal"`    // counts_less (also when ""), or replaced
	Deadlock   Deadlock      `yaml:"deadlock"`   // zero where nothing follows
	Model      string        `yaml:"model"`
}

// Component is a group of seats of which so many have to agree.
type Component struct {
	ID      string        `yaml:"id"`
	Name    Names         `yaml:"name"`
	Seats   []record.Seat `yaml:"seats"`
	AtLeast int           `yaml:"at_least"`
}

// Deadlock is what follows when a stage reaches no decision.
type Deadlock struct {
	After Duration      `yaml:"after"`
	Rule  string        `yaml:"rule"` // of record.DecisionRules, or for a finding of record.Undecided
	Seats []record.Seat `yaml:"seats"`
}

// Rung is a step of the ladder of escalation.
type Rung struct {
	ID      string        `yaml:"id"`
	Name    Names         `yaml:"name"`
	Seats   []record.Seat `yaml:"seats"`
	Within  Duration      `yaml:"within"`
	Binding bool          `yaml:"binding"`
	Model   string        `yaml:"model"`
}

// Penalties is the menu of measures and the body that decides them, or none:
// then a finding can only be referred.
type Penalties struct {
	None     bool
	Body     string    `yaml:"body"` // a seat's or third party's id
	Measures []Measure `yaml:"measures"`
}

// Measure is a consequence that the instrument provides for.
type Measure struct {
	ID    string `yaml:"id"`
	Name  Names  `yaml:"name"`
	Model string `yaml:"model"`
}

// UnmarshalYAML reads "none", or a menu.
func (p *Penalties) UnmarshalYAML(unmarshal func(any) error) error {
	if none(unmarshal) {
		p.None = true
		return nil
	}
	type plain Penalties
	return unmarshal((*plain)(p))
}
