package session

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// NonceFor is how long a challenge to sign in can be answered.
const NonceFor = 3 * time.Minute

// maxNonces bounds how many answered challenges are remembered at a time.
const maxNonces = 100_000

// Nonces gives out what a passkey is challenged with to sign in, and takes each
// back once. What was given out is not remembered, so that nobody fills memory by
// asking; what was answered is, for as long as it could be answered again.
type Nonces struct {
	Now func() time.Time // nil means time.Now

	mu   sync.Mutex
	key  []byte
	used map[string]time.Time // until when it could be answered
}

func (n *Nonces) now() time.Time {
	if n.Now != nil {
		return n.Now()
	}
	return time.Now()
}

// secret gives the key that nonces are known again by. It lives as long as the process.
func (n *Nonces) secret() []byte {
	if n.key == nil {
		n.key = make([]byte, 32)
		rand.Read(n.key) // never fails: it ends the program instead
		n.used = map[string]time.Time{}
	}
	return n.key
}

const nonceLength = 16 + 8 + sha256.Size // random, time, and the two under the secret

// New draws a nonce: letters, digits, - and _.
func (n *Nonces) New() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	b := make([]byte, 16, nonceLength)
	rand.Read(b)
	b = binary.BigEndian.AppendUint64(b, uint64(n.now().Unix())) // #nosec G115 -- it is after 1970
	return base64.RawURLEncoding.EncodeToString(n.sum(b))
}

func (n *Nonces) sum(b []byte) []byte {
	mac := hmac.New(sha256.New, n.secret())
	mac.Write(b[:24])
	return mac.Sum(b[:24])
}

// Take accepts a nonce that New gave out a short while ago and that was not taken
// before. Anything else is a fault.Forbidden.
func (n *Nonces) Take(nonce string) error {
	stale := fault.New(fault.Forbidden, "this page is too old to sign in with, or was used before; load it again")
	b, err := base64.RawURLEncoding.Strict().DecodeString(nonce)
	if err != nil || len(b) != nonceLength {
		return stale
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	now := n.now()
	if !hmac.Equal(n.sum(append(make([]byte, 0, nonceLength), b...)), b) {
		return stale
	}
	made := time.Unix(int64(binary.BigEndian.Uint64(b[16:24])), 0) // #nosec G115 -- it was written by Nonces, as the sum says
	if _, used := n.used[nonce]; used || now.Sub(made) >= NonceFor || now.Before(made) {
		return stale
	}
	for old, until := range n.used {
		if !now.Before(until) {
			delete(n.used, old)
		}
	}
	if len(n.used) >= maxNonces {
		return fault.New(fault.Unavailable, "too many people sign in at once; try again in a few minutes")
	}
	n.used[nonce] = made.Add(NonceFor)
	return nil
}
