package web_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// download keeps a file that the pages give.
func download(t *testing.T, address, to string) string {
	t.Helper()
	r, err := http.Get(address)
	must(t, err)
	defer r.Body.Close()
	var body bytes.Buffer
	_, err = body.ReadFrom(r.Body)
	must(t, err)
	if r.StatusCode != 200 {
		t.Fatalf("GET %s: %d", address, r.StatusCode)
	}
	must(t, os.WriteFile(to, body.Bytes(), 0o600))
	return to
}

// dropped chooses files on the verifier's page and waits for the answer.
func dropped(t *testing.T, b *browser.Tab, files ...string) string {
	t.Helper()
	before, err := browser.Eval[string](b, `document.getElementById("receipt").dataset.done || "0"`)
	must(t, err)
	must(t, b.Choose("#files", files...))
	for range 400 {
		time.Sleep(50 * time.Millisecond)
		done, err := browser.Eval[string](b, `document.getElementById("receipt").dataset.done || "0"`)
		must(t, err)
		if done != before {
			s, err := b.Text("#answer")
			must(t, err)
			return s
		}
	}
	t.Fatal("the verifier gives no answer")
	return ""
}

// An officer checks a receipt on the page, an altered one, one without a trust
// file, a checkpoint; in Urdu too; and with a copy of the page that was saved.
func TestBrowserVerifiesReceipt(t *testing.T) {
	b, base := tab(t), exercise(t)
	dir := t.TempDir()
	receipt := download(t, base+"/log/1/receipt", filepath.Join(dir, "entry-1.tlog-proof"))
	trust := download(t, base+"/trust", filepath.Join(dir, "mechanism.trust"))
	checkpoint := download(t, base+"/checkpoint", filepath.Join(dir, "checkpoint.txt"))
	raw, err := os.ReadFile(receipt)
	must(t, err)
	altered := filepath.Join(dir, "altered.tlog-proof")
	must(t, os.WriteFile(altered, bytes.Replace(raw, []byte("index 1\n"), []byte("index 2\n"), 1), 0o600))

	must(t, b.Go(base+"/check/receipt?lang=en"))
	if s, _ := b.Text("main"); strings.Contains(s, "built without the verifier") {
		t.Skip("the verifier is not compiled (scripts/need assets)")
	}
	says := func(got string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(got, w) {
				t.Errorf("the answer has no %q: %.1500s", w, got)
			}
		}
	}
	says(dropped(t, b, receipt), "Consistent with itself", "anyone can make a file", "You gave no trust file")
	says(dropped(t, b, trust), "Proven", "EXERCISE", "stands at place 1 of the", "What this proves", "That a statement is true", "To read aloud", "Your trust file")
	must(t, b.Press("#away"))
	says(dropped(t, b, trust, altered, checkpoint), "Not proven", "does not stand in the log as the receipt says", "tell the guarantors",
		"Proven", "The operator signed that the log had ")
	quiet(t, b, base)

	must(t, b.Go(base+"/check/receipt?lang=ur"))
	says(dropped(t, b, trust, receipt), "ثابت", "کہ کوئی بیان سچ ہے", "منتظم کی گھڑی")
	quiet(t, b, base)

	copied := download(t, base+"/check/verifier.html?lang=fa-AF", filepath.Join(dir, "verifier.html"))
	must(t, b.Go("file://"+copied))
	says(dropped(t, b, trust, receipt, altered), "ثابت شد", "ثابت نشد")
	if p := b.Problems(); len(p) > 0 {
		t.Errorf("the saved copy complains: %s", p)
	}
	for _, f := range b.Foreign(base) {
		if !strings.HasPrefix(f, "file://") {
			t.Errorf("the saved copy asks %s", f)
		}
	}
}

// The verifier's page alone may run WebAssembly, and it is sent compressed, at
// less than a megabyte.
func TestWasmOnlyOnTheVerifier(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	for _, path := range pagesOf(w) {
		r, err := w.client.Get(w.url + path)
		must(t, err)
		r.Body.Close()
		policy := r.Header.Get("Content-Security-Policy")
		if got := strings.Contains(policy, "'wasm-unsafe-eval'"); got != (path == "/check/receipt") {
			t.Errorf("%s may run WebAssembly: %v", path, got)
		}
		if strings.Contains(policy, "'unsafe-") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s has the policy %q", path, policy)
		}
	}
	wasm := w.get("/check/receipt", 200).Find("#receipt").AttrOr("data-wasm", "")
	if wasm == "" {
		t.Skip("the verifier is not compiled (scripts/need assets)")
	}
	size := func(coding string) int {
		q, _ := http.NewRequest("GET", w.url+wasm, nil)
		q.Header.Set("Accept-Encoding", coding)
		r, err := http.DefaultTransport.RoundTrip(q)
		must(t, err)
		defer r.Body.Close()
		want, _, _ := strings.Cut(coding, ";")
		if want == "identity" {
			want = ""
		}
		if got := r.Header.Get("Content-Encoding"); got != want || r.Header.Get("Content-Type") != "application/wasm" {
			t.Errorf("asked for %s, it is sent as %q, %s", coding, got, r.Header.Get("Content-Type"))
		}
		var body bytes.Buffer
		_, err = body.ReadFrom(r.Body)
		must(t, err)
		return body.Len()
	}
	br, gz, whole := size("br"), size("gzip"), size("identity")
	t.Logf("the verifier: %d bytes with Brotli, %d with gzip, %d as it is", br, gz, whole)
	if br > 1_000_000 || gz > 1_300_000 || whole < 2*gz {
		t.Errorf("the verifier weighs %d, %d and %d bytes", br, gz, whole)
	}
}
