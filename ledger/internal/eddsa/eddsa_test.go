package eddsa

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"math/big"
	mrand "math/rand/v2"
	"slices"
	"sync"
	"testing"

	"filippo.io/edwards25519"
)

// order is l, the order of the base point.
var order, _ = new(big.Int).SetString("7237005577332262213973186563042994240857116359379907606001950938285454250989", 10)

func little(n *big.Int) [32]byte {
	var out [32]byte
	n.FillBytes(out[:])
	slices.Reverse(out[:])
	return out
}

// odd are encodings that no honest key has, and that checks of other programs
// differ about: points of small order, in every spelling, and what is no point.
func odd() [][32]byte {
	var all [][32]byte
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 255), big.NewInt(19))
	for y := range int64(24) {
		for _, n := range []*big.Int{big.NewInt(y), new(big.Int).Sub(p, big.NewInt(y)), new(big.Int).Add(p, big.NewInt(y))} {
			if n.BitLen() > 255 {
				continue
			}
			e := little(n)
			high := e
			high[31] |= 0x80
			all = append(all, e, high)
		}
	}
	// The points of order eight: a multiple by l of a point that has a part of it.
	for i := byte(0); len(all) < 200; i++ {
		q, err := new(edwards25519.Point).SetBytes(bytes.Repeat([]byte{i}, 32))
		if err != nil {
			continue
		}
		minusOne, err := edwards25519.NewScalar().SetCanonicalBytes(bytesOf(new(big.Int).Sub(order, big.NewInt(1))))
		if err != nil {
			panic(err)
		}
		small := new(edwards25519.Point).ScalarMult(minusOne, q)
		small.Add(small, q)
		all = append(all, [32]byte(small.Bytes()))
	}
	return all
}

func bytesOf(n *big.Int) []byte { b := little(n); return b[:] }

// agree checks one signature with a table and with crypto/ed25519.
func agree(t testing.TB, tables map[[32]byte]*table, key [32]byte, msg, sig []byte) (holds bool) {
	t.Helper()
	want := ed25519.Verify(key[:], msg, sig)
	made, ok := tables[key]
	if !ok {
		made = newTable(key)
		tables[key] = made
	}
	got := made != nil && made.verify(key, msg, sig)
	if got != want {
		t.Fatalf("key %x, message %x, signature %x: crypto/ed25519 says %t, the table %t", key, msg, sig, want, got)
	}
	return want
}

// TestOddPoints signs, as far as that can be done without a secret, with keys of
// small order and in spellings that are not the shortest, and asks both checks.
func TestOddPoints(t *testing.T) {
	points, tables, held, none := odd(), map[[32]byte]*table{}, 0, 0
	for _, key := range points {
		for i := range 3 {
			msg := fmt.Appendf(nil, "m%d", i)
			r := points[(i*7+int(key[0]))%len(points)]
			for _, s := range []*big.Int{new(big.Int), big.NewInt(1), order, new(big.Int).Sub(order, big.NewInt(1))} {
				if agree(t, tables, key, msg, append(r[:], bytesOf(s)...)) {
					held++
				}
			}
			// [s]B - [k]A for s = 0 and A of small order is of small order: some R fits.
			if a, err := new(edwards25519.Point).SetBytes(key[:]); err == nil {
				for _, r := range points[len(points)-9:] {
					sum := sha512.Sum512(slices.Concat(r[:], key[:], msg))
					k, err := edwards25519.NewScalar().SetUniformBytes(sum[:])
					if err != nil {
						t.Fatal(err)
					}
					fits := new(edwards25519.Point).ScalarMult(k, new(edwards25519.Point).Negate(a))
					if agree(t, tables, key, msg, append(fits.Bytes(), make([]byte, 32)...)) || agree(t, tables, key, msg, append(r[:], make([]byte, 32)...)) {
						held++
					}
				}
			} else {
				none++
			}
		}
	}
	if held == 0 || none == 0 {
		t.Errorf("%d odd signatures held and %d keys were no points: this tries nothing", held, none)
	}
}

// TestSame checks sound signatures of keys of every kind, and each with something changed.
func TestSame(t *testing.T) {
	chance := mrand.New(mrand.NewPCG(1, 2))
	for range 40 {
		secret, msg := key(chance.Uint64()), make([]byte, chance.IntN(300))
		for i := range msg {
			msg[i] = byte(chance.Uint32())
		}
		public, tables := [32]byte(secret.Public().(ed25519.PublicKey)), map[[32]byte]*table{}
		sig := ed25519.Sign(secret, msg)
		if !agree(t, tables, public, msg, sig) {
			t.Fatal("a sound signature does not hold")
		}
		for range 20 {
			bad := bytes.Clone(sig)
			bad[chance.IntN(len(bad))] ^= 1 << chance.IntN(8)
			if agree(t, tables, public, msg, bad) {
				t.Fatal("a changed signature holds")
			}
		}
		s := slices.Clone(sig[32:])
		slices.Reverse(s)
		more := new(big.Int).Add(new(big.Int).SetBytes(s), order) // the same, modulo l
		for _, bad := range [][]byte{append(sig[:32:32], bytesOf(more)...), sig[:63], append(sig[:64:64], 0), nil} {
			if agree(t, tables, public, msg, bad) {
				t.Fatalf("the signature %x holds", bad)
			}
		}
		if agree(t, tables, public, append(msg, 1), sig) {
			t.Fatal("a changed message holds")
		}
	}
}

