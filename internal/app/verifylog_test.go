package app_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// newPlain makes a mechanism without witnesses, with some entries.
func newPlain(t *testing.T, articles int) *app.Mechanism {
	t.Helper()
	root := t.TempDir()
	text, err := os.ReadFile(filepath.Join("..", "..", "charters", "exercise.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := app.Init(t.Context(), filepath.Join(root, "mechanism"), "Amina", "charter.yaml", text, app.Options{Guard: filepath.Join(root, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	for n := range articles {
		acceptArticle(t, m, n)
	}
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

// serve serves a mechanism until the test ends.
func serve(t *testing.T, m *app.Mechanism) (address string) {
	t.Helper()
	address, end := serving(t, m, app.MinInterval)
	t.Cleanup(func() {
		if err := end(); err != nil {
			t.Error(err)
		}
	})
	return address
}

// serving serves a mechanism until it is ended, as an operator ends it.
func serving(t *testing.T, m *app.Mechanism, every time.Duration) (address string, end func() error) {
	t.Helper()
	l, err := app.Listen("127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- m.Serve(ctx, l, nil, every, func() { close(ready) }) }()
	<-ready
	return "http://" + l.Addr().String(), func() error {
		stop()
		return <-ended
	}
}

// TestVerifyServed checks a log at its address, as everyone sees it.
func TestVerifyServed(t *testing.T) {
	m := newPlain(t, 150) // 301 entries: more than a bundle
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	read, err := app.URLReader(t.Context(), serve(t, m)+"/tlog")
	if err != nil {
		t.Fatal(err)
	}
	v, err := app.VerifyLog(t.Context(), read, ledger.AuditOptions{Trust: trust}, nil)
	if err != nil || !v.OK() || !v.Ledger.OK() {
		t.Fatalf("%v\n%+v", err, v)
	}
	if v.Ledger.Tree.Size != 301 || v.Ledger.Envelopes != 1 {
		t.Errorf("%d entries and %d envelopes; only the charter is for everyone", v.Ledger.Tree.Size, v.Ledger.Envelopes)
	}
	for _, path := range []string{"tile/0/001", "tile/entries/000.p/3/4", "disclosed/009", "keys/log.key", "", "view/"} {
		if data, err := read(path); err == nil {
			t.Errorf("%q is served: %d bytes", path, len(data))
		}
	}
	if _, err := app.URLReader(t.Context(), "file:///etc"); err == nil {
		t.Error("a file's address was taken")
	}
}

// TestVerifyExported checks an export for a seat, and then spoils it byte by byte.
func TestVerifyExported(t *testing.T) {
	m := newPlain(t, 3)
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := m.ExportLog(t.Context(), register.Viewer{Seats: []record.Seat{"secretariat"}}, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := m.ExportLog(t.Context(), register.Viewer{}, dir); err == nil {
		t.Error("an export was written over another")
	}
	verify := func(read app.Reader, trust *ledger.Trust) string {
		v, err := app.VerifyLog(t.Context(), read, ledger.AuditOptions{Trust: trust}, nil)
		switch {
		case err != nil:
			return err.Error()
		case v.Ledger.Verdict == ledger.Failed:
			return v.Ledger.String()
		}
		return v.Fault
	}
	if wrong := verify(app.FolderReader(dir), trust); wrong != "" {
		t.Fatal(wrong)
	}
	if v, err := app.VerifyLog(t.Context(), app.FolderReader(dir), ledger.AuditOptions{}, nil); err != nil || v.Ledger.Verdict != ledger.Consistent {
		t.Errorf("with no trust file of one's own: %v, %v", v.Ledger.Verdict, err)
	}
	files := map[string][]byte{}
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	chance := testkit.Random(t)
	for name, whole := range files {
		tries := 40
		if testkit.Torture() {
			tries = len(whole)
		}
		if name == "trust" {
			tries = 0 // it proves nothing, and is not read where there is a better one
		}
		for try := range tries {
			at := chance.IntN(len(whole))
			if testkit.Torture() {
				at = try
			}
			spoilt := bytes.Clone(whole)
			what := "cut"
			switch chance.IntN(3) {
			case 0:
				spoilt = spoilt[:at]
			case 1:
				spoilt, what = append(spoilt[:at], whole[min(len(whole), at+1):]...), "shortened"
			default:
				what = "flipped"
				spoilt[at] ^= byte(1) << chance.IntN(8)
			}
			read := func(path string) ([]byte, error) {
				if path == name {
					return spoilt, nil
				}
				return app.FolderReader(dir)(path)
			}
			if wrong := verify(read, trust); wrong == "" && !spare(name, whole, spoilt) {
				t.Errorf("%s was %s at byte %d, and nobody noticed", name, what, at)
			} else if wrong != "" && strings.Contains(wrong, "panic") {
				t.Error(wrong)
			}
		}
		read := func(path string) ([]byte, error) {
			if path == name {
				return nil, fs.ErrNotExist
			}
			return app.FolderReader(dir)(path)
		}
		if wrong := verify(read, trust); wrong == "" && name != "trust" {
			t.Errorf("%s is gone, and nobody noticed", name)
		}
	}
}

// spare reports whether a change takes nothing away: the last bits of a
// signature's base64 say nothing.
func spare(name string, whole, spoilt []byte) bool {
	if name != "checkpoint" || len(whole) != len(spoilt) {
		return false
	}
	at := 0
	for at < len(whole) && whole[at] == spoilt[at] {
		at++
	}
	return at == len(whole)-3 // before "=" and the line's end
}
