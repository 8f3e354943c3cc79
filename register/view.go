package register

import "github.com/surety-mechanism/surety/record"

// Viewer is who looks: the seats that the person may read for. Everyone reads
// what is for record.Public; a Viewer without seats reads nothing else.
type Viewer struct{ Seats []record.Seat }

// Item is an object of the register with the content that its viewer may read:
// as first recorded, or as corrected since.
type Item struct {
	Object
	Body   record.Body // control, and content where it is open
	Closed []string    // names of content fields that are there but not open: withheld or erased
}

// Page is a piece of a list, newest entry first unless said otherwise.
type Page struct {
	Before int64 // only items of a smaller index; 0 from the newest on
	Limit  int   // at most so many; 0 means 100
}
