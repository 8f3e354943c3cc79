package testkit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
)

// Tamper changes bytes somewhere, and says how: it flips a bit, cuts the rest off,
// swaps, doubles or removes a piece, or puts another byte. What it gives may be
// what it was given, where two pieces that it swapped are alike.
func Tamper(r *rand.Rand, b []byte) (changed []byte, what string) {
	out := bytes.Clone(b)
	at := r.IntN(len(out))
	n := 1 + r.IntN(min(80, len(out)-at))
	switch r.IntN(6) {
	case 0:
		out[at] ^= 1 << r.IntN(8)
		return out, fmt.Sprintf("flip a bit at byte %d", at)
	case 1:
		return out[:at], fmt.Sprintf("cut at byte %d", at)
	case 2:
		to := r.IntN(len(out) - n + 1)
		piece := bytes.Clone(out[at : at+n])
		copy(out[at:at+n], bytes.Clone(out[to:to+n]))
		copy(out[to:to+n], piece)
		return out, fmt.Sprintf("swap %d bytes at %d and %d", n, at, to)
	case 3:
		return append(out[:at+n:at+n], b[at:]...), fmt.Sprintf("double %d bytes at %d", n, at)
	case 4:
		return append(out[:at:at], b[at+n:]...), fmt.Sprintf("remove %d bytes at %d", n, at)
	default:
		out[at] = byte(r.IntN(256))
		return out, fmt.Sprintf("another byte at %d", at)
	}
}
