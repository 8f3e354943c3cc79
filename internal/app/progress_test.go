package app_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
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
	told := func(want string) {
		t.Helper()
		for _, step := range []string{"seconds spent looking through the database file", "KB of the database copied"} {
			delete(said, step) // where it takes longer than a second
		}
		if got := strings.Join(slices.Sorted(maps.Keys(said)), ", "); got != want {
			t.Errorf("told of: %s\nwant:    %s", got, want)
		}
		clear(said)
	}
	told("attested states folded again, entries checked, entries folded again, entries read, evidence files opened, " +
		"rows of the register compared, rows of the register made")

	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Backup(t.Context(), filepath.Join(t.TempDir(), "backups"), []age.Recipient{id.Recipient()}, false, time.Now()); err != nil {
		t.Fatal(err)
	}
	told("KB of the backup written and read back, KB of the record looked through for what changed, evidence files backed up")

	// Somebody else's log: what comes after its tiles is told too.
	dir, clearly := filepath.Join(t.TempDir(), "log"), map[string]int64{}
	if _, err := m.ExportLog(t.Context(), register.Viewer{Seats: []record.Seat{"secretariat"}}, dir); err != nil {
		t.Fatal(err)
	}
	if v, err := app.VerifyLog(t.Context(), app.FolderReader(dir), ledger.AuditOptions{}, func(step string, done, total int64) {
		said[step] = true
		if done > total {
			t.Errorf("%s: %d of %d", step, done, total)
		}
		clearly[step] = total
	}); err != nil || !v.OK() {
		t.Fatalf("%v\n%v", err, v)
	}
	told("entries checked, entries folded again")
	if clearly["entries folded again"] == 0 {
		t.Error("it is not told of how many")
	}
}

// TestProgressMeanwhile: work that says nothing of itself is told of every second.
func TestProgressMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said []int64
		failed := errors.New("it failed")
		err := app.Progress(func(step string, done, _ int64) { said = append(said, done) }).Meanwhile("seconds", nil, func() error {
			time.Sleep(3500 * time.Millisecond)
			return failed
		})
		if !errors.Is(err, failed) || fmt.Sprint(said) != "[1 2 3]" {
			t.Errorf("told of %v, %v", said, err)
		}
		if err := app.Progress(nil).Meanwhile("seconds", nil, func() error { return nil }); err != nil {
			t.Error(err)
		}
	})
}
