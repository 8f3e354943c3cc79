package app_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/record"
)

// servedOnce serves a mechanism, has something asked of it, and ends the server as an
// operator does.
func servedOnce(t *testing.T, m *app.Mechanism, ask func(address string)) {
	t.Helper()
	address, end := serving(t, m, app.DefaultInterval)
	ask(address)
	if err := end(); err != nil {
		t.Fatal(err)
	}
}

// What was refused since the last round comes into the log when the server ends, and
// under a checkpoint; a server that refused nothing says nothing.
func TestRefusalsAtTheEnd(t *testing.T) {
	m := newPlain(t, 1)
	servedOnce(t, m, func(address string) {
		for _, body := range []string{"{}", "[]", ""} {
			r, err := http.Post(address+"/submit", app.SubmissionKind, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
			if r.StatusCode != http.StatusBadRequest {
				t.Errorf("%q was answered with %d", body, r.StatusCode)
			}
		}
	})
	told := func() (all []record.Refusals) {
		sums, err := m.Whole().AllOf(t.Context(), record.KindRefusalsAttested)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sums {
			if s.Void != "" {
				t.Errorf("it counts for nothing: %s", s.Void)
			}
			all = append(all, s.Body.(*record.RefusalsAttested).Refused...)
		}
		return all
	}
	if diff := cmp.Diff([]record.Refusals{{Door: "submit", Status: 400, Seat: "public", Count: 3}}, told()); diff != "" {
		t.Errorf("the log tells of what was refused: %s", diff)
	}
	size, err := m.Store.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c, err := m.Store.LatestCheckpoint(t.Context()); err != nil || c.Size != size {
		t.Errorf("the checkpoint is over %d of %d entries, %v", c.Size, size, err)
	}
	servedOnce(t, m, func(string) {})
	if all := told(); len(all) != 1 {
		t.Errorf("a server that refused nothing says %v", all)
	}
}
