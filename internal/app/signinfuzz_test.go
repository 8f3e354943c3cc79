package app

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

func spkiOf(t testing.TB, public any) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// Keys of the two kinds are taken, for the domain of the page; others are not.
func TestPasskeyOf(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ed, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for algorithm, public := range map[ledger.Algorithm]any{ledger.ES256: p256.Public(), ledger.Ed25519: ed} {
		if k, err := passkeyOf(spkiOf(t, public), "record.example.org"); err != nil || k.Algorithm != algorithm || k.RelyingParty != "record.example.org" {
			t.Errorf("%s: %v, %v", algorithm, k, err)
		}
	}
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	weak, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for what, spki := range map[string][]byte{"P-384": spkiOf(t, p384.Public()), "RSA": spkiOf(t, weak.Public()), "nothing": nil,
		"too long": make([]byte, maxSPKI+1), "followed by more": append(spkiOf(t, p256.Public()), 0)} {
		if k, err := passkeyOf(spki, "localhost"); err == nil {
			t.Errorf("%s is taken as %s", what, k)
		}
	}
}

// Whatever a browser sends as a key is refused or is a key of its one form.
func FuzzPasskeyOf(f *testing.F) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(spkiOf(f, p256.Public()))
	f.Add([]byte{0x30, 0x00})
	f.Fuzz(func(t *testing.T, spki []byte) {
		k, err := passkeyOf(spki, "localhost")
		if err != nil {
			return
		}
		if again, err := ledger.ParsePublicKey(k.String()); err != nil || again != k {
			t.Errorf("%x gives %s, which reads back as %s, %v", spki, k, again, err)
		}
	})
}

// Whatever a browser sends back as its cookie is refused, or says all that is needed.
func FuzzParseAsked(f *testing.F) {
	f.Add(base64.RawURLEncoding.EncodeToString([]byte(`{"Provider":"p","State":"s","Nonce":"n","Verifier":"v","Back":"/"}`)))
	f.Add("")
	f.Fuzz(func(t *testing.T, value string) {
		if a, err := parseAsked(value); err == nil && (a.State == "" || a.Nonce == "" || a.Verifier == "") {
			t.Errorf("%q is taken", value)
		}
	})
}

// FuzzParseView: a view comes with a log from an address; what is read as one is
// written again byte for byte.
func FuzzParseView(f *testing.F) {
	v := &View{Origin: "surety-test/0123456789abcdef", Size: 7, Seats: []record.Seat{"oruvia", "zelmora"}, State: strings.Repeat("ab", 32)}
	f.Add(v.Marshal())
	v.Seats = nil
	f.Add(v.Marshal())
	f.Add([]byte(viewMagic + "\norigin \nsize -1\nseats \nstate \n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if v, err := ParseView(data); err == nil && !bytes.Equal(v.Marshal(), data) {
			t.Fatalf("%q is written again as %q", data, v.Marshal())
		}
	})
}
