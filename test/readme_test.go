package test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestReadme runs the commands of the README, in their order, in an empty
// folder that has the charters: a new user's first quarter of an hour. While the
// pages are open, a second server on the folder is refused.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "charters"), os.DirFS("../charters")); err != nil {
		t.Fatal(err)
	}
	program, err := exec.LookPath("surety") // this test binary (TestMain)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "build"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(program, filepath.Join(dir, "build", "surety")); err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		command, ok := strings.CutPrefix(line, "    build/surety ")
		if !ok {
			continue
		}
		n++
		args := strings.Fields(command)
		switch {
		case args[0] == "serve":
			readmeServe(t, dir, args)
			continue
		case args[0] == "witness" && args[1] == "serve":
			readmeWitness(t, dir, args)
			continue
		}
		shell := readmeCommand(t.Context(), dir, nil)
		shell.Path, shell.Args = "/bin/sh", []string{"sh", "-c", strings.TrimSpace(line)}
		out, err := shell.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", strings.TrimSpace(line), err, out)
		}
		if len(bytes.TrimSpace(out)) == 0 {
			t.Errorf("%s says nothing", strings.TrimSpace(line))
		}
	}
	if n < 8 {
		t.Errorf("the README has %d commands", n)
	}
}

func readmeCommand(ctx context.Context, dir string, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "surety", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "SURETY_GUARD="+filepath.Join(dir, "guard"), "SURETY_AS=Amina Rahel")
	return cmd
}

var openAt = regexp.MustCompile(`http://localhost:[0-9]+`)

// readmeServe opens the pages at an address of the test's own, asks for one,
// tries to open them twice, and interrupts the server.
func readmeServe(t *testing.T, dir string, args []string) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := readmeCommand(ctx, dir, append(args, "--listen", "localhost:0"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	cmd.Stderr = &told
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := ""
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		address = openAt.FindString(lines.Text())
	}
	if address == "" {
		cmd.Process.Kill()
		t.Fatalf("serve does not say where it is open: %v\n%s", cmd.Wait(), told.String())
	}
	go io.Copy(io.Discard, out)

	answer, err := http.Get(address + "/about")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || answer.StatusCode != http.StatusOK || !bytes.Contains(page, []byte("</html>")) {
		t.Errorf("%s/about: %s, %v", address, answer.Status, err)
	}

	second, err := readmeCommand(ctx, dir, append(args, "--listen", "localhost:0")).CombinedOutput()
	if err == nil || !strings.Contains(string(second), "another `surety serve`") || strings.Count(strings.TrimSpace(string(second)), "\n") > 0 {
		t.Errorf("a second server on the folder: %v, %s", err, second)
	}
	beyond, err := readmeCommand(ctx, dir, append(args, "--listen", "0.0.0.0:0")).CombinedOutput()
	if err == nil || !strings.Contains(string(beyond), "loopback") {
		t.Errorf("a server beyond this machine: %v, %s", err, beyond)
	}

	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the interrupted server: %v\n%s", err, told.String())
	}
}

// readmeWitness opens a witness, and interrupts it once it says that it is open.
func readmeWitness(t *testing.T, dir string, args []string) {
	cmd := readmeCommand(t.Context(), dir, append(args, "--listen", "localhost:0"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if lines := bufio.NewScanner(out); !lines.Scan() {
		t.Fatalf("the witness says nothing: %v", cmd.Wait())
	}
	go io.Copy(io.Discard, out)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the interrupted witness: %v", err)
	}
}
