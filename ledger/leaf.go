package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Class is all that the public leaf says about what kind of entry it is.
type Class uint8

// The classes. Coarse on purpose: a finer one would tell the public who spoke when.
const (
	ClassEntry       Class = 1 // an entry of the register, of whatever kind
	ClassAttestation Class = 2 // the log about itself: time attested, state attested
)

// leafVersion is the first byte of a leaf.
const leafVersion = 1

// leafFixed is the length of a leaf without its origin.
const leafFixed = 1 + 1 + 1 + 8 + 32

// Leaf is what the public log holds for one entry.
type Leaf struct {
	Origin     string
	Class      Class
	Time       time.Time // of the batch, by the operator's clock, whole seconds
	Commitment Digest
}

// MarshalBinary writes the leaf:
//
//	u8 version = 1 || u8 len(origin) || origin || u8 class || u64 Unix seconds || 32 bytes commitment
func (l Leaf) MarshalBinary() ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	out := make([]byte, 0, leafFixed+len(l.Origin))
	out = append(out, leafVersion, byte(len(l.Origin))) // #nosec G115 -- check has bounded it
	out = append(out, l.Origin...)
	out = append(out, byte(l.Class))
	out = binary.BigEndian.AppendUint64(out, uint64(l.Time.Unix())) // #nosec G115 -- check has bounded it
	return append(out, l.Commitment[:]...), nil
}

func (l *Leaf) check() error {
	if err := checkOrigin(l.Origin); err != nil {
		return err
	}
	if err := l.checkClass(); err != nil {
		return err
	}
	if seconds := l.Time.Unix(); seconds < 0 || seconds > maxSeconds {
		return fault.New(fault.Invalid, "a leaf's time lies between 1970 and 9999, not at %v", l.Time)
	}
	return nil
}

func (l *Leaf) checkClass() error {
	if l.Class != ClassEntry && l.Class != ClassAttestation {
		return fault.New(fault.Invalid, "a leaf of class %d is not known", l.Class)
	}
	return nil
}

// maxSeconds is the last second of the year 9999.
const maxSeconds = 253402300799

// UnmarshalBinary reads a leaf as MarshalBinary writes it, and nothing else.
func (l *Leaf) UnmarshalBinary(data []byte) error { return l.read(data, "") }

// read is UnmarshalBinary for a reader of many leaves: valid is the origin that
// most of them have, and is known to be one.
func (l *Leaf) read(data []byte, valid string) error {
	if len(data) < leafFixed || len(data) != leafFixed+int(data[1]) {
		return fault.New(fault.Invalid, "a leaf cannot be %d bytes long", len(data))
	}
	if data[0] != leafVersion {
		return fault.New(fault.Invalid, "a leaf of version %d is not known", data[0])
	}
	rest := data[2:]
	raw, rest := rest[:data[1]], rest[data[1]:]
	origin := valid
	if string(raw) != valid {
		origin = string(raw)
		if err := checkOrigin(origin); err != nil {
			return err
		}
	}
	seconds := binary.BigEndian.Uint64(rest[1:])
	if seconds > maxSeconds {
		return fault.New(fault.Invalid, "a leaf's time lies beyond the year 9999")
	}
	out := Leaf{
		Origin:     origin,
		Class:      Class(rest[0]),
		Time:       time.Unix(int64(seconds), 0).UTC(),
		Commitment: Digest(rest[9:]),
	}
	if err := out.checkClass(); err != nil {
		return err
	}
	*l = out
	return nil
}

// Signed is a signed entry with the salt of its leaf: what the audience holds
// beside the leaf, and the payload apart.
type Signed struct {
	Envelope  []byte
	Signature Signature
	LeafSalt  Salt
}

// Commit draws the leaf salt for a signed envelope.
func Commit(rand io.Reader, envelope []byte, sig Signature) (*Signed, error) {
	s := &Signed{Envelope: envelope, Signature: sig}
	return s, fill(rand, s.LeafSalt[:])
}

// Commitment is what stands in the leaf for the signed envelope:
//
//	SHA-256("surety/v1/commitment" 00 || leaf salt || SHA-256(PAE) || u32 len(signature) || signature)
//
// where signature is [Signature.Marshal]. Who does not hold the salt cannot
// learn, or confirm a guess at, anything about the entry.
func (s *Signed) Commitment() Digest {
	h := sha256.New() // of what PAE writes, which is not needed in one piece
	h.Write(appendPAE(make([]byte, 0, 128), EnvelopeType, len(s.Envelope)))
	h.Write(s.Envelope)
	return committed(s.LeafSalt, Digest(h.Sum(nil)), s.Signature)
}

func commitment(salt Salt, pae []byte, sig Signature) Digest {
	return committed(salt, sha256.Sum256(pae), sig)
}

func committed(salt Salt, inner Digest, sig Signature) Digest {
	text := sig.Marshal()
	h := sha256.New()
	h.Write([]byte(domainCommitment))
	h.Write(salt[:])
	h.Write(inner[:])
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(text))) // #nosec G115 -- at most maxSignature
	h.Write(n[:])
	h.Write(text)
	return Digest(h.Sum(nil))
}

// Leaf makes the leaf of the signed entry for the batch taken at the given time.
func (s *Signed) Leaf(origin string, class Class, batch time.Time) Leaf {
	return Leaf{Origin: origin, Class: class, Time: batch.Truncate(time.Second).UTC(), Commitment: s.Commitment()}
}
