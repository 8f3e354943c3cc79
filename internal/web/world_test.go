package web_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// world is an exercise with one document at its desk and its pages open.
type world struct {
	t      *testing.T
	m      *app.Mechanism
	url    string
	client *http.Client
	doc    string // the document's id
}

func newWorld(t *testing.T) *world {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	m, err := app.Init(ctx, filepath.Join(dir, "m"), "test", "exercise.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	raw, read := testkit.Full()
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(m.Pages())
	t.Cleanup(server.Close)
	jar, _ := cookiejar.New(nil)
	return &world{t: t, m: m, url: server.URL, client: &http.Client{Jar: jar}, doc: doc.ID}
}

// fresh is a browser that has been nowhere yet.
func fresh() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar}
}

// page is an answer, read.
type page struct {
	t      *testing.T
	path   string
	status int
	header http.Header
	body   string
	at     string // where it was found in the end
	*goquery.Document
}

func (w *world) read(path string, r *http.Response, err error) page {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	return page{w.t, path, r.StatusCode, r.Header, string(body), r.Request.URL.String(), doc}
}

// get opens a page and expects a status.
func (w *world) get(path string, status int) page {
	w.t.Helper()
	r, err := w.client.Get(w.url + path)
	p := w.read(path, r, err)
	if p.status != status {
		w.t.Fatalf("GET %s: %d, not %d\n%s", path, p.status, status, p.text("main"))
	}
	return p
}

// post sends a form and follows where it leads.
func (w *world) post(path string, status int, form url.Values) page {
	w.t.Helper()
	r, err := w.client.PostForm(w.url+path, form)
	p := w.read(path, r, err)
	if p.status != status {
		w.t.Fatalf("POST %s: %d, not %d\n%s", path, p.status, status, p.text("main"))
	}
	return p
}

// text gives the words of what a selector finds, with single spaces, also
// between elements.
func (p page) text(selector string) string {
	var out strings.Builder
	var down func(*html.Node)
	down = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			down(c)
		}
	}
	for _, n := range p.Find(selector).Nodes {
		down(n)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// says expects words in what a selector finds.
func (p page) says(selector string, words ...string) {
	p.t.Helper()
	got := p.text(selector)
	for _, w := range words {
		if !strings.Contains(got, w) {
			p.t.Errorf("%s: %s does not say %q but: %.2000s", p.path, selector, w, got)
		}
	}
}

// silent expects that words are not there.
func (p page) silent(selector string, words ...string) {
	p.t.Helper()
	got := p.text(selector)
	for _, w := range words {
		if strings.Contains(got, w) {
			p.t.Errorf("%s: %s says %q: %.2000s", p.path, selector, w, got)
		}
	}
}

// acceptAll accepts every draft of the document on its page.
func (w *world) acceptAll() page {
	w.t.Helper()
	form := url.Values{"name": {"Amina Rahimi"}, "batch": {"accept"}}
	w.get("/desk/"+w.doc, 200).Find("input[name=draft]").Each(func(_ int, s *goquery.Selection) {
		form.Add("draft", s.AttrOr("value", ""))
	})
	return w.post("/desk/"+w.doc, 200, form)
}
