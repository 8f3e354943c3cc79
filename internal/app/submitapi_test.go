package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// A party's program signs on its own machine and asks what would become of it
// before it hands it in: what would be refused is told as a problem, and nothing
// of it is kept; what stands is given a receipt, and once.
func TestSignedThroughTheAPI(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	h := m.handler()
	size := func() int64 {
		n, err := m.Store.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	post := func(path string, body []byte) (int, map[string]any) {
		r := httptest.NewRequest(http.MethodPost, "http://localhost:8080"+api.Prefix+path, bytes.NewReader(body))
		r.Header.Set("Content-Type", api.SubmissionKind)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		got := map[string]any{}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		if w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d comes as %s", path, w.Code, w.Header().Get("Content-Type"))
		}
		return w.Code, got
	}
	by := func(seat record.Seat, key ledger.Signer, body record.Body, refs ...record.Ref) []byte {
		return signedElsewhere(t, m, key, record.Entry{Author: record.Author{Seat: seat}, Refs: refs, Body: body}).Marshal()
	}
	stranger, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	own := m.people["oruvia"]
	notice := &record.NoticeGiven{What: "flight", From: "2030-01-01T10:00:00Z", Until: "2030-01-01T12:00:00Z", Where: record.Place{Name: "Dorsa"}, Text: "A flight."}
	good := by("oruvia", own, notice)
	cut := bytes.Replace(good, []byte("A flight."), []byte("A fright."), 1)
	before := size()
	for _, c := range []struct {
		name   string
		body   []byte
		status int
		want   string
	}{
		{"nothing", nil, 400, ""},
		{"no entry", []byte("{}\n"), 422, ""},
		{"changed on the way", cut, 422, ""},
		{"a stranger's key", by("oruvia", stranger, notice), 403, "a key that no seat holds"},
		{"under another's seat", by("zelmora", own, notice), 422, "belongs to"},
		{"what is not a party's", by("oruvia", own, &record.SourceGraded{Reliability: "A", Reason: "r"}), 422, "refused"},
		{"of what is not there", by("oruvia", own, &record.ResponseMade{Text: "t"}, record.Ref{Role: record.InCase, ID: record.ID(strings.Repeat("a", 32))}), 422, "no earlier entry"},
	} {
		for _, path := range []string{"/submissions/check", "/submissions"} {
			if status, got := post(path, c.body); status != c.status || !strings.Contains(toText(got), c.want) {
				t.Errorf("%s at %s: %d %v, want %d %q", c.name, path, status, got, c.status, c.want)
			}
		}
	}
	if status, got := post("/submissions/check", good); status != 200 || got["stands"] != true {
		t.Errorf("check: %d %v", status, got)
	}
	if size() != before {
		t.Fatalf("%d entries came of what was refused or only looked at", size()-before)
	}
	status, first := post("/submissions", good)
	if status != 201 || first["again"] != false || !strings.Contains(first["receipt"].(string), m.Founding.Origin) || size() != before+1 {
		t.Fatalf("handed in: %d %v", status, first)
	}
	if status, again := post("/submissions", good); status != 201 || again["again"] != true || again["index"] != first["index"] || size() != before+1 {
		t.Errorf("handed in again: %d %v", status, again)
	}
	if status, _ := post("/submissions/check", good); status != 200 {
		t.Errorf("looked at again: %d", status)
	}
}

func toText(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
