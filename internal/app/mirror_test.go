package app_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// TestMirror has a witness copy a served log before it signs, go on after a
// restart from its copy, and refuse what does not give the root or is withheld.
func TestMirror(t *testing.T) {
	m := newPlain(t, 150)
	read, err := app.URLReader(t.Context(), serve(t, m)+"/tlog")
	if err != nil {
		t.Fatal(err)
	}
	checkpoint := func() ledger.Checkpoint {
		t.Helper()
		if _, err := m.Publisher.Publish(t.Context()); err != nil {
			t.Fatal(err)
		}
		c, _, err := m.OpenLatestCheckpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	dir := filepath.Join(t.TempDir(), "mirror")
	first := checkpoint()
	mirror := app.NewMirror(dir, read)
	if err := mirror.Follow(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	acceptArticle(t, m, 1000)
	second := checkpoint()
	if err := mirror.Follow(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	if err := mirror.Follow(t.Context(), first); err != nil {
		t.Errorf("asked again about an older one: %v", err)
	}
	gone := func(path string) ([]byte, error) { return nil, fault.New(fault.NotFound, "withheld") }
	if err := app.NewMirror(dir, gone).Follow(t.Context(), second); err != nil {
		t.Errorf("out of the copy alone: %v", err)
	}
	if err := app.NewMirror(filepath.Join(t.TempDir(), "other"), gone).Follow(t.Context(), second); err == nil {
		t.Error("signed for what it was not shown")
	}
	lying := func(path string) ([]byte, error) {
		data, err := read(path)
		data = bytes.Clone(data)
		if len(data) > 0 {
			data[len(data)-1] ^= 1
		}
		return data, err
	}
	third := filepath.Join(t.TempDir(), "third")
	if err := app.NewMirror(third, lying).Follow(t.Context(), second); !fault.Is(err, fault.Corrupt) {
		t.Errorf("signed for what is not what was signed: %v", err)
	}
	if err := app.NewMirror(third, read).Follow(t.Context(), second); err != nil {
		t.Errorf("after the lie: %v", err)
	}
}
