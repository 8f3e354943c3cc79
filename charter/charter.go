// Package charter is a mechanism's constitution as data: parties, seats, names,
// places, categories, clocks, decision rules, levels. It is read from a YAML
// file that is checked against a published schema (charters/charter.schema.json)
// and against itself; docs/charter.md explains every field.
//
// It knows nothing of any one conflict, and nothing of what is done under it:
// no entries, no keys at work, no clock.
package charter

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Charter is a mechanism's constitution, as Parse gives it. It is read only:
// its slices and maps are shared by everyone who holds it.
type Charter struct {
	Version      int          `yaml:"charter"`
	Name         Names        `yaml:"name"`
	Exercise     bool         `yaml:"exercise"`
	Log          string       `yaml:"log"`        // first part of the log's name; "" for the program's own
	Mode         string       `yaml:"mode"`       // running (also when ""), or register_only
	Languages    []string     `yaml:"languages"`  // as en, fa-AF; the first is the working one
	TimeZones    []string     `yaml:"time_zones"` // IANA names; the first is that of reports
	Weekend      []string     `yaml:"weekend"`    // lower-case English names of days
	Note         Names        `yaml:"note"`
	Parties      []Party      `yaml:"parties"`
	Groups       []Group      `yaml:"groups"`
	ThirdParties []ThirdParty `yaml:"third_parties"`
	Publishers   []Publisher  `yaml:"publishers"`
	Seats        []Seat       `yaml:"seats"`
	Levels       Levels       `yaml:"levels"`
	Coarsening   Coarsening   `yaml:"coarsening"`
	Witnesses    Witnesses    `yaml:"witnesses"`
	Crossings    []Crossing   `yaml:"crossings"`
	Places       []Place      `yaml:"places"`
	Map          Map          `yaml:"map"`
	Categories   []Category   `yaml:"categories"`
	Clocks       []Clock      `yaml:"clocks"`
	Notices      []Notice     `yaml:"notices"`
	Decisions    []Decision   `yaml:"decisions"`
	Ladder       []Rung       `yaml:"ladder"` // lowest first
	Penalties    Penalties    `yaml:"penalties"`

	Declassification []Declassify `yaml:"declassification"` // once the mechanism is closed

	digest string
}

// Names is a name in several languages, by tag. English ("en") is always there.
type Names map[string]string

// In gives the name in a language, else in its base language (fa for fa-AF),
// else in English.
func (n Names) In(language string) string {
	if s, ok := n[language]; ok {
		return s
	}
	if len(language) > 2 && language[2] == '-' {
		if s, ok := n[language[:2]]; ok {
			return s
		}
	}
	return n["en"]
}

// Digest gives the SHA-256 of the file's bytes, as 64 hexadecimal digits.
func (c *Charter) Digest() string { return c.digest }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// DefaultLevel gives the level of what is accepted unless it is said otherwise:
// P1 or P3; publication takes two people.
func (c *Charter) DefaultLevel() string { return c.Levels.Default }

// Seat gives a seat by its id.
func (c *Charter) Seat(id record.Seat) (Seat, bool) {
	return find(c.Seats, func(s Seat) bool { return s.ID == id })
}

// SeatIDs gives every seat, in the charter's order.
func (c *Charter) SeatIDs() []record.Seat {
	all := make([]record.Seat, len(c.Seats))
	for i, s := range c.Seats {
		all[i] = s.ID
	}
	return all
}

// Holding gives the first seat of a role, or "".
func (c *Charter) Holding(role string) record.Seat {
	s, _ := find(c.Seats, func(s Seat) bool { return s.Role == role })
	return s.ID
}

// Party gives a party by its id.
func (c *Charter) Party(id string) (Party, bool) {
	return find(c.Parties, func(p Party) bool { return p.ID == id })
}

// ThirdParty gives a third party by its id.
func (c *Charter) ThirdParty(id string) (ThirdParty, bool) {
	return find(c.ThirdParties, func(t ThirdParty) bool { return t.ID == id })
}

// Crossing gives a crossing by its id.
func (c *Charter) Crossing(id string) (Crossing, bool) {
	return find(c.Crossings, func(x Crossing) bool { return x.ID == id })
}

// Category gives one of the instrument's categories by its id.
func (c *Charter) Category(id string) (Category, bool) {
	return find(c.Categories, func(x Category) bool { return x.ID == id })
}

// Clock gives a clock by its id.
func (c *Charter) Clock(id string) (Clock, bool) {
	return find(c.Clocks, func(x Clock) bool { return x.ID == id })
}

// Decision gives the rule of a stage.
func (c *Charter) Decision(stage string) (Decision, bool) {
	return find(c.Decisions, func(d Decision) bool { return d.Stage == stage })
}

func find[T any](list []T, is func(T) bool) (found T, ok bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	return found, false
}
