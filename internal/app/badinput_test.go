package app

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// badInput is a server at whose door for signed entries bad ones are handed in.
type badInput struct {
	*testing.T
	m   *Mechanism
	now time.Time
}

// entry signs a statement of oruvia's, changed before it is signed.
func (b *badInput) entry(by ledger.Signer, change func(*record.Entry)) []byte {
	b.Helper()
	e := record.Entry{Stated: b.now, Audience: b.m.Founding.Charter.Everyone(),
		Body: &record.AllegationMade{Against: []string{"zelmora"}, Category: "fighting", Submitter: "party", What: "Fire on the bridge."}}
	if change != nil {
		change(&e)
	}
	return signedElsewhere(b, b.m, by, e).Marshal()
}

// with signs a statement of oruvia's whose envelope says something in another way.
func (b *badInput) with(old, new string) []byte {
	b.Helper()
	e, err := ledger.ParseSignedEntry(b.entry(b.m.people["oruvia"], nil))
	if err != nil {
		b.Fatal(err)
	}
	h := mustEnvelope(b.T, e.Envelope).Header
	changed := bytes.Replace(h.Control, []byte(old), []byte(new), 1)
	if bytes.Equal(changed, h.Control) {
		b.Fatalf("%s has no %s", h.Control, old)
	}
	if h.Control, err = ledger.Canonical(changed); err != nil {
		b.Fatal(err)
	}
	var fields []ledger.Field
	for _, o := range e.Openings {
		fields = append(fields, ledger.Field{Path: o.Path, Value: o.Value})
	}
	signed, err := ledger.SealEntry(rand.Reader, b.m.people["oruvia"], h, fields)
	if err != nil {
		b.Fatal(err)
	}
	return signed.Marshal()
}

func (b *badInput) post(body []byte, header map[string]string) (int, string) {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://localhost:8080"+submitAt, bytes.NewReader(body))
	r.Header.Set("Content-Type", SubmissionKind)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	r.RemoteAddr = "192.0.2.9:1000"
	w := httptest.NewRecorder()
	b.m.handler().ServeHTTP(w, r)
	if w.Header().Get("X-Content-Type-Options") != "nosniff" {
		b.Errorf("a browser may guess what the answer is: %v", w.Header())
	}
	return w.Code, w.Body.String()
}

