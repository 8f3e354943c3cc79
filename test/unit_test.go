package test

import (
	"os/exec"
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
