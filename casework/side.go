package casework

import (
	"iter"

	"github.com/surety-mechanism/surety/record"
)

// Handed is an allegation that a party handed in.
type Handed struct {
	Of     string // the party
	Public bool   // it had announced it before the mechanism was told
}

// Seen is something that was seen on a party's side: the state of a gate, or days
// on which somebody watched.
type Seen struct{ Of string }

// Side is what is on record of one party's side of the line, and of how the party
// came to the mechanism. It is no score: every number is a count.
type Side struct {
	Of          string         `json:"of"`
	Allegations int            `json:"allegations"`  // that it handed in
	PublicFirst int            `json:"public_first"` // of these, announced before the mechanism was told
	Asked       int            `json:"asked"`        // to go to places on its side
	Reached     int            `json:"reached"`      // of these: granted, on conditions, or after a delay
	Chosen      map[string]int `json:"chosen"`       // of these, by who picked the place: record.SiteChoosers, or "" where it is not said
	Seen        int            `json:"seen"`         // records of what was seen on its side
	Never       bool           `json:"never_visited"`
}

// Sides gives what is on record of every party's side, in the order of parties.
// A side of which nothing was seen and no place was reached was never visited,
// as far as whoever asks may know. chosen says of requests for access who picked
// the place.
func Sides(parties []string, cases iter.Seq[*Case], chosen map[record.ID]string, handed []Handed, seen []Seen) []Side {
	all := make([]Side, len(parties))
	of := map[string]*Side{}
	for i, p := range parties {
		all[i] = Side{Of: p, Chosen: map[string]int{}}
		of[p] = &all[i]
	}
	for _, h := range handed {
		if s := of[h.Of]; s != nil {
			s.Allegations++
			if h.Public {
				s.PublicFirst++
			}
		}
	}
	for c := range cases {
		for _, a := range c.Asks {
			s := of[a.Of]
			if s == nil || a.Kind != "access" {
				continue
			}
			s.Asked++
			s.Chosen[chosen[a.ID]]++
			switch a.Answer {
			case "granted", "conditional", "delayed":
				s.Reached++
			}
		}
	}
	for _, one := range seen {
		if s := of[one.Of]; s != nil {
			s.Seen++
		}
	}
	for i := range all {
		all[i].Never = all[i].Reached == 0 && all[i].Seen == 0
	}
	return all
}
