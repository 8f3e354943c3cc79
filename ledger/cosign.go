package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"filippo.io/mldsa"
	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Cosigner makes a witness's timestamped signatures on checkpoints. It signs
// whatever it is given: the package witness decides what that may be.
type Cosigner struct {
	v      *CosignatureVerifier
	signer Signer
}

// NewCosigner makes a cosigner that is known by a name and signs with a key of
// either algorithm. One key must never serve two names.
func NewCosigner(name string, s Signer) (*Cosigner, error) {
	v, err := CosignatureKey(name, s.PublicKey())
	if err != nil {
		return nil, err
	}
	return &Cosigner{v, s}, nil
}

// CosignatureKey gives the public half of a cosigner: a name and its key.
func CosignatureKey(name string, key PublicKey) (*CosignatureVerifier, error) {
	v := &CosignatureVerifier{name: name, key: key.Raw}
	switch {
	case checkOrigin(name) != nil:
		return nil, fault.New(fault.Invalid, "%q cannot name a witness: printable characters, no space and no plus", name)
	case key.RelyingParty != "":
		return nil, fault.New(fault.Invalid, "a passkey cannot be a witness's key")
	case key.Algorithm == Ed25519 && len(key.Raw) == ed25519.PublicKeySize:
		v.kind = cosignEd25519
	case key.Algorithm == MLDSA44 && len(key.Raw) == mldsa.MLDSA44PublicKeySize:
		v.kind = cosignMLDSA44
	default:
		return nil, fault.New(fault.Invalid, "a witness cannot sign with a key of the algorithm %q", key.Algorithm)
	}
	v.hash = cosignKeyHash(name, v.kind, v.key)
	return v, nil
}

func cosignKeyHash(name string, kind byte, key string) uint32 {
	sum := sha256.Sum256([]byte(name + "\n" + string([]byte{kind}) + key))
	return binary.BigEndian.Uint32(sum[:4])
}

// Verifier gives the public half.
func (c *Cosigner) Verifier() *CosignatureVerifier { return c.v }

// Cosign signs a checkpoint at a time and gives the signature's line.
func (c *Cosigner) Cosign(cp Checkpoint, at time.Time) (line string, err error) {
	seconds := at.Unix()
	if seconds <= 0 || seconds > maxSeconds {
		return "", fault.New(fault.Invalid, "a cosignature's time lies between 1970 and 9999, not at %v", at)
	}
	msg := cosignedEd25519(uint64(seconds), cp)
	if c.v.kind == cosignMLDSA44 {
		msg = cosignedMLDSA44(c.v.name, uint64(seconds), cp)
	}
	sig, err := c.signer.SignMessage(msg)
	if err != nil {
		return "", fault.New(fault.Unavailable, "the checkpoint could not be cosigned: %w", err)
	}
	raw := binary.BigEndian.AppendUint32(nil, c.v.hash)
	raw = binary.BigEndian.AppendUint64(raw, uint64(seconds))
	raw = append(raw, sig...)
	return fmt.Sprintf("— %s %s\n", c.v.name, base64.StdEncoding.EncodeToString(raw)), nil
}

// ReadCosignature finds a witness's cosignature of a signed checkpoint among
// signature lines, and verifies it. Lines by others are passed over.
func (v *CosignatureVerifier) ReadCosignature(signed, lines []byte) (line string, at time.Time, err error) {
	text, _, ok := strings.Cut(string(signed), "\n\n")
	if !ok || len(lines) > maxCheckpoint {
		return "", time.Time{}, fault.New(fault.Invalid, "the checkpoint or its cosignatures are malformed")
	}
	n, err := note.Open([]byte(text+"\n\n"+string(lines)), note.VerifierList(v))
	if err != nil || len(n.Sigs) != 1 {
		return "", time.Time{}, fault.New(fault.Corrupt, "there is no sound cosignature by %s", v.name)
	}
	if at, err = cosignedAt(n.Sigs[0]); err != nil {
		return "", time.Time{}, err
	}
	return fmt.Sprintf("— %s %s\n", n.Sigs[0].Name, n.Sigs[0].Base64), at, nil
}

// Attach adds cosignature lines to a signed checkpoint; a new line replaces one
// by the same key.
func Attach(signed []byte, lines ...string) []byte {
	text, old, _ := strings.Cut(string(signed), "\n\n")
	fresh := map[string]bool{}
	for _, l := range lines {
		fresh[signatureKey(l)] = true
	}
	var b strings.Builder
	b.WriteString(text + "\n\n")
	for l := range strings.Lines(old) {
		if !fresh[signatureKey(l)] {
			b.WriteString(l)
		}
	}
	for _, l := range lines {
		b.WriteString(l)
	}
	return []byte(b.String())
}

// signatureKey gives whose signature a line is: its name, and the hash of its
// key, which the first four bytes of the signature are.
func signatureKey(line string) string {
	name, sig, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "— ")), " ")
	raw, err := decodeBase64(sig)
	if err != nil || len(raw) < 4 {
		return line
	}
	return fmt.Sprintf("%s+%x", name, raw[:4])
}
