package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Trust is what a verifier must have from a hand it trusts: which log, whose
// key, which witnesses, which charter. It is handed over once, at accession,
// and compared by its fingerprint.
type Trust struct {
	Origin   string
	LogKey   string      // the log's public key, as LogVerifier reads it
	Desk     PublicKey   // the server's key, for entries of mode desk and submission receipts
	Earlier  []PublicKey // those that the server's key took the place of, newest first: what they signed stays checkable
	Charter  Digest      // SHA-256 of the charter adopted at genesis
	Exercise bool        // nothing in this log is real
	Policy   Policy
	Authors  []Author // keys known at genesis
}

// Author is a key and whose it is.
type Author struct {
	Name string // of the seat, without spaces
	Key  PublicKey
}

const (
	trustMagic = "surety-trust/1"
	maxTrust   = 256 << 10
	maxAuthors = 256
	maxEarlier = 64
)

// Marshal writes the trust file: one fact a line, in this order.
func (t *Trust) Marshal() ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	return t.text(), nil
}

func (t *Trust) text() []byte {
	exercise := "no"
	if t.Exercise {
		exercise = "yes"
	}
	out := fmt.Appendf(nil, "%s\norigin %s\nlog %s\n", trustMagic, t.Origin, t.LogKey)
	for _, k := range t.desks() {
		out = fmt.Appendf(out, "desk %s\n", k)
	}
	out = fmt.Appendf(out, "charter %s\nexercise %s\n%s", t.Charter, exercise, t.Policy.lines())
	for _, a := range t.Authors {
		out = fmt.Appendf(out, "author %s %s\n", a.Name, a.Key)
	}
	return out
}

// desks gives every key that is or was the server's, newest first.
func (t *Trust) desks() []PublicKey { return append([]PublicKey{t.Desk}, t.Earlier...) }

// OfDesk reports whether a key is or was the server's.
func (t *Trust) OfDesk(key PublicKey) bool { return slices.Contains(t.desks(), key) }

func (t *Trust) check() error {
	v, err := LogVerifier(t.LogKey)
	if err != nil {
		return err
	}
	if v.Name() != t.Origin {
		return fault.New(fault.Invalid, "the log's key is of %s, not of %s", v.Name(), t.Origin)
	}
	if len(t.Earlier) > maxEarlier {
		return fault.New(fault.Invalid, "more than %d earlier keys of the desk are named", maxEarlier)
	}
	keys := map[PublicKey]string{}
	for _, k := range t.desks() {
		if err := k.check(); err != nil {
			return fmt.Errorf("the desk's key: %w", err)
		}
		if k.RelyingParty != "" {
			return fault.New(fault.Invalid, "the desk's key cannot be a passkey's")
		}
		if keys[k] != "" {
			return fault.New(fault.Invalid, "a key of the desk is named twice")
		}
		keys[k] = "the desk"
	}
	if err := t.Policy.check(); err != nil {
		return err
	}
	if len(t.Authors) > maxAuthors {
		return fault.New(fault.Invalid, "more than %d authors are named", maxAuthors)
	}
	for _, a := range t.Authors {
		if !validName(a.Name, 64) {
			return fault.New(fault.Invalid, "%q cannot name an author", a.Name)
		}
		if err := a.Key.check(); err != nil {
			return fmt.Errorf("the key of %s: %w", a.Name, err)
		}
		if other, ok := keys[a.Key]; ok {
			return fault.New(fault.Invalid, "%s and %s have one key between them", other, a.Name)
		}
		keys[a.Key] = a.Name
	}
	return nil
}

// ParseTrust reads a trust file as Marshal writes it. Anything else, a space or
// an order too many, is refused, so that one trust has one fingerprint.
func ParseTrust(data []byte) (*Trust, error) {
	if len(data) > maxTrust {
		return nil, fault.New(fault.Invalid, "the trust file is %d bytes; the most is %d", len(data), maxTrust)
	}
	lines := strings.Split(string(data), "\n")
	if lines[0] != trustMagic {
		return nil, fault.New(fault.Invalid, "that is not a trust file: its first line is not %q", trustMagic)
	}
	t := &Trust{}
	for i, l := range lines[1:] {
		if l == "" && i == len(lines)-2 {
			break
		}
		if err := t.line(l); err != nil {
			return nil, fmt.Errorf("the trust file, line %d: %w", i+2, err)
		}
	}
	if err := t.check(); err != nil {
		return nil, fmt.Errorf("the trust file: %w", err)
	}
	if want := t.text(); string(want) != string(data) {
		return nil, fault.New(fault.Invalid, "the trust file is not in its one form: see line %d", firstDifference(string(want), lines))
	}
	return t, nil
}

