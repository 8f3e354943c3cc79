package web_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
)

// In an exercise a person takes any seat and then sees and does what that seat
// may, and nothing else.
func TestChooseASeat(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	_, err := w.m.Desk.Do(t.Context(), desk.Person{Seat: "chair", Name: "Chair", Session: "test"},
		desk.Act{Body: &record.HotlineCall{From: "zelmora", To: "oruvia", At: "2026-11-20T10:00:00Z", Answered: true, Issue: "for Zelmora alone"},
			Audience: []record.Seat{"zelmora"}})
	if err != nil {
		t.Fatal(err)
	}
	held := func() bool { return strings.Contains(w.get("/log", 200).text("main"), "otline") }
	take := func(seat string, status int) page {
		t.Helper()
		return w.post("/seat", status, url.Values{"seat": {seat}, "back": {"/log"}})
	}
	if held() {
		t.Error("the secretariat reads what is for Zelmora and the chair")
	}
	for seat, sees := range map[string]bool{"zelmora": true, "oruvia": false, "chair": true, "public": false, "secretariat": false} {
		p := take(seat, 200)
		if p.path != "/seat" || p.Find("h1").Length() == 0 {
			t.Errorf("%s leads nowhere", seat)
		}
		if got := p.Find("#seat option[selected]").AttrOr("value", ""); got != seat {
			t.Errorf("having taken %s, the bar says %s", seat, got)
		}
		if held() != sees {
			t.Errorf("%s reads what is for Zelmora and the chair: %v", seat, !sees)
		}
		want := 403
		if seat == "secretariat" {
			want = 200
		}
		desk := w.get("/desk", want)
		if in := desk.Find(`nav a[href="/desk"]`).Length() > 0; in != (want == 200) {
			t.Errorf("%s is shown the way to the desk: %v", seat, in)
		}
		w.get("/desk/"+w.doc, want)
		if want == 403 {
			w.post("/desk/"+w.doc, 403, url.Values{"name": {"N"}, "accept": {w.doc + "-s1"}})
		}
	}
	take("nobody", 422)
	list := w.get("/session", 200)
	if n := list.Find(".sessions li").Length(); n != 1 {
		t.Errorf("%d sessions are listed: a new one does not take the place of the old", n)
	}
	w.post("/session", 404, url.Values{"end": {"0000000000000000"}})
	before := w.cookie()
	list.Find(".sessions button").Each(func(_ int, b *goquery.Selection) {
		w.post("/session", 200, url.Values{"end": {b.AttrOr("value", "")}})
	})
	if w.cookie() != "" || before == "" {
		t.Errorf("the cookie was %q and is %q", before, w.cookie())
	}
}

// cookie gives the session's cookie as the browser has it.
func (w *world) cookie() string {
	u, _ := url.Parse(w.url)
	for _, c := range w.client.Jar.Cookies(u) {
		if c.Name == "session" {
			return c.Value
		}
	}
	return ""
}

// A token that the browser brought along never becomes a session, and a new one
// is drawn whenever somebody takes a seat.
func TestSessionFixation(t *testing.T) {
	w := newWorld(t)
	u, _ := url.Parse(w.url)
	planted := strings.Repeat("A", 43)
	w.client.Jar.SetCookies(u, []*http.Cookie{{Name: "session", Value: planted, Path: "/"}})
	w.post("/seat", 200, url.Values{"seat": {"zelmora"}})
	first := w.cookie()
	if first == planted || first == "" {
		t.Fatalf("the planted token is the session's: %q", first)
	}
	w.post("/seat", 200, url.Values{"seat": {"oruvia"}})
	if w.cookie() == first {
		t.Error("another seat was taken under the same token")
	}
	w.client.Jar.SetCookies(u, []*http.Cookie{{Name: "session", Value: first, Path: "/"}})
	if got := w.get("/", 200).Find("#seat option[selected]").AttrOr("value", ""); got == "zelmora" {
		t.Error("the token of the session before still opens it")
	}
}

// A form on another site takes no seat, and a way back leads nowhere else.
func TestSeatFromElsewhere(t *testing.T) {
	w := newWorld(t)
	r, _ := http.NewRequest("POST", w.url+"/seat", strings.NewReader("seat=zelmora"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	a, err := w.client.Do(r)
	if p := w.read("/seat", a, err); p.status != 403 || w.cookie() != "" {
		t.Errorf("%d, with the cookie %q", p.status, w.cookie())
	}
	w.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for back, want := range map[string]string{"/log?before=3": "/log?before=3", "//evil.example": "/", "https://evil.example/": "/", "/\\evil.example": "/",
		"": "/", "log": "/", "/a\r\nX: y": "/"} {
		p := w.post("/seat", 303, url.Values{"seat": {"zelmora"}, "back": {back}})
		if got := p.header.Get("Location"); got != want {
			t.Errorf("%q leads to %q", back, got)
		}
	}
}

// What opens an invitation does not stand in the operator's log, even when its
// page fails.
func TestInvitationNotLogged(t *testing.T) {
	var said bytes.Buffer
	h := web.New(web.Config{Views: broken{}, SignIn: open{}, Log: slog.New(slog.NewTextHandler(&said, nil))})
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/invitation/opensomething", nil))
	if s := said.String(); strings.Contains(s, "opensomething") || !strings.Contains(s, "/invitation/") || !strings.Contains(s, "the disk is gone") {
		t.Errorf("the log says: %s", s)
	}
}

// broken is a record that cannot be read.
type broken struct{ web.Views }

func (broken) Mechanism(context.Context) (web.Mechanism, error) {
	return web.Mechanism{}, errors.New("the disk is gone")
}

// open lets everybody try.
type open struct{ web.SignIn }

func (open) Allow(string) bool { return true }
