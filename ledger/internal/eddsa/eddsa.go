// Package eddsa checks Ed25519 signatures (RFC 8032, pure) and accepts exactly
// what crypto/ed25519 accepts. Few keys sign most of a log: its own key, its
// witnesses', its parties'. Of a key that comes again and again it keeps multiples
// of the key's point, with which a check is a sum of them and needs no doubling:
// it then takes less than half as long.
//
// It holds no secret. Everything here is public, so nothing has to take the same
// time whatever it is given.
package eddsa

import (
	"crypto/ed25519"
	"sync"
)

const (
	often    = 16   // signatures of a key before it has a table: making one costs a dozen checks
	maxKeys  = 64   // with a table; each takes 380 KB
	maxSeen  = 4096 // keys that are counted
	keyBits  = 7    // of a scalar at a time, of a key's table
	baseBits = 9    // of the base point's, of which there is one
)

// known are the keys that signed before. When there are too many, all are
// forgotten: what is lost is speed, for a moment.
var known struct {
	sync.Mutex
	keys   map[[ed25519.PublicKeySize]byte]*signing
	tables int
}

// signing is a key that signed before.
type signing struct {
	times int
	table *table // nil: not often enough
}

// Verify reports whether sig is the signature of msg by a public key. A key that
// is none has signed nothing. It is safe for use by several goroutines.
func Verify(public, msg, sig []byte) bool {
	if len(public) != ed25519.PublicKeySize {
		return false
	}
	key := [ed25519.PublicKeySize]byte(public)
	if t := tableOf(key); t != nil {
		return t.verify(key, msg, sig)
	}
	if !ed25519.Verify(public, msg, sig) {
		return false
	}
	count(key)
	return true
}

func tableOf(key [ed25519.PublicKeySize]byte) *table {
	known.Lock()
	defer known.Unlock()
	if s := known.keys[key]; s != nil {
		return s.table
	}
	return nil
}

// count notes that a key has signed, and makes its table when that was often
// enough. Only who holds a key's secret can have it counted.
func count(key [ed25519.PublicKeySize]byte) {
	known.Lock()
	s := known.keys[key]
	if s == nil {
		if known.keys == nil || len(known.keys) >= maxSeen {
			known.keys, known.tables = map[[ed25519.PublicKeySize]byte]*signing{}, 0
		}
		s = &signing{}
		known.keys[key] = s
	}
	s.times++
	due := s.times == often
	known.Unlock()
	if !due {
		return
	}
	t := newTable(key) // outside of the lock: others go on meanwhile
	known.Lock()
	defer known.Unlock()
	if known.tables >= maxKeys {
		known.keys, known.tables = map[[ed25519.PublicKeySize]byte]*signing{key: s}, 0
	}
	if s.table = t; known.keys[key] == s {
		known.tables++
	}
}
