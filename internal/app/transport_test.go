package app_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
)

// served opens a mechanism as serve.yaml says and gives a browser that trusts its
// authority and finds its domain.
func served(t *testing.T, m *app.Mechanism, text string) (*http.Client, *tls.Config, string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(m.Dir, "serve.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := m.LoadServing()
	if err != nil {
		t.Fatal(err)
	}
	l, err := app.Listen("127.0.0.1:0", s)
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	ended, ready := make(chan error, 1), make(chan struct{})
	go func() { ended <- m.Serve(ctx, l, s, app.DefaultInterval, func() { close(ready) }) }()
	select {
	case <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	roots := x509.NewCertPool()
	if authority, err := m.Authority(s); err == nil {
		roots.AppendCertsFromPEM(authority)
	}
	config := &tls.Config{RootCAs: roots}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, address)
		}}}
	t.Cleanup(client.CloseIdleConnections)
	return client, config, address
}

const own = "domain: record.example.org\ntls: { own: true }\n"

// Beyond loopback: TLS by the own authority, one name, nobody without signing in,
// no seat to choose although it is an exercise.
func TestServedBeyond(t *testing.T) {
	m := newPlain(t, 1)
	if _, err := app.Listen("0.0.0.0:0", nil); !fault.Is(err, fault.Forbidden) {
		t.Errorf("without a serve.yaml it listens beyond loopback: %v", err)
	}
	client, config, address := served(t, m, own)
	get := func(path string, change ...func(*http.Request)) (*http.Response, string) {
		t.Helper()
		r, _ := http.NewRequest("GET", "https://record.example.org"+path, nil)
		for _, f := range change {
			f(r)
		}
		res, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, string(body)
	}
	res, body := get("/")
	if res.StatusCode != 200 || res.TLS == nil || !strings.Contains(res.Header.Get("Strict-Transport-Security"), "max-age=") {
		t.Errorf("%d, %v", res.StatusCode, res.Header)
	}
	for _, word := range []string{`action="/seat"`, `href="/desk"`} {
		if strings.Contains(body, word) {
			t.Errorf("somebody who is not signed in gets %s", word)
		}
	}
	if !strings.Contains(body, `href="/signin"`) {
		t.Error("nobody can sign in")
	}
	if res, _ := get("/desk"); res.StatusCode != http.StatusForbidden {
		t.Errorf("the desk answers %d", res.StatusCode)
	}
	if res, body := get("/api/v1/objects?kind=source_filed&for=secretariat"); res.StatusCode != http.StatusForbidden {
		t.Errorf("the API answers %d: %s", res.StatusCode, body)
	}
	if res, _ := get("/keys"); res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(res.Header.Get("Location"), "/signin") {
		t.Errorf("%d to %s", res.StatusCode, res.Header.Get("Location"))
	}
	// What a browser is to keep comes over TLS alone, and no script reads it.
	if res, _ := get("/?lang=ur"); len(res.Cookies()) == 0 {
		t.Error("the language that was asked for is not kept")
	} else {
		for _, c := range res.Cookies() {
			if !c.Secure || !c.HttpOnly || c.SameSite < http.SameSiteLaxMode {
				t.Errorf("a cookie is %+v", c)
			}
		}
	}
	form, err := client.PostForm("https://record.example.org/seat", url.Values{"seat": {"chair"}})
	if err != nil {
		t.Fatal(err)
	}
	if form.Body.Close(); form.StatusCode != http.StatusForbidden || len(form.Cookies()) != 0 {
		t.Errorf("a seat is chosen: %d %v", form.StatusCode, form.Cookies())
	}
	for _, host := range []string{"localhost", "127.0.0.1", "evil.example"} {
		if res, _ := get("/", func(r *http.Request) { r.Host = host }); res.StatusCode != http.StatusMisdirectedRequest {
			t.Errorf("it answers to %s: %d", host, res.StatusCode)
		}
	}
	// Downgrade: no old TLS, no certificate for another name, no plain text.
	for what, c := range map[string]*tls.Config{
		"TLS 1.1":      {RootCAs: config.RootCAs, ServerName: "record.example.org", MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11},
		"another name": {InsecureSkipVerify: true, ServerName: "evil.example"},
		"no name":      {InsecureSkipVerify: true},
	} {
		if conn, err := tls.Dial("tcp", address, c); err == nil {
			conn.Close()
			t.Errorf("%s: a connection stands", what)
		}
	}
	if res, err := http.Get("http://" + address + "/"); err == nil {
		if res.Body.Close(); res.StatusCode == 200 {
			t.Error("it answers without TLS")
		}
	}
	// The authority speaks for its one name.
	ca, err := m.Authority(must1(m.LoadServing()))
	if err != nil || !bytes.Contains(ca, []byte("BEGIN CERTIFICATE")) || bytes.Contains(ca, []byte("PRIVATE")) {
		t.Errorf("%s, %v", ca, err)
	}
}

