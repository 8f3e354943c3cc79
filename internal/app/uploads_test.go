package app

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// uploads hands files in at every door that takes one.
type uploads struct {
	*testing.T
	m      *Mechanism
	h      http.Handler
	cookie string
}

func (u *uploads) do(r *http.Request) *httptest.ResponseRecorder {
	u.Helper()
	r.Header.Set("User-Agent", "uploads")
	r.AddCookie(&http.Cookie{Name: "session", Value: u.cookie})
	w := httptest.NewRecorder()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	u.h.ServeHTTP(w, r)
	runtime.ReadMemStats(&after)
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 256<<20 {
		u.Errorf("%s %s cost %d bytes of memory", r.Method, r.URL.Path, spent)
	}
	return w
}

// form posts a form with one file.
func (u *uploads) form(path string, fields map[string]string, field, name, kind string, file []byte) *httptest.ResponseRecorder {
	u.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for k, v := range fields {
		form.WriteField(k, v) //nolint:errcheck // a buffer takes all
	}
	part, err := form.CreatePart(map[string][]string{"Content-Type": {kind},
		"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, field, name)}})
	if err != nil {
		u.Fatal(err)
	}
	part.Write(file) //nolint:errcheck
	form.Close()     //nolint:errcheck
	r := httptest.NewRequest(http.MethodPost, "http://localhost:8080"+path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return u.do(r)
}

func (u *uploads) size() int64 {
	u.Helper()
	n, err := u.m.Store.Size(u.Context())
	if err != nil {
		u.Fatal(err)
	}
	return n
}

var keyField = regexp.MustCompile(`name="key" value="([^"]+)"`)

// TestHostileUploads hands files that are made to do harm in at every door that takes
// one: with a report from the field, as a signed entry on a page, through the API and
// at the door for programs. A file that comes with a report is kept as it came, not
// read, and given back as nothing that a browser opens; what is no signed entry is
// refused with a sentence, and leaves nothing.
func TestHostileUploads(t *testing.T) {
	dir := t.TempDir()
	m, err := Peopled(t.Context(), filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	u := &uploads{T: t, m: m, h: m.handler()}
	monitors, oruvia := "", ""
	for seat, cookie := range map[record.Seat]*string{"monitors": &monitors, "oruvia": &oruvia} {
		if *cookie, _, err = m.Sessions.Open(t.Context(), session.Session{Seat: seat, How: session.ByChoice, Browser: "uploads"}); err != nil {
			t.Fatal(err)
		}
	}
	harmless := func(where string, w *httptest.ResponseRecorder) {
		t.Helper()
		page := w.Body.String()
		for _, bad := range []string{"hahahahahahahaha", "root:x:0", "<script>alert", "onerror=alert", "onload=\"alert", "http://192.0.2.1/\""} {
			if strings.Contains(page, bad) {
				t.Errorf("%s holds %q", where, bad)
			}
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Code < 400 && !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s comes with %v", where, w.Header())
		}
	}
	for name, raw := range testkit.HostileFiles() {
		for _, kind := range []string{http.DetectContentType(raw), "text/html"} {
			t.Run(name+" as "+kind, func(t *testing.T) {
				u.T = t
				// With a report.
				u.cookie = monitors
				key := keyField.FindStringSubmatch(u.do(httptest.NewRequest(http.MethodGet, "http://localhost:8080/field", nil)).Body.String())
				if key == nil {
					t.Fatal("no form for reports")
				}
				before := u.size()
				w := u.form("/field", map[string]string{"key": key[1], "text": "Two shells fell.", "type": "Shelling/artillery/missile attack", "from": "2026-08-12",
					"when": "1", "place": "Kelbin", "where": "2", "level": "P1", "name": "Daria Voss"}, "files", name, kind, raw)
				if w.Code != http.StatusSeeOther || u.size() <= before {
					t.Fatalf("the report: %d %.300s", w.Code, w.Body)
				}
				sources, err := m.Whole().Items(t.Context(), m.Secretariat(), record.KindSourceFiled, register.Page{Limit: 2})
				if err != nil {
					t.Fatal(err)
				}
				found := false
				for _, it := range sources {
					if it.Body.(*record.SourceFiled).File != name {
						continue
					}
					found = true
					harmless("its page", u.do(httptest.NewRequest(http.MethodGet, fmt.Sprintf("http://localhost:8080/sources/%s", it.ID), nil)))
					w := u.do(httptest.NewRequest(http.MethodGet, fmt.Sprintf("http://localhost:8080/sources/%s/file", it.ID), nil))
					if got, _ := io.ReadAll(w.Body); w.Code != http.StatusOK || !bytes.Equal(got, raw) || w.Header().Get("Content-Type") != "application/octet-stream" ||
						!strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment;") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
						t.Errorf("the file: %d, %d bytes, %v", w.Code, len(got), w.Header())
					}
				}
				if !found {
					t.Errorf("the file is no source")
				}
				// As a signed entry, which it is not.
				u.cookie = oruvia
				before = u.size()
				w = u.form("/cases/hand-in", nil, "entry", name, kind, raw)
				if w.Code < 400 || w.Code >= 500 {
					t.Errorf("on a page: %d", w.Code)
				}
				harmless("the page that refuses it", w)
				for _, path := range []string{api.Prefix + "/submissions", api.Prefix + "/submissions/check", submitAt} {
					for _, as := range []string{api.SubmissionKind, kind} {
						r := httptest.NewRequest(http.MethodPost, "http://localhost:8080"+path, bytes.NewReader(raw))
						r.Header.Set("Content-Type", as)
						r.RemoteAddr = fmt.Sprintf("192.0.2.%d:1000", len(name))
						if w := u.do(r); w.Code < 400 || w.Code >= 500 || w.Code == http.StatusNotFound || w.Body.Len() > 4000 {
							t.Errorf("%s as %s: %d %.300s", path, as, w.Code, w.Body)
						}
					}
				}
				if u.size() != before {
					t.Errorf("%d entries came of it", u.size()-before)
				}
			})
		}
	}
}
