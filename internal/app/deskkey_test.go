package app

import (
	"bytes"
	"context"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// TestNextDeskWhileServing: the key that another process made signs what the server
// that runs takes in once two seats entered it, and the old one may end.
func TestNextDeskWhileServing(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	dir := t.TempDir()
	o := Options{Guard: filepath.Join(dir, "guard")}
	m, err := Peopled(ctx, filepath.Join(dir, "m"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	go m.awaitNextDesk(ctx, 10*time.Millisecond)
	other, err := Open(ctx, m.Dir, o)
	if err != nil {
		t.Fatal(err)
	}
	next, err := other.MakeNextDesk()
	if err != nil {
		t.Fatal(err)
	}
	other.Close()
	b := &badInput{T: t, m: m, now: time.Now().UTC().Truncate(time.Second)}
	enter := func(seat record.Seat, body record.Body) {
		t.Helper()
		by := m.people[seat]
		status, said := b.post(b.entry(by, func(e *record.Entry) {
			e.Kind, e.Body, e.Author.Seat = body.EntryKind(), body, seat
		}), nil)
		if status != http.StatusOK {
			t.Fatalf("%s by %s: %d %s", body.EntryKind(), seat, status, said)
		}
	}
	enter("secretariat", next.Added)
	enter("chair", next.Approved)
	enter("secretariat", next.Revoked)
	raw, read := testkit.Article(900, 1)
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
	if err != nil {
		t.Fatal(err)
	}
	who := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Amina", Session: "test:amina"}
	if _, err := m.Desk.Accept(ctx, who, []string{doc.ID + "-s1"}); err != nil {
		t.Fatal(err)
	}
	it, err := m.Store.ItemAt(ctx, m.Secretariat(), b.size()-1)
	if err != nil || it.Key != next.Public.ID().String() {
		t.Errorf("signed with the key %s, not the new one: %v", it.Key, err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || !v.OK() {
		t.Errorf("afterwards: %+v, %v", v, err)
	}
}
