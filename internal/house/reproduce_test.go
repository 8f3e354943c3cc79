package house

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// TestReproduce runs scripts/reproduce in a repository with a program of three lines,
// built as ours is: a program made from the sources that it names is told from one
// that was changed afterwards, made from changed sources, or made elsewhere.
func TestReproduce(t *testing.T) {
	for _, tool := range []string{"git", "go", "sh"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s", tool)
		}
	}
	dir := t.TempDir()
	repo := filepath.Join(dir, "repo")
	run := func(name string, args ...string) (out string, status int) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = repo
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org",
			"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org", "GOFLAGS=-buildvcs=true")
		text, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return string(text), cmd.ProcessState.ExitCode()
	}
	must := func(name string, args ...string) {
		t.Helper()
		if out, status := run(name, args...); status != 0 {
			t.Fatalf("%s %v: %s", name, args, out)
		}
	}
	script, err := os.ReadFile(filepath.Join("..", "..", "scripts", "reproduce"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod":            "module example.org/three\n\ngo 1.24\n",
		"main.go":           "package main\n\nfunc main() { println(\"three lines\") }\n",
		"scripts/reproduce": string(script),
		"scripts/need":      "#!/bin/sh\n",
		"scripts/built":     "#!/bin/sh\nexec go build -trimpath -ldflags=-s -o \"$1\" .\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(repo, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(repo, name), []byte(text), 0o700); err != nil { // #nosec G306 -- scripts
			t.Fatal(err)
		}
	}
	must("git", "init", "-q")
	must("git", "add", ".")
	must("git", "commit", "-qm", "three lines")
	built := func(name string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		must("scripts/built", file)
		return file
	}
	good := built("good")
	bytes, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	patched := filepath.Join(dir, "patched")
	if err := os.WriteFile(patched, []byte(strings.Replace(string(bytes), "three lines", "three lies!", 1)), 0o700); err != nil { // #nosec G306
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(repo, "main.go"), []byte("package main\n\nfunc main() { println(\"another\") }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	changed := built("changed")
	must("git", "commit", "-qam", "another")
	elsewhere := built("elsewhere")
	must("git", "reset", "-q", "--hard", "HEAD~1")
	must("git", "reflog", "expire", "--expire=now", "--all")
	must("git", "gc", "-q", "--prune=now")
	unnamed := filepath.Join(dir, "unnamed")
	must("go", "build", "-buildvcs=false", "-o", unnamed, ".")

	for _, c := range []struct {
		program, says string
		status        int
	}{
		{good, "The same, byte for byte", 0},
		{patched, "NOT the same", 1},
		{changed, "sources that somebody had changed", 1},
		{elsewhere, "does not have that revision", 1},
		{unnamed, "does not say which revision", 1},
	} {
		if out, status := run("scripts/reproduce", c.program); status != c.status || !strings.Contains(out, c.says) {
			t.Errorf("%s: exit status %d, %s", filepath.Base(c.program), status, out)
		}
	}
	if !testkit.Torture() { // it begins with nothing, and takes its time
		return
	}
	if out, status := run("scripts/reproduce"); status != 0 || !strings.Contains(out, "The same") {
		t.Errorf("built twice: exit status %d, %s", status, out)
	}
}
