package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// reportForm is the body of a report with its files, by name.
func reportForm(fields map[string]string, files map[string][]byte) (kind string, body *bytes.Buffer) {
	body = &bytes.Buffer{}
	form := multipart.NewWriter(body)
	for _, name := range []string{"key", "text", "type", "from", "to", "when", "place", "where", "lat", "lon", "case", "level", "name"} {
		if value, ok := fields[name]; ok {
			form.WriteField(name, value)
		}
	}
	for name, content := range files {
		part, _ := form.CreateFormFile("files", name)
		part.Write(content)
	}
	form.Close()
	return form.FormDataContentType(), body
}

// send sends a report as the form of the page does.
func (w *world) send(status int, fields map[string]string, files map[string][]byte) page {
	w.t.Helper()
	kind, body := reportForm(fields, files)
	r, err := w.client.Post(w.url+"/field", kind, body)
	p := w.read("/field", r, err)
	if p.status != status {
		w.t.Fatalf("sending a report: %d, not %d\n%s", p.status, status, p.text("main"))
	}
	return p
}

// sealed counts the files of evidence that are kept, those that are coming in too.
func sealed(t *testing.T, w *world) int {
	t.Helper()
	all, err := os.ReadDir(filepath.Join(w.m.Dir, "evidence"))
	must(t, err)
	return len(all)
}

// A report is recorded once with what came with it, however often it is sent; with
// other words under the same key it is not recorded, and that is said. What is not
// taken leaves nothing, and what was filled in stays.
func TestReport(t *testing.T) {
	w := newWorld(t)
	w.sit("monitors")
	key := w.get("/field", 200).Find("input[name=key]").AttrOr("value", "")
	before := sealed(t, w)
	seen := map[string]string{"key": key, "text": "Two shells fell beside the store.\nNobody was hurt.", "type": "Shelling/artillery/missile attack", "from": "2026-08-12",
		"when": "1", "place": "Kelbin", "where": "2", "level": "P1", "name": "Daria Voss"}
	picture := map[string][]byte{"crater.jpg": bytes.Repeat([]byte{0xff, 0xd8}, 50_000)}
	with := func(name, value string) map[string]string {
		all := map[string]string{}
		for k, v := range seen {
			all[k] = v
		}
		all[name] = value
		return all
	}
	for _, c := range []struct{ name, value, says string }{
		{"text", " ", "Say what you saw"}, {"type", "Nonsense", "cannot be chosen"}, {"type", "", "Choose what happened"}, {"from", "2999-01-01", "lies ahead"}, {"level", "P0", "who may read it"},
		{"lat", "north", "Degrees are numbers"}, {"lon", "181", "Degrees are numbers"}, {"name", "", "name"}, {"key", "x", "open the form again"},
	} {
		p := w.send(422, with(c.name, c.value), picture)
		p.says("#said", c.says, "Files have to be chosen again")
		if c.name != "text" && !strings.Contains(p.text("#f-text"), "beside the store") {
			t.Errorf("with a wrong %s what was typed is gone: %s", c.name, p.text("form"))
		}
	}
	if n := sealed(t, w); n != before {
		t.Errorf("what was not taken left %d files", n-before)
	}

	p := w.send(200, seen, picture)
	p.says("#sent", "Your report is recorded")
	entry := p.Find("#sent a.entry").AttrOr("href", "")
	if n := sealed(t, w); n != before+2 {
		t.Errorf("a text and a picture are kept as %d files", n-before)
	}
	again := w.send(200, seen, picture)
	again.says("#sent", "had come before")
	again.silent("#sent", "other words")
	if got := again.Find("#sent a.entry").AttrOr("href", ""); got != entry {
		t.Errorf("sent again it stands at %s, not %s", got, entry)
	}
	w.send(200, with("text", "Three shells."), nil).says("#sent", "had come before", "with other words")
	if n := sealed(t, w); n != before+2 {
		t.Errorf("sent three times there are %d files", n-before)
	}

	w.get("/field", 200).says(".own", "Reports that you sent", "Kelbin", "crater.jpg SHA-256", strings.TrimPrefix(entry, "/log/"), "Download the receipt")
	w.get("/incidents", 200).says(".event", "Kelbin", "Two shells fell")
	event := follow(w, w.get("/incidents", 200), ".event h3 a")
	event.says("main", "crater.jpg", "Nobody was hurt")
	event.silent("main", "Three shells")
	event.says(".excerpt mark", "Two shells fell beside the store.")
	file := follow(w, event, "#files + ul a")
	file.says("main", "no text that can be shown", "a monitor", "100000 bytes")
}

// A report for the mechanism's own staff is for nobody else.
func TestReportForStaff(t *testing.T) {
	w := newWorld(t)
	w.sit("monitors")
	key := w.get("/field", 200).Find("input[name=key]").AttrOr("value", "")
	w.send(200, map[string]string{"key": key, "text": "A driver saw it.", "type": "Attack", "level": "P3", "name": "Daria Voss"}, nil)
	w.get("/incidents", 200).says("main", "A driver saw it")
	for seat, status := range map[string]int{"zelmora": http.StatusForbidden, "guarantor-ithmar": http.StatusForbidden, "chair": 200} {
		w.sit(seat)
		w.get("/field", status)
		if p := w.get("/incidents", 200); seat == "chair" {
			p.says("main", "A driver saw it")
		} else {
			p.silent("main", "A driver saw it")
		}
	}
}

