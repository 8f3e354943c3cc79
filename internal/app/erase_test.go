package app_test

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// contains gives the files of a folder that hold a piece of text.
func contains(t *testing.T, dir string, pieces ...string) (files []string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, p := range pieces {
			if bytes.Contains(data, []byte(p)) {
				files = append(files, filepath.Base(path))
				break
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// TestErase erases a statement and its source. What was written is nowhere in
// the folder any more, neither are the salts, and what is left confirms no guess;
// every proof verifies as before.
func TestErase(t *testing.T) {
	m := newPlain(t, 3)
	ctx := t.Context()
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	_, before, err := m.Receipt(ctx, m.Secretariat(), "2")
	if err != nil {
		t.Fatal(err)
	}
	old, err := ledger.ParseReceipt(before)
	if err != nil {
		t.Fatal(err)
	}
	var words ledger.Opening
	for _, o := range old.Openings {
		if o.Path == "words" {
			words = o
		}
	}
	secrets := []string{"guard post 1 of report 0", base64.StdEncoding.EncodeToString(words.Salt[:]), string(words.Salt[:])}
	// What was sealed goes too, and its key: each alone would open with what somebody
	// kept of the other.
	rows, err := m.Whole().Rows(ctx, 1, 3)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for _, r := range rows {
		secrets = append(secrets, string(r.Payload[20:60]), string(r.Key[20:50]))
	}
	for _, secret := range secrets[3:] {
		if len(contains(t, m.Dir, secret)) == 0 {
			t.Fatalf("%q stands nowhere even before it is erased: the test looks for the wrong thing", secret)
		}
	}
	if len(contains(t, m.Dir, secrets[:3]...)) == 0 {
		t.Fatal("the words stand nowhere even before they are erased: the test looks for the wrong thing")
	}

	amina := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}
	bashir := desk.Person{Seat: "secretariat", Name: "Bashir", Session: "test:bashir"}
	if _, err := m.Erase(ctx, m.Secretariat(), amina, "0", "the charter"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("erased the charter: %v", err)
	}
	for _, entry := range []string{"2", "1"} { // the statement, then its source
		if e, err := m.Erase(ctx, m.Secretariat(), amina, entry, "it endangers the source"); err != nil || e.Done {
			t.Fatalf("one alone: %+v, %v", e, err)
		}
		if _, err := m.Erase(ctx, m.Secretariat(), amina, entry, "alone"); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "nobody erases alone") {
			t.Errorf("erased alone: %v", err)
		}
		if entry == "2" && len(contains(t, m.Dir, secrets...)) == 0 {
			t.Fatal("one person's word erased it")
		}
		if e, err := m.Erase(ctx, m.Secretariat(), bashir, entry, "it endangers the source"); err != nil || !e.Done {
			t.Fatal(e, err)
		}
	}
	if _, err := m.Erase(ctx, m.Secretariat(), bashir, "2", "again"); !fault.Is(err, fault.Invalid) {
		t.Errorf("erased twice: %v", err)
	}
	if _, err := m.Desk.Do(ctx, amina, desk.Act{Body: &record.ContentErased{Reason: "r"}, Refs: []record.Ref{{Role: record.Target, ID: "x"}}}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("said to be erased by another door, which destroys nothing: %v", err)
	}
	if left := contains(t, m.Dir, secrets...); len(left) != 0 {
		t.Errorf("what was erased still stands in %s", left)
	}

	// Everything verifies: the folder, a new receipt, and the old one that was
	// handed out before, which nobody can call back.
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: trust})
	if err != nil || !v.OK() || !v.Ledger.OK() {
		t.Fatalf("%v\n%s\n%s", err, v.Ledger, strings.Join(v.Faults, "\n"))
	}
	it, after, err := m.Receipt(ctx, m.Secretariat(), "2")
	if err != nil || it.ErasedBy == "" {
		t.Fatalf("%+v, %v", it, err)
	}
	report := ledger.VerifyReceipt(after, trust)
	if !report.OK() || len(report.Receipt.Openings) != 0 {
		t.Errorf("the receipt shows %d fields:\n%s", len(report.Receipt.Openings), report)
	}
	if r := ledger.VerifyReceipt(before, trust); !r.OK() {
		t.Errorf("the receipt handed out before:\n%s", r)
	}

	// Who knows the words cannot have the envelope confirm them: only with the
	// salt, which is gone, does their digest stand in it.
	if report.Envelope.Fits([]ledger.Opening{words}) != nil {
		t.Error("with its salt the opening fits no more: the envelope was changed")
	}
	for _, salt := range []ledger.Salt{{}, ledger.Salt(report.Receipt.Signed.LeafSalt), ledger.Salt(old.Openings[0].Salt)} {
		guess := ledger.Opening{Path: words.Path, Value: words.Value, Salt: salt}
		if salt != words.Salt && report.Envelope.Fits([]ledger.Opening{guess}) == nil {
			t.Errorf("the guess is confirmed under the salt %x", salt)
		}
	}

	// The register folds to the same, with or without the content.
	digest, size, err := m.Rebuild(ctx)
	if err != nil || size != 11 || digest != v.Digest {
		t.Errorf("rebuilt %d entries to %s, verified as %s, %v", size, digest, v.Digest, err)
	}
	items, err := m.Whole().AllOf(ctx, record.KindContentErased)
	if err != nil || len(items) != 4 || items[0].Body.(*record.ContentErased).By == items[1].Body.(*record.ContentErased).By {
		t.Errorf("%+v, %v", items, err)
	}
}
