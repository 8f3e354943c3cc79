//go:build !js

package ledger

import (
	"crypto/ecdsa"
	"crypto/elliptic"
)

func pointES256(raw []byte) bool {
	_, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), raw)
	return err == nil
}

func verifyES256(raw, hash, sig []byte) bool {
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), raw)
	return err == nil && ecdsa.VerifyASN1(key, hash, sig)
}
