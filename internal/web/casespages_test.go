package web_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// The pages of cases, for those whose work they are: no link leads nowhere, no id
// stands twice, and no page is over 60 KB as sent, with the style and script that
// every page needs.
func TestCasePagesAreWhole(t *testing.T) {
	w := played(t)
	checked := map[string]page{} // what a link leads to beside these pages
	for seat, from := range map[string][]string{
		"chair": {"/cases", "/cases/desk", "/cases/new", "/chair", "/report", "/guarantors", "/changes"}, "monitors": {"/field", "/cases/desk"}, "oruvia": {"/parties/oruvia", "/cases/desk"},
	} {
		w.client = fresh()
		w.sit(seat)
		always := 0
		w.get("/", 200).Find("link[rel=stylesheet], script[src], link[rel=icon]").Each(func(_ int, s *goquery.Selection) {
			always += w.sent(s.AttrOr("href", s.AttrOr("src", "")))
		})
		seen, todo := map[string]page{}, slices.Clone(from)
		for len(todo) > 0 {
			path := todo[0]
			if todo = todo[1:]; seen[path].Document != nil {
				continue
			}
			p := w.get(path, 200)
			seen[path] = p
			if n := w.sent(path) + always; n > 60<<10 {
				t.Errorf("%s: %s weighs %d bytes", seat, path, n)
			}
			ids := map[string]bool{}
			p.Find("[id]").Each(func(_ int, s *goquery.Selection) {
				if id := s.AttrOr("id", ""); ids[id] {
					t.Errorf("%s: %s has the id %q twice", seat, path, id)
				} else {
					ids[id] = true
				}
			})
			p.Find("main a[href]").Each(func(_ int, s *goquery.Selection) {
				u, err := url.Parse(s.AttrOr("href", ""))
				if err != nil || u.Host != "" || u.Scheme != "" {
					t.Errorf("%s: %s leads to %q", seat, path, s.AttrOr("href", ""))
					return
				}
				anchor := u.Fragment
				u.Fragment = ""
				to := u.String()
				switch {
				case to == "":
					if anchor != "" && !ids[anchor] {
						t.Errorf("%s: %s leads to its own #%s, which is not there", seat, path, anchor)
					}
				case strings.HasPrefix(to, "/cases/"), strings.HasPrefix(to, "/report?") && len(seen) < 60:
					todo = append(todo, to)
				default:
					if checked[seat+to].Document == nil {
						checked[seat+to] = w.get(to, 200)
					}
					if anchor != "" && checked[seat+to].Find("[id='"+anchor+"']").Length() == 0 {
						t.Errorf("%s: %s leads to %s#%s, which is not there", seat, path, to, anchor)
					}
				}
			})
		}
		if len(seen) < len(from)+3 {
			t.Errorf("%s: only %d pages were found", seat, len(seen))
		}
	}
}

// sent gives how many bytes an address sends, compressed.
func (w *world) sent(path string) int {
	w.t.Helper()
	r, err := http.NewRequest(http.MethodGet, w.url+path, nil)
	must(w.t, err)
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := w.client.Do(r)
	must(w.t, err)
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	must(w.t, err)
	if answer.Header.Get("Content-Encoding") == "" && n > 2000 {
		w.t.Errorf("%s is not compressed", path)
	}
	return int(n)
}
