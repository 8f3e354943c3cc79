package app_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// TestSubmitOverTheNetwork hands rubbish to a server: each gets a sentence and a
// status, and nothing of it is kept. What is well formed is tested where the
// desk is, and by the scripts.
func TestSubmitOverTheNetwork(t *testing.T) {
	m := newPlain(t, 0)
	address := serve(t, m) + "/submit"
	chance := testkit.Random(t)
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(chance.IntN(256))
	}
	for name, c := range map[string]struct {
		kind   string
		body   []byte
		status int
	}{
		"nothing":        {app.SubmissionKind, nil, 400},
		"noise":          {app.SubmissionKind, noise, 400},
		"deep":           {app.SubmissionKind, []byte(strings.Repeat(`{"envelope":`, 100000)), 400},
		"too large":      {app.SubmissionKind, bytes.Repeat([]byte{' '}, 17<<20), 413},
		"another kind":   {"application/json", []byte("{}"), 415},
		"no kind at all": {"", []byte("{}"), 415},
	} {
		t.Run(name, func(t *testing.T) {
			res, err := http.Post(address, c.kind, bytes.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			text, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != c.status || len(text) == 0 || len(text) > 1000 {
				t.Errorf("status %d, %d bytes, %v", res.StatusCode, len(text), err)
			}
		})
	}
	if size, err := m.Store.Size(t.Context()); err != nil || size != 1 {
		t.Errorf("%d entries, %v", size, err)
	}
}
