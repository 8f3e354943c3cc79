package register

import (
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/undertaking"
)

// Viewer is who looks: the seats that the person may read for. Everyone reads
// what is for record.Public; a Viewer without seats reads nothing else.
type Viewer struct {
	Seats []record.Seat

	// As is a look through another's eyes: what both may read, and no more. nil is
	// the viewer's own.
	As *Viewer
}

// Item is an object of the register with the content that its viewer may read:
// as first recorded, or as corrected since.
type Item struct {
	Object
	Body   record.Body // control, and content where it is open
	Closed []string    // names of content fields that are there but not open: withheld or erased
	Coarse []string    // names of content fields that are told less exactly than they were recorded, or not yet

	// Witnessed is by when witnesses had seen the entry, as the log attests; zero
	// while nothing that is attested covers it. Its clocks count by such times.
	Witnessed time.Time
}

// Page is a piece of a list, newest entry first unless said otherwise.
type Page struct {
	Before int64 // only items of a smaller index; 0 from the newest on
	Limit  int   // at most so many; 0 means 100
}

// Releasedly reports whether a viewer reads an object only because it was released
// to them: they are none of those for whom it was made.
func (o *Object) Releasedly(v Viewer) bool { return len(o.Released) > 0 && !v.Sees(o.Audience) }

// Unmoved gives the object as it was when it was recorded, before anything that
// others said of it or did to it: what a reader sees to whom it was released, and
// not all that moved it since. A case, whose state is nothing but its steps, has
// none then.
func (o Object) Unmoved() Object {
	o.Case, o.Incident, o.Graded, o.Erasing, o.ErasedBy = nil, nil, nil, nil, ""
	if o.Undertaking == nil {
		return o
	}
	body, err := o.body()
	if err != nil {
		o.Undertaking = nil
		return o
	}
	switch b := body.(type) {
	case *record.UndertakingRecorded:
		u := undertaking.Begin(b)
		o.Undertaking = &u
	case *record.ClauseRecorded:
		stated, _ := time.Parse(time.RFC3339, o.Stated) // its author's clock: the log's is not part of an object
		u := undertaking.BeginClause(b, stated)
		o.Undertaking = &u
	}
	return o
}

// Readership is a set of seats, and how many entries are for it.
type Readership struct {
	Seats []record.Seat
	N     int
}
