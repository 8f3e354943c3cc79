package house

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	anyTest   = regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)(…?)`")
	anyScript = regexp.MustCompile("`([a-z-]+\\.txtar)`")
)

// Every test and script that docs/security.md names is there, and every line that
// says what something is defended by names one.
func TestSecurity(t *testing.T) {
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	tests, scripts := map[string]bool{}, map[string]bool{}
	if err := filepath.WalkDir("../..", func(file string, f fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case f.IsDir() && (f.Name() == "node_modules" || f.Name() == ".git" || f.Name() == "build"):
			return filepath.SkipDir
		case strings.HasSuffix(file, "_test.go"):
			source, err := os.ReadFile(file)
			for _, m := range testFunc.FindAllStringSubmatch(string(source), -1) {
				tests[m[1]] = true
			}
			return err
		case strings.HasSuffix(file, ".txtar"):
			scripts[f.Name()] = true
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, m := range anyTest.FindAllStringSubmatch(string(text), -1) {
		found := tests[m[1]]
		for name := range tests {
			found = found || m[2] != "" && strings.HasPrefix(name, m[1])
		}
		if !found {
			t.Errorf("docs/security.md names %s%s, which is nowhere", m[1], m[2])
		}
	}
	for _, m := range anyScript.FindAllStringSubmatch(string(text), -1) {
		if !scripts[m[1]] {
			t.Errorf("docs/security.md names %s, which is nowhere", m[1])
		}
	}
	_, table, ok := strings.Cut(string(text), "| tried | defended by | kept by the test |\n")
	if !ok {
		t.Fatal("docs/security.md has no table of what is tried")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	lines := 0
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "|---") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "|")
		if lines++; len(cells) != 5 || !anyTest.MatchString(cells[3]) && !anyScript.MatchString(cells[3]) {
			t.Errorf("no test is named for: %s", line)
		}
	}
	if lines < 20 {
		t.Errorf("only %d lines were found", lines)
	}
}