// TestDigits writes scalars at the edges in digits of both widths and multiplies with them.
func TestDigits(t *testing.T) {
	for _, bits := range []int{keyBits, baseBits} {
		made := tableOfPoint(edwards25519.NewGeneratorPoint(), bits)
		edges := []*big.Int{new(big.Int), new(big.Int).Sub(order, big.NewInt(1))}
		for n := range uint(253) {
			p := new(big.Int).Lsh(big.NewInt(1), n)
			edges = append(edges, new(big.Int).Mod(p, order), new(big.Int).Mod(new(big.Int).Sub(p, big.NewInt(1)), order))
		}
		for _, n := range edges {
			s, err := edwards25519.NewScalar().SetCanonicalBytes(bytesOf(n))
			if err != nil {
				t.Fatal(err)
			}
			got := edwards25519.NewIdentityPoint()
			made.addMultiple(got, s.Bytes())
			if want := new(edwards25519.Point).ScalarBaseMult(s); got.Equal(want) != 1 {
				t.Fatalf("%d bits: %v times the base point is something else", bits, n)
			}
		}
	}
}

// TestOften: a key has a table once it signed often enough, forged signatures
// count for nothing, and more keys than there may be are forgotten; what is
// answered stays the same throughout.
func TestOften(t *testing.T) {
	forget()
	secret := key(7)
	public, msg := secret.Public().(ed25519.PublicKey), []byte("a message")
	sig, forged := ed25519.Sign(secret, msg), make([]byte, 64)
	for n := range often + 2 {
		if (tableOf([32]byte(public)) != nil) != (n >= often) {
			t.Errorf("after %d signatures there is a table, or there is none: %t", n, n < often)
		}
		if !Verify(public, msg, sig) || Verify(public, msg, forged) || Verify(public[:31], msg, sig) || Verify(nil, msg, sig) {
			t.Fatalf("check %d answers wrong", n)
		}
	}
	var all sync.WaitGroup
	for n := range maxKeys + 5 {
		all.Go(func() {
			secret := key(uint64(100 + n))
			sig := ed25519.Sign(secret, msg)
			for range often + 1 {
				if !Verify(secret.Public().(ed25519.PublicKey), msg, sig) || Verify(secret.Public().(ed25519.PublicKey), msg, forged) {
					t.Error("one of many keys is answered wrong")
				}
			}
		})
	}
	all.Wait()
	known.Lock()
	defer known.Unlock()
	have := 0
	for _, s := range known.keys {
		if s.table != nil {
			have++
		}
	}
	if have != known.tables || have == 0 || have > maxKeys {
		t.Errorf("%d tables are kept, %d counted; the most is %d", have, known.tables, maxKeys)
	}
}

// TestManyKeys: keys that come once are counted up to a bound.
func TestManyKeys(t *testing.T) {
	forget()
	for n := range maxSeen + 3 {
		count([32]byte(binary.LittleEndian.AppendUint64(make([]byte, 24), uint64(n))))
	}
	if n := len(known.keys); n == 0 || n > maxSeen {
		t.Errorf("%d keys are counted; the most is %d", n, maxSeen)
	}
	forget()
}

func forget() {
	known.Lock()
	defer known.Unlock()
	known.keys, known.tables = nil, 0
}

func key(n uint64) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(binary.LittleEndian.AppendUint64(make([]byte, 24), n))
}

// FuzzSame: whatever the key, the message and the signature are, both checks say the same.
func FuzzSame(f *testing.F) {
	points := odd()
	secret := key(3)
	sound := ed25519.Sign(secret, []byte("m"))
	f.Add([]byte(secret.Public().(ed25519.PublicKey)), []byte("m"), sound, uint64(3), byte(0))
	for i, p := range points {
		f.Add(p[:], []byte{byte(i)}, append(points[i*31%len(points)][:], make([]byte, 32)...), uint64(i), byte(i))
	}
	f.Fuzz(func(t *testing.T, public, msg, sig []byte, seed uint64, change byte) {
		tables := map[[32]byte]*table{}
		if len(public) == 32 {
			agree(t, tables, [32]byte(public), msg, sig)
		}
		// And a sound one, of which the fuzzer's bytes change some: few things that
		// are made at random are nearly right.
		secret := key(seed)
		near := ed25519.Sign(secret, msg)
		for i, b := range sig {
			if i < len(near) && change&1 == 1 {
				near[i] ^= b
			}
		}
		agree(t, tables, [32]byte(secret.Public().(ed25519.PublicKey)), msg, near)
	})
}

func BenchmarkVerify(b *testing.B) {
	secret, msg := key(1), make([]byte, 1024)
	public, sig := secret.Public().(ed25519.PublicKey), ed25519.Sign(secret, make([]byte, 1024))
	for _, one := range []struct {
		name string
		do   func(public, msg, sig []byte) bool
	}{
		{"table", Verify},
		{"crypto-ed25519", func(public, msg, sig []byte) bool { return ed25519.Verify(public, msg, sig) }},
	} {
		b.Run(one.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !one.do(public, msg, sig) {
					b.Fatal("a signature does not hold")
				}
			}
		})
	}
}
