// Package charter is a mechanism's constitution as data: parties, seats, names,
// places, categories, clocks, decision rules, levels. It is read from a YAML
// file that is checked against a published schema.
//
// It knows nothing of any one conflict, and nothing of what is done under it.
package charter

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Names is a name in several languages, by BCP 47 tag. English is always there.
type Names map[string]string

// In gives the name in a language, or in English where there is none.
func (n Names) In(language string) string {
	if s, ok := n[language]; ok {
		return s
	}
	return n["en"]
}

// Charter is a mechanism's constitution. docs/charter.md explains every field.
type Charter struct {
	Version      int          `yaml:"charter"`
	Name         Names        `yaml:"name"`
	Exercise     bool         `yaml:"exercise"`
	Log          string       `yaml:"log"` // first part of the log's name
	Mode         string       `yaml:"mode"`
	Languages    []string     `yaml:"languages"`
	TimeZones    []string     `yaml:"time_zones"`
	Note         Names        `yaml:"note"`
	Parties      []Party      `yaml:"parties"`
	Groups       []Group      `yaml:"groups"`
	ThirdParties []ThirdParty `yaml:"third_parties"`
	Seats        []Seat       `yaml:"seats"`
	Levels       Levels       `yaml:"levels"`
	Witnesses    Witnesses    `yaml:"witnesses"`
	Crossings    []Crossing   `yaml:"crossings"`
	Places       []Place      `yaml:"places"`
	Map          Map          `yaml:"map"`
	Categories   []Category   `yaml:"categories"`
	Clocks       []Clock      `yaml:"clocks"`
	Decisions    []Decision   `yaml:"decisions"`
	Ladder       []Rung       `yaml:"ladder"`
	Penalties    Penalties    `yaml:"penalties"`

	digest string
}

// Party is a side that made, or is asked for, the promises.
type Party struct {
	ID       string   `yaml:"id"`
	Name     Names    `yaml:"name"` // neutral
	Aliases  []string `yaml:"aliases"`
	Demonyms []string `yaml:"demonyms"`
	Capital  string   `yaml:"capital"`
	Country  string   `yaml:"country"` // ISO 3166 alpha-3
	Offices  []Office `yaml:"offices"`
}

// Office is a post, and who held it.
type Office struct {
	Title   string   `yaml:"title"`
	Holders []Holder `yaml:"holders"`
}

// Holder is a person who held an office from one day to another, YYYY-MM-DD; ""
// where it is not known, or has not ended.
type Holder struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
	From    string   `yaml:"from"`
	To      string   `yaml:"to"`
}

// Group is an armed group that is not a party.
type Group struct {
	ID       string   `yaml:"id"`
	Name     Names    `yaml:"name"`
	Aliases  []string `yaml:"aliases"`
	Relation string   `yaml:"relation"`
}

// ThirdParty is a state or body around the parties: a named guarantor, a
// mediator, a host … It is here as others name it, and bound to nothing by it.
type ThirdParty struct {
	ID      string   `yaml:"id"`
	Name    Names    `yaml:"name"`
	Aliases []string `yaml:"aliases"`
	Country string   `yaml:"country"`
	Roles   []string `yaml:"roles"`
	NamedBy string   `yaml:"named_by"`
}

// Seat is a place at the table, whoever fills it.
type Seat struct {
	ID         record.Seat `yaml:"id"`
	Name       Names       `yaml:"name"`
	Role       string      `yaml:"role"`
	Of         string      `yaml:"of"`
	MayQualify *bool       `yaml:"may_qualify"` // nil means true
	Keys       []SeatKey   `yaml:"keys"`
}

// SeatKey is a first key of a seat, signed by itself.
type SeatKey struct {
	Mode      string `yaml:"mode"`
	Public    string `yaml:"public"`
	Signature string `yaml:"signature"`
}

// Levels are sets of seats; they have no order.
type Levels struct {
	Default string                   `yaml:"default"`
	P0      []record.Seat            `yaml:"P0"`
	P1      []record.Seat            `yaml:"P1"`
	P2      map[string][]record.Seat `yaml:"P2"` // by party
	P3      []record.Seat            `yaml:"P3"`
}

// Witnesses is who cosigns the log's checkpoints.
type Witnesses struct {
	None      bool
	Quorum    int       `yaml:"quorum"`
	Dishonest int       `yaml:"dishonest"`
	List      []Witness `yaml:"list"`
}

