package app_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// authority is an ACME authority (RFC 8555) as small as the program needs one: it
// asks over TLS (RFC 8737) whether who wants a certificate holds the name, and
// gives none to whoever does not answer. It does not check signatures of requests.
type authority struct {
	*httptest.Server
	t       *testing.T
	key     *ecdsa.PrivateKey
	root    *x509.Certificate
	address string // where it asks, whatever the name

	mu         sync.Mutex
	thumbprint string // of the account's key
	agreed     bool
	asked      int
	held       bool
	cert       []byte
}

const acmeToken = "Ym9yZGVyLXRvd25z"

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test authority"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	root, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{t: t, key: key, root: root}
	a.Server = httptest.NewTLSServer(a)
	t.Cleanup(a.Close)
	return a
}

// ServeHTTP answers the steps of one order for one name.
func (a *authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Header().Set("Replay-Nonce", base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "nonce %d", time.Now().UnixNano())))
	payload, protected := a.open(r)
	say := func(status int, v any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(v) //nolint:errcheck // the client sees what is missing
	}
	name := []map[string]string{{"type": "dns", "value": "record.example.org"}}
	order := map[string]any{"status": "pending", "identifiers": name, "authorizations": []string{a.URL + "/authorization"}, "finalize": a.URL + "/finalize"}
	challenge := map[string]string{"type": "tls-alpn-01", "url": a.URL + "/challenge", "token": acmeToken, "status": "pending"}
	if a.held {
		order["status"], challenge["status"] = "ready", "valid"
	}
	if a.cert != nil {
		order["status"], order["certificate"] = "valid", a.URL+"/certificate"
	}
	switch r.URL.Path {
	case "/directory":
		say(200, map[string]any{"newNonce": a.URL + "/nonce", "newAccount": a.URL + "/account", "newOrder": a.URL + "/order",
			"meta": map[string]string{"termsOfService": a.URL + "/terms"}})
	case "/nonce":
		w.WriteHeader(200)
	case "/account":
		var asked struct {
			Agreed bool `json:"termsOfServiceAgreed"`
		}
		json.Unmarshal(payload, &asked) //nolint:errcheck // nothing agreed to then
		var head struct {
			JWK struct{ Crv, Kty, X, Y string }
		}
		if err := json.Unmarshal(protected, &head); err != nil || head.JWK.X == "" {
			say(400, map[string]string{"type": "urn:ietf:params:acme:error:malformed"})
			return
		}
		sum := sha256.Sum256(fmt.Appendf(nil, `{"crv":%q,"kty":%q,"x":%q,"y":%q}`, head.JWK.Crv, head.JWK.Kty, head.JWK.X, head.JWK.Y))
		a.thumbprint, a.agreed = base64.RawURLEncoding.EncodeToString(sum[:]), asked.Agreed
		w.Header().Set("Location", a.URL+"/account/1")
		say(201, map[string]string{"status": "valid"})
	case "/order":
		w.Header().Set("Location", a.URL+"/order/1")
		say(201, order)
	case "/order/1":
		say(200, order)
	case "/authorization":
		status := "pending"
		if a.held {
			status = "valid"
		}
		say(200, map[string]any{"status": status, "identifier": name[0], "challenges": []any{challenge}})
	case "/challenge":
		a.asked++
		if err := a.ask(); err != nil {
			a.t.Errorf("the authority's question: %v", err)
		} else {
			a.held = true
		}
		say(200, challenge)
	case "/finalize":
		if !a.held {
			say(403, map[string]string{"type": "urn:ietf:params:acme:error:orderNotReady"})
			return
		}
		a.issue(payload)
		order["status"], order["certificate"] = "valid", a.URL+"/certificate"
		w.Header().Set("Location", a.URL+"/order/1")
		say(200, order)
	case "/certificate":
		w.Header().Set("Content-Type", "application/pem-certificate-chain")
		w.Write(a.cert) //nolint:errcheck // the client sees what is missing
	default:
		say(404, map[string]string{"type": "urn:ietf:params:acme:error:malformed"})
	}
}

