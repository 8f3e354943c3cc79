package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// Every part that is pictured is shown in docs/design.md, in the order given here,
// and every picture shown there is one that is taken.
func TestDesignShowsEveryPart(t *testing.T) {
	docs := filepath.Join("..", "..", "..", "docs")
	raw, err := os.ReadFile(filepath.Join(docs, "design.md"))
	if err != nil {
		t.Fatal(err)
	}
	var shown, taken []string
	for _, m := range regexp.MustCompile(`\(screenshots/parts/([a-z-]+)\.png\)`).FindAllStringSubmatch(string(raw), -1) {
		shown = append(shown, m[1])
	}
	for _, p := range parts {
		taken = append(taken, p.name)
		if info, err := os.Stat(filepath.Join(docs, "screenshots", "parts", p.name+".png")); err != nil || info.Size() > 64<<10 {
			t.Errorf("%s: it is not there, or has more than 64 KB (%v)", p.name, err)
		}
	}
	if !slices.Equal(shown, taken) {
		t.Errorf("docs/design.md shows\n%s\nand pictures are taken of\n%s", shown, taken)
	}
}
