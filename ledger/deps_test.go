package ledger_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestImports: the verifying half stays away from the network, from the rest of
// the program, and from what would make it too large for a browser.
func TestImports(t *testing.T) {
	for _, c := range []struct {
		os, arch string
		barred   []string
	}{
		{"js", "wasm", []string{"net", "net/http", "net/url", "encoding/json", "crypto/ecdsa", "crypto/x509", "crypto/tls", "filippo.io/torchwood", "filippo.io/age"}},
		{"linux", "amd64", []string{"net", "net/http", "os/exec", "log", "testing", "filippo.io/torchwood", "github.com/transparency-dev/merkle"}},
	} {
		cmd := exec.Command("go", "list", "-deps", ".")
		cmd.Env = append(cmd.Environ(), "GOOS="+c.os, "GOARCH="+c.arch)
		out, err := cmd.Output()
		if err != nil {
			t.Skipf("the go command is needed to list imports: %v", err)
		}
		list := strings.Fields(string(out))
		for _, bad := range c.barred {
			if slices.Contains(list, bad) {
				t.Errorf("on %s the ledger imports %s", c.os, bad)
			}
		}
		for _, p := range list {
			own, ok := strings.CutPrefix(p, "github.com/surety-mechanism/surety/")
			if ok && own != "ledger" && own != "internal/fault" && !strings.HasPrefix(own, "ledger/internal/") {
				t.Errorf("on %s the ledger imports %s", c.os, p)
			}
		}
	}
}
