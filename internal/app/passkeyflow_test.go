package app_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// device is a passkey in software, which also does what no honest one would.
type device struct {
	t          *testing.T
	key        *ecdsa.PrivateKey
	credential string
	origin     string // of the page that asks
	domain     string
	flags      byte // 5: somebody is present, and verified
}

func newDevice(t *testing.T) *device {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	name := make([]byte, 16)
	rand.Read(name)
	return &device{t, key, base64.RawURLEncoding.EncodeToString(name), "http://localhost:8080", "localhost", 5}
}

// sign answers a challenge, as the fields of a form.
func (d *device) sign(challenge string) url.Values {
	d.t.Helper()
	client, err := json.Marshal(map[string]any{"type": "webauthn.get", "challenge": challenge, "origin": d.origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	site := sha256.Sum256([]byte(d.domain))
	data := append(site[:], d.flags, 0, 0, 0, 1)
	said := sha256.Sum256(client)
	hash := sha256.Sum256(append(bytes.Clone(data), said[:]...))
	sig, err := ecdsa.SignASN1(rand.Reader, d.key, hash[:])
	if err != nil {
		d.t.Fatal(err)
	}
	text := base64.RawURLEncoding.EncodeToString
	return url.Values{"authenticator": {text(data)}, "client": {text(client)}, "signature": {text(sig)}, "credential": {d.credential}}
}

func (d *device) spki() string {
	d.t.Helper()
	der, err := x509.MarshalPKIXPublicKey(d.key.Public())
	if err != nil {
		d.t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(der)
}

// visitor is a browser without script, at the pages of an exercise.
type visitor struct {
	t      *testing.T
	m      *app.Mechanism
	url    string
	client *http.Client
}

func newVisitor(t *testing.T) *visitor {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "exercise")
	m, err := app.Peopled(t.Context(), dir, app.Options{Guard: app.ExerciseGuard(dir)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	server := httptest.NewServer(m.Pages())
	t.Cleanup(server.Close)
	v := &visitor{t, m, server.URL, nil}
	v.fresh()
	return v
}

// fresh begins with a browser that has no cookies.
func (v *visitor) fresh() {
	jar, _ := cookiejar.New(nil)
	v.client = &http.Client{Jar: jar}
}

func (v *visitor) read(res *http.Response, err error) (int, string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func (v *visitor) get(path string) (int, string) {
	v.t.Helper()
	return v.read(v.client.Get(v.url + path))
}

func (v *visitor) post(path string, form url.Values) (int, string) {
	v.t.Helper()
	return v.read(v.client.PostForm(v.url+path, form))
}

// field gives a value that stands in a page behind a pattern.
func (v *visitor) field(page, pattern string) string {
	v.t.Helper()
	m := regexp.MustCompile(pattern + `="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		v.t.Fatalf("there is no %s: %.500s", pattern, page)
	}
	return html.UnescapeString(m[1])
}

func (v *visitor) seat() string {
	v.t.Helper()
	_, page := v.get("/session")
	m := regexp.MustCompile(`<option value="([^"]*)" selected`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return m[1]
}

// enrol has a device made known for a seat after an invitation, and its digits bound
// by two signatures.
func (v *visitor) enrol(d *device, seat record.Seat) record.KeyAdded {
	v.t.Helper()
	token, _, err := v.m.Sessions.Invite(v.t.Context(), seat, "test")
	if err != nil {
		v.t.Fatal(err)
	}
	at := "/invitation/" + token
	_, page := v.post(at, url.Values{"step": {"made"}, "name": {"Nadia Hale"}, "spki": {d.spki()}, "credential": {d.credential}})
	form := d.sign(v.field(page, "data-passkey"))
	form.Set("step", "bound")
	form.Set("name", "Nadia Hale")
	form.Set("public", v.field(page, `name="public" value`))
	if status, page := v.post(at, form); status != 200 || !strings.Contains(page, "Read these digits") {
		v.t.Fatalf("%d: %.800s", status, page)
	}
	all, err := v.m.Sessions.Enrolled(v.t.Context())
	if err != nil || len(all) == 0 {
		v.t.Fatal(all, err)
	}
	e := all[len(all)-1]
	body := record.KeyAdded{Key: e.Key, Proof: e.Proof, Credential: e.Credential, Holder: e.Name}
	v.act(seat, &body)
	v.act("chair", &record.KeyApproved{KeyID: e.Key.ID})
	return body
}

func (v *visitor) act(seat record.Seat, body record.Body) {
	v.t.Helper()
	h, err := v.m.ActFor(v.t.Context(), seat, desk.Act{Body: body, Audience: []record.Seat{record.Public}})
	if err != nil || h.Refused != "" {
		v.t.Fatalf("%s by %s: %v %s", body.EntryKind(), seat, err, h.Refused)
	}
}

// enter signs in with a device, and gives the form that did.
func (v *visitor) enter(d *device) (int, url.Values) {
	v.t.Helper()
	_, page := v.get("/signin")
	form := d.sign(v.field(page, "data-passkey"))
	form.Set("nonce", v.field(page, `name="nonce" value`))
	status, _ := v.post("/signin", form)
	return status, form
}

// A passkey signs in; what is replayed, made for another page, made with nobody
// there, revoked or of an empty seat does not, and no refusal tells why.
func TestSignIn(t *testing.T) {
	v := newVisitor(t)
	d := newDevice(t)
	v.enrol(d, "monitors")
	status, used := v.enter(d)
	if status != 200 || v.seat() != "monitors" {
		t.Fatalf("%d, as %s", status, v.seat())
	}
	if _, page := v.get("/keys"); !strings.Contains(page, "Nadia Hale") {
		t.Error("the holder's name is not known")
	}

	var refusals []string
	refused := func(what string, form url.Values) {
		t.Helper()
		v.fresh()
		status, page := v.post("/signin", form)
		if status != http.StatusForbidden || v.seat() == "monitors" {
			t.Errorf("%s: %d, as %s", what, status, v.seat())
		}
		_, said, _ := strings.Cut(page, `role="alert">`)
		said, _, _ = strings.Cut(said, "<")
		refusals = append(refusals, said)
	}
	with := func(change func(*device)) url.Values {
		t.Helper()
		v.fresh()
		other := *d
		change(&other)
		_, page := v.get("/signin")
		form := other.sign(v.field(page, "data-passkey"))
		form.Set("nonce", v.field(page, `name="nonce" value`))
		return form
	}
	refused("replayed", used)
	refused("of another page", with(func(d *device) { d.origin = "https://evil.example" }))
	refused("for another site", with(func(d *device) { d.domain = "evil.example" }))
	refused("with nobody verified", with(func(d *device) { d.flags = 1 }))
	refused("with nobody there", with(func(d *device) { d.flags = 4 }))
	refused("by another key", with(func(d *device) { d.key = newDevice(t).key }))
	refused("never seen", with(func(d *device) { *d = *newDevice(t) }))
	moved := with(func(*device) {})
	_, page := v.get("/signin")
	moved.Set("nonce", v.field(page, `name="nonce" value`))
	refused("of another challenge", moved)
	crossed := with(func(*device) {})
	r, _ := http.NewRequest("POST", v.url+"/signin", strings.NewReader(crossed.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if status, _ := v.read(v.client.Do(r)); status != http.StatusForbidden || v.seat() == "monitors" {
		t.Errorf("sent by another site: %d", status)
	}

	// A seat that is vacated loses its sight at once, with the session that stands.
	v.fresh()
	if v.enter(d); v.seat() != "monitors" {
		t.Fatal("not signed in")
	}
	v.act("monitors", &record.SeatVacated{Seat: "monitors", Reason: "the mission goes home"})
	if v.seat() == "monitors" {
		t.Error("the seat is empty, and its session goes on")
	}
	refused("of an empty seat", with(func(*device) {}))
	for _, s := range refusals {
		if s != refusals[0] || s == "" {
			t.Errorf("one refusal says %q, another %q", refusals[0], s)
		}
	}
}

// An act is signed on the page by the passkey that signed in, as it was shown and
// by nobody else; handing it in again changes nothing.
func TestSignOnThePage(t *testing.T) {
	v := newVisitor(t)
	d, other := newDevice(t), newDevice(t)
	k := v.enrol(d, "guarantor-ithmar")
	v.enrol(other, "oruvia")
	if status, _ := v.enter(d); status != 200 {
		t.Fatal(status)
	}
	ask := func() (string, url.Values) {
		t.Helper()
		status, page := v.post("/keys", url.Values{"do": {"revoke"}, "key": {k.Key.ID}, "reason": {"on trial"}})
		if status != 200 || !strings.Contains(page, "key_revoked") {
			t.Fatalf("%d: %.500s", status, page)
		}
		return v.field(page, "data-passkey"), url.Values{"envelope": {v.field(page, `name="envelope" value`)},
			"openings": {v.field(page, `name="openings" value`)}, "back": {"/keys"}}
	}
	both := func(a, b url.Values) url.Values {
		out := url.Values{}
		for _, form := range []url.Values{a, b} {
			for name, values := range form {
				out[name] = values
			}
		}
		return out
	}
	size := func() int64 {
		t.Helper()
		n, err := v.m.Store.Size(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := size()
	challenge, form := ask()
	for what, bad := range map[string]url.Values{
		"nobody signed":         form,
		"another passkey":       both(form, other.sign(challenge)),
		"another challenge":     both(form, d.sign(base64.RawURLEncoding.EncodeToString(make([]byte, 32)))),
		"other words":           both(both(form, d.sign(challenge)), url.Values{"openings": {strings.Replace(form.Get("openings"), "on trial", "stolen!!", 1)}}),
		"fewer words":           both(both(form, d.sign(challenge)), url.Values{"openings": {"[]"}}),
		"an envelope cut short": both(both(form, d.sign(challenge)), url.Values{"envelope": {form.Get("envelope")[:512]}}),
	} {
		if status, _ := v.post("/sign", bad); status < 400 || size() != before {
			t.Errorf("%s: %d, and the log has %d entries more", what, status, size()-before)
		}
	}
	v.fresh()
	if status, _ := v.post("/sign", both(form, d.sign(challenge))); status < 400 || size() != before {
		t.Errorf("signed by one who is not signed in: %d", status)
	}
	if status, _ := v.enter(other); status != 200 {
		t.Fatal(status)
	}
	if status, _ := v.post("/sign", both(form, d.sign(challenge))); status < 400 || size() != before {
		t.Errorf("signed in the session of another seat: %d", status)
	}
	v.fresh()
	v.enter(d)
	good := both(form, d.sign(challenge))
	if status, page := v.post("/sign", good); status != 200 || !strings.Contains(page, "It stands in the log") || size() != before+1 {
		t.Fatalf("%d: %.500s", status, page)
	}
	if status, _ := v.post("/sign", good); status < 400 || size() != before+1 {
		t.Errorf("the key is revoked, and signs: %d", status)
	}
	status, file := v.post("/sign/file", url.Values{"file": {"{}\r\n"}})
	if status != 200 || file != "{}\n" {
		t.Errorf("%d %q", status, file)
	}
}

// Two people of a delegation make good a device that was lost, by themselves.
func TestRecovery(t *testing.T) {
	v := newVisitor(t)
	lost, fresh := newDevice(t), newDevice(t)
	gone := v.enrol(lost, "oruvia")
	token, _, err := v.m.Sessions.Invite(t.Context(), "oruvia", "a colleague")
	if err != nil {
		t.Fatal(err)
	}
	at := "/invitation/" + token
	_, page := v.post(at, url.Values{"step": {"made"}, "name": {"Nadia Hale"}, "spki": {fresh.spki()}, "credential": {fresh.credential}})
	form := fresh.sign(v.field(page, "data-passkey"))
	form.Set("step", "bound")
	form.Set("name", "Nadia Hale")
	form.Set("public", v.field(page, `name="public" value`))
	v.post(at, form)
	all, err := v.m.Sessions.Enrolled(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	e := all[1]
	v.act("oruvia", &record.KeyAdded{Key: e.Key, Proof: e.Proof, Credential: e.Credential, Holder: e.Name})
	// The second of the delegation approves with the passkey of theirs.
	if status, _ := v.enter(lost); status != 200 {
		t.Fatal(status)
	}
	_, page = v.post("/keys", url.Values{"do": {"approve"}, "key": {e.Key.ID}})
	signed := lost.sign(v.field(page, "data-passkey"))
	signed.Set("envelope", v.field(page, `name="envelope" value`))
	signed.Set("openings", v.field(page, `name="openings" value`))
	if status, page := v.post("/sign", signed); status != 200 {
		t.Fatalf("%d %.600s", status, page)
	}
	v.act("oruvia", &record.KeyRevoked{KeyID: gone.Key.ID, Reason: "lost"})
	v.fresh()
	if status, _ := v.enter(lost); status != http.StatusForbidden {
		t.Errorf("the lost one opens the seat: %d", status)
	}
	if status, _ := v.enter(fresh); status != 200 || v.seat() != "oruvia" {
		t.Errorf("the new one does not: %d", status)
	}
}
