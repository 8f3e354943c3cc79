package keys

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/surety-mechanism/surety/ledger"
)

// What others sealed to somebody's key comes with a copy that anybody may have
// carried: nothing opens that was not sealed to it.
func FuzzOpenMember(f *testing.F) {
	s, err := NewSecret(rand.Reader, "a", ledger.Ed25519)
	if err != nil {
		f.Fatal(err)
	}
	id, err := s.Reader()
	if err != nil {
		f.Fatal(err)
	}
	server := &Keys{server: id}
	good, err := server.SealAudience(ledger.Key{1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)-20])
	f.Add([]byte("age-encryption.org/v1\n-> X25519 a\n"))
	f.Fuzz(func(t *testing.T, sealed []byte) {
		for _, open := range []func([]byte) (ledger.Key, error){s.OpenMember, server.OpenAudience} {
			if key, err := open(sealed); err == nil && (key != ledger.Key{1} || !bytes.Equal(sealed, good)) {
				t.Fatalf("%x opens as %x", sealed, key)
			}
		}
	})
}
