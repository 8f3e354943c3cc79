package charters_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
)

// The exercise has its articles: most plain text, one page, one feed, one mail,
// each long enough to be a report and short enough to be read on a desk.
func TestArticles(t *testing.T) {
	count := map[string]int{}
	err := fs.WalkDir(charters.Articles(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(charters.Articles(), name)
		if err != nil {
			return err
		}
		count[name[strings.LastIndexByte(name, '.'):]]++
		if n := len(strings.Fields(string(data))); n < 150 || n > 560 {
			t.Errorf("%s has %d words", name, n)
		}
		for _, named := range []string{"Zelmora", "Oruvia"} {
			if !strings.Contains(string(data), named) {
				t.Errorf("%s does not name %s", name, named)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count[".txt"] != 7 || count[".html"] != 1 || count[".xml"] != 1 || count[".eml"] != 1 {
		t.Errorf("articles: %v", count)
	}
}
