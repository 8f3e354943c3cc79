package ledger

import (
	"encoding/base64"
	"testing"
)

// The quick decoder of 32 bytes takes what the strict one takes, and makes the
// same of it.
func TestDecode32(t *testing.T) {
	var raw [32]byte
	for i := range raw {
		raw[i] = byte(i*37 + 11)
	}
	good := base64.StdEncoding.EncodeToString(raw[:])
	for i := range good {
		for b := range 256 {
			text := []byte(good)
			text[i] = byte(b)
			var want [48]byte
			n, ok := decode64(want[:], text)
			ok = ok && n == 32
			var got [32]byte
			if is := decode32(&got, (*[44]byte)(text)); is != ok || ok && got != [32]byte(want[:32]) {
				t.Errorf("%q: %t %x, wanted %t %x", text, is, got, ok, want[:n])
			}
		}
	}
}
