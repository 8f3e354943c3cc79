package app

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/goccy/go-yaml"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/record"
)

// Charter is a mechanism's charter as the parts need it.
type Charter struct {
	Exercise bool   `yaml:"exercise"`
	Name     string `yaml:"name"`
	digest   string
}

// ParseCharter reads a charter.
func ParseCharter(name string, data []byte) (*Charter, error) {
	var c Charter
	if err := yaml.Unmarshal(data, &c); err != nil {
		return nil, fault.New(fault.Invalid, "%s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	c.digest = hex.EncodeToString(sum[:])
	return &c, nil
}

// Digest gives the charter's digest.
func (c *Charter) Digest() string { return c.digest }

// LogName gives the first part of the log's origin.
func (c *Charter) LogName() string {
	if c.Exercise {
		return "surety-exercise"
	}
	return "surety"
}

// Title gives the mechanism's name in English.
func (c *Charter) Title() string { return c.Name }

// Secretariat gives the seat that runs the desk.
func (c *Charter) Secretariat() record.Seat { return "secretariat" }

// Everyone gives the audience of what everyone may read.
func (c *Charter) Everyone() []record.Seat { return []record.Seat{record.Public, "secretariat"} }

// DeskAudience gives who may read what the desk accepts.
func (c *Charter) DeskAudience() []record.Seat { return []record.Seat{"secretariat"} }

// Names gives what the charter adds to the reader's tables of names.
func (c *Charter) Names() names.Known { return names.Known{} }
