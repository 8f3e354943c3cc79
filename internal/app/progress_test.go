package app_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
)

// TestProgress: verifying and rebuilding tell of each of their steps how far they
// have come, and never of more than there is.
func TestProgress(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "charters", "exercise.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	said, furthest := map[string]bool{}, map[string]int64{}
	m, err := app.Init(t.Context(), filepath.Join(t.TempDir(), "mechanism"), "Amina", "charter.yaml", text, app.Options{Guard: filepath.Join(t.TempDir(), "guard"),
		Progress: func(step string, done, total int64) {
			if said[step] = true; done > total || done < furthest[step] {
				t.Errorf("%s: %d of %d, after %d", step, done, total, furthest[step])
			}
			furthest[step] = done
		}})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	acceptArticle(t, m, 1)
	acceptArticle(t, m, 2)
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Attest(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v, err := m.Verify(t.Context(), ledger.AuditOptions{}); err != nil || !v.OK() {
		t.Fatalf("%v\n%v", err, v)
	}
	if _, _, err := m.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := "attested states folded again, entries checked, entries folded again, entries read, evidence files opened, " +
		"rows of the register compared, rows of the register made"
	if got := strings.Join(slices.Sorted(maps.Keys(said)), ", "); got != want {
		t.Errorf("told of: %s\nwant:    %s", got, want)
	}
}
