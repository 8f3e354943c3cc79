package keys

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Secret is a key of one holder, with its name: a party's own key, which never
// comes near the server, or a witness's.
type Secret struct {
	Name   string // what it is called, or the witness's name
	Signer ledger.Signer
	seed   []byte
}

// secretMagic is the first line of a key file. The others are:
//
//	name NAME
//	public KEY        the public key, as docs/format.md writes it
//	seed BASE64       the 32 bytes of the secret, in the clear; or
//	sealed BASE64     the same, encrypted by age with a passphrase (scrypt)
const secretMagic = "surety-key/1"

const maxSecret = 16 << 10 // bytes of a key file

// workFactor is the binary logarithm of scrypt's work; 0 leaves it to age, which
// takes a second. Only this package's own tests, which make many keys, set it
// (cheap_test.go): nothing that is built into the program can.
var workFactor int

// NewSecret draws a key.
func NewSecret(random io.Reader, name string, alg ledger.Algorithm) (*Secret, error) {
	if name == "" || strings.ContainsAny(name, "\r\n") {
		return nil, fault.New(fault.Invalid, "a key needs a name, on one line")
	}
	s, seed, err := ledger.GenerateSigner(random, alg)
	if err != nil {
		return nil, err
	}
	return &Secret{name, s, seed}, nil
}

// Write keeps the secret in a new file that its owner alone can read, encrypted
// with the passphrase unless that is empty.
func (s *Secret) Write(file, passphrase string) (err error) {
	defer fault.Wrap(&err, "keeping the key %s", s.Name)
	line := "seed " + base64.StdEncoding.EncodeToString(s.seed)
	if passphrase != "" {
		to, err := age.NewScryptRecipient(passphrase)
		if err != nil {
			return fault.New(fault.Invalid, "%w", err)
		}
		if workFactor > 0 {
			to.SetWorkFactor(workFactor)
		}
		var sealed bytes.Buffer
		w, err := age.Encrypt(&sealed, to)
		if err != nil {
			return err
		}
		if _, err := w.Write(s.seed); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		line = "sealed " + base64.StdEncoding.EncodeToString(sealed.Bytes())
	}
	text := fmt.Sprintf("%s\nname %s\npublic %s\n%s\n", secretMagic, s.Name, s.Signer.PublicKey(), line)
	return durable.Create(file, []byte(text))
}

// Holder is what a key file says without its secret.
type Holder struct {
	Name      string
	Public    ledger.PublicKey
	Encrypted bool
	secret    []byte
}

// ReadHolder reads a key file, without opening the secret.
func ReadHolder(file string) (h *Holder, err error) {
	defer fault.Wrap(&err, "reading the key file %s", file)
	f, err := os.Open(file)
	if err != nil {
		return nil, fault.New(fault.NotFound, "%w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(data), "\n")
	if len(data) > maxSecret || len(lines) != 5 || lines[0] != secretMagic || lines[4] != "" {
		return nil, fault.New(fault.Invalid, "it is not a key file")
	}
	h = &Holder{}
	var public, secret string
	for i, into := range []*string{&h.Name, &public, &secret} {
		word, rest, _ := strings.Cut(lines[i+1], " ")
		*into = rest
		if ok := i < 2 && word == []string{"name", "public"}[i] || i == 2 && (word == "seed" || word == "sealed"); !ok {
			return nil, fault.New(fault.Invalid, "line %d of it is not understood", i+2)
		}
		h.Encrypted = word == "sealed"
	}
	if h.Public, err = ledger.ParsePublicKey(public); err != nil {
		return nil, err
	}
	if h.secret, err = base64.StdEncoding.Strict().DecodeString(secret); err != nil {
		return nil, fault.New(fault.Invalid, "its secret is not base64")
	}
	return h, nil
}

// Open gives the secret. The passphrase is not looked at where the file is not
// encrypted.
func (h *Holder) Open(passphrase string) (_ *Secret, err error) {
	defer fault.Wrap(&err, "opening the key %s", h.Name)
	seed := h.secret
	if h.Encrypted {
		from, err := age.NewScryptIdentity(passphrase)
		if err != nil {
			return nil, fault.New(fault.Invalid, "it is encrypted, and no passphrase was given")
		}
		r, err := age.Decrypt(bytes.NewReader(h.secret), from)
		if err != nil {
			return nil, fault.New(fault.Forbidden, "the passphrase does not open it")
		}
		if seed, err = io.ReadAll(io.LimitReader(r, ledger.SeedSize+1)); err != nil {
			return nil, fault.New(fault.Corrupt, "it is damaged: %w", err)
		}
	}
	s, err := ledger.NewSigner(h.Public.Algorithm, seed)
	if err != nil {
		return nil, err
	}
	if s.PublicKey() != h.Public {
		return nil, fault.New(fault.Corrupt, "its secret and its public key are not two halves of one key")
	}
	return &Secret{h.Name, s, seed}, nil
}
