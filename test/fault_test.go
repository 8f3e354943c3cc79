package test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
)

var accepted = regexp.MustCompile(`(?m)^\S+ is entry (\d+), ([0-9a-f]{32})$`)

// TestSystemCalls lets one system call of an acceptance fail, each in its turn,
// with an error of the disk or with the process's death, and looks at what is
// left: what was acknowledged is there, nothing is half there, everything
// verifies, and the log can be signed on.
func TestSystemCalls(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("no strace to let system calls fail with (on Debian: apt-get install strace)")
	}
	chance := testkit.Random(t)
	s, draft := makeFaulty(t)
	calls := []string{"pwrite64", "fsync", "fdatasync", "openat", "ftruncate", "write", "unlinkat", "renameat", "pread64", "fcntl", "close"}
	kinds := []string{"error=EIO", "error=ENOSPC", "signal=KILL"}
	type fault struct {
		call, kind string
		when       int
	}
	var faults []fault
	for _, call := range calls {
		for _, kind := range kinds {
			for when := 1; when <= 40; when++ {
				faults = append(faults, fault{call, kind, when})
			}
		}
	}
	chance.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
	if !testkit.Torture() {
		faults = faults[:14]
	}
	lost, failed := 0, 0
	for _, f := range faults {
		dir := filepath.Join(t.TempDir(), "copy")
		guard := filepath.Join(t.TempDir(), "guard")
		for from, to := range map[string]string{s.dir: dir, s.guard: guard} {
			if err := os.CopyFS(to, os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+f.call,
			"-e", fmt.Sprintf("inject=%s:%s:when=%d", f.call, f.kind, f.when), "surety", "accept", dir, "--guard", guard, draft)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		err := cmd.Run()
		if strings.Contains(errs.String(), "ptrace") {
			t.Skipf("strace may not trace here: %s", strings.TrimSpace(errs.String()))
		}
		if err != nil {
			failed++
		}
		when := fmt.Sprintf("%s %s at call %d", f.call, f.kind, f.when)
		m, err := app.Open(context.Background(), dir, app.Options{Guard: guard})
		if err != nil {
			t.Errorf("%s: opening what is left: %v", when, err)
			lost++
			continue
		}
		at := map[string]record.ID{}
		for _, l := range accepted.FindAllStringSubmatch(out.String(), -1) {
			at[l[1]] = record.ID(l[2])
		}
		check(t, m, at, 0, when)
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if failed == 0 {
		t.Errorf("none of %d failing system calls was noticed: the test lets nothing fail", len(faults))
	}
	t.Logf("%d system calls failed, %d of them ended the command with an error, %d left a folder that does not open", len(faults), failed, lost)
}

// makeFaulty makes a mechanism with a draft to accept.
func makeFaulty(t *testing.T) (s sound, draft string) {
	t.Helper()
	s.dir, s.guard = found(t)
	m, err := app.Open(context.Background(), s.dir, app.Options{Guard: s.guard})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	raw, read := testkit.Article(1, 1)
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := m.Desk.TakeIn(context.Background(), "secretariat", read.File, "text/plain", read, sealed)
	if err != nil {
		t.Fatal(err)
	}
	return s, doc.ID + "-s1"
}
