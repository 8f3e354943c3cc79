package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// outward is a system call by which something reaches another machine, or this one
// by way of the network.
var outward = regexp.MustCompile(`(?m)^.*\b(?:connect|sendto|sendmsg|sendmmsg)\(.*AF_INET.*$`)

// TestAsksNobody: what is done with a mechanism's folder is done with no network:
// no command looks a name up, and none connects to anything. One that is given an
// address does, and is seen to.
func TestAsksNobody(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("no strace to see system calls with (on Debian: apt-get install strace)")
	}
	s, draft := makeFaulty(t)
	dir, guard := s.copies(t)
	for _, c := range []struct {
		asks, fails bool
		args        []string
	}{
		{false, false, []string{"accept", dir, "--guard", guard, draft}},
		{false, true, []string{"verify", dir, "--guard", guard}}, // nobody was named whom to trust
		{false, false, []string{"export", dir, "--guard", guard}},
		{false, false, []string{"rebuild", dir, "--guard", guard}},
		{true, true, []string{"verify", "http://127.0.0.1:9/tlog"}}, // nothing answers there
	} {
		calls := filepath.Join(t.TempDir(), "calls")
		out, err := exec.Command("strace", append([]string{"-f", "-e", "trace=%network", "-o", calls, "surety"}, c.args...)...).CombinedOutput()
		if strings.Contains(string(out), "ptrace") {
			t.Skipf("strace may not trace here: %s", strings.TrimSpace(string(out)))
		}
		if (err != nil) != c.fails {
			t.Errorf("%q: %v\n%s", c.args, err, out)
		}
		text, err := os.ReadFile(calls)
		if err != nil {
			t.Fatal(err)
		}
		if got := outward.Find(text); (got != nil) != c.asks {
			t.Errorf("%q asks somebody: %v; %s", c.args, got != nil, got)
		}
	}
}
