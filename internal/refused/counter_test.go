package refused_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/refused"
)

// Every refusal is counted, told with nothing of what was handed in, and not
// every one of a flood has a line.
func TestCounter(t *testing.T) {
	var lines bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&lines, nil)))
	defer slog.SetDefault(before)
	var c refused.Counter
	h := c.Handler("submit", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, _ := strconv.Atoi(r.Header.Get("Want"))
		w.WriteHeader(status)
		io.Copy(w, r.Body) //nolint:errcheck // a recorder takes all
	}))
	for status, times := range map[string]int{"200": 3, "400": 2, "404": 2, "429": 1500, "503": 1} {
		for range times {
			r := httptest.NewRequest("POST", "/secret-path", strings.NewReader("secret-words"))
			r.Header.Set("Want", status)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if strconv.Itoa(w.Code) != status || w.Body.String() != "secret-words" {
				t.Fatalf("%s came out as %d %q", status, w.Code, w.Body)
			}
		}
	}
	if got := c.At("submit"); len(got) != 3 || got[400] != 2 || got[429] != 1500 || got[503] != 1 {
		t.Errorf("counted %v", got)
	}
	if n := strings.Count(lines.String(), "\n"); n != 2+(100+1)+1 || strings.Contains(lines.String(), "secret") {
		t.Errorf("logged:\n%s", lines.String())
	}
	if len(c.At("elsewhere")) != 0 {
		t.Error("another door refused something")
	}
}
