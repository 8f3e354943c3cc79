package api

import (
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/session"
)

// doors says who comes in at each operation, by its id. An operation without a
// door does not start.
var doors = map[string]access.Door{
	"about": access.Record, "schema": access.Record, "follow": access.Record, "list": access.Record, "object": access.Record,
	"linked": access.Record, "difference": access.Record, "outcomes": access.Record, "lateness": access.Record, "crossings": access.Record,
	"series": access.Record, "assessment": access.Record, "conduct": access.Record, "notices": access.Record, "line": access.Record,
	"promise": access.Record, "contacts": access.Record,
	// What is handed in is signed: the signature says who, and the fold whether they may.
	"check": access.Record, "submit": access.Record,
	"act": access.Acts,
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
		next(ctx)
	}
}

// checkDoors ends the program where an operation has no door.
func checkDoors(a huma.API) {
	for path, item := range a.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Head, item.Post, item.Put, item.Patch, item.Delete, item.Options, item.Trace} {
			if op != nil && doors[op.OperationID] == "" {
				panic(fmt.Sprintf("%s of the API, %q, has no door: say in internal/api/doors.go who comes in", path, op.OperationID))
			}
		}
	}
}
