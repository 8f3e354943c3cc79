package app

import (
	"context"
	"net/http"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/ledger"
)

// API gives the mechanism for other programs. Who asks is known as with the pages,
// or by the token of a program.
func (m *Mechanism) API() http.Handler {
	return m.ownName(m.bearing(api.New(api.Config{Views: m.Store, Log: m, Desk: acts{m}, Charter: m.Founding.Charter.Charter, Origin: m.Founding.Origin, Version: "1"})))
}

// acts is the desk as the API writes through it: a checkpoint follows at once.
type acts struct{ m *Mechanism }

// Submit takes an entry that its author has signed.
func (a acts) Submit(ctx context.Context, signed []byte) (desk.Handed, error) {
	return a.m.Submit(ctx, signed)
}

// Try says what would become of one, and keeps nothing.
func (a acts) Try(ctx context.Context, signed []byte) error {
	e, err := ledger.ParseSignedEntry(signed)
	if err != nil {
		return err
	}
	return a.m.Desk.Try(ctx, e)
}

// Do makes an entry of an act.
func (a acts) Do(ctx context.Context, who desk.Person, act desk.Act) (desk.Outcome, error) {
	o, err := a.m.Desk.Do(ctx, who, act)
	if err == nil {
		a.m.publish(ctx)
	}
	return o, err
}
