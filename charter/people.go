package charter

import "github.com/surety-mechanism/surety/record"

// Party is a side that made, or is asked for, the promises.
type Party struct {
	ID       string   `yaml:"id"`
	Name     Names    `yaml:"name"`     // neutral, chosen by the chair
	Aliases  []string `yaml:"aliases"`  // every other name in use, its own among them
	Demonyms []string `yaml:"demonyms"` // "Pakistani", "Pakistanis"
	Capital  string   `yaml:"capital"`
	Country  string   `yaml:"country"` // ISO 3166-1 alpha-3, "" where it has none
	Offices  []Office `yaml:"offices"`
}

// Office is a post, and who held it.
type Office struct {
	Title   string   `yaml:"title"`
	Aliases []string `yaml:"aliases"`
	Holders []Holder `yaml:"holders"`
}

// Holder is a person who held an office from one day to another, YYYY-MM-DD; ""
// where the day is not known, or has not come.
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
	Relation string   `yaml:"relation"` // what is said of it, by whom, in neutral words
}

// ThirdParty is a state or body around the parties: a guarantor, a mediator, a
// host … It is here as others name it, and bound to nothing by that.
type ThirdParty struct {
	ID        string    `yaml:"id"`
	Name      Names     `yaml:"name"`
	Aliases   []string  `yaml:"aliases"`
	Demonyms  []string  `yaml:"demonyms"`
	Capital   string    `yaml:"capital"`
	Country   string    `yaml:"country"`
	Roles     []string  `yaml:"roles"`     // guarantor, mediator, host, facilitator, observer, depositary, witness
	Guarantee Guarantee `yaml:"guarantee"` // zero unless guarantor is among the roles
	Offices   []Office  `yaml:"offices"`
}

// Guarantee says how a third party came to be named as a guarantor. A charter
// cannot say that it accepted: it does that itself, by a signed entry.
type Guarantee struct {
	State   string `yaml:"state"`    // named_by_party, invited, considering, declined, silent
	NamedBy string `yaml:"named_by"` // a party's id
	Since   string `yaml:"since"`    // YYYY-MM-DD, "" where not known
	Source  string `yaml:"source"`
}

// Seat is a place at the table, whoever fills it.
type Seat struct {
	ID         record.Seat `yaml:"id"`
	Name       Names       `yaml:"name"`
	Role       string      `yaml:"role"` // party, guarantor, mediator, chair, secretariat, monitor, legal, observer, handler, depositary
	Of         string      `yaml:"of"`   // the party or third party whose it is
	Component  string      `yaml:"component"`
	MayQualify *bool       `yaml:"may_qualify"` // nil means true
	Keys       []SeatKey   `yaml:"keys"`
}

// Qualifies reports whether the seat may rate and classify. An observer that
// may not still submits and reads.
func (s Seat) Qualifies() bool { return s.MayQualify == nil || *s.MayQualify }

// SeatKey is a first key of a seat, signed by itself. Whether the signature
// holds is for whoever founds the mechanism to check: this package knows no
// cryptography.
type SeatKey struct {
	Mode      string `yaml:"mode"` // own or passkey
	Public    string `yaml:"public"`
	Signature string `yaml:"signature"`
	Recipient string `yaml:"recipient"` // what others seal to so that the key's holder opens it; "" for nothing
}
