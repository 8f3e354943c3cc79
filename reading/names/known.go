// Package names finds the proper names in a text and says what kind of thing
// each one names: a person, a place, a country, a government, an armed group, a
// force, an organisation, a medium, a nationality.
//
// It works from general tables written by hand (countries, offices, groups,
// organisations, given names), from the shape of the words and from what stands
// around them; a charter may add names of its own. It does not say who "he" is
// (package who) or where a place lies (package where).
package names

// Known is what a charter adds to the general tables. The zero value adds nothing.
type Known struct {
	Parties []Party
	Groups  []Group
	Places  []Place
}

// Party is a party or guarantor of a mechanism.
type Party struct {
	ID       string   // the charter's id: the side of all who belong to it
	Name     string   // neutral full name: "Pakistan"
	Aliases  []string // other names for it or its government: "Islamic Republic of Pakistan"
	Country  string   // alpha-3 of its country; "" where it has none
	Demonyms []string // "Pakistani", "Pakistanis"
	Capital  string   // read as the party where it acts: "Islamabad"
	Offices  []Office
}

// Office is a post and who holds it. From and To are ISO dates, "" when open.
type Office struct {
	Title    string   // "Defence Minister"
	Holder   string   // neutral full name: "Khawaja Muhammad Asif"
	Aliases  []string // other spellings of the holder's name
	From, To string
}

// Group is an armed group.
type Group struct {
	Name    string // neutral full name, also its side unless Side is set
	Side    string // the id of the party it belongs to, "" for none
	Aliases []string
}

// Place is a place that general gazetteers lack or name otherwise.
type Place struct {
	Name      string
	Aliases   []string
	Country   string // alpha-3
	Lat, Lon  float64
	Precision int // UCDP where_prec, 1 when 0
}
