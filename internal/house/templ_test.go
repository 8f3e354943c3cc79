package house

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A component's children on the line of its call are dropped without a word, where
// they are only text: `@component() { text }` draws nothing of them.
var onOneLine = regexp.MustCompile(`@[a-zA-Z][\w.]*\([^\n]*\)\s*\{[^\n]*\S[^\n]*\}\s*$`)

func TestComponentsHaveTheirChildrenOnLinesOfTheirOwn(t *testing.T) {
	for _, c := range []struct {
		line string
		want bool
	}{
		{`@layout(v) { text }`, true}, {`	@notice(v, "warn") { <p>text</p> }`, true}, {`@layout(v) {`, false}, {`@entryLink(v, it)`, false},
		{`<dd>@entryLink(v, it)</dd>`, false}, {`@fact(label, v.T("a")) }`, false},
	} {
		if got := onOneLine.MatchString(c.line); got != c.want {
			t.Errorf("%q: %v, want %v", c.line, got, c.want)
		}
	}
	pages, err := filepath.Glob("../web/*.templ")
	if err != nil || len(pages) < 20 {
		t.Fatalf("%d pages were found (%v)", len(pages), err)
	}
	for _, name := range pages {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(raw), "\n") {
			if onOneLine.MatchString(line) {
				t.Errorf("%s:%d: what stands between the braces is dropped; write it on lines of its own", name, i+1)
			}
		}
	}
}
