package app

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// TestNothingBeyondTheSize: a server gives the tiles of what is committed and of no
// more, and discloses what is published and no more; so does an export.
func TestNothingBeyondTheSize(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	c, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if more, err := m.Attest(ctx); err != nil || !more { // what is for everyone, and not published yet
		t.Fatalf("nothing was attested: %v", err)
	}
	size, err := m.Store.Size(ctx)
	if err != nil || size <= c.Size || size >= ledger.DisclosedEach {
		t.Fatalf("the test is wrong: %d entries of which %d are published: %v", size, c.Size, err)
	}
	h := m.handler()
	get := func(path string) (int, []byte) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost:8080"+logAt+path, nil))
		return w.Code, w.Body.Bytes()
	}
	for path, want := range map[string]int{
		fmt.Sprintf("tile/entries/000.p/%d", size):   http.StatusOK,
		fmt.Sprintf("tile/0/000.p/%d", size):         http.StatusOK,
		fmt.Sprintf("tile/entries/000.p/%d", size+1): http.StatusNotFound,
		fmt.Sprintf("tile/0/000.p/%d", size+1):       http.StatusNotFound,
		"tile/entries/000":                           http.StatusNotFound,
		"tile/0/000":                                 http.StatusNotFound,
		"tile/entries/001.p/1":                       http.StatusNotFound,
		"tile/entries/x001/000.p/1":                  http.StatusNotFound,
		"tile/1/000.p/1":                             http.StatusNotFound,
		"disclosed/000":                              http.StatusOK,
		"disclosed/001":                              http.StatusNotFound,
		"disclosed/x001/000":                         http.StatusNotFound,
	} {
		if status, body := get(path); status != want {
			t.Errorf("%s: status %d, want %d: %.80q", path, status, want, body)
		}
	}
	exported := filepath.Join(dir, "log")
	if n, err := m.ExportLog(ctx, m.Secretariat(), exported); err != nil || n != c.Size {
		t.Fatalf("exported %d entries: %v", n, err)
	}
	read := FolderReader(exported)
	served := func(path string) ([]byte, error) {
		_, body := get(path)
		return body, nil
	}
	for name, read := range map[string]Reader{"exported": read, "served": served} {
		data, err := read(ledger.DisclosedPath(0))
		if err != nil {
			t.Fatal(err)
		}
		list, err := ledger.ParseDisclosed(data)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(list); n == 0 || list[n-1].Index >= c.Size {
			t.Errorf("%s: entry %d is disclosed, and %d are published", name, list[n-1].Index, c.Size)
		}
		text, err := read(viewPath)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := ParseView(text); err != nil || v.Size != c.Size {
			t.Errorf("%s: the view is of another size than %d: %+v, %v", name, c.Size, v, err)
		}
	}
	if _, err := read(fmt.Sprintf("tile/entries/000.p/%d", size)); !fault.Is(err, fault.NotFound) {
		t.Errorf("the export has what is not published: %v", err)
	}
}
