package app

import (
	"time"
	_ "time/tzdata" // a laptop in a border post may have none

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/record"
)

// Charter is a mechanism's charter with what the parts ask of it.
type Charter struct{ *charter.Charter }

// ParseCharter reads a charter.
func ParseCharter(file string, data []byte) (*Charter, error) {
	c, err := charter.Parse(file, data)
	if err != nil {
		return nil, err
	}
	return &Charter{c}, nil
}

// LogName gives the first part of the log's origin.
func (c *Charter) LogName() string {
	switch {
	case c.Log != "":
		return c.Log
	case c.Exercise:
		return "surety-exercise"
	}
	return "surety"
}

// Title gives the mechanism's name in English.
func (c *Charter) Title() string { return c.Name.In("en") }

// Offset gives how many minutes east of UTC the mechanism counts its days: what
// its first time zone has at a time.
func (c *Charter) Offset(at time.Time) (int, error) {
	zone, err := time.LoadLocation(c.TimeZones[0])
	if err != nil {
		return 0, fault.New(fault.Invalid, "the charter's time zone %q is none that this program knows", c.TimeZones[0])
	}
	_, seconds := at.In(zone).Zone()
	return seconds / 60, nil
}

// Secretariat gives the seat that runs the desk.
func (c *Charter) Secretariat() record.Seat { return c.Holding("secretariat") }

// Everyone gives the audience of what everyone may read.
func (c *Charter) Everyone() []record.Seat { return c.audience("P0") }

// DeskAudience gives who may read what the desk accepts: the charter's default level.
func (c *Charter) DeskAudience() []record.Seat { return c.audience("") }

// IntakeAudience gives who may read what was taken in and not yet decided on,
// beside who handed it in: the mechanism's own staff.
func (c *Charter) IntakeAudience() []record.Seat { return access.Intake(c.Charter, c.Secretariat()) }

func (c *Charter) audience(level string) []record.Seat {
	seats, err := access.Audience(c.Charter, level, c.Secretariat())
	if err != nil {
		// The schema has P0 and the default level in every charter.
		panic(err)
	}
	return seats
}

// Names gives what the charter adds to the reader's tables of names.
func (c *Charter) Names() names.Known {
	var k names.Known
	for _, p := range c.Parties {
		one := names.Party{ID: p.ID, Name: p.Name.In("en"), Aliases: p.Aliases, Country: p.Country, Demonyms: p.Demonyms, Capital: p.Capital}
		for _, o := range p.Offices {
			for _, h := range o.Holders {
				one.Offices = append(one.Offices, names.Office{Title: o.Title, Holder: h.Name, Aliases: h.Aliases, From: h.From, To: h.To})
			}
		}
		k.Parties = append(k.Parties, one)
	}
	for _, t := range c.ThirdParties {
		k.Parties = append(k.Parties, names.Party{ID: t.ID, Name: t.Name.In("en"), Aliases: t.Aliases, Country: t.Country})
	}
	for _, g := range c.Groups {
		k.Groups = append(k.Groups, names.Group{Name: g.Name.In("en"), Aliases: g.Aliases})
	}
	for _, x := range c.Crossings {
		k.Places = append(k.Places, names.Place{Name: x.Name.In("en"), Aliases: x.Aliases, Lat: x.At.Lat, Lon: x.At.Lon, Precision: x.At.Precision})
	}
	for _, p := range c.Places {
		k.Places = append(k.Places, names.Place{Name: p.Name.In("en"), Aliases: p.Aliases, Country: p.Country, Lat: p.At.Lat, Lon: p.At.Lon, Precision: p.At.Precision})
	}
	return k
}
