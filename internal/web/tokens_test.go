package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A token is made on its page for what is chosen, shown once, listed, and ended.
func TestTokensOnPages(t *testing.T) {
	w := newWorld(t)
	w.get("/tokens", 200).says("main", "Nobody is signed in")
	w.sit("public")
	w.post("/tokens", 403, url.Values{"name": {"harvest"}, "days": {"7"}, "for": {"read"}})
	w.sit("legal")
	w.get("/session", 200)
	w.get("/tokens", 200).says("main", "You have given no token", "read only list", "make entries for your seat: Allegation made")
	for name, form := range map[string]url.Values{
		"choose what the program may do": {"name": {"harvest"}, "days": {"7"}},
		"a name for its program":         {"days": {"7"}, "for": {"read"}},
		"to 90 days":                     {"name": {"harvest"}, "days": {"900"}, "for": {"read"}},
		"a token cannot be for":          {"name": {"harvest"}, "days": {"7"}, "for": {"act:key_approved"}},
	} {
		w.post("/tokens", 422, form).says("#said", name)
	}
	made := w.post("/tokens", 200, url.Values{"name": {"harvest"}, "days": {"7"}, "for": {"read", "submit"}})
	token := made.text("#token")
	if !strings.HasPrefix(token, "surety_") {
		t.Fatalf("the token is %q", token)
	}
	listed := w.get("/tokens", 200)
	listed.says(".sessions", "harvest", "read whatever you may read", "hand in entries that are signed")
	if strings.Contains(listed.body, token) {
		t.Error("the token is shown again")
	}
	asks := func(want int) {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "http://localhost/api/v1/objects?kind=source_filed", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		out := httptest.NewRecorder()
		w.m.API().ServeHTTP(out, r)
		if out.Code != want {
			t.Errorf("the program gets %d, not %d: %.200s", out.Code, want, out.Body.String())
		}
	}
	asks(200)
	id := listed.Find("button[name=end]").AttrOr("value", "")
	w.sit("oruvia")
	w.get("/tokens", 200).says("main", "You have given no token")
	w.post("/tokens", 404, url.Values{"end": {id}})
	asks(200)
	w.sit("legal")
	w.post("/tokens", 200, url.Values{"end": {id}}).says("main", "The token is ended", "You have given no token")
	asks(401)
}
