package anchor_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/surety-mechanism/surety/internal/anchor"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// authority is a time-stamping authority of the test's own.
type authority struct {
	root, cert *x509.Certificate
	key        crypto.Signer
	now        time.Time
	answer     func(*timestamp.Timestamp) // changes what it is about to sign
	garble     func([]byte) []byte        // changes what it is about to send
	*httptest.Server
}

func newAuthority(t testing.TB, usage x509.ExtKeyUsage) *authority {
	t.Helper()
	a := &authority{now: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)}
	issue := func(name string, ca bool, by *x509.Certificate, with crypto.Signer) (*x509.Certificate, crypto.Signer) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		c := &x509.Certificate{SerialNumber: big.NewInt(a.now.UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: a.now.AddDate(-1, 0, 0),
			NotAfter: a.now.AddDate(1, 0, 0), IsCA: ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature}
		if ca {
			c.KeyUsage |= x509.KeyUsageCertSign
		} else {
			if usage == x509.ExtKeyUsageTimeStamping { // critical, as RFC 3161 has it
				value, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
				if err != nil {
					t.Fatal(err)
				}
				c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: value}}
			} else {
				c.ExtKeyUsage = []x509.ExtKeyUsage{usage}
			}
		}
		if by == nil {
			by, with = c, key
		}
		der, err := x509.CreateCertificate(rand.Reader, c, by, key.Public(), with)
		if err != nil {
			t.Fatal(err)
		}
		if c, err = x509.ParseCertificate(der); err != nil {
			t.Fatal(err)
		}
		return c, key
	}
	root, rootKey := issue("Ithmar root", true, nil, nil)
	a.root = root
	a.cert, a.key = issue("Ithmar time", false, root, rootKey)
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked, err := timestamp.ParseRequest(body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "not a request", http.StatusBadRequest)
			return
		}
		said := &timestamp.Timestamp{HashAlgorithm: asked.HashAlgorithm, HashedMessage: asked.HashedMessage, Time: a.now, Nonce: asked.Nonce,
			Policy: []int{1, 2, 3}, Accuracy: time.Second, AddTSACertificate: asked.Certificates}
		if a.answer != nil {
			a.answer(said)
		}
		out, err := said.CreateResponseWithOpts(a.cert, a.key, crypto.SHA256)
		if err != nil {
			t.Error(err)
		}
		if a.garble != nil {
			out = a.garble(out)
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		w.Write(out)
	}))
	t.Cleanup(a.Close)
	return a
}

func (a *authority) roots(t testing.TB) *x509.CertPool {
	t.Helper()
	pool, err := anchor.Roots(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw}))
	if err != nil {
		t.Fatal(err)
	}
	return pool
}

func checkpoint(n int64) ledger.Checkpoint {
	c := ledger.Checkpoint{Origin: "surety-test/log"}
	c.Size, c.Root = n, ledger.Hash{byte(n)}
	return c
}

func TestAnchor(t *testing.T) {
	ctx, c := context.Background(), checkpoint(7)
	at := newAuthority(t, x509.ExtKeyUsageTimeStamping)
	note := []byte(c.Text() + "\n— surety-test/log AAAA\n")
	a, s, err := anchor.Ask(ctx, at.Client(), at.URL, c, note)
	if err != nil || s.Trusted || s.Authority != "Ithmar time" || !s.Time.Equal(at.now) {
		t.Fatalf("%+v, %v", s, err)
	}
	file := a.Marshal()
	if !anchor.Is(file) || anchor.Is(note) {
		t.Error("an anchor is not told from a checkpoint")
	}
	back, err := anchor.Parse(file)
	if err != nil || !bytes.Equal(back.Checkpoint, note) {
		t.Fatalf("%q, %v", back.Checkpoint, err)
	}
	if s, err = back.Check(c, at.roots(t)); err != nil || !s.Trusted {
		t.Errorf("with the authority's root: %+v, %v", s, err)
	}
	if _, err := back.Check(checkpoint(8), at.roots(t)); !fault.Is(err, fault.Corrupt) || !strings.Contains(err.Error(), "something else") {
		t.Errorf("over another checkpoint: %v", err)
	}
	if _, err := back.Check(c, newAuthority(t, x509.ExtKeyUsageTimeStamping).roots(t)); !fault.Is(err, fault.Corrupt) {
		t.Errorf("with another's root: %v", err)
	}
	// Every byte that is changed is told, or changes nothing that is said.
	for i := range back.Token {
		spoilt := anchor.Anchor{Checkpoint: back.Checkpoint, Token: bytes.Clone(back.Token)}
		spoilt.Token[i] ^= 1 << (i % 8)
		if other, err := spoilt.Check(c, at.roots(t)); err == nil && other != s {
			t.Errorf("byte %d of the stamp: it says %+v", i, other)
		}
	}
}

