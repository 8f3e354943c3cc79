package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// Peopled gives tests an exercise in which nothing has been played, and whose
// people have their keys.
func Peopled(ctx context.Context, dir string, o Options) (*Mechanism, error) {
	return peopledBy(ctx, dir, "exercise.yaml", charters.Exercise, o)
}

// peopledBy is Peopled under another charter of an exercise.
func peopledBy(ctx context.Context, dir, name string, charter []byte, o Options) (*Mechanism, error) {
	c, err := ParseCharter(name, charter)
	if err != nil {
		return nil, err
	}
	var seats []record.Seat
	for _, s := range c.Seats {
		seats = append(seats, s.ID)
	}
	text, secrets, err := people(charter, seats)
	if err != nil {
		return nil, err
	}
	m, err := Init(ctx, dir, "test", name, text, o)
	if err != nil {
		return nil, err
	}
	if err := keepPeople(dir, secrets); err != nil {
		return nil, err
	}
	return m, m.loadPeople()
}

// signedElsewhere signs an entry as its author's own machine does. Kind, log, key, a
// new id, now as its time and those around the table as its readers are filled in
// where the entry leaves them open; its author's seat is oruvia if it names none.
func signedElsewhere(t testing.TB, m *Mechanism, by ledger.Signer, e record.Entry) *ledger.SignedEntry {
	t.Helper()
	e.Kind = cmp.Or(e.Kind, e.Body.EntryKind())
	e.Mechanism = cmp.Or(e.Mechanism, m.Founding.Origin)
	e.Author.Seat = cmp.Or(e.Author.Seat, "oruvia")
	e.Author.Key = by.PublicKey().ID().String()
	if e.Stated.IsZero() {
		e.Stated = time.Now().UTC().Truncate(time.Second)
	}
	var err error
	if e.ID == "" {
		if e.ID, err = record.NewID(rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if e.Audience == nil {
		if e.Audience, err = access.Audience(m.Founding.Charter.Charter, "P1", e.Author.Seat); err != nil {
			t.Fatal(err)
		}
	}
	signed, err := desk.Sign(rand.Reader, e, by)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}
