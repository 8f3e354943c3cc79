package ledger

import (
	"crypto/sha256"
	"strings"
)

// Two people compare keys and trust files by reading a fingerprint to each
// other. It comes in digits, in the reader's numerals, and in words that anyone
// can pronounce; both stand for the same digest, and one of them is enough.

// The zero digit of a reader's numerals.
const (
	LatinDigits   = '0' // English, Turkish, Chinese
	ArabicDigits  = '٠' // U+0660, Arabic
	PersianDigits = '۰' // U+06F0, Urdu, Pashto, Dari, Persian
)

// Digits gives eight groups of five digits (the digest modulo 10^40, 132 bits),
// in the numerals whose zero is given.
func (d Digest) Digits(zero rune) string {
	const groups, each, modulus = 8, 5, 100000
	var out [groups][each]rune
	n := d
	for g := groups - 1; g >= 0; g-- {
		rest := uint32(0)
		for i := range n { // n, rest = n / modulus, n % modulus
			v := rest<<8 | uint32(n[i])
			n[i], rest = byte(v/modulus), v%modulus // #nosec G115 -- rest is less than modulus
		}
		for i := each - 1; i >= 0; i-- {
			out[g][i] = zero + rune(rest%10)
			rest /= 10
		}
	}
	parts := make([]string, groups)
	for g := range out {
		parts[g] = string(out[g][:])
	}
	return strings.Join(parts, " ")
}

// Words gives eight words of five letters for the first 128 bits of
// SHA-256("surety/v1/words" 00 || digest). Each word is 16 bits, as consonant,
// vowel, consonant, vowel, consonant (the "proquint" of arXiv:0901.4016).
func (d Digest) Words() string {
	const consonants, vowels = "bdfghjklmnprstvz", "aiou"
	sum := sha256.Sum256(append([]byte(domainWords), d[:]...))
	words := make([]string, 8)
	for i := range words {
		v := uint16(sum[2*i])<<8 | uint16(sum[2*i+1])
		words[i] = string([]byte{
			consonants[v>>12], vowels[v>>10&3], consonants[v>>6&15], vowels[v>>4&3], consonants[v&15],
		})
	}
	return strings.Join(words, " ")
}
