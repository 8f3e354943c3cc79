package app_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Two subscribers of a served mechanism: everyone's is told only what everyone may
// read, a party's what that party may; both go on after a restart, and nothing
// comes twice. A third is told of the kind and level that it asks for.
func TestWebhooks(t *testing.T) {
	m := newPlain(t, 0)
	dir := m.Dir
	var mu sync.Mutex
	got := map[string][]string{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var d struct {
			Type string
			Data struct{ Entries []struct{ ID, Kind string } }
		}
		if err := json.Unmarshal(body, &d); err != nil || d.Type != "entries" || r.Header.Get("Webhook-Signature") == "" {
			t.Errorf("%v %s", err, body)
		}
		mu.Lock()
		defer mu.Unlock()
		for _, e := range d.Data.Entries {
			got[r.URL.Path] = append(got[r.URL.Path], e.ID)
		}
	}))
	defer server.Close()
	for name, text := range map[string]string{"secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
		"webhooks.yaml": "subscriptions:\n  - { id: everyone, url: " + server.URL + "/public, secret_file: secret, allow: [127.0.0.1] }\n" +
			"  - { id: calls, url: " + server.URL + "/calls, seat: chair, kinds: [hotline_call], levels: [P1, P3], secret_file: secret, allow: [127.0.0.1] }\n" +
			"  - { id: oruvia, url: " + server.URL + "/oruvia, seat: oruvia, secret_file: secret, allow: [127.0.0.0/8] }\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	say := func(issue string, audience ...record.Seat) string {
		o, err := m.Desk.Do(context.Background(), desk.Person{Seat: "secretariat", Name: "Amina", Session: "t"},
			desk.Act{Body: &record.HotlineCall{From: "zelmora", To: "oruvia", At: "2026-03-02T10:00:00Z", Issue: issue}, Audience: audience})
		if err != nil {
			t.Fatal(err)
		}
		return string(o.Entry)
	}
	has := func(path, id string) bool {
		mu.Lock()
		defer mu.Unlock()
		return strings.Contains(strings.Join(got[path], " "), id)
	}
	wait := func(what func() bool) {
		t.Helper()
		for until := time.Now().Add(30 * time.Second); !what(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatalf("it was not delivered: %v", got)
			}
		}
	}
	serve := func() (stop func()) {
		ctx, cancel := context.WithCancel(context.Background())
		l, err := app.Listen("localhost:0", nil)
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- m.Serve(ctx, l, nil, time.Second, func() {}) }()
		return func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
	closed, parties := say("closed", "chair", "secretariat"), say("for oruvia", "oruvia", "secretariat")
	levelled := say("for the charter's default level")
	charter, err := m.Store.ItemAt(context.Background(), register.Viewer{}, 0) // the first entry is for everyone
	if err != nil {
		t.Fatal(err)
	}
	open := string(charter.ID)
	stop := serve()
	wait(func() bool { return has("/oruvia", parties) && has("/public", open) && has("/calls", levelled) })
	stop()
	later := say("later", "oruvia", "secretariat")
	stop = serve()
	defer stop()
	wait(func() bool { return has("/oruvia", later) })
	if has("/public", later) || has("/public", parties) || has("/public", closed) || has("/oruvia", closed) {
		t.Errorf("something was told that is not for its reader: %v", got)
	}
	if has("/calls", open) || has("/calls", closed) || has("/calls", later) {
		t.Errorf("something was told of another kind or level than was asked for: %v", got["/calls"])
	}
	mu.Lock()
	defer mu.Unlock()
	for path, ids := range got {
		seen := map[string]bool{}
		for _, id := range ids {
			if seen[id] {
				t.Errorf("%s was told of %s twice", path, id)
			}
			seen[id] = true
		}
	}
}