func (t *Trust) line(l string) (err error) {
	word, rest, _ := strings.Cut(l, " ")
	switch word {
	case "origin":
		t.Origin = rest
	case "log":
		t.LogKey = rest
	case "desk":
		key, err := ParsePublicKey(rest)
		if t.Desk == (PublicKey{}) {
			t.Desk = key
		} else {
			t.Earlier = append(t.Earlier, key)
		}
		return err
	case "charter":
		b, err := hex.DecodeString(rest)
		if err != nil || len(b) != len(t.Charter) {
			return fault.New(fault.Invalid, "the charter's digest is not 64 hexadecimal digits")
		}
		t.Charter = Digest(b)
	case "exercise":
		t.Exercise = rest == "yes"
	case "author":
		name, key, _ := strings.Cut(rest, " ")
		a := Author{Name: name}
		if a.Key, err = ParsePublicKey(key); err == nil {
			t.Authors = append(t.Authors, a)
		}
	default:
		return t.Policy.line(word, rest)
	}
	return err
}

func firstDifference(want string, lines []string) int {
	for i, w := range strings.Split(want, "\n") {
		if i >= len(lines) || lines[i] != w {
			return i + 1
		}
	}
	return len(lines)
}

// Fingerprint is what two people compare to know that they hold the same trust file.
func (t *Trust) Fingerprint() Digest {
	return sha256.Sum256(append([]byte(domainTrust), t.text()...))
}

// NameOf tells whose key it is, if the trust file says so.
func (t *Trust) NameOf(key PublicKey) (name string, ok bool) {
	if t.OfDesk(key) {
		return "the desk", true
	}
	for _, a := range t.Authors {
		if a.Key == key {
			return a.Name, true
		}
	}
	return "", false
}

// Opened is a checkpoint whose signatures were checked.
type Opened struct {
	Checkpoint
	Cosigned    []Cosigned // by which of the policy's witnesses
	WitnessedAt time.Time  // when enough had signed; zero if they did not, or none are asked for
}

// Verifier is a trust file made ready to check many checkpoints.
type Verifier struct {
	trust     *Trust
	log       note.Verifier
	known     note.Verifiers
	witnesses map[string]string // name and hash of a key → name in the policy
	last      atomic.Pointer[remembered]
	overlap   func() (int, bool) // of the policy, worked out once
}

// NewVerifier prepares a trust file.
func NewVerifier(t *Trust) (*Verifier, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	log, err := LogVerifier(t.LogKey)
	if err != nil {
		return nil, err
	}
	v := &Verifier{trust: t, log: log, witnesses: map[string]string{}, overlap: sync.OnceValues(t.Policy.Overlap)}
	list := []note.Verifier{log}
	for _, w := range t.Policy.Witnesses {
		c, err := ParseCosignatureKey(w.Key)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		v.witnesses[signatory(c.Name(), c.KeyHash())] = w.Name
	}
	v.known = note.VerifierList(list...)
	return v, nil
}

func signatory(name string, hash uint32) string { return fmt.Sprintf("%s+%08x", name, hash) }

// Trust gives the trust file.
func (v *Verifier) Trust() *Trust { return v.trust }

// OpenCheckpoint checks the log's signature, every witness's that the policy
// knows, and that they are enough.
func (v *Verifier) OpenCheckpoint(signed []byte) (*Opened, error) {
	o, err := v.PeekCheckpoint(signed)
	if err != nil {
		return nil, err
	}
	if !v.trust.Policy.None() && o.WitnessedAt.IsZero() {
		return nil, fault.New(fault.Unavailable, "the checkpoint at %s is not yet witnessed: %s signed, and the policy asks for %s",
			entries(o.Size), names(o.Cosigned), v.trust.Policy.Quorum)
	}
	return o, nil
}

// PeekCheckpoint is OpenCheckpoint without asking for enough witnesses.
func (v *Verifier) PeekCheckpoint(signed []byte) (*Opened, error) {
	c, n, err := openNote(signed, v.trust.Origin, v.known)
	if err != nil {
		return nil, err
	}
	o := &Opened{Checkpoint: c}
	byLog := false
	for _, s := range n.Sigs {
		name, witness := v.witnesses[signatory(s.Name, s.Hash)]
		if !witness {
			byLog = true
			continue
		}
		at, err := cosignedAt(s)
		if err != nil {
			return nil, err
		}
		o.Cosigned = append(o.Cosigned, Cosigned{name, at})
	}
	if !byLog {
		return nil, fault.New(fault.Corrupt, "the checkpoint is not signed by the key of %s", v.trust.Origin)
	}
	if at, ok := v.trust.Policy.WitnessedAt(o.Cosigned); ok {
		o.WitnessedAt = at
	}
	return o, nil
}

func names(list []Cosigned) string {
	if len(list) == 0 {
		return "nobody"
	}
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Witness
	}
	return strings.Join(out, ", ")
}
