package app_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
)

// Every line of what the exercise puts aside is about a draft that is read so still:
// a reader who looks into the desk finds no reason that tells of another reading.
func TestPutAsideIsStillReadSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "exercise")
	m, err := app.Exercise(t.Context(), dir, app.Options{Guard: app.ExerciseGuard(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	documents, err := m.Store.Documents(t.Context(), m.Secretariat())
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	for _, doc := range documents {
		drafts, err := m.Store.Drafts(t.Context(), m.Secretariat(), doc.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range drafts {
			if d.State == desk.Rejected {
				reasons = append(reasons, d.Reason)
			}
		}
	}
	for line := range strings.Lines(charters.Rejected) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		reason := line[strings.LastIndex(line, " | ")+3:]
		if !slices.Contains(reasons, reason) {
			t.Errorf("nothing is read so any more: drop the line %q", line)
		}
	}
}
