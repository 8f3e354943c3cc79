// Package api is the mechanism for other programs: JSON over HTTP, described in
// OpenAPI 3.1 from the same code that answers. It reads through the views that
// the pages read through, and writes through the desk; it holds no rule.
//
// Errors are problem details (RFC 9457) in the reader's terms.
package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Prefix is the path below which everything stands.
const Prefix = "/api/v1"

// Views is what is read. Every call gives only what its viewer may read.
type Views interface {
	// Items gives the objects of a kind that stand, newest entry first.
	Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error)
	// Fallen gives those of a kind that do not stand, being void or withdrawn.
	Fallen(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error)
	// Glances gives the objects of a kind of which something is counted, each at a
	// glance, newest first.
	Glances(ctx context.Context, v register.Viewer, kind record.Kind) ([]*register.Glance, error)
	// Find gives the objects that a query asks for.
	Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error)
	// Item gives one object by its id, whatever became of it.
	Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error)
	// Linked gives the objects that stand and refer to id in a role.
	Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error)
	// Several gives those of some objects that the viewer may read, in no order.
	Several(ctx context.Context, v register.Viewer, ids []record.ID) ([]register.Item, error)
	// Logged gives when an entry was logged, by its leaf.
	Logged(ctx context.Context, v register.Viewer, id record.ID) (time.Time, error)
	// After gives the objects of entries after an index, in the order of the log.
	After(ctx context.Context, v register.Viewer, index int64, limit int) ([]register.Item, error)
	// Size gives the number of entries of the log.
	Size(ctx context.Context) (int64, error)
}

// Desk is what is written through.
type Desk interface {
	Do(ctx context.Context, who desk.Person, a desk.Act) (desk.Outcome, error)
	// Submit takes an entry that its author has signed, as its bytes.
	Submit(ctx context.Context, signed []byte) (desk.Handed, error)
	// Try says what would become of one, and keeps nothing.
	Try(ctx context.Context, signed []byte) error
}

// Config is what an API answers with. Who asks stands in the request's context,
// where session.From finds it.
type Config struct {
	Views   Views
	Log     Log
	Desk    Desk
	Charter *charter.Charter
	Origin  string // of the log
	Version string
}

type service struct{ Config }

// New gives the handler of everything below Prefix.
func New(c Config) http.Handler {
	mux := http.NewServeMux()
	describe(&service{c}, mux)
	return guard(mux)
}

func describe(s *service, mux *http.ServeMux) huma.API {
	config := huma.DefaultConfig("surety: "+s.Charter.Name.In("en"), s.Version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = Prefix+"/openapi", "", ""
	config.Info.Description = "The record of a monitoring and verification mechanism. Everything is what somebody said, did or signed; " +
		"nothing is a verdict of the program. \"Recorded by\" is never \"committed by\"."
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token": {Type: "http", Scheme: "bearer", Description: "A token that a person of a seat gave a program (/tokens): for some operations, until a day. " +
			"What is read with it is kept as read by that person."},
		"session": {Type: "apiKey", In: "cookie", Name: "__Host-session", Description: "The session of a person who signed in with a browser; without TLS the cookie is called session."},
	}
	config.Security = []map[string][]string{{"token": {}}, {"session": {}}, {}}
	config.CreateHooks = nil // no $schema in answers: they are the same bytes for everyone
	a := humago.New(mux, config)
	a.UseMiddleware(enter(a))
	s.reading(a)
	s.replicating(a)
	s.adding(a)
	s.comparing(a)
	s.promising(a)
	s.happening(a)
	s.counting(a)
	s.surveying(a)
	s.submitting(a)
	s.writing(a)
	checkDoors(a)
	return a
}

// schemaName names a type in the description: by its package too, because more
// than one package has a State.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	pkg := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
	name := huma.DefaultSchemaNamer(t, hint)
	if pkg == "" || pkg == "api" || t.Name() == "" {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

// maxBody bounds what a request may send.
const maxBody = 4 << 20

// guard is what every request meets first: nothing sent by other sites, limits.
func guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	inner := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "private, no-cache")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		inner.ServeHTTP(w, r)
	})
}

var statuses = map[fault.Kind]int{fault.Invalid: http.StatusUnprocessableEntity, fault.NotFound: http.StatusNotFound,
	fault.Forbidden: http.StatusForbidden, fault.Conflict: http.StatusConflict, fault.Unavailable: http.StatusServiceUnavailable}

// problem tells an error as a problem. What is wrong inside is not told.
func problem(err error) error {
	if status := statuses[fault.KindOf(err)]; status != 0 {
		return huma.NewError(status, err.Error())
	}
	return huma.NewError(http.StatusInternalServerError, "something is wrong here; it has nothing to do with what was asked")
}

// as lets who asks look as a seat would, or as everyone: they are given what both
// may read. Whose own seat it is may always ask so.
func (s *service) as(ctx context.Context, seat string) (register.Viewer, error) {
	who := session.From(ctx)
	v := who.Viewer
	switch {
	case seat == "":
		return v, nil
	case seat == string(record.Public):
		v.As = &register.Viewer{}
		return v, nil
	case slices.Contains(v.Seats, record.Seat(seat)):
	case !access.Enters(access.Preview, who.Role()):
		return v, fault.New(fault.Forbidden, "looking as another would is for those who decide on a release")
	default:
		if _, ok := s.Charter.Seat(record.Seat(seat)); !ok {
			return v, fault.New(fault.Invalid, "the charter has no seat %q; it has %q", seat, s.Charter.SeatIDs())
		}
	}
	v.As = &register.Viewer{Seats: []record.Seat{record.Seat(seat)}}
	return v, nil
}

// holds refuses a seat that who asks does not sit in.
func (s *service) holds(who session.Identity, seat record.Seat) error {
	if !who.Operator {
		if !slices.Contains(who.Viewer.Seats, seat) {
			return fault.New(fault.Forbidden, "you are not signed in for the seat %q", seat)
		}
		return nil
	}
	if _, ok := s.Charter.Seat(seat); !ok {
		return fault.New(fault.Invalid, "the charter has no seat %q; it has %q", seat, s.Charter.SeatIDs())
	}
	return nil
}
