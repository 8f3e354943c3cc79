package ledger

import (
	"crypto/sha256"
	"fmt"

	"github.com/surety-mechanism/surety/internal/fault"
)

// SignInType is the DSSE payload type of what a passkey signs to sign in. It is
// another than an envelope's, so that signing in can never be taken for an act.
const SignInType = "application/vnd.surety.signin.v1"

func signInText(origin, nonce string) []byte {
	return fmt.Appendf(nil, "surety-signin/1\norigin %s\nnonce %s\n", origin, nonce)
}

// SignInChallenge is what a passkey is asked to sign to sign in at the mechanism
// of an origin; nonce is fresh each time, without line breaks.
func SignInChallenge(origin, nonce string) Digest {
	return sha256.Sum256(PAE(SignInType, signInText(origin, nonce)))
}

// CheckSignIn checks that a passkey answered a challenge of [SignInChallenge]. That
// the nonce is fresh is for the caller to see to.
func CheckSignIn(origin, nonce string, key PublicKey, a Assertion) error {
	if key.RelyingParty == "" {
		return fault.New(fault.Invalid, "the key %s is no passkey", key.ID().short())
	}
	sig, err := a.Marshal()
	if err != nil {
		return err
	}
	return verifyPasskey(PAE(SignInType, signInText(origin, nonce)), sig, key)
}
