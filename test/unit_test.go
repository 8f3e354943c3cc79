package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// The unit for systemd is understood, and denies the service what it does not
// need: systemd's own measure, from 0 (nothing is open) to 10, stays below 2.
func TestUnit(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("there is no systemd-analyze on this machine")
	}
	out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--no-pager", "../deploy/surety.service").CombinedOutput()
	m := regexp.MustCompile(`exposure level for surety.service: ([0-9.]+)`).FindSubmatch(out)
	if m == nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if level, err := strconv.ParseFloat(string(m[1]), 64); err != nil || level >= 2 {
		t.Errorf("exposed to %s: %v\n%s", m[1], err, out)
	}
}

// conf finds what docs/running.md puts beside the unit: the file's name, then its lines.
var conf = regexp.MustCompile(`(?m)^    # \S*surety\.service\.d/(\w+\.conf)\n((?:    .*\n)+)`)

// systemd finds nothing to say about the unit, nor about it with what docs/running.md
// puts beside it for locked keys and for a database.
func TestUnitVerifies(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("there is no systemd-analyze on this machine")
	}
	unit, err := os.ReadFile("../deploy/surety.service")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../docs/running.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	// The program is looked for where it will be installed; another stands in for it here.
	unit = regexp.MustCompile(`(?m)^ExecStart=\S+`).ReplaceAll(unit, []byte("ExecStart=/bin/true"))
	put := func(name string, content []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("surety.service", unit)
	if err := os.Mkdir(filepath.Join(dir, "surety.service.d"), 0o700); err != nil {
		t.Fatal(err)
	}
	verify := func() string {
		t.Helper()
		out, err := exec.Command("systemd-analyze", "verify", "--man=no", filepath.Join(dir, "surety.service")).CombinedOutput()
		if err != nil {
			return err.Error() + ": " + string(out)
		}
		return string(out)
	}
	if said := verify(); said != "" {
		t.Errorf("the unit: %s", said)
	}
	beside := conf.FindAllSubmatch(text, -1)
	if len(beside) != 2 {
		t.Fatalf("docs/running.md puts %d files beside the unit", len(beside))
	}
	for _, m := range beside {
		put("surety.service.d/"+string(m[1]), regexp.MustCompile(`(?m)^    `).ReplaceAll(m[2], nil))
		if said := verify(); said != "" {
			t.Errorf("with %s: %s", m[1], said)
		}
	}
	put("surety.service.d/wrong.conf", []byte("[Service]\nProtectEverything=yes\n"))
	if verify() == "" {
		t.Error("it has nothing to say of a key that there is not: this test looks at nothing")
	}
}
