package app_test

import (
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestReleasedViews: attestations of every view, made before and after something
// was released to one seat, all verify: in the folder, and in the log handed to
// that seat, to another, and to everybody. What was handed out before still does.
func TestReleasedViews(t *testing.T) {
	m := newPlain(t, 2)
	ctx := t.Context()
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	publish := func() {
		t.Helper()
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
	}
	attest := func() {
		t.Helper()
		publish()
		if did, err := m.Attest(ctx); err != nil || !did {
			t.Fatalf("attested: %v, %v", did, err)
		}
		publish()
	}
	views := map[string]register.Viewer{"public": {}, "handler": {Seats: []record.Seat{"handler"}}, "elsewhere": {Seats: []record.Seat{"elsewhere"}},
		"chair": {Seats: []record.Seat{"chair"}}, "both": {Seats: []record.Seat{"handler", "chair"}}}
	verify := func(want map[string]bool) {
		t.Helper()
		v, err := m.Verify(ctx, ledger.AuditOptions{Trust: trust})
		if err != nil || !v.OK() {
			t.Fatalf("%v\n%v", err, v)
		}
		for name, viewer := range views {
			dir := filepath.Join(t.TempDir(), name)
			if _, err := m.ExportLog(ctx, viewer, dir); err != nil {
				t.Fatal(err)
			}
			l, err := app.VerifyLog(ctx, app.FolderReader(dir), ledger.AuditOptions{Trust: trust}, nil)
			if err != nil || !l.OK() {
				t.Fatalf("the log handed to %s: %v\n%+v", name, err, l)
			}
			if has := len(contains(t, dir, "guard post 1 of report 0")) > 0; has != want[name] {
				t.Errorf("the log handed to %s holds the words: %v", name, has)
			}
		}
	}
	amina := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}
	bashir := desk.Person{Seat: "chair", Name: "Bashir", Session: "test:bashir"}
	harms := map[string]string{}
	for _, q := range record.HarmQuestions {
		harms[q] = "no"
	}
	release := func(entry string, withheld ...string) {
		t.Helper()
		p, err := m.ProposeRelease(ctx, m.Secretariat(), amina, entry,
			&record.ReleaseProposed{To: []record.Seat{"handler"}, Withheld: withheld, Harms: harms, Risk: "none known"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Approve(ctx, m.Secretariat(), bashir, string(p.Entry)); err != nil {
			t.Fatal(err)
		}
	}
	attest()
	verify(map[string]bool{"chair": true, "both": true})
	release("1")
	release("2", "words")
	attest()
	verify(map[string]bool{"chair": true, "both": true})

	// Where the words are not withheld, they come.
	release("2")
	attest()
	verify(map[string]bool{"chair": true, "both": true, "handler": true})

	// A receipt for the new reader shows what they may read, and verifies.
	_, receipt, err := m.Receipt(ctx, views["handler"], "2")
	if err != nil {
		t.Fatal(err)
	}
	if r := ledger.VerifyReceipt(receipt, trust); !r.OK() || len(r.Receipt.Openings) == 0 {
		t.Errorf("%s", r)
	}
	if _, _, err := m.Receipt(ctx, views["elsewhere"], "2"); err == nil {
		t.Error("somebody else gets a receipt")
	}
}
