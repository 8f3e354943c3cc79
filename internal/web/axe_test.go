package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
	"github.com/surety-mechanism/surety/internal/web"
)

// axeLooks are the ways in which every page is looked at: light and dark, on a
// phone and at a desk, as printed, as narrow and as wide as windows get.
func axeLooks() []browser.Look {
	var looks []browser.Look
	for _, dark := range []bool{false, true} {
		for _, width := range []int{360, 1440} {
			looks = append(looks, browser.Look{Width: width, Height: 900, Dark: dark})
		}
		looks = append(looks, browser.Look{Width: 800, Height: 1100, Print: true, Dark: dark})
	}
	return append(looks, browser.Look{Width: 320, Height: 640}, browser.Look{Width: 3840, Height: 2160})
}

// axeSource gives the script of axe, or skips.
func axeSource(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe is not installed (scripts/need assets)")
	}
	return string(axe)
}

// axeAll has axe look at pages in every language and every look, in a sub-test a
// language, and expects that no page is wider than its window or complains on the
// console. A page is opened once for all its looks. A run looks at a sample of so
// many ways, `make torture` at all.
func axeAll(t *testing.T, b *browser.Tab, sample int, paths []string, open func(path, tag string)) {
	t.Helper()
	axe := axeSource(t)
	looks := axeLooks()
	tags := []string{"en", "ur", "ps", "fa-AF"}
	random := testkit.Random(t)
	for _, tag := range tags {
		t.Run(tag, func(t *testing.T) {
			chosen := map[string][]browser.Look{} // the looks at a page
			for _, path := range paths {
				chosen[path] = looks
			}
			if !testkit.Torture() {
				clear(chosen)
				for range max(sample/len(tags), 1) {
					path := paths[random.IntN(len(paths))]
					chosen[path] = append(chosen[path], looks[random.IntN(len(looks))])
				}
			}
			ways := 0
			b.Problems() // of what was done before
			for _, path := range paths {
				for i, l := range chosen[path] {
					ways++
					if i == 0 {
						// A way to a page may lead over buttons, which paper does not show.
						screen := l
						screen.Print = false
						must(t, b.See(screen))
						open(path, tag)
					}
					must(t, b.See(l))
					for _, bad := range axeFinds(t, b, axe, l) {
						t.Errorf("%s %+v: %s", path, l, bad)
					}
					over, err := browser.Eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
					if err != nil || over > 0 {
						t.Errorf("%s %+v: it is %d pixels wider than the window (%v)", path, l, over, err)
					}
				}
				for _, p := range b.Problems() {
					switch {
					case path == "/nowhere" && strings.Contains(p, "status of 404"):
					case strings.Contains(p, "pubKeyCredParams"): // Chromium recommends RS256; keys here are of ES256 alone
					default:
						t.Errorf("%s: the console says %s", path, p)
					}
				}
			}
			t.Logf("%d ways to look at %d pages", ways, len(chosen))
		})
	}
}

// axeFinds gives what axe has to say against the page that is open. How large
// something is to a finger says nothing on paper; and what a bar that stays covers at
// one place of the page only, and not a little further down, can be reached.
func axeFinds(t *testing.T, b *browser.Tab, axe string, look browser.Look) []string {
	t.Helper()
	there, err := browser.Eval[bool](b, `typeof axe !== "undefined"`)
	must(t, err)
	if !there {
		_, err = browser.Eval[bool](b, axe+"; true")
		must(t, err)
	}
	run := func(more string) (found []finding) {
		t.Helper()
		done, err := browser.Await[string](b, `axe.run(document, {resultTypes: ["violations"], `+more+`}).then(
			r => JSON.stringify(r.violations.flatMap(v => v.nodes.map(n => ({Rule: v.id, At: n.html.slice(0, 160), Says: (n.any[0] || {message: ""}).message})))),
			e => JSON.stringify([{Rule: "axe failed", Says: "" + e}]))`)
		must(t, err)
		must(t, json.Unmarshal([]byte(done), &found))
		return found
	}
	off := ""
	if look.Print {
		off = `, rules: {"target-size": {enabled: false}}`
	}
	found := run(`runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}` + off)
	if slices.ContainsFunc(found, finding.covered) {
		_, err := browser.Eval[bool](b, `scrollBy(0, 120); true`)
		must(t, err)
		still := run(`runOnly: ["target-size"]`)
		found = slices.DeleteFunc(found, func(f finding) bool {
			return f.covered() && !slices.ContainsFunc(still, func(s finding) bool { return s.At == f.At })
		})
	}
	var said []string
	for _, f := range found {
		said = append(said, f.Rule+": "+f.At+" "+f.Says)
	}
	return said
}

