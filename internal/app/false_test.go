package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestFalseAttestations: an operator that attests the root of another tree, or a
// state that the log does not fold to, is found out by everyone who is handed the
// log and may read the attestation, whichever seats they hold.
func TestFalseAttestations(t *testing.T) {
	chair, everyone := []record.Seat{"chair"}, []record.Seat{record.Public}
	for name, c := range map[string]struct {
		attest func(*app.Mechanism) error
		handed []record.Seat // whose log is verified
		found  string
	}{
		"the root of another tree": {func(m *app.Mechanism) error {
			other := ledger.Checkpoint{Origin: m.Founding.Origin, Tree: ledger.Tree{Size: 2}}
			note, err := ledger.SignCheckpoint(m.Keys.Log, other)
			if err != nil {
				return err
			}
			return m.Desk.AttestTime(t.Context(), "secretariat", everyone, &ledger.Opened{Checkpoint: other}, note)
		}, nil, "attests the time of another log"},
		"another time than its checkpoint's": {func(m *app.Mechanism) error {
			return attestTimeAs(t, m, func(o *ledger.Opened) { o.WitnessedAt = time.Unix(1_000_000_000, 0) })
		}, nil, "its checkpoint is of"},
		"another size than its checkpoint's": {func(m *app.Mechanism) error {
			return attestTimeAs(t, m, func(o *ledger.Opened) {
				tree, err := ledger.Root(o.Size-1, m.Store.Hashes(t.Context()))
				if err != nil {
					t.Fatal(err)
				}
				o.Tree = tree
			})
		}, nil, "its checkpoint is of"},
		"a state for everyone": {func(m *app.Mechanism) error {
			return attestAs(t, m, everyone, register.Viewer{Seats: chair}, register.Viewer{})
		}, nil, "attests the state"},
		"a state for everyone, in a seat's log": {func(m *app.Mechanism) error {
			return attestAs(t, m, everyone, register.Viewer{Seats: chair}, register.Viewer{})
		}, []record.Seat{"monitors", "legal"}, "attests the state"},
		"a state for one seat of two": {func(m *app.Mechanism) error {
			return attestAs(t, m, chair, register.Viewer{}, register.Viewer{Seats: chair})
		}, []record.Seat{"chair", "monitors"}, "attests the state"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newPlain(t, 1)
			if err := c.attest(m); err != nil {
				t.Fatal(err)
			}
			if _, err := m.Publisher.Publish(t.Context()); err != nil {
				t.Fatal(err)
			}
			trust, err := m.Trust()
			if err != nil {
				t.Fatal(err)
			}
			if v, err := m.Verify(t.Context(), ledger.AuditOptions{Trust: trust}); err != nil || !strings.Contains(strings.Join(v.Faults, "\n"), c.found) {
				t.Errorf("in the mechanism's own folder: found %q, %v", v.Faults, err)
			}
			dir := filepath.Join(t.TempDir(), "log")
			if _, err := m.ExportLog(t.Context(), register.Viewer{Seats: c.handed}, dir); err != nil {
				t.Fatal(err)
			}
			l, err := app.VerifyLog(t.Context(), app.FolderReader(dir), ledger.AuditOptions{Trust: trust}, nil)
			if err != nil || l.OK() || !strings.Contains(l.Fault, c.found) {
				t.Errorf("found %q, %v", l.Fault, err)
			}
		})
	}
}

// attestTimeAs attests something else than the published checkpoint says.
func attestTimeAs(t *testing.T, m *app.Mechanism, change func(*ledger.Opened)) error {
	t.Helper()
	c, err := m.Store.LatestCheckpoint(t.Context())
	if err != nil {
		return err
	}
	o, err := m.Publisher.Verifier.OpenCheckpoint(c.Note)
	if err != nil {
		return err
	}
	change(o)
	return m.Desk.AttestTime(t.Context(), "secretariat", []record.Seat{record.Public}, o, c.Note)
}

// attestAs attests to an audience what the log folds to in the view of others.
func attestAs(t *testing.T, m *app.Mechanism, audience []record.Seat, shown, said register.Viewer) error {
	t.Helper()
	state, err := app.FoldFor(t.Context(), m, shown)
	if err != nil {
		return err
	}
	return m.Desk.AttestState(t.Context(), "secretariat", said, audience, state)
}

// TestFalseViews: a log handed out with a view that is not its own is found out: of
// another size or another log, of a state that it does not fold to, or for fewer than
// may read what lies in it.
func TestFalseViews(t *testing.T) {
	m := newPlain(t, 1)
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	export := func(v register.Viewer) string {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "log")
		if _, err := m.ExportLog(t.Context(), v, dir); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	read := func(dir, name string) []byte {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	chairs := export(register.Viewer{Seats: []record.Seat{"chair"}})
	view, err := app.ParseView(read(chairs, "view"))
	if err != nil {
		t.Fatal(err)
	}
	written := func(change func(*app.View)) func(string) []byte {
		return func(string) []byte {
			v := *view
			change(&v)
			return v.Marshal()
		}
	}
	for name, c := range map[string]struct {
		seats []record.Seat
		file  string
		text  func(dir string) []byte
		found string
	}{
		"as it is":    {[]record.Seat{"chair"}, "view", written(func(*app.View) {}), ""},
		"a size less": {[]record.Seat{"chair"}, "view", written(func(v *app.View) { v.Size-- }), "the view is of"},
		"another log": {[]record.Seat{"chair"}, "view", written(func(v *app.View) { v.Origin = "surety-test/other" }), "the view is of the log"},
		"another state": {[]record.Seat{"chair"}, "view", written(func(v *app.View) { v.State = strings.Repeat("0", 64) }),
			"the log folds to the state"},
		"more than the view is for": {nil, ledger.DisclosedPath(0), func(string) []byte { return read(chairs, ledger.DisclosedPath(0)) },
			"it is disclosed, but not for those whose view this is"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := export(register.Viewer{Seats: c.seats})
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(c.file)), c.text(dir), 0o600); err != nil {
				t.Fatal(err)
			}
			l, err := app.VerifyLog(t.Context(), app.FolderReader(dir), ledger.AuditOptions{Trust: trust}, nil)
			if err != nil || l.OK() != (c.found == "") || !strings.Contains(l.Fault, c.found) {
				t.Errorf("found %q, %v", l.Fault, err)
			}
		})
	}
}