func must1[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestParseServing(t *testing.T) {
	good := []string{own, "domain: localhost\ntls: { certificate: a.pem, key: b.pem }\n",
		"domain: a.example\ntls: { acme: { email: a@b.example, terms: true } }\n",
		own + "providers:\n  - { id: mission, name: { en: Mission }, issuer: https://id.example.org, client: c }\n"}
	for _, text := range good {
		if _, err := app.ParseServing([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"":                    "domain",
		"domain: a.example\n": "say one of",
		"domain: 192.0.2.1\n": "no domain name",
		"domain: A.example\n": "no domain name",
		own + "tsl: x\n":      "could not be read",
		own + "domain: b\n":   "could not be read",
		"domain: a.example\ntls: { own: true, acme: { terms: true } }\n":                           "say one of",
		"domain: a.example\ntls: { certificate: a }\n":                                             "with its key",
		"domain: a.example\ntls: { acme: {} }\n":                                                   "terms",
		"domain: a.example\ntls: { acme: { terms: true, directory: http://x } }\n":                 "no https",
		own + "providers:\n  - { id: A, name: { en: M }, issuer: https://i.example, client: c }\n": "small letters",
		own + "providers:\n  - { id: a, issuer: https://i.example, client: c }\n":                  "name in English",
		own + "providers:\n  - { id: a, name: { en: M }, issuer: http://i.example, client: c }\n":  "no https",
		own + "providers:\n  - { id: a, name: { en: M }, issuer: https://i.example }\n":            "client",
		"domain: " + strings.Repeat("a", 70_000):                                                   "the most is",
	} {
		if _, err := app.ParseServing([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80q: %v", text, err)
		}
	}
}

// What is read is checked: no text makes it panic, and nothing is served without a
// name and one transport.
func FuzzParseServing(f *testing.F) {
	f.Add([]byte(own))
	f.Add([]byte("domain: a.example\ntls: { certificate: a, key: b }\nproviders: [{ id: a }]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := app.ParseServing(text)
		if err == nil && (s.Domain == "" || !s.TLS.Own && s.TLS.ACME == nil && s.TLS.Certificate == "") {
			t.Errorf("%q is served", text)
		}
	})
}

// A certificate that another program keeps fresh is taken up without a restart;
// while what was written is broken, the one before goes on.
func TestCertificateFiles(t *testing.T) {
	m := newPlain(t, 1)
	dir := t.TempDir()
	authority, err := m.Keys.OpenAuthority(dir, "record.example.org", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	certificate, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	at := time.Now().Add(-time.Hour)
	write := func(names ...string) *big.Int {
		t.Helper()
		c, err := authority.Issue("record.example.org", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		secret, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
		if err != nil {
			t.Fatal(err)
		}
		text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]})
		for name, b := range map[string][]byte{certificate: text, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})} {
			if len(names) == 0 || name == names[0] {
				if err := os.WriteFile(name, b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		at = at.Add(time.Minute)
		if err := os.Chtimes(certificate, at, at); err != nil {
			t.Fatal(err)
		}
		return c.Leaf.SerialNumber
	}
	first := write()
	_, _, address := served(t, m, "domain: record.example.org\ntls: { certificate: "+certificate+", key: "+key+" }\n")
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority.PEM)
	shown := func() *big.Int {
		t.Helper()
		conn, err := tls.Dial("tcp", address, &tls.Config{RootCAs: roots, ServerName: "record.example.org"})
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		return conn.ConnectionState().PeerCertificates[0].SerialNumber
	}
	if shown().Cmp(first) != 0 {
		t.Error("another certificate is shown than the files hold")
	}
	second := write()
	if shown().Cmp(second) != 0 {
		t.Error("the new certificate is not taken up")
	}
	write(certificate) // with a key that is not its own
	if shown().Cmp(second) != 0 {
		t.Error("a certificate without its key is taken up")
	}
}

// The authority's certificates are trusted for its one name by whoever trusts it,
// and for no other, even if it signs one.
func TestAuthority(t *testing.T) {
	dir, now, k := t.TempDir(), time.Now(), &keys.Keys{}
	a, err := k.OpenAuthority(dir, "record.example.org", now)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(a.PEM)
	for name, good := range map[string]bool{"record.example.org": true, "bank.example.com": false} {
		c, err := a.Issue(name, now)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: name}); (err == nil) != good {
			t.Errorf("%s: %v", name, err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "authority.key"))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the authority's key: %v, %v", info.Mode(), err)
	}
	if again, err := k.OpenAuthority(dir, "record.example.org", now); err != nil || !bytes.Equal(again.PEM, a.PEM) {
		t.Errorf("opened again it is another: %v", err)
	}
}
