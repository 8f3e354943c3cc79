package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger/internal/eddsa"
)

// maxCheckpoint bounds a signed checkpoint with all its cosignatures.
const maxCheckpoint = 128 << 10

// Checkpoint is what the operator signs: this log, this size, this root
// (c2sp.org/tlog-checkpoint). It has three lines and never an extension.
type Checkpoint struct {
	Origin string
	Tree
}

// Text is the text that is signed: origin, size, root, one a line.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
}

// ParseCheckpoint reads the text of a checkpoint, without signatures.
func ParseCheckpoint(text string) (Checkpoint, error) {
	var c Checkpoint
	bad := func(what string) (Checkpoint, error) {
		return Checkpoint{}, fault.New(fault.Invalid, "the checkpoint is malformed: %s", what)
	}
	lines := strings.SplitAfter(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return bad("it does not have exactly three lines")
	}
	c.Origin = strings.TrimSuffix(lines[0], "\n")
	if err := checkOrigin(c.Origin); err != nil {
		return bad("its first line does not name a log")
	}
	size := strings.TrimSuffix(lines[1], "\n")
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != size {
		return bad("its second line is not a size")
	}
	c.Size = n
	root, err := decodeBase64(strings.TrimSuffix(lines[2], "\n"))
	if err != nil || len(root) != len(c.Root) {
		return bad("its third line is not a root hash")
	}
	copy(c.Root[:], root)
	return c, nil
}

// GenerateLogKey draws the key of a log, named by its origin. secret is to be
// kept, public is handed out in the trust file (c2sp.org/signed-note vkey).
func GenerateLogKey(rand io.Reader, origin string) (secret, public string, err error) {
	if err := checkOrigin(origin); err != nil {
		return "", "", err
	}
	secret, public, err = note.GenerateKey(rand, origin)
	if err != nil {
		return "", "", fault.New(fault.Internal, "making the log's key: %w", err)
	}
	return secret, public, nil
}

// LogSigner reads the secret of a log's key.
func LogSigner(secret string) (note.Signer, error) {
	s, err := note.NewSigner(secret)
	if err != nil {
		return nil, fault.New(fault.Invalid, "that is not a log's secret key")
	}
	return s, nil
}

// LogVerifier reads a log's public key as GenerateLogKey writes it. Another
// spelling of the same key, its hash in capitals or a line broken, is refused:
// one key has one form, so that one trust file has one fingerprint.
func LogVerifier(public string) (note.Verifier, error) {
	v, err := note.NewVerifier(public)
	if err != nil {
		return nil, fault.New(fault.Invalid, "that is not a log's public key: %w", err)
	}
	rest, ok := strings.CutPrefix(public, fmt.Sprintf("%s+%08x+", v.Name(), v.KeyHash()))
	if !ok || strings.ContainsAny(rest, "\r\n") {
		return nil, fault.New(fault.Invalid, "that is not a log's public key in its one form: %s+%08x+ and the key in base64", v.Name(), v.KeyHash())
	}
	if err := checkOrigin(v.Name()); err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(rest)
	if err != nil || len(key) != 1+ed25519.PublicKeySize {
		return nil, fault.New(fault.Invalid, "that is not a log's public key")
	}
	return &logVerifier{v, key[1:]}, nil
}

// logVerifier is a log's public key as package note has it, which knows no kind
// but Ed25519, with the faster check of package eddsa.
type logVerifier struct {
	note.Verifier
	key []byte
}

// Verify reports whether sig is the log's signature of a checkpoint's text.
func (v *logVerifier) Verify(msg, sig []byte) bool { return eddsa.Verify(v.key, msg, sig) }

// SignCheckpoint signs a checkpoint with the log's key. Only [GuardedSigner]
// should call it: it signs whatever it is given.
func SignCheckpoint(s note.Signer, c Checkpoint) ([]byte, error) {
	if _, err := ParseCheckpoint(c.Text()); err != nil {
		return nil, err
	}
	if s.Name() != c.Origin {
		return nil, fault.New(fault.Invalid, "the key of %s cannot sign a checkpoint of %s", s.Name(), c.Origin)
	}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, s)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "signing the checkpoint: %w", err)
	}
	return signed, nil
}

// OpenCheckpoint checks the log's signature on a signed checkpoint and reads
// it. Signatures by others are neither needed nor checked; [Trust.OpenCheckpoint]
// does that.
func OpenCheckpoint(signed []byte, v note.Verifier) (Checkpoint, error) {
	c, _, err := openNote(signed, v.Name(), note.VerifierList(v))
	return c, err
}

// openNote checks every signature by a known key and gives the note with them.
func openNote(signed []byte, origin string, known note.Verifiers) (Checkpoint, *note.Note, error) {
	if len(signed) > maxCheckpoint {
		return Checkpoint{}, nil, fault.New(fault.Invalid, "the checkpoint is %d bytes; the most is %d", len(signed), maxCheckpoint)
	}
	n, err := note.Open(signed, known)
	if err != nil {
		return Checkpoint{}, nil, fault.New(fault.Corrupt, "the checkpoint is not signed by the key of %s: %w", origin, err)
	}
	c, err := ParseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, nil, err
	}
	if c.Origin != origin {
		return Checkpoint{}, nil, fault.New(fault.Corrupt, "the checkpoint is of the log %s, not of %s", c.Origin, origin)
	}
	return c, n, nil
}
