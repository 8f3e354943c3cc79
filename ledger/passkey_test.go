package ledger_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// device is a passkey made of software, that can be told to misbehave.
type device struct {
	key    crypto.Signer
	public ledger.PublicKey
}

func newDevice(alg ledger.Algorithm, domain string) device {
	if alg == ledger.ES256 {
		k := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
		return device{k, ledger.PublicKey{Algorithm: alg, Raw: string(must(k.PublicKey.Bytes())), RelyingParty: domain}}
	}
	pub, k, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return device{k, ledger.PublicKey{Algorithm: alg, Raw: string(pub), RelyingParty: domain}}
}

// ask is what a browser puts together before the device signs.
type ask struct {
	domain, kind, origin, challenge, more string
	flags                                 byte
	extension                             []byte
}

func (d device) sign(a ask) ledger.Assertion {
	hash := sha256.Sum256([]byte(a.domain))
	auth := append(hash[:], a.flags, 0, 0, 0, 9)
	auth = append(auth, a.extension...)
	client := []byte(fmt.Sprintf(`{"type":%q,"challenge":%q,"origin":%q%s}`, a.kind, a.challenge, a.origin, a.more))
	sum := sha256.Sum256(client)
	msg := append(append([]byte{}, auth...), sum[:]...)
	opts := crypto.Hash(0)
	if d.public.Algorithm == ledger.ES256 {
		h := sha256.Sum256(msg)
		msg, opts = h[:], crypto.SHA256
	}
	return ledger.Assertion{AuthenticatorData: auth, ClientData: client, Signature: must(d.key.Sign(rand.Reader, msg, opts))}
}

// passkeyEnvelope seals an entry that a device is to sign, and says what it is asked.
func passkeyEnvelope(d device, seed string) ([]byte, ask) {
	h := ledger.Header{Origin: "surety-test/log", Mode: ledger.Passkey, Key: d.public.ID(), Control: []byte(`{}`)}
	sealed := must(ledger.Seal(chaff(seed), h, nil))
	challenge := ledger.Challenge(sealed.Envelope)
	return sealed.Envelope, ask{
		domain: "surety.example", kind: "webauthn.get", origin: "https://surety.example", flags: 5,
		challenge: base64.RawURLEncoding.EncodeToString(challenge[:]), more: `,"crossOrigin":false`,
	}
}

func TestPasskey(t *testing.T) {
	for _, alg := range []ledger.Algorithm{ledger.ES256, ledger.Ed25519} {
		t.Run(string(alg), func(t *testing.T) {
			d := newDevice(alg, "surety.example")
			if back, err := ledger.ParsePublicKey(d.public.String()); err != nil || back != d.public {
				t.Fatalf("the key came back as %v, %v", back, err)
			}
			envelope, good := passkeyEnvelope(d, "passkey")
			cases := map[string]struct {
				change func(*ask)
				kind   fault.Kind // empty where it is to be accepted
			}{
				"as it should be":            {func(*ask) {}, ""},
				"no word on other sites":     {func(a *ask) { a.more = "" }, ""},
				"members of another day":     {func(a *ask) { a.more = `,"other_keys_can_be_added_here":"x"` }, ""},
				"a page below the domain":    {func(a *ask) { a.origin = "https://desk.surety.example:8443" }, ""},
				"extensions":                 {func(a *ask) { a.flags = 0x85; a.extension = []byte{0xa0} }, ""},
				"a page of another domain":   {func(a *ask) { a.origin = "https://evil.example" }, fault.Corrupt},
				"a domain that ends like it": {func(a *ask) { a.origin = "https://notsurety.example" }, fault.Corrupt},
				"a page without TLS":         {func(a *ask) { a.origin = "http://surety.example" }, fault.Corrupt},
				"a page with a user name":    {func(a *ask) { a.origin = "https://surety.example@evil.example" }, fault.Corrupt},
				"a page with a path":         {func(a *ask) { a.origin = "https://evil.example/.surety.example" }, fault.Corrupt},
				"another site's frame":       {func(a *ask) { a.more = `,"crossOrigin":true` }, fault.Corrupt},
				"a frame said in words":      {func(a *ask) { a.more = `,"crossOrigin":"false"` }, fault.Corrupt},
				"another domain's key":       {func(a *ask) { a.domain = "other.example" }, fault.Corrupt},
				"a registration":             {func(a *ask) { a.kind = "webauthn.create" }, fault.Corrupt},
				"another challenge":          {func(a *ask) { a.challenge = strings.Repeat("A", 43) }, fault.Corrupt},
				"a padded challenge":         {func(a *ask) { a.challenge += "=" }, fault.Corrupt},
				"nobody present":             {func(a *ask) { a.flags = 4 }, fault.Corrupt},
				"nobody verified":            {func(a *ask) { a.flags = 1 }, fault.Corrupt},
				"attested data":              {func(a *ask) { a.flags = 0x45 }, fault.Invalid},
				"bytes nobody announced":     {func(a *ask) { a.extension = []byte{0} }, fault.Invalid},
				"a challenge twice":          {func(a *ask) { a.more = `,"challenge":"x"` }, fault.Invalid},
			}
			for name, c := range cases {
				t.Run(name, func(t *testing.T) {
					a := good
					c.change(&a)
					sig, err := ledger.PasskeySignature(envelope, d.sign(a), d.public)
					if c.kind != "" {
						wantKind(t, err, c.kind)
						return
					}
					if err != nil {
						t.Fatal(err)
					}
					if _, err := ledger.Verify(envelope, sig, d.public); err != nil {
						t.Fatal(err)
					}
					other, _ := passkeyEnvelope(d, "another")
					if _, err := ledger.Verify(other, sig, d.public); !fault.Is(err, fault.Corrupt) {
						t.Errorf("it stands for another envelope too: %v", err)
					}
					for i := range sig.Sig {
						bent := sig
						flip(&bent.Sig, i)
						if _, err := ledger.Verify(envelope, bent, d.public); err == nil {
							t.Fatalf("a change at byte %d is not noticed", i)
						}
					}
				})
			}
		})
	}
}

