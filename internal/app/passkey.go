package app

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/x509"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// maxSPKI bounds a public key as a browser gives it: one of P-256 has 91 bytes.
const maxSPKI = 512

// passkeyOf reads a public key as a browser gives that of a new passkey
// (SubjectPublicKeyInfo, RFC 5280), made for a domain. Whether the browser told the
// truth is shown by the signature that follows: no other key can make it.
func passkeyOf(spki []byte, domain string) (k ledger.PublicKey, err error) {
	if len(spki) > maxSPKI {
		return k, fault.New(fault.Invalid, "the passkey's public key is %d bytes; the most is %d", len(spki), maxSPKI)
	}
	parsed, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return k, fault.New(fault.Invalid, "the passkey's public key could not be read")
	}
	switch p := parsed.(type) {
	case *ecdsa.PublicKey:
		if p.Curve != elliptic.P256() {
			return k, fault.New(fault.Invalid, "the passkey's key is on another curve than P-256")
		}
		raw, err := p.Bytes()
		if err != nil {
			return k, fault.New(fault.Invalid, "the passkey's public key is no point of its curve")
		}
		k = ledger.PublicKey{Algorithm: ledger.ES256, Raw: string(raw), RelyingParty: domain}
	case ed25519.PublicKey:
		k = ledger.PublicKey{Algorithm: ledger.Ed25519, Raw: string(p), RelyingParty: domain}
	default:
		return k, fault.New(fault.Invalid, "the passkey has a kind of key that is not taken here; ES256 and Ed25519 are")
	}
	return ledger.ParsePublicKey(k.String())
}
