package app

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/internal/web"
)

// TestSlowClients: who takes his time does not keep the log's files or the door for
// entries busy, and leaves nothing half done behind.
func TestSlowClients(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	before, err := m.Store.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Slow(t, web.Server("", m.handler()), logAt+"checkpoint", submitAt)
	if after, err := m.Store.Size(ctx); err != nil || after != before {
		t.Errorf("%d entries became %d: %v", before, after, err)
	}
}