func TestAnchorRefused(t *testing.T) {
	c := checkpoint(7)
	for name, set := range map[string]func(*authority){
		"answers another request": func(a *authority) { a.answer = func(s *timestamp.Timestamp) { s.Nonce = big.NewInt(1) } },
		"stamps something else":   func(a *authority) { a.answer = func(s *timestamp.Timestamp) { s.HashedMessage = make([]byte, 32) } },
		"keeps its certificate":   func(a *authority) { a.answer = func(s *timestamp.Timestamp) { s.AddTSACertificate = false } },
		"answers nonsense":        func(a *authority) { a.garble = func([]byte) []byte { return []byte("no") } },
		"answers too much":        func(a *authority) { a.garble = func(b []byte) []byte { return append(b, make([]byte, 1<<20)...) } },
		"answers deep":            func(a *authority) { a.garble = func([]byte) []byte { return bytes.Repeat([]byte{0x30, 0x80}, 20_000) } },
		"refuses": func(a *authority) {
			a.garble = func([]byte) []byte {
				b, _ := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.TimeNotAvailable)
				return b
			}
		},
		"is gone": func(a *authority) { a.Close() },
	} {
		at := newAuthority(t, x509.ExtKeyUsageTimeStamping)
		set(at)
		if a, s, err := anchor.Ask(t.Context(), http.DefaultClient, at.URL, c, []byte("note\n")); err == nil {
			t.Errorf("an authority that %s: %+v, %v", name, s, a)
		}
	}
	// A certificate that is for something else does not vouch for a time.
	at := newAuthority(t, x509.ExtKeyUsageServerAuth)
	a, _, err := anchor.Ask(t.Context(), at.Client(), at.URL, c, []byte("note\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Check(c, at.roots(t)); !fault.Is(err, fault.Corrupt) {
		t.Errorf("a certificate of a web server: %v", err)
	}
	// Nor one that had not begun to count, or counted no more.
	at = newAuthority(t, x509.ExtKeyUsageTimeStamping)
	at.now = at.now.AddDate(3, 0, 0)
	if a, _, err = anchor.Ask(t.Context(), at.Client(), at.URL, c, []byte("note\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Check(c, at.roots(t)); !fault.Is(err, fault.Corrupt) {
		t.Errorf("a certificate that had ended: %v", err)
	}
}

// TestAnchorOpenSSL: openssl, which shares no code with this program, finds the
// stamp over the checkpoint's text good.
func TestAnchorOpenSSL(t *testing.T) {
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("there is no openssl to ask")
	}
	c, dir := checkpoint(7), t.TempDir()
	at := newAuthority(t, x509.ExtKeyUsageTimeStamping)
	a, _, err := anchor.Ask(t.Context(), at.Client(), at.URL, c, []byte("note\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"text": []byte(c.Text()), "token": a.Token,
		"root": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: at.root.Raw})} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	verify := func(file string) (string, error) {
		out, err := exec.Command(program, "ts", "-verify", "-in", filepath.Join(dir, "token"), "-token_in", "-data", filepath.Join(dir, file),
			"-CAfile", filepath.Join(dir, "root"), "-attime", "1772625600").CombinedOutput()
		return string(out), err
	}
	if out, err := verify("text"); err != nil {
		t.Errorf("openssl: %v\n%s", err, out)
	}
	if out, err := verify("token"); err == nil {
		t.Errorf("openssl takes it for anything:\n%s", out)
	}
}

func FuzzAnchor(f *testing.F) {
	at := newAuthority(f, x509.ExtKeyUsageTimeStamping)
	c := checkpoint(7)
	a, want, err := anchor.Ask(context.Background(), at.Client(), at.URL, c, []byte("note\n"))
	if err != nil {
		f.Fatal(err)
	}
	want.Trusted = true
	f.Add(a.Token)
	f.Add(bytes.Repeat([]byte{0x30, 0x80}, 3000))
	roots := at.roots(f)
	f.Fuzz(func(t *testing.T, token []byte) {
		s, err := anchor.Anchor{Token: token}.Check(c, roots)
		if err == nil && s != want {
			t.Errorf("a stamp that the authority did not give says %+v", s)
		}
		file := append([]byte("note\n\n-----BEGIN PKCS7-----\n"), token...)
		if p, err := anchor.Parse(file); err == nil && !bytes.Equal(p.Marshal(), file) {
			t.Error("a file is read that is not written so")
		}
	})
}
