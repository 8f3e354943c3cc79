package api

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// doors says who comes in at each operation, by its id. An operation without a
// door does not start.
var doors = map[string]access.Door{
	"about": access.Record, "schema": access.Record, "follow": access.Record, "replicate": access.Record, "list": access.Record, "object": access.Record,
	"linked": access.Record, "publishers": access.Record, "total": access.Record, "library": access.Record, "difference": access.Record, "outcomes": access.Record, "lateness": access.Record, "crossings": access.Record,
	"series": access.Record, "assessment": access.Record, "conduct": access.Record, "notices": access.Record, "line": access.Record,
	"promise": access.Record, "incident": access.Record, "contacts": access.Record,
	// What is handed in is signed: the signature says who, and the fold whether they may.
	"check": access.Record, "submit": access.Record,
	"act": access.Acts,
}

// DoorOf gives the door of an operation by its id.
func DoorOf(id string) (access.Door, bool) { d, ok := doors[id]; return d, ok }

// writes reports whether an operation writes, or would.
func writes(id string) bool { return id == "check" || id == "submit" || id == "act" }

// Reads gives the ids of the operations that read, sorted.
func Reads() (all []string) {
	for _, id := range slices.Sorted(maps.Keys(doors)) {
		if !writes(id) {
			all = append(all, id)
		}
	}
	return all
}

// Opens reports whether there is an operation that a token can be for by its id: all
// but that which makes entries, for which a token names their kinds.
func Opens(id string) bool { return id != "act" && doors[id] != "" }

// Unknown answers a program whose token opens nothing: one never given, one that
// has ended, one of somebody who holds the seat no more.
func Unknown(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("WWW-Authenticate", "Bearer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusUnauthorized)
	fmt.Fprintln(w, `{"title":"Unauthorized","status":401,"detail":"there is no such token, or it has ended"}`)
}

// enter lets a request in at the door of its operation. Nothing is looked up before.
func enter(a huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		who := session.From(ctx.Context())
		if !access.Enters(doors[ctx.Operation().OperationID], who.Role()) {
			sentence := "this is not for the seat that asks"
			if who.Role() == access.Everyone {
				sentence = "nobody is signed in"
			}
			huma.WriteErr(a, ctx, http.StatusForbidden, sentence) //nolint:errcheck // whoever asked has gone
			return
		}
		op := ctx.Operation()
		kind := record.Kind("")
		if op.OperationID == "act" {
			kind = record.Kind(ctx.Param("kind"))
		}
		if s := who.Session; !s.Allows(op.OperationID, !writes(op.OperationID), kind) || s.Program() && kind != "" && !access.Unattended(kind) {
			huma.WriteErr(a, ctx, http.StatusForbidden, "the token is not for this operation, "+op.OperationID) //nolint:errcheck // whoever asked has gone
			return
		}
		next(ctx)
	}
}

// checkDoors ends the program where an operation has no door.
func checkDoors(a huma.API) {
	for path, item := range a.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Head, item.Post, item.Put, item.Patch, item.Delete, item.Options, item.Trace} {
			if op != nil && writes(op.OperationID) != (op.Method != http.MethodGet) {
				panic(fmt.Sprintf("say in internal/api/doors.go whether %q writes", op.OperationID))
			}
			if op != nil && doors[op.OperationID] == "" {
				panic(fmt.Sprintf("%s of the API, %q, has no door: say in internal/api/doors.go who comes in", path, op.OperationID))
			}
		}
	}
}
