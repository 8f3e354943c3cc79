package test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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
	var faults []callFault
	for call, times := range s.calls(t, draft) {
		for _, kind := range []string{"error=EIO", "error=ENOSPC", "signal=KILL"} {
			for when := 1; when <= times; when++ {
				faults = append(faults, callFault{call, kind, when})
			}
		}
	}
	slices.SortFunc(faults, func(a, b callFault) int {
		return cmp.Or(cmp.Compare(a.call, b.call), cmp.Compare(a.kind, b.kind), cmp.Compare(a.when, b.when))
	})
	if !testkit.Torture() {
		chance.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
		faults = faults[:14]
	}
	byCall := map[string][]callFault{}
	for _, f := range faults {
		byCall[f.call] = append(byCall[f.call], f)
	}
	failed := 0
	for call, faults := range byCall {
		t.Run(call, func(t *testing.T) {
			n, unopened := 0, 0
			for _, f := range faults {
				ended, opens := s.suffer(t, f, draft)
				if ended {
					n++
				}
				if !opens {
					unopened++
				}
			}
			failed += n
			t.Logf("%s failed %d times, %d times ended the command with an error, %d times left a folder that does not open", call, len(faults), n, unopened)
		})
	}
	if failed == 0 && !t.Failed() {
		t.Errorf("none of %d failing system calls was noticed: the test lets nothing fail", len(faults))
	}
}

// failing are the system calls by which a command has to do with files and chance.
var failing = []string{"access", "close", "fchown", "fcntl", "fdatasync", "flock", "fstat", "fsync", "ftruncate", "getrandom", "linkat", "lseek",
	"lstat", "mkdirat", "newfstatat", "open", "openat", "pread64", "pwrite64", "read", "readlinkat", "rename", "renameat", "stat", "unlink", "unlinkat", "write"}

// calls counts the system calls that an acceptance makes when nothing fails.
func (s sound) calls(t *testing.T, draft string) map[string]int {
	t.Helper()
	dir, guard := s.copies(t)
	defer os.RemoveAll(filepath.Dir(dir))
	counts := filepath.Join(t.TempDir(), "counts")
	cmd := exec.Command("strace", "-f", "-c", "-U", "name,calls", "-o", counts, "surety", "accept", dir, "--guard", guard, draft)
	if out, err := cmd.CombinedOutput(); err != nil {
		if strings.Contains(string(out), "ptrace") {
			t.Skipf("strace may not trace here: %s", strings.TrimSpace(string(out)))
		}
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(counts)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for line := range strings.Lines(string(text)) {
		var name string
		var n int
		if _, err := fmt.Sscan(line, &name, &n); err == nil && slices.Contains(failing, name) {
			all[name] = n
		}
	}
	if all["pwrite64"] < 10 || all["fsync"] == 0 {
		t.Fatalf("the calls that were counted are none of a database: %v", all)
	}
	return all
}

// copies gives a copy of the mechanism and of the guard's memory to spoil.
func (s sound) copies(t *testing.T) (dir, guard string) {
	t.Helper()
	root, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	dir, guard = filepath.Join(root, "copy"), filepath.Join(root, "guard")
	for from, to := range map[string]string{s.dir: dir, s.guard: guard} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, guard
}

// callFault is one system call that fails: which, how, and at which of its calls.
type callFault struct {
	call, kind string
	when       int
}

// suffer accepts a draft in a copy of the mechanism while one system call fails,
// and looks at what is left. It gives whether the command noticed, and whether the
// folder opens afterwards.
func (s sound) suffer(t *testing.T, f callFault, draft string) (ended, opens bool) {
	t.Helper()
	dir, guard := s.copies(t)
	defer os.RemoveAll(filepath.Dir(dir))
	cmd := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+f.call,
		"-e", fmt.Sprintf("inject=%s:%s:when=%d", f.call, f.kind, f.when), "surety", "accept", dir, "--guard", guard, draft)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if strings.Contains(errs.String(), "ptrace") {
		t.Skipf("strace may not trace here: %s", strings.TrimSpace(errs.String()))
	}
	when := fmt.Sprintf("%s %s at call %d", f.call, f.kind, f.when)
	m, openErr := app.Open(context.Background(), dir, app.Options{Guard: guard})
	if openErr != nil {
		t.Errorf("%s: opening what is left: %v", when, openErr)
		return err != nil, false
	}
	at := map[string]record.ID{}
	for _, l := range accepted.FindAllStringSubmatch(out.String(), -1) {
		at[l[1]] = record.ID(l[2])
	}
	check(t, m, at, 0, when)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return err != nil, true
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
