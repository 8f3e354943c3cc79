package app_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestSuccession: a successor cites what the earlier log's key and witnesses signed, as
// it stands there; one that was founded with something else is found out by everyone.
func TestSuccession(t *testing.T) {
	old := newPlain(t, 1)
	trust, err := old.Trust()
	if err != nil {
		t.Fatal(err)
	}
	last, err := old.Store.LatestCheckpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cited, err := app.Succession(trust, last.Note)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := old.Publisher.Verifier.OpenCheckpoint(last.Note); err != nil || cited.Origin != o.Origin || cited.Size != o.Size || cited.Root != ledger.Digest(o.Root).String() {
		t.Errorf("cited is %+v: %v", cited, err)
	}
	if _, err := app.Succession(trust, []byte(strings.Replace(string(last.Note), "\n", "x\n", 1))); err == nil {
		t.Error("a checkpoint that nobody signed is cited")
	}
	other, err := newPlain(t, 0).Trust()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.Succession(other, last.Note); err == nil {
		t.Error("a checkpoint is cited by the trust file of another log")
	}

	for name, change := range map[string]func(*record.Succession){
		"as it is":      func(*record.Succession) {},
		"another size":  func(s *record.Succession) { s.Size-- },
		"another root":  func(s *record.Succession) { s.Root = strings.Repeat("0", 64) },
		"another log":   func(s *record.Succession) { s.Origin += "x" },
		"no checkpoint": func(s *record.Succession) { s.Checkpoint = "nothing" },
	} {
		t.Run(name, func(t *testing.T) {
			says := *cited
			change(&says)
			dir := t.TempDir()
			m, err := app.Init(t.Context(), filepath.Join(dir, "m"), "Amina", "charter.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard"), Succeeds: &says})
			if err != nil {
				t.Fatal(err)
			}
			defer m.Close()
			trust, err := m.Trust()
			if err != nil {
				t.Fatal(err)
			}
			good := name == "as it is"
			if v, err := m.Verify(t.Context(), ledger.AuditOptions{Trust: trust}); err != nil || v.OK() != good || !good && !strings.Contains(strings.Join(v.Faults, "\n"), "entry 0: ") {
				t.Errorf("in its folder: %q, %v", v.Faults, err)
			}
			log := filepath.Join(dir, "log")
			if _, err := m.ExportLog(t.Context(), register.Viewer{Seats: []record.Seat{"chair"}}, log); err != nil {
				t.Fatal(err)
			}
			if l, err := app.VerifyLog(t.Context(), app.FolderReader(log), ledger.AuditOptions{Trust: trust}, nil); err != nil || l.OK() != good || !good && !strings.HasPrefix(l.Fault, "entry 0: ") {
				t.Errorf("as it is handed out: %q, %v", l.Fault, err)
			}
		})
	}
}
