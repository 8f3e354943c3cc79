package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/app"
)

// client asks a mechanism's API as a program would.
type client struct {
	t *testing.T
	h http.Handler
	m *app.Mechanism
}

func newClient(t *testing.T) *client {
	t.Helper()
	dir := t.TempDir()
	m, err := app.Init(context.Background(), filepath.Join(dir, "m"), "Amina", "exercise.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return &client{t, m.API(), m}
}

// ask sends a request and gives status and answer; the answer has to be JSON.
func (c *client) ask(method, path, body string, change ...func(*http.Request)) (int, map[string]any) {
	c.t.Helper()
	r := httptest.NewRequest(method, "http://localhost:8080"+api.Prefix+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	var v any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		c.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
		c.t.Errorf("%s %s: %d comes as %s", method, path, w.Code, w.Header().Get("Content-Type"))
	}
	if h := w.Header(); h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Cache-Control"), "no-") {
		c.t.Errorf("%s %s: a browser may guess what it is, or keep it: %v", method, path, h)
	}
	m, _ := v.(map[string]any)
	if m == nil {
		m = map[string]any{"list": v}
	}
	return w.Code, m
}

func (c *client) act(kind, body string) string {
	c.t.Helper()
	status, got := c.ask("POST", "/acts/"+kind, body)
	if status != http.StatusCreated {
		c.t.Fatalf("%s: %d %v", kind, status, got)
	}
	return got["id"].(string)
}

const allegation = `{"by": "Amina", "level": "P1", "body": {"against": ["oruvia"], "category": "fighting", "submitter": "press",
	"what": "Fire on a post at Hadrel; وادی وارو میں فائرنگ"}}`

// A case from another program: made, found by its words in two scripts, followed
// from an index, counted.
func TestACaseOverTheWire(t *testing.T) {
	c := newClient(t)
	id := c.act("allegation_made", allegation)
	c.act("case_notified", `{"by": "Amina", "level": "P1", "refs": [{"role": "case", "id": "`+id+`"}], "body": {"to": ["oruvia"], "summary": "s"}}`)
	for q, want := range map[string]int{"HADREL": 1, "hadrel post": 1, "وادي": 1, "وادی فائرنگ": 1, "bridge": 0} {
		status, got := c.ask("GET", "/objects?kind=allegation_made&q="+strings.ReplaceAll(q, " ", "+"), "")
		if n := len(got["entries"].([]any)); status != 200 || n != want {
			t.Errorf("%q finds %d (%d), want %d", q, n, status, want)
		}
	}
	status, one := c.ask("GET", "/objects/"+id, "")
	if cs, ok := one["case"].(map[string]any); status != 200 || !ok || cs["state"] != "acknowledged" || cs["outcome"] != "pending" {
		t.Errorf("the case: %d %v", status, one["case"])
	}
	if status, got := c.ask("GET", "/objects?kind=allegation_made&state=acknowledged&outcome=pending", ""); status != 200 || len(got["entries"].([]any)) != 1 {
		t.Errorf("by state: %d %v", status, got)
	}
	for filter, want := range map[string]int{"party=oruvia": 1, "party=zelmora": 0, "type=fighting&state=acknowledged": 1, "from=2026-01-01": 0,
		"q=hadrel&party=oruvia": 1, "q=hadrel&party=zelmora": 0, "party=oruvia&for=public": 0, "to=2026-01-01": 1} {
		if status, got := c.ask("GET", "/objects?kind=allegation_made&"+filter, ""); status != 200 || len(got["entries"].([]any)) != want {
			t.Errorf("by %s: %d %v, want %d", filter, status, got, want)
		}
	}
	_, page := c.ask("GET", "/objects?kind=allegation_made&party=oruvia&limit=1", "")
	if status, got := c.ask("GET", fmt.Sprintf("/objects?kind=allegation_made&party=oruvia&limit=1&cursor=%v", page["cursor"]), ""); status != 200 ||
		len(got["entries"].([]any)) != 0 || got["cursor"] != nil {
		t.Errorf("after the last page: %d %v", status, got)
	}
	if status, _ := c.ask("GET", "/objects?kind=allegation_made&party=oruvia&cursor=x", ""); status != 422 {
		t.Errorf("a cursor that no page gave: %d", status)
	}
	_, linked := c.ask("GET", "/objects/"+id+"/linked/case", "")
	if n := len(linked["entries"].([]any)); n != 1 {
		t.Errorf("%d steps of the case, want 1", n)
	}
	_, first := c.ask("GET", "/entries?limit=2", "")
	if n := len(first["entries"].([]any)); n != 2 || first["next"] != 1.0 {
		t.Fatalf("following: %d entries, next %v", n, first["next"])
	}
	_, rest := c.ask("GET", "/entries?after=1", "")
	if n := len(rest["entries"].([]any)); n != 1 || rest["next"] != 2.0 {
		t.Errorf("following on: %d entries, next %v", n, rest["next"])
	}
	_, none := c.ask("GET", "/entries?after=2&wait=1", "")
	if n := len(none["entries"].([]any)); n != 0 || none["next"] != 2.0 {
		t.Errorf("waiting for nothing: %v", none)
	}
	_, outcomes := c.ask("GET", "/outcomes", "")
	all := outcomes["all"].(map[string]any)
	if all["cases"] != 1.0 || len(all["outcomes"].(map[string]any)) != 13 {
		t.Errorf("outcomes: %v", all)
	}
	_, late := c.ask("GET", "/lateness?at=2126-01-01T00:00:00Z", "")
	found := false
	for _, b := range late["bodies"].([]any) {
		body := b.(map[string]any)
		found = found || body["body"] == "accused" && body["of"] == "oruvia" && body["overdue"] == 1.0
	}
	if !found || late["witnessed"] != 0.0 || late["clocks"].(float64) < 3 {
		t.Errorf("lateness: %v of %v witnessed: %v", late["witnessed"], late["clocks"], late["bodies"])
	}
}

