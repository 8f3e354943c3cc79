package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Assertion is what a passkey gives when it signs (W3C Web Authentication,
// level 2, section 5.2.2). Its challenge is [Challenge] of the envelope, so it
// can stand for that envelope only.
type Assertion struct {
	AuthenticatorData []byte
	ClientData        []byte // clientDataJSON, exactly as the browser made it
	Signature         []byte // over AuthenticatorData || SHA-256(ClientData)
}

// Marshal writes the three parts, each behind its length in two bytes.
func (a Assertion) Marshal() ([]byte, error) {
	var out []byte
	for _, part := range [][]byte{a.AuthenticatorData, a.ClientData, a.Signature} {
		if len(part) > 0xffff {
			return nil, fault.New(fault.Invalid, "a part of the passkey's assertion is %d bytes long", len(part))
		}
		out = binary.BigEndian.AppendUint16(out, uint16(len(part))) // #nosec G115 -- as just seen
		out = append(out, part...)
	}
	if len(out) > maxSignature {
		return nil, fault.New(fault.Invalid, "the passkey's assertion is %d bytes; the most is %d", len(out), maxSignature)
	}
	return out, nil
}

// ParseAssertion reads what Marshal writes, and nothing else.
func ParseAssertion(data []byte) (Assertion, error) {
	var a Assertion
	for _, part := range []*[]byte{&a.AuthenticatorData, &a.ClientData, &a.Signature} {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return a, fault.New(fault.Invalid, "the passkey's assertion is cut short")
		}
		n := 2 + int(binary.BigEndian.Uint16(data))
		*part, data = bytes.Clone(data[2:n]), data[n:]
	}
	if len(data) != 0 {
		return a, fault.New(fault.Invalid, "%d bytes follow the passkey's assertion", len(data))
	}
	return a, nil
}

// PasskeySignature puts an assertion made in the author's browser into the form
// of a signature, and verifies it.
func PasskeySignature(envelope []byte, a Assertion, key PublicKey) (Signature, error) {
	sig, err := a.Marshal()
	if err != nil {
		return Signature{}, err
	}
	out := Signature{Mode: Passkey, Algorithm: key.Algorithm, Key: key.ID(), Sig: sig}
	_, err = Verify(envelope, out, key)
	return out, err
}

// Flags of authenticator data (Web Authentication, section 6.1).
const (
	flagPresent    = 1 << 0 // somebody touched the device
	flagVerified   = 1 << 2 // and showed it who they are
	flagAttested   = 1 << 6
	flagExtensions = 1 << 7
	authDataLength = 32 + 1 + 4 // hash of the domain, flags, counter
)

func verifyPasskey(pae, sig []byte, key PublicKey) error {
	a, err := ParseAssertion(sig)
	if err != nil {
		return err
	}
	challenge := sha256.Sum256(pae)
	if err := checkClientData(a.ClientData, challenge, key.RelyingParty); err != nil {
		return err
	}
	if err := checkAuthenticatorData(a.AuthenticatorData, key.RelyingParty); err != nil {
		return err
	}
	client := sha256.Sum256(a.ClientData)
	if !key.verify(append(bytes.Clone(a.AuthenticatorData), client[:]...), a.Signature) {
		return fault.New(fault.Corrupt, "the passkey's signature is not of this envelope by the key %s", key.ID().short())
	}
	return nil
}

func checkAuthenticatorData(data []byte, domain string) error {
	if len(data) < authDataLength {
		return fault.New(fault.Invalid, "the passkey's authenticator data is %d bytes; at least %d are expected", len(data), authDataLength)
	}
	want := sha256.Sum256([]byte(domain))
	flags := data[32]
	switch {
	case !bytes.Equal(data[:32], want[:]):
		return fault.New(fault.Corrupt, "the passkey was used for another domain than %s", domain)
	case flags&flagPresent == 0:
		return fault.New(fault.Corrupt, "the passkey signed with nobody present")
	case flags&flagVerified == 0:
		return fault.New(fault.Corrupt, "the passkey signed without checking who was using it")
	case flags&flagAttested != 0:
		return fault.New(fault.Invalid, "the passkey's authenticator data is of a registration, not of a signature")
	case flags&flagExtensions == 0 && len(data) != authDataLength:
		return fault.New(fault.Invalid, "%d bytes follow the passkey's authenticator data", len(data)-authDataLength)
	}
	return nil
}

// checkClientData checks what the browser says it was asked, and by which page.
func checkClientData(data []byte, challenge Digest, domain string) error {
	c, err := members(data) // no key twice: a reader must not pick the other
	if err != nil {
		return fault.New(fault.Invalid, "the passkey's client data: %w", err)
	}
	if kind := text(c["type"]); kind != "webauthn.get" {
		return fault.New(fault.Corrupt, "the passkey was not asked to sign, but %q", kind)
	}
	if text(c["challenge"]) != base64.RawURLEncoding.EncodeToString(challenge[:]) {
		return fault.New(fault.Corrupt, "the passkey signed another envelope than this one")
	}
	if cross, there := c["crossOrigin"]; there && string(cross) != "false" {
		return fault.New(fault.Corrupt, "the passkey was used from inside another site's page")
	}
	origin := text(c["origin"])
	if !originWithin(origin, domain) {
		return fault.New(fault.Corrupt, "the passkey was used on a page of %q, which is not of %s", origin, domain)
	}
	return nil
}

// originWithin reports whether a web origin is a secure one of the domain or of
// one below it. Browsers count localhost as secure without TLS.
func originWithin(origin, domain string) bool {
	host, secure := strings.CutPrefix(origin, "https://")
	if !secure {
		var plain bool
		if host, plain = strings.CutPrefix(origin, "http://"); !plain || domain != "localhost" {
			return false
		}
	}
	if name, port, ok := strings.Cut(host, ":"); ok {
		if port == "" || len(port) > 5 || strings.Trim(port, "0123456789") != "" {
			return false
		}
		host = name
	}
	return validDomain(host) && (host == domain || strings.HasSuffix(host, "."+domain))
}

// validDomain reports whether s is a domain name in lower-case ASCII, and not
// an address of four numbers.
func validDomain(s string) bool {
	if len(s) > 253 || strings.Trim(s, ".0123456789") == "" {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}