func (b *badInput) size() int64 {
	b.Helper()
	n, err := b.m.Store.Size(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// TestBadInput hands in everything that is bad in every way that an entry can be:
// each is refused with a sentence, counted, and never half stored; what was there
// before it is given its receipt again.
func TestBadInput(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	b := &badInput{T: t, m: m, now: time.Now().UTC().Truncate(time.Second)}
	oruvia := m.people["oruvia"]
	stranger, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	good := b.entry(oruvia, nil)
	status, receipt := b.post(good, nil)
	if status != http.StatusOK {
		t.Fatalf("a sound entry: %d %s", status, receipt)
	}
	before := b.size()
	if status, again := b.post(good, nil); status != http.StatusOK || b.size() != before || !sameFacts(again, receipt) {
		t.Errorf("replayed: %d, %d entries\n%s\nbefore\n%s", status, b.size()-before, again, receipt)
	}
	e, err := ledger.ParseSignedEntry(good)
	if err != nil {
		t.Fatal(err)
	}
	id := record.ID(mustEnvelope(t, e.Envelope).ID.String())
	at := bytes.Index(good, []byte(`"sig":"`)) + len(`"sig":"`) + 20
	forged := bytes.Clone(good)
	if forged[at]++; forged[at] > 'z' {
		forged[at] = 'a'
	}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	if _, err := io.CopyN(z, zeros{}, 64<<20); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	refusals := map[int]int64{}
	for _, c := range []struct {
		name   string
		body   []byte
		header map[string]string
		status int
	}{
		{"malformed", []byte(`{"envelope": 1}`), nil, 400},
		{"cut off", good[:len(good)/2], nil, 400},
		{"with something behind it", append(bytes.Clone(good), "{}"...), nil, 400},
		{"a space too many", append([]byte(" "), good...), nil, 400},
		{"oversized", bytes.Repeat([]byte("a"), maxSubmission+1), nil, 413},
		{"wrongly signed", forged, nil, 400},
		{"a key that no seat holds", b.entry(stranger, nil), nil, 403},
		{"of another log", b.entry(oruvia, func(e *record.Entry) { e.Mechanism = "surety-exercise/aaaaaaaaaaaaaaaa" }), nil, 400},
		{"from the future", b.entry(oruvia, func(e *record.Entry) { e.Stated = b.now.Add(time.Hour) }), nil, 400},
		{"a kind that is not known", b.with(`"kind":"allegation_made"`, `"kind":"allegation_sung"`), nil, 400},
		{"a field that steers, and is not known", b.with(`"control":{`, `"control":{"zeal":1,`), nil, 400},
		{"the same id, something else", b.entry(oruvia, func(e *record.Entry) { e.ID = id }), nil, 409},
		{"deeply nested", []byte(strings.Repeat(`[`, 1<<20)), nil, 400},
		{"nested in an envelope", bytes.Replace(good, []byte(`"version":1}`), []byte(`"version":`+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+`}`), 1), nil, 400},
		{"a bomb", bomb.Bytes(), map[string]string{"Content-Encoding": "gzip"}, 400},
		{"another type", good, map[string]string{"Content-Type": "application/json"}, 415},
	} {
		size := b.size()
		status, said := b.post(c.body, c.header)
		refusals[c.status]++
		if status != c.status || len(strings.Fields(said)) < 4 || len(said) > 1000 || strings.Count(strings.TrimSpace(said), "\n") > 0 {
			t.Errorf("%s: %d, want %d: %.200q", c.name, status, c.status, said)
		}
		if strings.Contains(said, "Fire on the bridge") {
			t.Errorf("%s: the answer holds what was handed in", c.name)
		}
		if n := b.size(); n != size {
			t.Errorf("%s: %d entries more", c.name, n-size)
		}
		if got := m.refused.At("submit"); got[c.status] != refusals[c.status] {
			t.Errorf("%s: counted %d times with the status %d, want %d", c.name, got[c.status], c.status, refusals[c.status])
		}
	}

	// The desk sees on the page of the log what was counted, and nobody else does.
	seen := httptest.NewRecorder()
	m.handler().ServeHTTP(seen, httptest.NewRequest(http.MethodGet, "http://localhost:8080/log", nil))
	for status, n := range m.refused.At("submit") {
		if line := fmt.Sprintf("submit %d</code> %d", status, n); seen.Code != http.StatusOK || !strings.Contains(seen.Body.String(), line) {
			t.Errorf("the page of the log (%d) does not tell %q", seen.Code, line)
		}
	}
	if counts, err := (views{m: m}).Refused(ctx, register.Viewer{Seats: []record.Seat{"zelmora", record.Public}}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a party is told what was counted: %v, %v", counts, err)
	}

	// A key that was revoked: refused, and nothing is written.
	status, said := b.post(b.entry(oruvia, func(e *record.Entry) {
		e.Body = &record.KeyRevoked{KeyID: oruvia.PublicKey().ID().String(), Reason: "lost"}
	}), nil)
	if status != http.StatusOK {
		t.Fatalf("revoking: %d %s", status, said)
	}
	size := b.size()
	if status, said := b.post(b.entry(oruvia, nil), nil); status != http.StatusForbidden || b.size() != size {
		t.Errorf("signed with a revoked key: %d %q, %d entries more", status, said, b.size()-size)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	file := httptest.NewRecorder()
	m.handler().ServeHTTP(file, httptest.NewRequest(http.MethodGet, "http://localhost:8080"+logAt+"checkpoint", nil))
	if file.Code != http.StatusOK || file.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a browser may guess what a file of the log is: %d %v", file.Code, file.Header())
	}
	if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || !v.OK() {
		t.Errorf("the record after all that: %+v, %v", v, err)
	}
}

// TestTooOften: whoever comes too often at a door is told to wait, and counted.
func TestTooOften(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	h := m.handler()
	if b := web.Server("", h); b.ReadHeaderTimeout == 0 || b.ReadTimeout == 0 || b.WriteTimeout == 0 || b.IdleTimeout == 0 || b.MaxHeaderBytes == 0 {
		t.Errorf("the server waits for ever: %+v", b)
	}
	for door, path := range map[string]string{"log": logAt + "checkpoint", "submit": submitAt} {
		waits := 0
		for range 12 * logRate {
			method := http.MethodGet
			if door == "submit" {
				method = http.MethodPost
			}
			r := httptest.NewRequest(method, "http://localhost:8080"+path, nil)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code == http.StatusTooManyRequests {
				if waits++; w.Header().Get("Retry-After") == "" {
					t.Errorf("%s: nobody is told how long to wait", door)
				}
			}
		}
		// Who floods shuts out himself, and not the other side.
		other := httptest.NewRequest(http.MethodPost, "http://localhost:8080"+path, nil)
		if door == "log" {
			other.Method = http.MethodGet
		}
		other.RemoteAddr = "198.51.100.7:1000"
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, other); w.Code == http.StatusTooManyRequests {
			t.Errorf("%s: somebody else is told to wait too", door)
		}
		if got := m.refused.At(door)[http.StatusTooManyRequests]; waits == 0 || got != int64(waits) {
			t.Errorf("%s: %d were told to wait, %d counted", door, waits, got)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func mustEnvelope(t *testing.T, raw []byte) *ledger.Envelope {
	t.Helper()
	e, err := ledger.ParseEnvelope(raw)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// sameFacts reports whether two submission receipts promise the same entry.
func sameFacts(a, b string) bool {
	one, err := ledger.ParseSubmission([]byte(a))
	other, err2 := ledger.ParseSubmission([]byte(b))
	return err == nil && err2 == nil && one.ID == other.ID && one.Commitment == other.Commitment
}
