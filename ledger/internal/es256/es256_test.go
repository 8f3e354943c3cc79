package es256

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"math/big"
	"testing"
)

// standard is what the standard library says.
func standard(key, hash, sig []byte) bool {
	pub, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), key)
	return err == nil && ecdsa.VerifyASN1(pub, hash, sig)
}

func made(t testing.TB, msg string) (key, hash, sig []byte) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err = k.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.Sum256([]byte(msg))
	sig, err = ecdsa.SignASN1(rand.Reader, k, h[:])
	if err != nil {
		t.Fatal(err)
	}
	return key, h[:], sig
}

func TestVerify(t *testing.T) {
	for i := range 6 {
		key, hash, sig := made(t, string(rune('a'+i)))
		if !Verify(key, hash, sig) {
			t.Fatalf("a sound signature is refused: %x %x %x", key, hash, sig)
		}
		for at := range sig {
			bent := bytes.Clone(sig)
			bent[at] ^= 1
			if Verify(key, hash, bent) != standard(key, hash, bent) || Verify(key, hash, bent) {
				t.Fatalf("byte %d of the signature changed: %x", at, bent)
			}
		}
		hash[i] ^= 1
		if Verify(key, hash, sig) {
			t.Fatal("another hash verifies")
		}
	}
}

// TestEdges gives both the values at which implementations went wrong before.
func TestEdges(t *testing.T) {
	key, hash, sig := made(t, "edges")
	r, s, ok := parseSignature(sig)
	if !ok {
		t.Fatal("not parsed")
	}
	one, zero := big.NewInt(1), new(big.Int)
	values := []*big.Int{zero, one, new(big.Int).Neg(one), n, new(big.Int).Sub(n, one), new(big.Int).Add(n, one), p,
		new(big.Int).Add(r, n), new(big.Int).Sub(n, s), r, s, new(big.Int).Neg(s), new(big.Int).Lsh(one, 300), new(big.Int).Lsh(one, 1100)}
	hashes := [][]byte{hash, make([]byte, 32)}
	keys := [][]byte{key, uncompressed(gx, gy), uncompressed(gx, new(big.Int).Sub(p, gy)), uncompressed(zero, zero), uncompressed(gx, gx), key[:64], append([]byte{2}, key[1:33]...), {0}, nil}
	for _, k := range keys {
		if _, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), k); (err == nil) != ParsePoint(k) {
			t.Errorf("the point %x: %v", k, err)
		}
		for _, h := range hashes {
			for _, a := range values {
				for _, b := range values {
					der, err := asn1.Marshal(struct{ R, S *big.Int }{a, b})
					if err != nil {
						t.Fatal(err)
					}
					if got, want := Verify(k, h, der), standard(k, h, der); got != want {
						t.Errorf("key %x hash %x r %v s %v: %v, the standard library says %v", k, h, a, b, got, want)
					}
				}
			}
		}
	}
	for _, bad := range [][]byte{nil, {0x30}, {0x30, 0}, append(bytes.Clone(sig), 0), sig[:len(sig)-1], append([]byte{0x30, 0x81, sig[1]}, sig[2:]...), append([]byte{0x31}, sig[1:]...)} {
		if Verify(key, hash, bad) != standard(key, hash, bad) {
			t.Errorf("the encoding %x", bad)
		}
	}
}

// TestInfinity: a key that is minus the generator makes sums at infinity.
func TestInfinity(t *testing.T) {
	g := point{gx, gy, big.NewInt(1)}
	minus := point{gx, new(big.Int).Sub(p, gy), big.NewInt(1)}
	if sum := combine(big.NewInt(5), g, big.NewInt(5), minus); sum.z.Sign() != 0 {
		t.Error("5g - 5g is not at infinity")
	}
	if a, b := combine(big.NewInt(5), g, big.NewInt(3), minus), combine(big.NewInt(2), g, new(big.Int), g); mul(a.x, mul(b.z, b.z)).Cmp(mul(b.x, mul(a.z, a.z))) != 0 {
		t.Error("5g - 3g is not 2g")
	}
	if a := combine(n, g, new(big.Int), g); a.z.Sign() != 0 {
		t.Error("ng is not at infinity")
	}
}

func uncompressed(x, y *big.Int) []byte {
	out := make([]byte, 65)
	out[0] = 4
	x.FillBytes(out[1:33])
	y.FillBytes(out[33:])
	return out
}

func FuzzVerify(f *testing.F) {
	key, hash, sig := made(f, "fuzz")
	f.Add(key, hash, sig)
	f.Fuzz(func(t *testing.T, key, hash, sig []byte) {
		if len(hash) != 32 {
			return
		}
		if got, want := Verify(key, hash, sig), standard(key, hash, sig); got != want {
			t.Fatalf("%v, the standard library says %v", got, want)
		}
	})
}

// FuzzParsePoint: what is a point here is one to the standard library, and nothing else.
func FuzzParsePoint(f *testing.F) {
	key, _, _ := made(f, "a")
	f.Add(key)
	f.Add(bytes.Repeat([]byte{4}, 65))
	f.Add(append([]byte{4}, make([]byte, 64)...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), raw); ParsePoint(raw) != (err == nil) {
			t.Fatalf("%x is a point here: %v; to the standard library: %v", raw, ParsePoint(raw), err)
		}
	})
}