// Nobody reads by the API what is not for him, nor learns that it is there.
func TestForASeat(t *testing.T) {
	c := newClient(t)
	id := c.act("allegation_made", strings.Replace(allegation, "P1", "P3", 1))
	if status, _ := c.ask("GET", "/objects/"+id+"?for=secretariat", ""); status != 200 {
		t.Errorf("the secretariat: %d", status)
	}
	for _, seat := range []string{"public", "oruvia", "zelmora"} {
		status, got := c.ask("GET", "/objects/"+id+"?for="+seat, "")
		_, nothing := c.ask("GET", "/objects/"+strings.Repeat("0", 32)+"?for="+seat, "")
		if status != 404 || strings.ReplaceAll(got["detail"].(string), id, "") != strings.ReplaceAll(nothing["detail"].(string), strings.Repeat("0", 32), "") {
			t.Errorf("%s: %d %v", seat, status, got)
		}
		if _, got := c.ask("GET", "/entries?for="+seat, ""); strings.Contains(mustJSON(t, got), id) {
			t.Errorf("%s follows what is not for it", seat)
		}
		if _, got := c.ask("GET", "/outcomes?for="+seat, ""); got["all"].(map[string]any)["cases"] != 0.0 {
			t.Errorf("%s counts what is not for it", seat)
		}
	}
}