// open gives what a signed request says.
func (a *authority) open(r *http.Request) (payload, protected []byte) {
	var signed struct{ Protected, Payload string }
	if raw, _ := io.ReadAll(r.Body); len(raw) == 0 || json.Unmarshal(raw, &signed) != nil {
		return nil, nil
	}
	payload, _ = base64.RawURLEncoding.DecodeString(signed.Payload)
	protected, _ = base64.RawURLEncoding.DecodeString(signed.Protected)
	return payload, protected
}

// ask opens a connection in the protocol of the question and looks for the answer
// in the certificate that is shown.
func (a *authority) ask() error {
	c, err := tls.Dial("tcp", a.address, &tls.Config{ServerName: "record.example.org", NextProtos: []string{"acme-tls/1"}, InsecureSkipVerify: true})
	if err != nil {
		return err
	}
	defer c.Close()
	if got := c.ConnectionState().NegotiatedProtocol; got != "acme-tls/1" {
		return fmt.Errorf("the protocol spoken is %q", got)
	}
	sum := sha256.Sum256([]byte(acmeToken + "." + a.thumbprint))
	want, err := asn1.Marshal(sum[:])
	if err != nil {
		return err
	}
	for _, e := range c.ConnectionState().PeerCertificates[0].Extensions {
		if e.Id.Equal(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 31}) && e.Critical && bytes.Equal(e.Value, want) {
			return nil
		}
	}
	return fmt.Errorf("the certificate shown does not answer it")
}

// issue makes the certificate that was asked for.
func (a *authority) issue(payload []byte) {
	var in struct{ CSR string }
	json.Unmarshal(payload, &in) //nolint:errcheck // no request then
	raw, _ := base64.RawURLEncoding.DecodeString(in.CSR)
	csr, err := x509.ParseCertificateRequest(raw)
	if err != nil {
		a.t.Errorf("the request for a certificate: %v", err)
		return
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: csr.DNSNames, NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	leaf, err := x509.CreateCertificate(rand.Reader, template, a.root, csr.PublicKey, a.key)
	if err != nil {
		a.t.Errorf("issuing: %v", err)
		return
	}
	a.cert = append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})...)
}

// TestACME: with tls.acme the certificate comes from an authority that asks over
// the same port, once; nobody who asks for another name makes it order one.
func TestACME(t *testing.T) {
	m := newPlain(t, 1)
	a := newAuthority(t)
	// The program trusts the machine's authorities; here that is the test's server.
	transport := http.DefaultTransport.(*http.Transport)
	before := transport.TLSClientConfig
	transport.TLSClientConfig = &tls.Config{RootCAs: a.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	t.Cleanup(func() { transport.CloseIdleConnections(); transport.TLSClientConfig = before })
	_, config, address := served(t, m, "domain: record.example.org\ntls:\n  acme: { directory: "+a.URL+"/directory, email: operator@example.org, terms: true }\n")
	a.mu.Lock()
	a.address = address
	a.mu.Unlock()

	for _, name := range []string{"other.example.org", "", "127.0.0.1"} {
		if c, err := tls.Dial("tcp", address, &tls.Config{ServerName: name, InsecureSkipVerify: true}); err == nil {
			c.Close()
			t.Errorf("a certificate is shown for %q", name)
		}
	}
	if a.asked != 0 || a.thumbprint != "" {
		t.Error("somebody who asked for another name made the program order a certificate")
	}
	config = config.Clone()
	config.ServerName = "record.example.org"
	config.RootCAs = x509.NewCertPool()
	config.RootCAs.AddCert(a.root)
	for range 2 {
		c, err := tls.Dial("tcp", address, config)
		if err != nil {
			t.Fatal(err)
		}
		leaf := c.ConnectionState().PeerCertificates[0]
		c.Close()
		if len(leaf.DNSNames) != 1 || leaf.DNSNames[0] != "record.example.org" || leaf.Issuer.CommonName != "Test authority" {
			t.Errorf("the certificate is for %v, by %s", leaf.DNSNames, leaf.Issuer)
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked != 1 || !a.agreed {
		t.Errorf("the authority asked %d times; its terms accepted: %v", a.asked, a.agreed)
	}
}
