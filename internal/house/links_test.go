package house

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// maxLines is where a file has stopped fitting a head.
const maxLines = 600

// TestFilesFitTheHead: no file that somebody wrote is longer than maxLines.
func TestFilesFitTheHead(t *testing.T) {
	for _, s := range sources(t) {
		if !s.generated && s.lines > maxLines {
			t.Errorf("%s has %d lines; split it by what it holds", s.file, s.lines)
		}
	}
}

var (
	code   = regexp.MustCompile("`([^`\\s]+)`")
	linked = regexp.MustCompile(`\]\(([^)#\s]+)`)
)

// TestWhereToChange: the folders and files that CONTRIBUTING.md sends people to exist.
func TestWhereToChange(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(text), "| to change | look at |")
	if !ok {
		t.Fatal("the table of where to change what is gone")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	rows := 0
	for line := range strings.Lines(table) {
		for _, m := range code.FindAllStringSubmatch(line, -1) {
			rows++
			if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
				t.Errorf("CONTRIBUTING.md names %s, which is not there", m[1])
			}
		}
	}
	if rows < 15 {
		t.Errorf("the table has %d places", rows)
	}
}

// TestLinks: what the documents at the root and in docs link to in the
// repository is there.
func TestLinks(t *testing.T) {
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/decisions/*.md"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range linked.FindAllStringSubmatch(string(text), -1) {
				if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
					continue
				}
				if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
					t.Errorf("%s links to %s, which is not there", filepath.Base(file), m[1])
				}
			}
		}
	}
}

// document is the name of a page of documentation in a comment; one elsewhere is
// named by its address.
var document = regexp.MustCompile(`(\S*?)([\w-]+\.md)\b`)

// TestCommentsNameOurDocuments: a page that a comment names is one of the
// repository, so that whoever reads the code can open it.
func TestCommentsNameOurDocuments(t *testing.T) {
	named := 0
	for _, s := range sources(t) {
		for _, group := range s.Comments {
			for _, m := range document.FindAllStringSubmatch(group.Text(), -1) {
				if strings.Contains(m[1], "://") {
					continue
				}
				named++
				found := false
				for _, dir := range []string{"../..", "../../docs"} {
					_, err := os.Stat(filepath.Join(dir, m[2]))
					found = found || err == nil
				}
				if !found {
					t.Errorf("%s names %s, which is not there", s.file, m[2])
				}
			}
		}
	}
	if named < 20 {
		t.Errorf("comments name %d documents", named)
	}
}
