package app_test

import (
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
)

// TestHold: one process serves a folder. A second is refused until the first has gone.
func TestHold(t *testing.T) {
	m := newPlain(t, 0)
	other, err := app.Open(t.Context(), m.Dir, app.Options{Guard: filepath.Join(filepath.Dir(m.Dir), "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	release, err := m.Hold()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Hold(); !fault.Is(err, fault.Conflict) {
		t.Fatalf("a second one serves the folder: %v", err)
	}
	release()
	if release, err = other.Hold(); err != nil {
		t.Fatalf("the first has gone: %v", err)
	}
	release()
}