// badLine breaks off some requests: before they are read to the end, or when they
// are done and before the answer.
type badLine struct {
	next           http.Handler
	before, behind atomic.Int32 // how many reports are still to be cut
}

func (b *badLine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && r.URL.Path == "/field" {
		if b.before.Add(-1) >= 0 {
			io.CopyN(io.Discard, r.Body, 300)
			panic(http.ErrAbortHandler)
		}
		if b.behind.Add(-1) >= 0 {
			b.next.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
	}
	b.next.ServeHTTP(w, r)
}

// A line breaks while a report is sent: what was typed is kept, through a new load
// of the page too, and the report, which had arrived the second time, stands once.
// What only staff may read is not kept unless its author says so.
func TestBrowserReportOnABadLine(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	line := &badLine{next: w.m.Pages()}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: line}}
	server.Config.ErrorLog = nil
	server.Start()
	t.Cleanup(server.Close)
	text := func() string {
		s, err := browser.Eval[string](b, `document.querySelector("#f-text").value`)
		must(t, err)
		return s
	}
	stored := func() string {
		s, err := browser.Eval[string](b, `localStorage.getItem("report:monitors") || ""`)
		must(t, err)
		return s
	}
	must(t, b.See(browser.Look{Width: 360, Height: 740}))
	take(t, b, server.URL, "monitors")
	must(t, b.Go(server.URL+"/field"))
	must(t, b.Type("#f-text", "Smoke over the bridge."))
	must(t, b.Type("#f-type", "Attack"))
	must(t, b.Type("#f-name", "Daria Voss"))
	picture := filepath.Join(t.TempDir(), "bridge.jpg")
	must(t, os.WriteFile(picture, bytes.Repeat([]byte{0xff, 0xd8}, 40_000), 0o600))
	must(t, b.Choose("#f-files", picture))
	files := func() string {
		s, err := browser.Eval[string](b, `[...document.querySelector("#f-files").files].map((f) => f.name + " " + f.size).join()`)
		must(t, err)
		return s
	}
	if !strings.Contains(stored(), "Smoke over the bridge") {
		t.Fatalf("what was typed is not kept: %q", stored())
	}
	size := w.get("/", 200).Find("#since").AttrOr("data-size", "")

	line.before.Store(1000) // a browser tries again by itself
	must(t, b.Press("#report .acts button"))
	eventually(t, b, "the line broke", `!document.getElementById("line").hidden && document.getElementById("line").textContent.includes("broke")`)
	line.before.Store(0)
	if now := w.get("/", 200).Find("#since").AttrOr("data-size", ""); now != size {
		t.Fatalf("half a report made entries: %s, %s before", now, size)
	}
	must(t, b.Go(server.URL+"/field")) // the phone was put away
	if text() != "Smoke over the bridge." {
		t.Fatalf("after loading the page again it holds %q", text())
	}
	eventually(t, b, "the picture is there again", `document.querySelector("#f-files").files.length === 1`)
	if files() != "bridge.jpg 80000" {
		t.Errorf("the file that was chosen is now %q", files())
	}
	if s, _ := b.Text("#kept"); !strings.Contains(s, "was not sent") {
		t.Errorf("it is not said that the text is from before: %q", s)
	}

	line.behind.Store(1000) // this one arrives, and its answer does not
	must(t, b.Press("#report .acts button"))
	eventually(t, b, "the line broke again", `!document.getElementById("line").hidden && document.getElementById("line").textContent.includes("broke")`)
	line.behind.Store(0)
	must(t, b.Click("#report .acts button"))
	if s, _ := b.Text("#sent"); !strings.Contains(s, "had come before") || strings.Contains(s, "other words") {
		t.Errorf("sent again: %q", s)
	}
	if s, _ := b.Text(".own"); !strings.Contains(s, "bridge.jpg") || files() != "" {
		t.Errorf("the report was sent with %q, and the form holds %q", s, files())
	}
	if stored() != "" || text() != "" {
		t.Errorf("after it was sent %q is kept, and the form holds %q", stored(), text())
	}
	w.sit("monitors")
	if n := w.get("/incidents", 200).Find(".card.event").Length(); n != 1 {
		t.Errorf("it stands %d times", n)
	}

	// For staff alone.
	must(t, b.Press(`#levels input[value="P3"]`))
	must(t, b.Type("#f-text", "A name that nobody may find here."))
	if s, _ := b.Text("#kept"); stored() != "" || !strings.Contains(s, "Nothing of this is kept") {
		t.Errorf("a text for staff is kept as %q, and the page says %q", stored(), s)
	}
	must(t, b.Press("#keep"))
	if !strings.Contains(stored(), "nobody may find") {
		t.Error("a text for staff is not kept though its author said so")
	}
	must(t, b.Press("#keep"))
	if stored() != "" {
		t.Error("it is kept though its author said not to")
	}
	if f := b.Foreign(server.URL); len(f) > 0 {
		t.Errorf("requests to other hosts: %s", f)
	}

	// Without script it is a form like any other.
	must(t, b.See(browser.Look{Width: 360, Height: 740, NoScript: true}))
	must(t, b.Go(server.URL+"/field"))
	must(t, b.Type("#f-text", "Dust on the road."))
	must(t, b.Type("#f-type", "Attack"))
	must(t, b.Type("#f-name", "Daria Voss"))
	must(t, b.Click("#report .acts button"))
	if s, _ := b.Text("#sent"); !strings.Contains(s, "is recorded") {
		t.Errorf("without script: %q", s)
	}
}
