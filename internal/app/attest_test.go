package app_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestAttest has the log attest its time and its states, and checks both as the
// operator does and as a party does from an export.
func TestAttest(t *testing.T) {
	w := newWitnessed(t)
	m := w.open(t)
	ctx := t.Context()
	if done, err := m.Attest(ctx); err != nil || done {
		t.Fatalf("before anything is witnessed: %v, %v", done, err)
	}
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	w.accept(t, m)
	publish := func() {
		t.Helper()
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
	}
	publish()
	if _, ok, err := m.WitnessedAt(ctx, 1); err != nil || ok {
		t.Errorf("witnessed before it was attested: %v, %v", ok, err)
	}
	if done, err := m.Attest(ctx); err != nil || !done {
		t.Fatalf("%v, %v", done, err)
	}
	at, ok, err := m.WitnessedAt(ctx, 2)
	if err != nil || !ok || time.Since(at) > time.Minute {
		t.Errorf("entry 2 was witnessed at %v, %v, %v", at, ok, err)
	}
	if _, ok, err := m.WitnessedAt(ctx, 3); err != nil || ok {
		t.Errorf("the attestation attests itself: %v, %v", ok, err)
	}
	publish()
	if done, err := m.Attest(ctx); err != nil || done {
		t.Errorf("attested its own attestations: %v, %v", done, err)
	}

	// Later attestations do not revise the first.
	w.accept(t, m)
	publish()
	if done, err := m.Attest(ctx); err != nil || !done {
		t.Fatalf("%v, %v", done, err)
	}
	if again, ok, err := m.WitnessedAt(ctx, 2); err != nil || !ok || !again.Equal(at) {
		t.Errorf("entry 2 was witnessed at %v and then at %v, %v, %v", at, again, ok, err)
	}
	publish()
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: w.trust})
	if err != nil || !v.OK() {
		t.Fatalf("%v\n%s\n%v", err, v.Ledger, v.Faults)
	}
	states, err := m.Whole().AllOf(ctx, record.KindStateAttested)
	if err != nil || len(states) < 4 {
		t.Fatalf("%d states were attested, %v", len(states), err)
	}
	for _, seat := range []string{"", "zelmora", "handler"} {
		viewer := register.Viewer{}
		if seat != "" {
			viewer.Seats = []record.Seat{record.Seat(seat)}
		}
		dir := filepath.Join(t.TempDir(), "log")
		if _, err := m.ExportLog(ctx, viewer, dir); err != nil {
			t.Fatal(err)
		}
		v, err := app.VerifyLog(ctx, app.FolderReader(dir), ledger.AuditOptions{Trust: w.trust})
		if err != nil || !v.OK() || !v.Ledger.OK() {
			t.Errorf("as %q sees it: %v\n%s\n%s", seat, err, v.Ledger, v.Fault)
		}
	}
}

// TestAttestForged: a state that was attested and is not what the log folds to.
func TestAttestForged(t *testing.T) {
	m := newPlain(t, 1)
	ctx := t.Context()
	everyone, wrong := m.Founding.Charter.Everyone(), register.New()
	if err := m.Desk.AttestState(ctx, "secretariat", register.Viewer{Seats: []record.Seat{"chair"}}, everyone, wrong); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: trust})
	if err != nil || len(v.Faults) != 1 {
		t.Errorf("%v, %v", err, v.Faults)
	}
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := m.ExportLog(ctx, register.Viewer{}, dir); err != nil {
		t.Fatal(err)
	}
	theirs, err := app.VerifyLog(ctx, app.FolderReader(dir), ledger.AuditOptions{Trust: trust})
	if err != nil || theirs.Fault == "" {
		t.Errorf("from the export: %v, %+v", err, theirs)
	}
}