// UnmarshalYAML reads "none", or a policy.
func (w *Witnesses) UnmarshalYAML(unmarshal func(any) error) error {
	var word string
	if unmarshal(&word) == nil {
		w.None = word == "none"
		return nil
	}
	type plain Witnesses
	return unmarshal((*plain)(w))
}

// Witness is one who cosigns.
type Witness struct {
	Name     string `yaml:"name"`
	Key      string `yaml:"key"`
	URL      string `yaml:"url"`
	Optional bool   `yaml:"optional"`
}

// Coordinates are WGS 84 degrees, and how exact they are (UCDP where_prec).
type Coordinates struct {
	Lat       float64 `yaml:"lat"`
	Lon       float64 `yaml:"lon"`
	Precision int     `yaml:"precision"`
}

// Crossing is a border crossing with a gate on each side.
type Crossing struct {
	ID      string      `yaml:"id"`
	Name    Names       `yaml:"name"`
	Aliases []string    `yaml:"aliases"`
	At      Coordinates `yaml:"at"`
	Gates   []Gate      `yaml:"gates"`
}

// Gate is one side of a crossing.
type Gate struct {
	ID    string `yaml:"id"`
	Party string `yaml:"party"`
	Name  Names  `yaml:"name"`
}

// Place is any other place that the mechanism names.
type Place struct {
	ID      string      `yaml:"id"`
	Name    Names       `yaml:"name"`
	Aliases []string    `yaml:"aliases"`
	Country string      `yaml:"country"`
	Party   string      `yaml:"party"`
	At      Coordinates `yaml:"at"`
}

// Map is how a disputed line is drawn, and the note printed with it.
type Map struct {
	DisputedLine bool  `yaml:"disputed_line"`
	Note         Names `yaml:"note"`
}

// Category is one of the instrument's own kinds of incident.
type Category struct {
	ID    string `yaml:"id"`
	Name  Names  `yaml:"name"`
	Model string `yaml:"model"`
}

// Clock is a time limit as data: what starts it, how long, whose it is.
type Clock struct {
	ID         string   `yaml:"id"`
	Name       Names    `yaml:"name"`
	Body       string   `yaml:"body"`
	StartsOn   string   `yaml:"starts_on"`
	Duration   string   `yaml:"duration"` // 48h, 7d
	Calendar   string   `yaml:"calendar"`
	PausedBy   []string `yaml:"paused_by"`
	ExtendedBy int      `yaml:"extended_by"`
	Model      string   `yaml:"model"`
}

// Decision is the rule by which a stage decides.
type Decision struct {
	Stage    string        `yaml:"stage"`
	Rule     string        `yaml:"rule"`
	K        int           `yaml:"k"`
	Seats    []record.Seat `yaml:"seats"`
	Deadlock string        `yaml:"deadlock"`
	Model    string        `yaml:"model"`
}

// Rung is a step of the ladder of escalation.
type Rung struct {
	ID     string `yaml:"id"`
	Name   Names  `yaml:"name"`
	Within string `yaml:"within"`
}

// Penalties is the menu of consequences and the body that decides them, or none.
type Penalties struct {
	None     bool
	Body     string   `yaml:"body"`
	Measures []string `yaml:"measures"`
}

// UnmarshalYAML reads "none", or a menu.
func (p *Penalties) UnmarshalYAML(unmarshal func(any) error) error {
	var word string
	if unmarshal(&word) == nil {
		p.None = word == "none"
		return nil
	}
	type plain Penalties
	return unmarshal((*plain)(p))
}

// Digest gives the SHA-256 of the file's bytes, as hexadecimal digits.
func (c *Charter) Digest() string { return c.digest }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Seat gives a seat by its id.
func (c *Charter) Seat(id record.Seat) (Seat, bool) {
	i := slices.IndexFunc(c.Seats, func(s Seat) bool { return s.ID == id })
	if i < 0 {
		return Seat{}, false
	}
	return c.Seats[i], true
}

// Holding gives the first seat of a role, or "".
func (c *Charter) Holding(role string) record.Seat {
	for _, s := range c.Seats {
		if s.Role == role {
			return s.ID
		}
	}
	return ""
}

// Party gives a party by its id.
func (c *Charter) Party(id string) (Party, bool) {
	i := slices.IndexFunc(c.Parties, func(p Party) bool { return p.ID == id })
	if i < 0 {
		return Party{}, false
	}
	return c.Parties[i], true
}
