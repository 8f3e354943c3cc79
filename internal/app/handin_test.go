package app

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// An entry that a delegation signed on a machine of its own is handed in on a page,
// and stands; the same again stands where it stood, a changed one and one that the
// rules refuse are told so, and no file is no act.
func TestHandInOnAPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "exercise")
	m, err := Exercise(t.Context(), dir, Options{Guard: ExerciseGuard(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	server := httptest.NewServer(m.Pages())
	defer server.Close()
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	if _, err := client.PostForm(server.URL+"/seat", url.Values{"seat": {"oruvia"}, "back": {"/"}}); err != nil {
		t.Fatal(err)
	}
	hand := func(file []byte) (int, string) {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		if file != nil {
			part, _ := form.CreateFormFile("entry", "signed.json")
			part.Write(file)
		}
		form.Close()
		r, err := client.Post(server.URL+"/cases/hand-in", form.FormDataContentType(), &body)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		page, _ := io.ReadAll(r.Body)
		return r.StatusCode, string(page)
	}
	sign := func(b record.Body) []byte {
		return signedElsewhere(t, m, m.people["oruvia"], record.Entry{Body: b}).Marshal()
	}
	says := func(what string, file []byte, status int, words ...string) {
		t.Helper()
		got, page := hand(file)
		if got != status {
			t.Errorf("%s: %d, not %d: %.600s", what, got, status, page)
		}
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("%s: the page does not say %q", what, w)
			}
		}
	}
	before, _ := m.Store.Size(t.Context())
	good := sign(&record.AllegationMade{Against: []string{"zelmora"}, Submitter: record.SubmitterParty, What: "A lorry was turned back."})
	says("a signed allegation", good, 200, "It stands in the log as", "The receipt")
	says("the same again", good, 200, "It stands in the log as")
	after, _ := m.Store.Size(t.Context())
	if after != before+1 {
		t.Errorf("handed in twice it made %d entries", after-before)
	}
	says("against nobody there is", sign(&record.AllegationMade{Against: []string{"nowhere"}, Submitter: record.SubmitterParty, What: "x"}), 422, "refused", "there is no party")
	says("one that was changed", bytes.Replace(good, []byte(`"`), []byte(`'`), 1), 422)
	says("no file", nil, 422)
}