func TestProblems(t *testing.T) {
	c := newClient(t)
	for _, p := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"no such kind", "POST", "/acts/boast", `{"by": "A", "body": {}}`, 422, "does not know entries of kind"},
		{"a field that there is not", "POST", "/acts/allegation_made", `{"by": "A", "body": {"agianst": []}}`, 422, `has no field "agianst"; it has`},
		{"nobody", "POST", "/acts/allegation_made", `{"by": "", "body": {}}`, 422, ""},
		{"a rule", "POST", "/acts/mode_changed", `{"by": "A", "seat": "chair", "body": {"mode": "running", "reason": "r"}}`, 422, "cannot speak for anyone"},
		{"a charter's act", "POST", "/acts/charter_adopted", `{"by": "A", "body": {}}`, 403, "another command"},
		{"no JSON", "POST", "/acts/allegation_made", `{`, 400, ""},
		{"no such object", "GET", "/objects/" + strings.Repeat("a", 32), "", 404, "no entry"},
		{"no id", "GET", "/objects/x", "", 422, ""},
		{"no such seat", "GET", "/entries?for=nobody", "", 422, "no seat"},
		{"a difference of nothing", "GET", "/objects/" + strings.Repeat("a", 32) + "/difference/" + strings.Repeat("b", 32), "", 404, "no entry"},
		{"a list of no kind", "GET", "/objects?kind=boast", "", 422, "no kind"},
	} {
		t.Run(p.name, func(t *testing.T) {
			status, got := c.ask(p.method, p.path, p.body)
			if text := mustJSON(t, got); status != p.status || got["title"] == nil || !strings.Contains(text, strings.ReplaceAll(p.want, `"`, `\"`)) {
				t.Errorf("%d %s, want %d %q", status, text, p.status, p.want)
			}
		})
	}
}

// Pages elsewhere can neither write here nor read.
func TestOtherSites(t *testing.T) {
	c := newClient(t)
	for name, change := range map[string]func(*http.Request){
		"another site's form":    func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"another origin":         func(r *http.Request) { r.Header.Set("Origin", "http://elsewhere.example") },
		"a name that leads here": func(r *http.Request) { r.Host = "elsewhere.example:8080" },
	} {
		r := httptest.NewRequest("POST", "http://localhost:8080"+api.Prefix+"/acts/allegation_made", strings.NewReader(allegation))
		r.Header.Set("Content-Type", "application/json")
		change(r)
		w := httptest.NewRecorder()
		c.h.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden && w.Code != http.StatusMisdirectedRequest {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if _, got := c.ask("GET", "/mechanism", ""); got["size"] != 1.0 {
		t.Errorf("something was written: %v entries", got["size"])
	}
}

// The description is OpenAPI 3.1, names every path that answers, and describes
// the kinds' own fields.
func TestDescription(t *testing.T) {
	c := newClient(t)
	status, got := c.ask("GET", "/openapi.json", "")
	if status != 200 || !strings.HasPrefix(got["openapi"].(string), "3.1") {
		t.Fatalf("%d %v", status, got["openapi"])
	}
	paths := got["paths"].(map[string]any)
	for _, p := range []string{"/mechanism", "/entries", "/log", "/objects", "/objects/{id}", "/objects/{id}/linked/{role}", "/objects/{id}/difference/{other}", "/schemas/{kind}", "/publishers", "/total", "/clauses", "/outcomes",
		"/lateness", "/crossings", "/series", "/assessment", "/conduct", "/notices", "/line", "/contacts", "/promises/{id}", "/incidents/{id}", "/acts/{kind}", "/submissions", "/submissions/check"} {
		if paths[api.Prefix+p] == nil {
			t.Errorf("%s is not described", p)
		}
	}
	if len(paths) != 25 {
		t.Errorf("%d paths are described, 25 are tested", len(paths))
	}
	// Whatever reads the register can be asked as another reader would.
	for p, item := range paths {
		get, ok := item.(map[string]any)["get"].(map[string]any)
		if !ok || p == api.Prefix+"/mechanism" || p == api.Prefix+"/schemas/{kind}" || p == api.Prefix+"/publishers" || p == api.Prefix+"/clauses" {
			continue
		}
		if !strings.Contains(fmt.Sprint(get["parameters"]), "name:for ") {
			t.Errorf("%s cannot be read for another: %v", p, get["parameters"])
		}
	}
	if status, s := c.ask("GET", "/schemas/vote_cast", ""); status != 200 || s["title"] != "vote_cast" {
		t.Errorf("a schema: %d %v", status, s)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
