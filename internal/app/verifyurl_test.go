package app_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/register"
)

// TestVerifyAddress checks a log at an address whose server is slow, breaks off,
// or gives something else: what passes by itself is waited out, and of what does
// not the first thing wrong is named.
func TestVerifyAddress(t *testing.T) {
	m := newPlain(t, 150) // 301 entries: more than a bundle
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := m.ExportLog(t.Context(), register.Viewer{}, dir); err != nil {
		t.Fatal(err)
	}
	const leaves, hashes = "tile/entries/000", "tile/0/000"
	// A fault answers the n-th request for a path, from 1, and reports whether it did.
	type fault func(w http.ResponseWriter, n int, data []byte) bool
	change := func(path string, f func([]byte) []byte) (string, fault) {
		return path, func(w http.ResponseWriter, _ int, data []byte) bool { w.Write(f(bytes.Clone(data))); return true } //nolint:errcheck // a test's client
	}
	flipped := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	for name, c := range map[string]struct {
		path  string
		fault fault
		named []string // what the complaint says; none: there is none
	}{
		"sound": {},
		"too many requests": {path: leaves, fault: func(w http.ResponseWriter, n int, _ []byte) bool {
			if n > 3 {
				return false
			}
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return true
		}},
		"busy": {path: hashes, fault: func(w http.ResponseWriter, n int, _ []byte) bool {
			if n > 1 {
				return false
			}
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		}},
		"broken off once": {path: leaves, fault: func(w http.ResponseWriter, n int, data []byte) bool {
			if n > 1 {
				return false
			}
			w.Header().Set("Retry-After", "0")
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
			w.Write(data[:100]) //nolint:errcheck // a test's client
			return true
		}},
		"refused for good": {path: leaves, fault: func(w http.ResponseWriter, _ int, _ []byte) bool { w.WriteHeader(http.StatusForbidden); return true },
			named: []string{leaves, "403"}},
		"not there": {path: hashes, fault: func(w http.ResponseWriter, _ int, _ []byte) bool { w.WriteHeader(http.StatusNotFound); return true },
			named: []string{hashes}},
	} {
		tampered(t, name, dir, c.path, c.fault, trust, c.named)
	}
	for name, c := range map[string]struct {
		path string
		f    func([]byte) []byte
	}{
		"a bundle cut short":      {leaves, func(b []byte) []byte { return b[:len(b)-70] }},
		"a bundle with too much":  {leaves, func(b []byte) []byte { return append(b, b[:70]...) }},
		"a leaf changed":          {leaves, flipped},
		"a hash tile cut short":   {hashes, func(b []byte) []byte { return b[:len(b)-32] }},
		"a hash changed":          {hashes, flipped},
		"a page instead":          {hashes, func([]byte) []byte { return []byte("<!DOCTYPE html><title>Sign in to the network</title>") }},
		"a checkpoint cut short":  {ledger.CheckpointPath, func(b []byte) []byte { return b[:len(b)-5] }},
		"a checkpoint of another": {ledger.CheckpointPath, func(b []byte) []byte { return bytes.Replace(b, []byte("301"), []byte("300"), 1) }},
	} {
		path, f := change(c.path, c.f)
		named := []string{path}
		switch path {
		case ledger.CheckpointPath:
			named = []string{"checkpoint"}
		case leaves, hashes:
			named = nil
		}
		if named == nil {
			named = []string{"entr"} // entry N, or the entries from N to M
			if path == hashes {
				named = []string{"hash"}
			}
		}
		tampered(t, name, dir, path, f, trust, named)
	}
}

func tampered(t *testing.T, name, dir, path string, fault func(http.ResponseWriter, int, []byte) bool, trust *ledger.Trust, named []string) {
	t.Run(name, func(t *testing.T) {
		var mu sync.Mutex
		asked := map[string]int{}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			at := strings.TrimPrefix(r.URL.Path, "/tlog/")
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(at)))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			mu.Lock()
			asked[at]++
			n := asked[at]
			mu.Unlock()
			if at == path && fault(w, n, data) {
				return
			}
			w.Write(data) //nolint:errcheck // a test's client
		}))
		defer server.Close()
		read, err := app.URLReader(t.Context(), server.URL+"/tlog")
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		v, err := app.VerifyLog(t.Context(), read, ledger.AuditOptions{Trust: trust}, nil)
		switch {
		case err != nil:
			said = err.Error()
		case v.Ledger.Verdict == ledger.Failed:
			said = v.Ledger.String()
			if f := v.Ledger.Failure; f == nil || f.Place == "" || f.What == "" || f.Means == "" {
				t.Errorf("the failure names no place: %+v", f)
			}
		default:
			said = v.Fault
		}
		if (said == "") != (len(named) == 0) {
			t.Errorf("it says %q, and is to name %q", said, named)
		}
		for _, want := range named {
			if !strings.Contains(said, want) {
				t.Errorf("it does not name %s: %s", want, said)
			}
		}
		t.Logf("%.300s", said)
	})
}
