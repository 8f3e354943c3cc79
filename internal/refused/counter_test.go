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

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/refused"
	"github.com/surety-mechanism/surety/record"
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
	want := []record.Refusals{{Door: "submit", Status: 400, Seat: "public", Count: 2}, {Door: "submit", Status: 429, Seat: "public", Count: 1500},
		{Door: "submit", Status: 503, Seat: "public", Count: 1}}
	got := c.Take()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("taken: %s", diff)
	}
	if more := c.Take(); len(more) != 0 {
		t.Errorf("taken twice: %v", more)
	}
	c.Back(got)
	if diff := cmp.Diff(want, c.Take()); diff != "" {
		t.Errorf("taken after what could not be kept: %s", diff)
	}
	if len(c.At("elsewhere")) != 0 {
		t.Error("another door refused something")
	}
}

// What is refused is told by seat, what is not there too where somebody is signed in;
// and however many seats there seem to be, there is an end to what is told apart.
func TestBySeat(t *testing.T) {
	var c refused.Counter
	h := c.Handler("pages", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refused.By(r, record.Seat(r.Header.Get("Seat")))
		http.NotFound(w, r)
	}))
	for i := range 3000 {
		for _, seat := range []string{"", "oruvia", "seat" + strconv.Itoa(i)} {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Seat", seat)
			h.ServeHTTP(httptest.NewRecorder(), r)
		}
	}
	by, total := map[string]int64{}, int64(0)
	for _, r := range c.Take() {
		by[r.Seat] += r.Count
		total += r.Count
	}
	if by["oruvia"] != 3000 || total != 6000 || len(by) > 1001 || by["public"] != 2001 {
		t.Errorf("%d of %d seats, oruvia %d, nobody %d", total, len(by), by["oruvia"], by["public"])
	}
	refused.By(httptest.NewRequest("GET", "/", nil), "oruvia") // outside of any door
}
