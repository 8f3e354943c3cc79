package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"filippo.io/mldsa"
	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger/internal/eddsa"
)

// Types of cosignature (c2sp.org/signed-note, c2sp.org/tlog-cosignature).
const (
	cosignEd25519 = 0x04
	cosignMLDSA44 = 0x06
)

// CosignatureVerifier checks a witness's timestamped signatures on checkpoints.
// It is a [note.Verifier].
type CosignatureVerifier struct {
	name string
	hash uint32
	kind byte
	key  string
}

// ParseCosignatureKey reads a witness's public key: "name+hash+base64", of the
// types Ed25519 cosignature/v1 and ML-DSA-44.
func ParseCosignatureKey(vkey string) (*CosignatureVerifier, error) {
	bad := fault.New(fault.Invalid, "that is not a witness's public key")
	name, rest, ok1 := strings.Cut(vkey, "+")
	hash, key64, ok2 := strings.Cut(rest, "+")
	key, err := decodeBase64(key64)
	if !ok1 || !ok2 || err != nil || len(key) < 1 || checkOrigin(name) != nil {
		return nil, bad
	}
	v := &CosignatureVerifier{name: name, kind: key[0], key: string(key[1:])}
	switch v.kind {
	case cosignEd25519:
		if len(v.key) != ed25519.PublicKeySize {
			return nil, bad
		}
	case cosignMLDSA44:
		if _, err := mldsa.NewPublicKey(mldsa.MLDSA44(), []byte(v.key)); err != nil {
			return nil, bad
		}
	case 1:
		return nil, fault.New(fault.Invalid, "%s is a log's public key, not a witness's", name)
	default:
		return nil, fault.New(fault.Invalid, "the key of the witness %s is of a kind that is not known", name)
	}
	v.hash = cosignKeyHash(name, v.kind, v.key)
	if fmt.Sprintf("%08x", v.hash) != hash {
		return nil, fault.New(fault.Invalid, "the public key of the witness %s was changed or mistyped: its check digits are wrong", name)
	}
	return v, nil
}

// Name is the witness's name, as it stands in its key.
func (v *CosignatureVerifier) Name() string { return v.name }

// KeyHash is the short hash that stands in its signatures.
func (v *CosignatureVerifier) KeyHash() uint32 { return v.hash }

// String gives the key as ParseCosignatureKey reads it.
func (v *CosignatureVerifier) String() string {
	return fmt.Sprintf("%s+%08x+%s", v.name, v.hash, base64.StdEncoding.EncodeToString(append([]byte{v.kind}, v.key...)))
}

// Verify reports whether sig is the witness's cosignature of the checkpoint's text.
func (v *CosignatureVerifier) Verify(msg, sig []byte) bool {
	if len(sig) < 8 {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	if seconds > maxSeconds {
		return false
	}
	c, err := ParseCheckpoint(string(msg))
	if err != nil {
		return false
	}
	switch v.kind {
	case cosignEd25519:
		return eddsa.Verify([]byte(v.key), cosignedEd25519(seconds, c), sig[8:])
	case cosignMLDSA44:
		pub, err := mldsa.NewPublicKey(mldsa.MLDSA44(), []byte(v.key))
		return err == nil && mldsa.Verify(pub, cosignedMLDSA44(v.name, seconds, c), sig[8:], nil) == nil
	}
	return false
}

// cosignedEd25519 is the message of a cosignature/v1.
func cosignedEd25519(seconds uint64, c Checkpoint) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", seconds, c.Text())
}

// cosignedMLDSA44 is the message of an ML-DSA-44 cosignature over the whole tree.
func cosignedMLDSA44(name string, seconds uint64, c Checkpoint) []byte {
	out := []byte("subtree/v1\n\x00")
	out = append(out, byte(len(name))) // #nosec G115 -- checkOrigin bounds it
	out = append(out, name...)
	out = binary.BigEndian.AppendUint64(out, seconds)
	out = append(out, byte(len(c.Origin))) // #nosec G115 -- as above
	out = append(out, c.Origin...)
	out = binary.BigEndian.AppendUint64(out, 0)
	out = binary.BigEndian.AppendUint64(out, uint64(c.Size)) // #nosec G115 -- a size is not negative
	return append(out, c.Root[:]...)
}

// cosignedAt reads the time out of a verified cosignature.
func cosignedAt(sig note.Signature) (time.Time, error) {
	raw, err := decodeBase64(sig.Base64)
	if err != nil || len(raw) < 12 {
		return time.Time{}, fault.New(fault.Invalid, "the cosignature of %s is cut short", sig.Name)
	}
	return time.Unix(int64(binary.BigEndian.Uint64(raw[4:])), 0).UTC(), nil // #nosec G115 -- Verify has seen that it is no later than maxSeconds
}
