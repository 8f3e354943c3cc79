package keys

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// readerDomain keeps the key that opens apart from the one that signs.
const readerDomain = "surety/v1/reader\x00"

// Reader gives the age identity that opens what is sealed to this key. It follows
// from the same secret, so that whoever has a copy of the key file has both.
func (s *Secret) Reader() (*age.X25519Identity, error) {
	scalar, err := hkdf.Key(sha256.New, s.seed, nil, readerDomain, 32)
	if err != nil {
		return nil, fault.New(fault.Internal, "deriving the key that opens: %w", err)
	}
	id, err := age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", scalar)))
	if err != nil {
		return nil, fault.New(fault.Internal, "deriving the key that opens: %w", err)
	}
	return id, nil
}

// Recipient gives what others seal to, so that this key opens it.
func (s *Secret) Recipient() (string, error) {
	id, err := s.Reader()
	if err != nil {
		return "", err
	}
	return id.Recipient().String(), nil
}

// OpenMember opens an audience's key that was sealed to this one.
func (s *Secret) OpenMember(sealed []byte) (ledger.Key, error) {
	id, err := s.Reader()
	if err != nil {
		return ledger.Key{}, err
	}
	return openKey(sealed, id)
}

// SealMember encrypts an audience's key to a member, who is named by what
// Recipient gives.
func (*Keys) SealMember(key ledger.Key, recipient string) ([]byte, error) {
	to, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%q is nothing that can be sealed to: %w", recipient, err)
	}
	return sealKey(key, to)
}

func sealKey(key ledger.Key, to age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, fmt.Errorf("sealing an audience's key: %w", err)
	}
	if _, err := w.Write(key[:]); err != nil {
		return nil, fmt.Errorf("sealing an audience's key: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("sealing an audience's key: %w", err)
	}
	return out.Bytes(), nil
}

func openKey(sealed []byte, with age.Identity) (key ledger.Key, err error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), with)
	if err != nil {
		return key, fault.New(fault.Forbidden, "an audience's key does not open: it is sealed to others, or was changed: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, int64(len(key))+1))
	if err != nil || len(plain) != len(key) {
		return key, fault.New(fault.Corrupt, "an audience's key is not what it should be")
	}
	return ledger.Key(plain), nil
}

// bech32 writes bytes in the form of BIP 173, which age uses for its keys.
func bech32(prefix string, data []byte) string {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	var five []byte
	bits, n := uint32(0), 0
	for _, b := range data {
		bits, n = bits<<8|uint32(b), n+8
		for ; n >= 5; n -= 5 {
			five = append(five, byte(bits>>(n-5))&31) // #nosec G115 -- five bits of it
		}
	}
	if n > 0 {
		five = append(five, byte(bits<<(5-n))&31) // #nosec G115 -- five bits of it
	}
	check := uint32(1)
	step := func(v byte) {
		top := check >> 25
		check = (check&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	for _, c := range []byte(prefix) {
		step(c >> 5)
	}
	step(0)
	for _, c := range []byte(prefix) {
		step(c & 31)
	}
	for _, v := range five {
		step(v)
	}
	for range 6 {
		step(0)
	}
	check ^= 1
	out := []byte(prefix + "1")
	for _, v := range five {
		out = append(out, alphabet[v])
	}
	for i := range 6 {
		out = append(out, alphabet[check>>(5*(5-i))&31])
	}
	return string(out)
}
