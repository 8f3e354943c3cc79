package access

import "slices"

// Door is a way in for a request or a command: a page, an address of the API, a
// command of the terminal. Who comes in still sees only what they may read.
type Door string

// The doors.
const (
	Record  Door = "record"  // what is known, the log and its proof
	Seat    Door = "seat"    // who asks: signing in, taking a seat, ending a session
	Desk    Door = "desk"    // what waits for a person, and deciding on it
	Acts    Door = "acts"    // making an entry for a seat; the table of rights says which
	Preview Door = "preview" // looking as another would
	Machine Door = "machine" // the mechanism's own: whoever holds its folder and keys
)

// doors says which roles come in where. Machine is nobody's role: it takes the
// folder.
var doors = map[Door][]Role{
	Record: Roles(),
	Seat:   Roles(),
	Desk:   {Secretariat},
	Acts:   {Party, Guarantor, Mediator, Chair, Secretariat, Monitor, Legal, Observer, Handler, Depositary},
	// Whoever may propose or approve a release looks before it. What they see is
	// what both they and the other may read, so that nobody learns more by it.
	Preview: {Party, Guarantor, Mediator, Chair, Secretariat, Monitor, Legal},
	Machine: {},
}

// Enters reports whether a role comes in at a door. A door that is not in the
// table opens to nobody.
func Enters(d Door, role Role) bool { return slices.Contains(doors[d], role) }
