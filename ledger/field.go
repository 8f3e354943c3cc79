package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Limits of one entry's content. Larger evidence goes to files, sealed by
// [EncryptStream], and the entry holds the file's digest.
const (
	MaxPath    = 256     // bytes of a field's path
	MaxValue   = 1 << 20 // bytes of one value
	MaxFields  = 1024    // content fields of one entry
	MaxPayload = 4 << 20 // bytes of all values together
)

// Domains keep every hash of the ledger apart from every other.
const (
	domainField      = "surety/v1/field\x00"
	domainCommitment = "surety/v1/commitment\x00"
	domainKey        = "surety/v1/key\x00"
	domainTrust      = "surety/v1/trust\x00"
	domainWords      = "surety/v1/words\x00"
	domainPayload    = "surety/v1/payload\x00"
	domainWrap       = "surety/v1/wrap\x00"
	domainFile       = "surety/v1/file\x00"
)

// Digest is a SHA-256.
type Digest [32]byte

// String gives the digest in lower-case hexadecimal.
func (d Digest) String() string { return fmt.Sprintf("%x", d[:]) }

// Salt is the 256 random bits that keep a digest from confirming a guess.
type Salt [32]byte

// Field is one content field: where it stands in the entry's body, and its
// value as JSON text. The bytes of the value are kept exactly as given.
type Field struct {
	Path  string // as the entry's kind names it: "quote", "figures/0/count"
	Value []byte // JSON, UTF-8
}

// Opening is what shows one field to its reader: the value, and the salt
// without which the digest in the envelope says nothing.
type Opening struct {
	Path  string
	Value []byte
	Salt  Salt
}

// Digest is what stands in the envelope for the field:
//
//	SHA-256("surety/v1/field" 00 || salt || u32 len(path) || path || u64 len(value) || value)
//
// The salt has a fixed length and path and value are prefixed by theirs, so no
// two openings share their hashed bytes.
func (o Opening) Digest() Digest {
	h := sha256.New()
	h.Write([]byte(domainField))
	h.Write(o.Salt[:])
	var n [8]byte
	binary.BigEndian.PutUint32(n[:4], uint32(len(o.Path))) // #nosec G115 -- at most MaxPath
	h.Write(n[:4])
	h.Write([]byte(o.Path))
	binary.BigEndian.PutUint64(n[:], uint64(len(o.Value)))
	h.Write(n[:])
	h.Write(o.Value)
	return Digest(h.Sum(nil))
}

// checkFields says what is wrong with the content of an entry.
func checkFields(fields []Field) error {
	if len(fields) > MaxFields {
		return fault.New(fault.Invalid, "the entry has %d content fields; the most is %d", len(fields), MaxFields)
	}
	total := 0
	seen := make(map[string]bool, len(fields))
	for _, f := range fields {
		if err := checkField(f); err != nil {
			return err
		}
		if seen[f.Path] {
			return fault.New(fault.Invalid, "the field %q is given twice", f.Path)
		}
		seen[f.Path] = true
		total += len(f.Value)
	}
	if total > MaxPayload {
		return fault.New(fault.Invalid, "the entry's content is %d bytes; the most is %d", total, MaxPayload)
	}
	return nil
}

func checkField(f Field) error {
	if !validName(f.Path, MaxPath) {
		return fault.New(fault.Invalid, "the field path %q is not 1 to %d printable characters", f.Path, MaxPath)
	}
	if len(f.Value) > MaxValue {
		return fault.New(fault.Invalid, "the value of %q is %d bytes; the most is %d", f.Path, len(f.Value), MaxValue)
	}
	if err := checkJSON(f.Value); err != nil {
		return fmt.Errorf("the value of %q: %w", f.Path, err)
	}
	return nil
}

// validName reports whether s is 1 to limit bytes of printable UTF-8 without spaces.
func validName(s string, limit int) bool {
	if s == "" || len(s) > limit || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// fill reads random bytes; short randomness is an error, never a weak salt.
func fill(rand io.Reader, b []byte) error {
	if _, err := io.ReadFull(rand, b); err != nil {
		return fault.New(fault.Internal, "no randomness to be had: %w", err)
	}
	return nil
}
