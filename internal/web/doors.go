package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/fault"
)

// doors says who comes in at each page. A page without a door does not start.
var doors = map[string]access.Door{
	"GET /{$}":                      access.Record,
	"GET /undertakings":             access.Record,
	"GET /undertakings/{id}":        access.Record,
	"GET /incidents":                access.Record,
	"GET /incidents/{id}":           access.Record,
	"GET /statements":               access.Record,
	"GET /statements/{id}":          access.Record,
	"GET /talks":                    access.Record,
	"GET /talks/{id}":               access.Record,
	"GET /agreements":               access.Record,
	"GET /agreements/{id}":          access.Record,
	"GET /clauses":                  access.Record,
	"GET /clauses/{id}":             access.Record,
	"GET /crossings":                access.Record,
	"GET /crossings/{id}":           access.Record,
	"GET /at":                       access.Record,
	"GET /at/{id}":                  access.Record,
	"GET /changes":                  access.Record,
	"GET /charts":                   access.Record,
	"GET /assessment":               access.Record,
	"GET /conduct":                  access.Record,
	"GET " + basePath:               access.Record,
	"GET /cases":                    access.Record,
	"GET /cases/{id}":               access.Record,
	"GET /cases/desk":               access.Record,
	"GET /cases/new":                access.Acts,
	"POST /cases/new":               access.Acts,
	"POST /cases/hand-in":           access.Seat,
	"GET /cases/{id}/do/{kind}":     access.Acts,
	"POST /cases/{id}/do/{kind}":    access.Acts,
	"GET /record/{kind}":            access.Acts,
	"POST /record/{kind}":           access.Acts,
	"GET /guarantors":               access.Record,
	"GET /parties/{party}":          access.Record,
	"GET /chair":                    access.Record,
	"GET /report":                   access.Record,
	"GET " + standingPath:           access.Record,
	"GET /sources":                  access.Record,
	"GET /sources/{id}":             access.Record,
	"GET /sources/{id}/file":        access.Record,
	"GET /timeline":                 access.Record,
	"GET /map":                      access.Record,
	"GET /search":                   access.Record,
	"GET /desk":                     access.Desk,
	"GET /desk/{document}":          access.Desk,
	"POST /desk/{document}":         access.Desk,
	"GET /desk/{document}/{draft}":  access.Desk,
	"POST /desk/{document}/{draft}": access.Desk,
	"GET " + fieldPath:              access.Acts,
	"POST " + fieldPath:             access.Acts,
	"POST /seat":                    access.Seat,
	"GET /session":                  access.Seat,
	"POST /session":                 access.Seat,
	"GET /tokens":                   access.Seat,
	"POST /tokens":                  access.Acts,
	"GET /signin":                   access.Seat,
	"POST /signin":                  access.Seat,
	"GET /signin/provider/{id}":     access.Seat,
	"GET /signin/provider":          access.Seat,
	"GET /invitation/{token}":       access.Seat,
	"POST /invitation/{token}":      access.Seat,
	"GET /keys":                     access.Seat,
	"POST /keys":                    access.Acts,
	"POST /sign":                    access.Acts,
	"POST /sign/file":               access.Acts,
	"POST /preview":                 access.Preview,
	"POST /preview/end":             access.Seat,
	"GET /sides":                    access.Record,
	"GET /contacts":                 access.Record,
	"POST /contacts":                access.Acts,
	"GET /release/{id}":             access.Preview,
	"POST /release/{id}":            access.Preview,
	"GET /log":                      access.Record,
	"GET /log/{index}":              access.Record,
	"GET /log/{index}/receipt":      access.Record,
	"GET /entry/{id}":               access.Record,
	"GET /checkpoint":               access.Record,
	"GET /check":                    access.Record,
	"GET /check/receipt":            access.Record,
	"GET /check/verifier.html":      access.Record,
	"GET /trust":                    access.Record,
	"GET /about":                    access.Record,
	"GET /charter":                  access.Record,
	"GET /healthz":                  access.Record,
	"GET /assets/{file}":            access.Record,
	"/":                             access.Record,
}

// Routes gives every page by its pattern, sorted: what a test of rights goes through.
func Routes() []string { return slices.Sorted(maps.Keys(doors)) }

// DoorOf gives the door of a page's pattern.
func DoorOf(pattern string) (access.Door, bool) { d, ok := doors[pattern]; return d, ok }

// enters lets a request in at the door of its page, or says that it may not.
// Nothing is looked up before.
func (s *site) enters(r *http.Request, d access.Door) error {
	who := s.Identify(r)
	if access.Enters(d, who.Role()) {
		return nil
	}
	switch d {
	case access.Desk:
		return fault.New(fault.Forbidden, "the drafts are the secretariat's to look at")
	case access.Preview:
		return fault.New(fault.Forbidden, "looking as another would is for those who decide on a release")
	}
	return fault.New(fault.Forbidden, "this page is not for the seat that asks")
}

// door gives the door of a pattern, and ends the program where there is none.
func door(pattern string) access.Door {
	d, ok := doors[pattern]
	if !ok {
		panic(fmt.Sprintf("the page %q has no door: say in internal/web/doors.go who comes in", pattern))
	}
	return d
}