// finding is one thing that axe finds.
type finding struct{ Rule, At, Says string }

// covered reports whether something else lies over it.
func (f finding) covered() bool {
	return f.Rule == "target-size" && strings.Contains(f.Says, "obscured")
}

// casePages are the pages of cases, and those of the exercise that have more to show
// than the record of one article; at is a case, and finding its final finding. "check"
// is what an act will do, which is the answer to a form.
func casePages(at, finding string) []string {
	return []string{"/cases", at, "/cases/desk", "/cases/new", at + "/do/vote_cast?fix.stage=final_finding&on=" + finding, at + "/do/dissent_filed?on=" + finding, "check",
		strings.Replace(at, "/cases/", "/release/", 1) + "?level=P0", at + "/do/finding_proposed", at + "/do/response_made", at + "/do/recusal_declared",
		at + "/do/information_requested", "/guarantors", "/parties/oruvia", "/chair", "/report", "/field", "/record/coverage_recorded",
		"/", "/timeline", "/map", "/charts", "/conduct", "/changes", "/sides", "/standing", "/clauses"}
}

// axe finds nothing on any page of a record that has every kind of thing in it.
func TestBrowserAxe(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	paths := recordPages(t, w)
	axeAll(t, b, 16, paths, func(path, tag string) { must(t, b.Go(w.url+in(path, tag))) })
	if f := b.Foreign(w.url); len(f) > 0 {
		t.Errorf("requests to other hosts: %s", f)
	}
}

// recordPages has half of the document accepted, so that the desk has both kinds,
// fills what only entries of other kinds show, and gives the pages.
func recordPages(t *testing.T, w *world) []string {
	t.Helper()
	w.post("/desk/"+w.doc, 200, map[string][]string{"name": {"Amina"}, "batch": {"accept"}, "draft": {
		w.doc + "-s1", w.doc + "-s2", w.doc + "-i1", w.doc + "-f1", w.doc + "-f2", w.doc + "-t1", w.doc + "-g1", w.doc + "-c1", w.doc + "-u1"}})
	clause := clauseOn(t, w)
	return append(pagesOf(w), "/desk/"+w.doc+"/c2", "/clauses/"+clause, "/contacts", "/tokens")
}

// Every page is one that axe looks at: a new one is put into a list, or this fails.
func TestAxeLooksAtEveryPage(t *testing.T) {
	w := newWorld(t)
	mux := http.NewServeMux()
	left := map[string]bool{}
	for _, pattern := range web.Routes() {
		mux.HandleFunc(pattern, http.NotFound)
		if strings.HasPrefix(pattern, "GET ") && (!slices.Contains(noPage, pattern) || pattern == "GET /invitation/{token}" || pattern == "GET /clauses/{id}") {
			left[pattern] = true
		}
	}
	for _, list := range [][]string{recordPages(t, w), casePages("/cases/1", "1"), signInPages("token")} {
		for _, path := range list {
			_, pattern := mux.Handler(httptest.NewRequest(http.MethodGet, "/"+strings.TrimPrefix(path, "/"), nil))
			delete(left, pattern)
		}
	}
	for pattern := range left {
		t.Errorf("axe does not look at %s", pattern)
	}
}
