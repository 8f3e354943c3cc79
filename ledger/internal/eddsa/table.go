package eddsa

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha512"
	"sync"

	"filippo.io/edwards25519"
)

// table holds, of a point P and a width w, the points d·2^(w·i)·P for every place
// i of a scalar and every digit d from 1 to 2^(w-1). With them a multiple of P is
// a sum with one summand for each place.
type table struct {
	bits   int
	places [][]edwards25519.Point
}

// places is how many digits of a width a scalar has, which is less than 2^253,
// and may carry once more.
func places(bits int) int { return 253/bits + 1 }

// newTable makes the table of the negative of a public key; nil if the key is
// not the encoding of a point.
func newTable(key [ed25519.PublicKeySize]byte) *table {
	p, err := new(edwards25519.Point).SetBytes(key[:])
	if err != nil {
		return nil
	}
	return tableOfPoint(p.Negate(p), keyBits)
}

func tableOfPoint(p *edwards25519.Point, bits int) *table {
	t := &table{bits: bits, places: make([][]edwards25519.Point, places(bits))}
	at := new(edwards25519.Point).Set(p)
	for i := range t.places {
		row := make([]edwards25519.Point, 1<<(bits-1))
		row[0].Set(at)
		for d := 1; d < len(row); d++ {
			row[d].Add(&row[d-1], at)
		}
		t.places[i] = row
		last := &row[len(row)-1]
		at.Add(last, last)
	}
	return t
}

// base is the table of the base point.
var base = sync.OnceValue(func() *table { return tableOfPoint(edwards25519.NewGeneratorPoint(), baseBits) })

// verify does what crypto/ed25519 does, in the same order: [s]B - [k]A is to be
// encoded as R is. The key is the one that the table was made of.
func (t *table) verify(key [ed25519.PublicKeySize]byte, msg, sig []byte) bool {
	if len(sig) != ed25519.SignatureSize {
		return false
	}
	s, err := edwards25519.NewScalar().SetCanonicalBytes(sig[32:])
	if err != nil {
		return false
	}
	h := sha512.New()
	h.Write(sig[:32])
	h.Write(key[:])
	h.Write(msg)
	k, err := edwards25519.NewScalar().SetUniformBytes(h.Sum(nil))
	if err != nil {
		return false
	}
	r := edwards25519.NewIdentityPoint()
	t.addMultiple(r, k.Bytes())
	base().addMultiple(r, s.Bytes())
	return bytes.Equal(sig[:32], r.Bytes())
}

// addMultiple adds to a sum the multiple of the table's point by a scalar of 32
// bytes, the lowest first. A digit above half of the width is taken as negative,
// and one is carried.
func (t *table) addMultiple(sum *edwards25519.Point, scalar []byte) {
	half, carry := 1<<(t.bits-1), 0
	for i, row := range t.places {
		d := digit(scalar, i*t.bits, t.bits) + carry
		carry = 0
		if d > half {
			d, carry = d-2*half, 1
		}
		switch {
		case d > 0:
			sum.Add(sum, &row[d-1])
		case d < 0:
			sum.Subtract(sum, &row[-d-1])
		}
	}
}

// digit gives some bits of a scalar, at most nine, from a place on.
func digit(scalar []byte, from, bits int) int {
	at := from / 8
	v := int(scalar[at])
	if at+1 < len(scalar) {
		v |= int(scalar[at+1]) << 8
	}
	return v >> (from % 8) & (1<<bits - 1)
}
