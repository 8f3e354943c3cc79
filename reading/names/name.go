package names

import "github.com/surety-mechanism/surety/reading/text"

// Kind says what a name names.
type Kind uint8

// The kinds of name.
const (
	Unknown Kind = iota
	Person
	Location // a town, region, river, building: anything with a position but a country
	Country  // where it is a place and where it acts
	Government
	ArmedGroup
	Force
	Organisation
	Medium
	Nationality // "Pakistani", "Afghans"
)

// Name is one mention of a name. Its span holds the words of the name alone: no
// title before it, no article, no possessive ending.
type Name struct {
	text.Span
	First, Last int // the tokens it stands in: Tokens[First:Last]
	Kind        Kind
	Full        string // neutral full name, where a table knows it; else as written
	Side        string // id of a charter's party, or a group's own side; else ""
	Country     string // alpha-3 of what it belongs to; "" when unknown
	Table       bool   // a table knows the name; false where only shape and context speak
	Parts       []Name // countries and places inside the name of a body: "Kabul" in "Kabul University"
}

// entry is what a table knows of a name.
type entry struct {
	kind    Kind
	full    string
	side    string
	country string
	upper   bool // an abbreviation: only in capitals
	state   bool // a state's abbreviation: only after a comma
	charter bool // named by the charter
}
