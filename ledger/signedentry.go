package ledger

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/surety-mechanism/surety/internal/fault"
)

// SignedEntry is an entry as its author hands it in, sealed and signed on a
// machine of the author's own: all that the server needs to append it, and the
// openings that the entry's audience will read. The author's key is not in it.
type SignedEntry struct {
	Envelope  []byte
	Signature Signature
	Key       PublicKey
	Openings  []Opening
}

// maxSignedEntry bounds a signed entry: its fields and its envelope as JSON.
const maxSignedEntry = 16 << 20

// SealEntry seals an entry and signs it with its author's key, in mode own.
func SealEntry(rand io.Reader, s Signer, h Header, fields []Field) (*SignedEntry, error) {
	h.Mode, h.Key = Own, s.PublicKey().ID()
	sealed, err := Seal(rand, h, fields)
	if err != nil {
		return nil, err
	}
	sig, err := Sign(s, sealed.Envelope)
	if err != nil {
		return nil, err
	}
	return &SignedEntry{sealed.Envelope, sig, s.PublicKey(), sealed.Openings}, nil
}

// Marshal writes the entry as canonical JSON.
func (e *SignedEntry) Marshal() []byte {
	out := []byte(`{"envelope":`)
	out = appendString(out, string(e.Envelope))
	out = append(out, `,"key":`...)
	out = appendString(out, e.Key.String())
	out = append(out, `,"openings":`...)
	out = appendOpenings(out, e.Openings)
	out = append(out, `,"signature":`...)
	out = e.Signature.append(out)
	return append(out, ",\"version\":1}\n"...)
}

// ParseSignedEntry reads a signed entry as Marshal writes it, and nothing else.
// It checks the form alone.
func ParseSignedEntry(data []byte) (*SignedEntry, error) {
	if len(data) > maxSignedEntry {
		return nil, fault.New(fault.Invalid, "the signed entry is %d bytes; the most is %d", len(data), maxSignedEntry)
	}
	c := &cursor{what: "the signed entry", data: data}
	e := &SignedEntry{}
	c.lit(`{"envelope":`)
	e.Envelope = bytes.Clone(c.raw())
	c.lit(`,"key":`)
	key := c.str()
	c.lit(`,"openings":`)
	e.Openings = c.openings()
	c.lit(`,"signature":`)
	e.Signature = c.signature()
	c.lit(",\"version\":1}\n")
	if err := c.end(); err != nil {
		return nil, err
	}
	var err error
	if e.Key, err = ParsePublicKey(key); err != nil {
		return nil, err
	}
	if e.Key.String() != key {
		return nil, fault.New(fault.Invalid, "the signed entry's public key is not in its one form")
	}
	return e, nil
}

// Check checks that the entry is meant for the log of an origin, that its
// author's signature holds, and that its openings are what was signed.
func (e *SignedEntry) Check(origin string) (*Envelope, error) {
	env, err := Verify(e.Envelope, e.Signature, e.Key)
	if err != nil {
		return nil, err
	}
	if env.Origin != origin {
		return nil, fault.New(fault.Invalid, "the entry is meant for the log %s, and this is %s", env.Origin, origin)
	}
	return env, env.Fits(e.Openings)
}

// HolderType is the DSSE payload type of a holder's proof.
const HolderType = "application/vnd.surety.holder.v1"

// holderText is what a key signs to show that its holder wants it bound to a seat.
func holderText(seat string, key PublicKey, recipient string) []byte {
	text := fmt.Appendf(nil, "surety-holder/1\nseat %s\nkey %s\n", seat, key)
	if recipient != "" {
		text = fmt.Appendf(text, "recipient %s\n", recipient)
	}
	return text
}

// ProveHolder signs, with a key that is to be bound to a seat, that its holder
// wants that, and to what others are to seal for it (an age recipient, "" for
// nothing). Nobody can have a key bound that is another's.
func ProveHolder(s Signer, seat, recipient string) ([]byte, error) {
	if !validName(seat, 64) {
		return nil, fault.New(fault.Invalid, "%q cannot name a seat", seat)
	}
	if recipient != "" && !validName(recipient, 128) {
		return nil, fault.New(fault.Invalid, "%q is no recipient", recipient)
	}
	sig, err := s.SignMessage(PAE(HolderType, holderText(seat, s.PublicKey(), recipient)))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "the proof of holding the key could not be signed: %w", err)
	}
	return sig, nil
}

// HolderChallenge is what a passkey is asked to sign to show that its holder
// wants it bound to a seat: the SHA-256 of the PAE of the holder's text.
func HolderChallenge(seat string, key PublicKey) Digest {
	return sha256.Sum256(PAE(HolderType, holderText(seat, key, "")))
}

// CheckHolder checks a holder's proof: a signature, or of a passkey a marshalled
// [Assertion] whose challenge is [HolderChallenge].
func CheckHolder(seat string, key PublicKey, recipient string, proof []byte) error {
	if !validName(seat, 64) {
		return fault.New(fault.Invalid, "%q cannot name a seat", seat)
	}
	pae := PAE(HolderType, holderText(seat, key, recipient))
	if key.RelyingParty != "" {
		if err := verifyPasskey(pae, proof, key); err != nil {
			return fmt.Errorf("the passkey %s has not signed that it is to be bound to the seat %s: %w", key.ID().short(), seat, err)
		}
		return nil
	}
	if !key.verify(pae, proof) {
		return fault.New(fault.Corrupt, "the key %s has not signed that it is to be bound to the seat %s", key.ID().short(), seat)
	}
	return nil
}
