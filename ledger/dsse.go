package ledger

import (
	"bytes"
	"crypto/sha256"
	"strconv"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Mode says how an entry was signed. Which kinds of entry may be signed how is
// a rule of the register; the ledger keeps the modes from being confused.
type Mode string

// The modes.
const (
	Own     Mode = "own"     // with the author's key, kept off the server
	Passkey Mode = "passkey" // by a WebAuthn assertion of the author's device
	Desk    Mode = "desk"    // with the server's key, attesting a named session
)

func (m Mode) valid() bool { return m == Own || m == Passkey || m == Desk }

// Signature is the one signature an envelope carries.
type Signature struct {
	Mode      Mode
	Algorithm Algorithm
	Key       KeyID
	Sig       []byte // the algorithm's bytes; for a passkey a marshalled [Assertion]
}

// maxSignature bounds the bytes of a signature: ML-DSA-44 has 2,420, a passkey's
// assertion with its client data may have some more.
const maxSignature = 8 << 10

// PAE is DSSE's pre-authentication encoding, what is really signed:
// "DSSEv1" SP len(type) SP type SP len(body) SP body.
// Source: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
func PAE(payloadType string, body []byte) []byte {
	return append(appendPAE(make([]byte, 0, len(payloadType)+len(body)+32), payloadType, len(body)), body...)
}

// appendPAE writes what stands before a body of n bytes.
func appendPAE(out []byte, payloadType string, n int) []byte {
	out = append(out, "DSSEv1 "...)
	out = strconv.AppendInt(out, int64(len(payloadType)), 10)
	out = append(out, ' ')
	out = append(out, payloadType...)
	out = append(out, ' ')
	out = strconv.AppendInt(out, int64(n), 10)
	return append(out, ' ')
}

// Sign signs a sealed envelope. It refuses an envelope that names another key,
// and one to be signed by passkey: that is done in the author's browser, and
// assembled by [PasskeySignature].
func Sign(s Signer, envelope []byte) (Signature, error) {
	e, err := ParseEnvelope(envelope)
	if err != nil {
		return Signature{}, err
	}
	key := s.PublicKey()
	if e.Mode == Passkey {
		return Signature{}, fault.New(fault.Invalid, "the envelope is to be signed by a passkey, not by a key")
	}
	if key.ID() != e.Key {
		return Signature{}, fault.New(fault.Invalid, "the envelope is to be signed by the key %s, not by %s", e.Key.short(), key.ID().short())
	}
	sig, err := s.SignMessage(PAE(EnvelopeType, envelope))
	if err != nil {
		return Signature{}, fault.New(fault.Unavailable, "the entry could not be signed: %w", err)
	}
	out := Signature{Mode: e.Mode, Algorithm: key.Algorithm, Key: e.Key, Sig: sig}
	_, err = Verify(envelope, out, key) // a key on a failing token is noticed here, not in years
	return out, err
}

// Verify reads an envelope and checks its signature against the one key it
// names. Mode, key and algorithm must agree between envelope, signature and key.
// Whether that key was entitled to sign is not its business.
func Verify(envelope []byte, sig Signature, key PublicKey) (*Envelope, error) {
	e, err := ParseEnvelope(envelope)
	if err != nil {
		return nil, err
	}
	if err := e.verify(PAE(EnvelopeType, envelope), sig, key); err != nil {
		return nil, err
	}
	return e, nil
}

func (e *Envelope) verify(pae []byte, sig Signature, key PublicKey) error {
	switch {
	case sig.Mode != e.Mode:
		return fault.New(fault.Corrupt, "the envelope says it is signed %q, the signature says %q", e.Mode, sig.Mode)
	case sig.Key != e.Key:
		return fault.New(fault.Corrupt, "the envelope names the key %s, the signature the key %s", e.Key.short(), sig.Key.short())
	case key.ID() != e.Key:
		return fault.New(fault.Corrupt, "the envelope names the key %s, and it was checked against %s", e.Key.short(), key.ID().short())
	case sig.Algorithm != key.Algorithm:
		return fault.New(fault.Corrupt, "the signature says it is %s, the key is %s", sig.Algorithm, key.Algorithm)
	case (e.Mode == Passkey) != (key.RelyingParty != ""):
		return fault.New(fault.Corrupt, "an entry signed %q cannot be checked with this kind of key", e.Mode)
	case len(sig.Sig) > maxSignature:
		return fault.New(fault.Invalid, "the signature is %d bytes; the most is %d", len(sig.Sig), maxSignature)
	}
	if e.Mode == Passkey {
		return verifyPasskey(pae, sig.Sig, key)
	}
	if !key.verify(pae, sig.Sig) {
		return fault.New(fault.Corrupt, "the signature is not of this envelope by the key %s", e.Key.short())
	}
	return nil
}

func (id KeyID) short() string { return id.String()[:16] }

// Marshal writes the signature as canonical JSON; the commitment covers these bytes.
func (s Signature) Marshal() []byte { return s.append(make([]byte, 0, 128+2*len(s.Sig))) }

func (s Signature) append(out []byte) []byte {
	out = append(out, `{"algorithm":`...)
	out = appendString(out, string(s.Algorithm))
	out = append(out, `,"key":`...)
	out = append64(out, s.Key[:])
	out = append(out, `,"mode":`...)
	out = appendString(out, string(s.Mode))
	out = append(out, `,"sig":`...)
	out = append64(out, s.Sig)
	return append(out, '}')
}

// ParseSignature reads a signature as Marshal writes it, and nothing else.
func ParseSignature(data []byte) (Signature, error) {
	c := &cursor{what: "the signature", data: data}
	s := c.signature()
	return s, c.end()
}

func (c *cursor) signature() Signature {
	var s Signature
	c.lit(`{"algorithm":`)
	s.Algorithm = Algorithm(c.str())
	c.lit(`,"key":`)
	c.fixed64(s.Key[:])
	c.lit(`,"mode":`)
	s.Mode = Mode(c.str())
	c.lit(`,"sig":`)
	s.Sig = c.bytes64()
	c.lit(`}`)
	switch {
	case c.err != nil:
	case !s.Mode.valid():
		c.fail("%q is no way of signing", s.Mode)
	case s.Algorithm != Ed25519 && s.Algorithm != MLDSA44 && s.Algorithm != ES256:
		c.fail("the algorithm %q is not known", s.Algorithm)
	case len(s.Sig) > maxSignature:
		c.fail("the signature is longer than %d bytes", maxSignature)
	}
	return s
}

// Equal reports whether two signatures are the same in every byte.
func (s Signature) Equal(t Signature) bool { return bytes.Equal(s.Marshal(), t.Marshal()) }

// Challenge is what a passkey is asked to sign for an envelope: the SHA-256 of its PAE.
func Challenge(envelope []byte) Digest {
	return sha256.Sum256(PAE(EnvelopeType, envelope))
}
