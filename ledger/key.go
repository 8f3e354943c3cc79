package ledger

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strings"

	"filippo.io/mldsa"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger/internal/eddsa"
)

// Algorithm names a way of signing.
type Algorithm string

// The algorithms.
const (
	Ed25519 Algorithm = "ed25519"   // RFC 8032
	MLDSA44 Algorithm = "ml-dsa-44" // FIPS 204, empty context; stands ready against quantum computers
	ES256   Algorithm = "es256"     // ECDSA on P-256 with SHA-256, for passkeys only
)

// KeyID names a public key: SHA-256("surety/v1/key" 00 || key as String writes it).
type KeyID [32]byte

// String gives the id in lower-case hexadecimal.
func (id KeyID) String() string { return Digest(id).String() }

// Digits gives the id as eight groups of five digits, to compare by voice.
func (id KeyID) Digits(zero rune) string { return Digest(id).Digits(zero) }

// PublicKey is a key that signs entries. It can be compared with ==.
type PublicKey struct {
	Algorithm    Algorithm
	Raw          string // the key's bytes: 32 for Ed25519, 1312 for ML-DSA-44, an uncompressed point of 65 for ES256
	RelyingParty string // for a passkey the domain it was made for, else empty
}

// String writes the key on one line: algorithm, base64 of its bytes and, for a
// passkey, its domain, with colons between.
func (k PublicKey) String() string {
	s := string(k.Algorithm) + ":" + base64.StdEncoding.EncodeToString([]byte(k.Raw))
	if k.RelyingParty != "" {
		s += ":" + k.RelyingParty
	}
	return s
}

// ParsePublicKey reads a key as String writes it, and checks that it is one.
func ParsePublicKey(s string) (PublicKey, error) {
	parts := strings.Split(s, ":")
	if len(s) > 4096 || len(parts) < 2 || len(parts) > 3 {
		return PublicKey{}, fault.New(fault.Invalid, "not a public key: expected an algorithm, a colon and base64")
	}
	raw, err := decodeBase64(parts[1])
	if err != nil {
		return PublicKey{}, fault.New(fault.Invalid, "the public key is not in base64")
	}
	k := PublicKey{Algorithm: Algorithm(parts[0]), Raw: string(raw)}
	if len(parts) == 3 {
		k.RelyingParty = parts[2]
		if k.RelyingParty == "" {
			return PublicKey{}, fault.New(fault.Invalid, "the public key ends in a colon")
		}
	}
	return k, k.check()
}

// check says whether the key could verify anything.
func (k PublicKey) check() error {
	if k.RelyingParty != "" && !validDomain(k.RelyingParty) {
		return fault.New(fault.Invalid, "the passkey's domain %q is not a domain name", k.RelyingParty)
	}
	switch k.Algorithm {
	case Ed25519:
		if len(k.Raw) != ed25519.PublicKeySize {
			return fault.New(fault.Invalid, "an Ed25519 key has %d bytes, not %d", ed25519.PublicKeySize, len(k.Raw))
		}
	case MLDSA44:
		if k.RelyingParty != "" {
			return fault.New(fault.Invalid, "an ML-DSA-44 key cannot be a passkey's")
		}
		if _, err := mldsa.NewPublicKey(mldsa.MLDSA44(), []byte(k.Raw)); err != nil {
			return fault.New(fault.Invalid, "not an ML-DSA-44 key: %w", err)
		}
	case ES256:
		if k.RelyingParty == "" {
			return fault.New(fault.Invalid, "an ES256 key must name the domain its passkey was made for")
		}
		if !pointES256([]byte(k.Raw)) {
			return fault.New(fault.Invalid, "an ES256 key is an uncompressed point of the curve P-256, and this is none")
		}
	default:
		return fault.New(fault.Invalid, "the algorithm %q is not known; %s, %s and %s are", k.Algorithm, Ed25519, MLDSA44, ES256)
	}
	return nil
}

// ID names the key.
func (k PublicKey) ID() KeyID {
	return KeyID(sha256.Sum256([]byte(domainKey + k.String())))
}

// verify reports whether sig is the key's signature over msg.
func (k PublicKey) verify(msg, sig []byte) bool {
	switch k.Algorithm {
	case Ed25519:
		return eddsa.Verify([]byte(k.Raw), msg, sig)
	case MLDSA44:
		pub, err := mldsa.NewPublicKey(mldsa.MLDSA44(), []byte(k.Raw))
		return err == nil && mldsa.Verify(pub, msg, sig, nil) == nil
	case ES256:
		hash := sha256.Sum256(msg)
		return verifyES256([]byte(k.Raw), hash[:], sig)
	}
	return false
}

// SeedSize is the length of a secret key's seed in bytes, for both algorithms
// that have one.
const SeedSize = 32

// A Signer makes signatures. The key may be anywhere: in memory, on a token, on
// another machine.
type Signer interface {
	PublicKey() PublicKey
	SignMessage(msg []byte) ([]byte, error)
}

// NewSigner makes a signer from a 32-byte seed, which is the whole secret.
func NewSigner(alg Algorithm, seed []byte) (Signer, error) {
	if len(seed) != SeedSize {
		return nil, fault.New(fault.Invalid, "a secret key has %d bytes, not %d", SeedSize, len(seed))
	}
	switch alg {
	case Ed25519:
		priv := ed25519.NewKeyFromSeed(seed)
		return memorySigner{PublicKey{Algorithm: alg, Raw: string(priv.Public().(ed25519.PublicKey))}, priv}, nil
	case MLDSA44:
		priv, err := mldsa.NewPrivateKey(mldsa.MLDSA44(), seed)
		if err != nil {
			return nil, fault.New(fault.Invalid, "not an ML-DSA-44 seed: %w", err)
		}
		return memorySigner{PublicKey{Algorithm: alg, Raw: string(priv.PublicKey().Bytes())}, priv}, nil
	}
	return nil, fault.New(fault.Invalid, "no secret key of the algorithm %q can be made here", alg)
}

// GenerateSigner draws a new key and gives its seed to keep.
func GenerateSigner(rand io.Reader, alg Algorithm) (s Signer, seed []byte, err error) {
	seed = make([]byte, SeedSize)
	if err := fill(rand, seed); err != nil {
		return nil, nil, err
	}
	s, err = NewSigner(alg, seed)
	return s, seed, err
}

type memorySigner struct {
	public PublicKey
	secret crypto.Signer
}

func (s memorySigner) PublicKey() PublicKey { return s.public }

func (s memorySigner) SignMessage(msg []byte) ([]byte, error) {
	return s.secret.Sign(nil, msg, crypto.Hash(0))
}
