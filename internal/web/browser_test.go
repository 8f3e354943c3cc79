package web_test

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// tab opens a real browser, or skips and says why.
func tab(t *testing.T) *browser.Tab {
	t.Helper()
	if _, ok := browser.Find(); !ok {
		t.Skip(browser.Missing)
	}
	b, err := browser.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// exercise is the exercise as `surety demo` makes it, with its pages open.
func exercise(t *testing.T) string {
	t.Helper()
	_, url := opened(t)
	return url
}

// opened gives an exercise and where its pages are served.
func opened(t *testing.T) (*app.Mechanism, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "exercise")
	m, err := app.Exercise(context.Background(), dir, app.Options{Guard: app.ExerciseGuard(dir)})
	must(t, err)
	t.Cleanup(func() { m.Close() })
	server := httptest.NewServer(m.Pages())
	t.Cleanup(server.Close)
	return m, server.URL
}

// quiet expects that the pages asked no other host and that the console is empty.
func quiet(t *testing.T, b *browser.Tab, base string) {
	t.Helper()
	if f := b.Foreign(base); len(f) > 0 {
		t.Errorf("requests to other hosts: %s", f)
	}
	if p := b.Problems(); len(p) > 0 {
		t.Errorf("the console says: %s", p)
	}
}

// A person opens the exercise, accepts a draft with the mouse, another with the
// keyboard, and finds the first in the register with its receipt.
func TestBrowserAcceptsADraft(t *testing.T) {
	b, base := tab(t), exercise(t)
	must(t, b.See(browser.Look{Width: 1440, Height: 900}))
	must(t, b.Go(base+"/"))
	if s, _ := b.Text("body"); !strings.Contains(s, "EXERCISE") || !strings.Contains(s, "State of play") {
		t.Fatalf("the exercise opens with: %.300s", s)
	}
	must(t, b.Go(base+"/desk"))
	must(t, b.Click(".files li:not(.done) a"))
	head, err := b.Text(".draft.open h3")
	must(t, err)
	must(t, b.Type("#name", "Amina Rahimi"))
	must(t, b.Click(`.draft.open button[name="accept"]`))
	if s, _ := b.Text(".notice.good"); !strings.Contains(s, "made") {
		t.Fatalf("after accepting %q: %s", head, s)
	}
	must(t, b.Click(".notice.good a"))
	if s, _ := b.Text("main"); !strings.Contains(s, "Amina Rahimi") {
		t.Errorf("the entry does not say who accepted it: %.500s", s)
	}
	must(t, b.Click("main p a.button")) // open what it holds
	if s, _ := b.Text("h1"); s != head {
		t.Errorf("the draft %q became %q", head, s)
	}
	if s, _ := b.Text(".proof"); !strings.Contains(s, "Download the receipt") {
		t.Errorf("no receipt: %s", s)
	}

	must(t, b.Go(base+"/desk"))
	must(t, b.Click(".files li:not(.done) a"))
	before, err := browser.Eval[int](b, `document.querySelectorAll(".draft.open").length`)
	must(t, err)
	must(t, b.Keys("j", false))
	must(t, b.Keys("a", false))
	eventually(t, b, "what was accepted by key is signed", `document.querySelectorAll(".notice.good a.entry").length > 0`)
	after, err := browser.Eval[int](b, `document.querySelectorAll(".draft.open").length`)
	must(t, err)
	if after >= before {
		t.Errorf("the key a left %d drafts of %d", after, before)
	}
	if now, _ := browser.Eval[bool](b, `document.activeElement.classList.contains("open")`); !now && after > 0 {
		t.Error("the next draft does not have the focus")
	}
	quiet(t, b, base)
}

// The desk's forms work without script.
func TestBrowserWithoutScript(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	must(t, b.See(browser.Look{Width: 360, Height: 740, NoScript: true}))
	must(t, b.Go(w.url+"/desk/"+w.doc))
	must(t, b.Type("#name", "Amina Rahimi"))
	must(t, b.Click(`#d-s1 button[name="accept"]`))
	must(t, b.Click(`#d-s2 .acts a`)) // the form of a correction
	must(t, b.Type("#f-content", " that does not stand there"))
	must(t, b.Click(`button[value="accept"]`))
	if s, _ := b.Text("#said"); !strings.Contains(s, "does not stand in the document") {
		t.Errorf("words that are not there were taken: %s", s)
	}
	quiet2 := b.Problems() // the answer 422 is an error on the console, and right
	if len(quiet2) > 1 {
		t.Errorf("the console says: %s", quiet2)
	}
}

// pagesOf gives the pages of a world that axe looks at.
func pagesOf(w *world) []string {
	all := []string{"/", "/undertakings", "/incidents", "/statements", "/talks", "/agreements", "/crossings", "/crossings/hadrel", "/sources", "/timeline", "/map", "/search?q=soil", "/at", "/at/hadrel", "/changes", "/charts", "/assessment", "/conduct", "/sides", "/check/receipt",
		"/desk", "/desk/" + w.doc, "/log", "/log/0", "/check", "/about", "/session", "/keys", "/signin", "/nowhere"}
	for _, list := range []string{"/undertakings", "/incidents", "/statements", "/talks", "/agreements"} {
		if to, ok := w.get(list, 200).Find(".card h3 a").First().Attr("href"); ok {
			all = append(all, to)
		}
	}
	if to, ok := w.get("/sources", 200).Find("tbody a").First().Attr("href"); ok {
		all = append(all, to)
	}
	if to, ok := w.get("/log/5", 200).Find(`a[href^="/release/"]`).First().Attr("href"); ok {
		all = append(all, to)
	}
	return all
}

// in gives a page's address in a language.
func in(path, tag string) string {
	if strings.Contains(path, "?") {
		return path + "&lang=" + tag
	}
	return path + "?lang=" + tag
}
