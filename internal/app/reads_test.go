package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestReads: who opens what is for the mechanism alone is kept, and the log commits
// to it; what everybody, or a party, may read is not; a list that was changed is
// found out.
func TestReads(t *testing.T) {
	m := newPlain(t, 1)
	ctx := t.Context()
	amina := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}
	o, err := m.Desk.Do(ctx, amina, desk.Act{Audience: []record.Seat{"chair", "legal", "monitors", "secretariat"},
		Body: &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "to report"}})
	if err != nil {
		t.Fatal(err)
	}
	asks := session.With(ctx, session.Identity{Viewer: m.Secretariat(), Person: amina})
	for range 2 {
		if _, err := m.Store.Item(asks, m.Secretariat(), o.Entry); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := m.Store.ItemAt(asks, m.Secretariat(), 0); err != nil { // the charter is for everyone
		t.Fatal(err)
	}
	if _, err := m.Store.ItemAt(asks, m.Secretariat(), 2); err != nil { // the parties may read it too
		t.Fatal(err)
	}
	if _, err := m.Store.Item(ctx, m.Secretariat(), o.Entry); err != nil { // a command on the folder
		t.Fatal(err)
	}
	list, err := m.Reads(ctx)
	if err != nil || len(list) != 2 || list[0].Person != "Amina" || list[0].Entry != o.Index || list[0].Batch != "" {
		t.Fatalf("%+v, %v", list, err)
	}
	// In a list, a search and an export too, there once; through another's eyes as
	// through one's own.
	legal := desk.Person{Seat: "legal", Name: "Bashir", Session: "test:bashir"}
	theirs := register.Viewer{Seats: []record.Seat{"legal"}}
	for range 2 {
		if _, err := m.Store.Items(session.With(ctx, session.Identity{Viewer: theirs, Person: legal}), theirs, record.KindConsentRecorded, register.Page{}); err != nil {
			t.Fatal(err)
		}
	}
	previewing := theirs
	previewing.As = &register.Viewer{Seats: []record.Seat{"chair"}}
	if _, err := m.Store.Find(session.With(ctx, session.Identity{Viewer: previewing, Preview: "chair", Session: session.Session{ID: "s1", Name: "Carim"}}), previewing,
		register.Query{Kinds: []record.Kind{record.KindConsentRecorded}}); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Export(session.With(ctx, session.Identity{Operator: true}), m.Secretariat()); err != nil {
		t.Fatal(err)
	}
	if list, err = m.Reads(ctx); err != nil || len(list) != 5 || list[2].Person != "Bashir" || list[2].Seat != "legal" || list[3].Person != "Carim" || list[4].Person != "operator" {
		t.Fatalf("%+v, %v", list, err)
	}
	if some, err := m.AttestReads(ctx); err != nil || !some {
		t.Fatal(some, err)
	}
	if some, err := m.AttestReads(ctx); err != nil || some {
		t.Errorf("committed to twice: %v, %v", some, err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: trust})
	if err != nil || !v.OK() {
		t.Fatalf("%v\n%+v", err, v)
	}
	for _, change := range []string{"UPDATE read_audit SET person = 'Bashir' WHERE n = 1", "DELETE FROM read_audit WHERE n = 2"} {
		db, err := sql.Open("sqlite", filepath.Join(m.Dir, "surety.db"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(ctx, change); err != nil {
			t.Fatal(err)
		}
		db.Close()
		v, err := m.Verify(ctx, ledger.AuditOptions{Trust: trust})
		if err != nil || v.OK() || !strings.Contains(strings.Join(v.Faults, "\n"), "who read what") {
			t.Errorf("%s: %v\n%v", change, err, v.Faults)
		}
	}
}

// What is handed out whole, as an exported log or a sealed copy, is kept as read for
// whom it was; so is what somebody opens at the desk, where it waits.
func TestReadsHandedOut(t *testing.T) {
	m := newPlain(t, 1)
	ctx := t.Context()
	amina := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}
	o, err := m.Desk.Do(ctx, amina, desk.Act{Audience: []record.Seat{"chair", "legal", "monitors", "secretariat"},
		Body: &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "to report"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	raw, read := testkit.Full()
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
	if err != nil {
		t.Fatal(err)
	}
	operator := session.With(ctx, session.Identity{Operator: true})
	legal := register.Viewer{Seats: []record.Seat{"legal"}}
	handed := func(n int, who string, seat record.Seat, of desk.Opening) {
		t.Helper()
		list, err := m.Reads(ctx)
		if err != nil || len(list) != n {
			t.Fatalf("%d readings are kept, want %d: %+v, %v", len(list), n, list, err)
		}
		if n > 0 {
			if last := list[n-1]; last.Person != who || last.Seat != seat || last.Entry != of.Entry || last.Document != of.Document {
				t.Errorf("kept is %+v", last)
			}
		}
	}
	for i, c := range []struct {
		ctx context.Context
		v   register.Viewer
		n   int
	}{{ctx, legal, 0}, {operator, register.Viewer{Seats: []record.Seat{"zelmora"}}, 0}, {operator, legal, 1}} {
		if _, err := m.ExportLog(c.ctx, c.v, filepath.Join(t.TempDir(), "log")); err != nil {
			t.Fatal(i, err)
		}
		handed(c.n, "operator", "legal", desk.Opening{Entry: o.Index})
	}
	if _, err := m.SealedCopy(operator, "monitors", io.Discard); err != nil {
		t.Fatal(err)
	}
	handed(2, "operator", "monitors", desk.Opening{Entry: o.Index})
	clerk := session.With(ctx, session.Identity{Viewer: m.Secretariat(), Person: amina})
	for range 2 { // once an hour
		if _, _, _, err := m.Document(clerk, m.Secretariat(), doc.ID); err != nil {
			t.Fatal(err)
		}
		handed(3, "Amina", "secretariat", desk.Opening{Entry: -1, Document: doc.ID})
	}
	if some, err := m.AttestReads(ctx); err != nil || !some {
		t.Fatal(some, err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || !v.OK() {
		t.Fatalf("%v\n%+v", err, v)
	}
	db, err := sql.Open("sqlite", filepath.Join(m.Dir, "surety.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "UPDATE read_audit SET document = 'ffffffff' WHERE document <> ''"); err != nil {
		t.Fatal(err)
	}
	if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || v.OK() || !strings.Contains(strings.Join(v.Faults, "\n"), "who read what") {
		t.Errorf("another document was read: %v\n%v", err, v.Faults)
	}
}
