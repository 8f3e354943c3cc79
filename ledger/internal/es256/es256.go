// Package es256 verifies ECDSA signatures on P-256 with SHA-256 in a few
// hundred bytes of program, for the verifier that is sent to browsers: the
// standard library's crypto/ecdsa brings every curve and weighs a quarter of a
// megabyte there. It is slow and not constant in time, which is no matter,
// since it handles public values only. It never signs, and everywhere but in
// the browser the standard library is used; the tests hold one against the other.
package es256

import (
	"math/big"
)

// P-256 of FIPS 186-5 (SP 800-186, section 3.2.1.3).
var (
	p, _  = new(big.Int).SetString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16)
	n, _  = new(big.Int).SetString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
	b, _  = new(big.Int).SetString("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16)
	gx, _ = new(big.Int).SetString("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16)
	gy, _ = new(big.Int).SetString("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16)
	three = big.NewInt(3)
)

// point is in Jacobian coordinates: (x/z², y/z³), at infinity if z is 0.
type point struct{ x, y, z *big.Int }

// ParsePoint reports whether raw is an uncompressed point of the curve.
func ParsePoint(raw []byte) bool {
	_, ok := parsePoint(raw)
	return ok
}

func parsePoint(raw []byte) (point, bool) {
	if len(raw) != 65 || raw[0] != 4 {
		return point{}, false
	}
	x, y := new(big.Int).SetBytes(raw[1:33]), new(big.Int).SetBytes(raw[33:])
	if x.Cmp(p) >= 0 || y.Cmp(p) >= 0 {
		return point{}, false
	}
	// y² = x³ - 3x + b
	right := mul(x, sub(mul(x, x), three))
	if mul(y, y).Cmp(add(right, b)) != 0 {
		return point{}, false
	}
	return point{x, y, big.NewInt(1)}, true
}

// Verify reports whether sig, in ASN.1 DER, is the signature of the SHA-256
// hash by the key with that uncompressed point (FIPS 186-5, section 6.4.2).
func Verify(key, hash, sig []byte) bool {
	q, ok := parsePoint(key)
	r, s, wellFormed := parseSignature(sig)
	if !ok || !wellFormed || len(hash) != 32 || r.Sign() <= 0 || s.Sign() <= 0 || r.Cmp(n) >= 0 || s.Cmp(n) >= 0 {
		return false
	}
	w := new(big.Int).ModInverse(s, n)
	u1 := new(big.Int).Mul(new(big.Int).SetBytes(hash), w)
	u2 := new(big.Int).Mul(r, w)
	sum := combine(u1.Mod(u1, n), point{gx, gy, big.NewInt(1)}, u2.Mod(u2, n), q)
	if sum.z.Sign() == 0 {
		return false
	}
	inverse := new(big.Int).ModInverse(sum.z, p)
	x := mul(sum.x, mul(inverse, inverse))
	return x.Mod(x, n).Cmp(r) == 0
}

// combine gives u1·g + u2·q, doubling once for both.
func combine(u1 *big.Int, g point, u2 *big.Int, q point) point {
	both := addPoints(g, q)
	out := point{big.NewInt(1), big.NewInt(1), new(big.Int)}
	for i := max(u1.BitLen(), u2.BitLen()) - 1; i >= 0; i-- {
		out = double(out)
		switch u1.Bit(i) | u2.Bit(i)<<1 {
		case 1:
			out = addPoints(out, g)
		case 2:
			out = addPoints(out, q)
		case 3:
			out = addPoints(out, both)
		}
	}
	return out
}

// double follows "dbl-2001-b" of the Explicit-Formulas Database for a = -3.
func double(a point) point {
	delta := mul(a.z, a.z)
	gamma := mul(a.y, a.y)
	beta := mul(a.x, gamma)
	alpha := mul(three, mul(sub(a.x, delta), add(a.x, delta)))
	beta4 := shift(beta, 2)
	x := sub(mul(alpha, alpha), shift(beta4, 1))
	z := sub(sub(square(add(a.y, a.z)), gamma), delta)
	y := sub(mul(alpha, sub(beta4, x)), shift(mul(gamma, gamma), 3))
	return point{x, y, z}
}

// addPoints follows "add-2007-bl", with the cases it leaves out.
func addPoints(a, b point) point {
	if a.z.Sign() == 0 {
		return b
	}
	if b.z.Sign() == 0 {
		return a
	}
	z1, z2 := mul(a.z, a.z), mul(b.z, b.z)
	u1, u2 := mul(a.x, z2), mul(b.x, z1)
	s1, s2 := mul(a.y, mul(b.z, z2)), mul(b.y, mul(a.z, z1))
	h, r := sub(u2, u1), sub(s2, s1)
	if h.Sign() == 0 {
		if r.Sign() == 0 {
			return double(a)
		}
		return point{big.NewInt(1), big.NewInt(1), new(big.Int)}
	}
	hh := mul(h, h)
	hhh := mul(h, hh)
	v := mul(u1, hh)
	x := sub(sub(mul(r, r), hhh), shift(v, 1))
	y := sub(mul(r, sub(v, x)), mul(s1, hhh))
	return point{x, y, mul(h, mul(a.z, b.z))}
}

func mul(a, b *big.Int) *big.Int { c := new(big.Int).Mul(a, b); return c.Mod(c, p) }
func add(a, b *big.Int) *big.Int { c := new(big.Int).Add(a, b); return c.Mod(c, p) }
func sub(a, b *big.Int) *big.Int { c := new(big.Int).Sub(a, b); return c.Mod(c, p) }
func square(a *big.Int) *big.Int { return mul(a, a) }
func shift(a *big.Int, n uint) *big.Int {
	c := new(big.Int).Lsh(a, n)
	return c.Mod(c, p)
}

// parseSignature reads SEQUENCE { INTEGER r, INTEGER s } in DER.
func parseSignature(der []byte) (r, s *big.Int, ok bool) {
	body, rest, ok := element(der, 0x30)
	if !ok || len(rest) != 0 {
		return nil, nil, false
	}
	first, rest, ok1 := element(body, 2)
	second, rest, ok2 := element(rest, 2)
	if !ok1 || !ok2 || len(rest) != 0 || !positive(first) || !positive(second) {
		return nil, nil, false
	}
	return new(big.Int).SetBytes(first), new(big.Int).SetBytes(second), true
}

// element reads one value of less than 128 bytes; a P-256 signature has no longer ones.
func element(der []byte, tag byte) (body, rest []byte, ok bool) {
	if len(der) < 2 || der[0] != tag || der[1] >= 0x80 || len(der)-2 < int(der[1]) {
		return nil, nil, false
	}
	return der[2 : 2+der[1]], der[2+der[1]:], true
}

// positive reports whether b is an integer that is not negative, in as few
// bytes as can be.
func positive(b []byte) bool {
	return len(b) > 0 && b[0] < 0x80 && (len(b) == 1 || b[0] != 0 || b[1] >= 0x80)
}
