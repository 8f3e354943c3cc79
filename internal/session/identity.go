package session

import (
	"context"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Identity is who asks: what they may read, whom they act for, and by which
// session. The zero Identity is somebody who reads what is public.
type Identity struct {
	Viewer  register.Viewer
	Seated  access.Role // what the seat is for; "" for one who reads as everyone
	Preview record.Seat // through whose eyes they look now; "" for their own
	Person  desk.Person // Seat "" for one who acts for nobody
	Session Session     // zero for a reader who has not signed in, and for the operator

	// Operator: nobody signs in here, and whoever reaches the machine itself works
	// at the desk. It is so on loopback while no sign-in is configured.
	Operator bool
	// Chooses: this is an exercise on loopback, in which a person may take any seat.
	Chooses bool
}

// Role gives what the seat of who asks is for; access.Everyone where it is none.
func (i Identity) Role() access.Role {
	if i.Seated == "" {
		return access.Everyone
	}
	return i.Seated
}

type contextKey struct{}

// With gives a context that carries who asks.
func With(ctx context.Context, id Identity) context.Context {
	return context.WithValue(ctx, contextKey{}, id)
}

// Asked reports whether it was said who asks: by a request, or a command that hands
// the record out. What the program reads for itself nobody asked for.
func Asked(ctx context.Context) bool {
	_, ok := ctx.Value(contextKey{}).(Identity)
	return ok
}

// Unasked gives a context in which nobody asks: for what the program reads of what it
// has kept as read before.
func Unasked(ctx context.Context) context.Context { return context.WithValue(ctx, contextKey{}, nil) }

// From gives who asks; the zero Identity where nobody has said.
func From(ctx context.Context) Identity {
	id, _ := ctx.Value(contextKey{}).(Identity)
	return id
}
