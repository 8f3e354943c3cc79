package house

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	namedTest   = regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)[A-Za-z0-9]+)`")
	namedScript = regexp.MustCompile("`(test/testdata/[a-z-]+\\.txtar)`")
	testFunc    = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
)

// Every test that docs/requirements.md names is there, and every line of its tables
// names one, or says that it is not met yet.
func TestRequirements(t *testing.T) {
	text, err := os.ReadFile("../../docs/requirements.md")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string][]string{} // by package
	lines := 0
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") || strings.HasSuffix(strings.TrimSpace(line), "shown by |") {
			continue
		}
		lines++
		tests, scripts := namedTest.FindAllStringSubmatch(line, -1), namedScript.FindAllStringSubmatch(line, -1)
		if len(tests)+len(scripts) == 0 && !strings.Contains(line, "not yet") {
			t.Errorf("nothing shows, and nothing says that it is not met: %s", line)
		}
		for _, m := range tests {
			if have[m[1]] == nil {
				have[m[1]] = testsOf(t, m[1])
			}
			if !slices.Contains(have[m[1]], m[2]) {
				t.Errorf("%s has no %s, which is named in: %s", m[1], m[2], line)
			}
		}
		for _, m := range scripts {
			if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
				t.Errorf("%s is not there, and named in: %s", m[1], line)
			}
		}
	}
	if lines < 90 {
		t.Errorf("only %d lines were found", lines)
	}
}

// testsOf gives the names of the tests in a package's folder.
func testsOf(t *testing.T, dir string) []string {
	files, err := filepath.Glob(filepath.Join("../..", dir, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no tests: %v", dir, err)
	}
	all := []string{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testFunc.FindAllStringSubmatch(string(raw), -1) {
			all = append(all, m[1])
		}
	}
	return all
}