// TestPasskeyLocalhost: browsers count localhost as secure, and only that.
func TestPasskeyLocalhost(t *testing.T) {
	d := newDevice(ledger.ES256, "localhost")
	envelope, a := passkeyEnvelope(d, "local")
	a.domain, a.origin = "localhost", "http://localhost:8080"
	if _, err := ledger.PasskeySignature(envelope, d.sign(a), d.public); err != nil {
		t.Error(err)
	}
	a.origin = "http://127.0.0.1:8080"
	if _, err := ledger.PasskeySignature(envelope, d.sign(a), d.public); !fault.Is(err, fault.Corrupt) {
		t.Errorf("an address for localhost: %v", err)
	}
}

// TestModesApart: no key of one mode serves another.
func TestModesApart(t *testing.T) {
	d := newDevice(ledger.Ed25519, "surety.example")
	plain := d.public
	plain.RelyingParty = ""
	if plain.ID() == d.public.ID() {
		t.Error("a passkey and a plain key of the same bytes have one id")
	}
	for _, h := range []ledger.Header{
		{Mode: ledger.Own, Key: d.public.ID()},
		{Mode: ledger.Desk, Key: d.public.ID()},
		{Mode: ledger.Passkey, Key: plain.ID()},
	} {
		h.Origin, h.Control = "surety-test/log", []byte(`{}`)
		sealed := must(ledger.Seal(chaff("apart"), h, nil))
		msg := ledger.PAE(ledger.EnvelopeType, sealed.Envelope)
		sig := ledger.Signature{Mode: h.Mode, Algorithm: ledger.Ed25519, Key: h.Key, Sig: must(d.key.Sign(nil, msg, crypto.Hash(0)))}
		key := d.public
		if h.Mode == ledger.Passkey {
			key = plain
		}
		if _, err := ledger.Verify(sealed.Envelope, sig, key); !fault.Is(err, fault.Corrupt) {
			t.Errorf("mode %s with the wrong kind of key: %v", h.Mode, err)
		}
	}
}

func TestParsePublicKeyRefuses(t *testing.T) {
	p256 := newDevice(ledger.ES256, "surety.example").public
	nowhere := p256
	nowhere.Raw = string(append([]byte{4}, make([]byte, 64)...))
	for _, bad := range []string{
		"", ":", "ed25519", "ed25519:", "ed25519:AAAA", "rsa:" + strings.Repeat("A", 43) + "=", "es256:" + base64.StdEncoding.EncodeToString([]byte(p256.Raw)),
		p256.String() + ":", p256.String() + ":x", nowhere.String(), "ml-dsa-44:AAAA", "Ed25519:" + strings.Repeat("A", 43) + "=",
		"ed25519:" + strings.Repeat("A", 42) + "B=", "ed25519:" + strings.Repeat("A", 43) + "=:Surety.Example", "ed25519:" + strings.Repeat("A", 43) + "=:1.2.3.4",
	} {
		if k, err := ledger.ParsePublicKey(bad); err == nil {
			t.Errorf("ParsePublicKey(%q) = %v, want an error", bad, k)
		}
	}
}
