package reading

import "github.com/surety-mechanism/surety/reading/draft"

// complete puts an empty list where a stage left none, as the contract wants.
func complete(d *draft.Document) {
	list(&d.Published.Candidates)
	list(&d.Boilerplate)
	list(&d.Times)
	list(&d.Places)
	list(&d.Actors)
	list(&d.Statements)
	list(&d.Incidents)
	list(&d.Talks)
	list(&d.Agreements)
	list(&d.Crossings)
	list(&d.Undertakings)
	for i := range d.Statements {
		list(&d.Statements[i].Acts)
		list(&d.Statements[i].Chain)
	}
	for i := range d.Incidents {
		x := &d.Incidents[i]
		list(&x.Attributions)
		list(&x.Figures)
		list(&x.Conflicts)
		for j := range x.Conflicts {
			list(&x.Conflicts[j].Between)
		}
	}
	for i := range d.Talks {
		x := &d.Talks[i]
		list(&x.Parties)
		list(&x.Mediators)
		list(&x.Hosts)
	}
	for i := range d.Agreements {
		x := &d.Agreements[i]
		list(&x.Parties)
		list(&x.Brokers)
	}
	for i := range d.Crossings {
		list(&d.Crossings[i].Users)
	}
	for i := range d.Undertakings {
		x := &d.Undertakings[i]
		list(&x.Guarantors)
		list(&x.Statements)
		list(&x.Missing)
	}
}

// list makes a nil list an empty one.
func list[T any](s *[]T) {
	if *s == nil {
		*s = []T{}
	}
}
