package web

import (
	"context"
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// SignIn opens, lists and ends sessions, and takes the keys of people who were
// invited. Who asks it knows from the context, where session.From finds it.
type SignIn interface {
	// Choose takes a seat in an exercise, record.Public for none; anywhere else it is
	// a fault.Forbidden.
	Choose(ctx context.Context, w http.ResponseWriter, seat record.Seat, browser string) error
	// Sessions gives the person's sessions, newest first.
	Sessions(ctx context.Context) ([]session.Session, error)
	// End ends one of them; one that is not the person's is a fault.NotFound.
	End(ctx context.Context, w http.ResponseWriter, id string) error

	// Challenge gives what a passkey is to answer to sign in.
	Challenge() Challenge
	// Enter opens a session for the holder of the passkey that answered. A passkey
	// that opens nothing is a fault.Forbidden, whyever it does not.
	Enter(ctx context.Context, w http.ResponseWriter, nonce, credential string, a ledger.Assertion, browser string) error

	// Invited gives the seat that an invitation is to. One that cannot be used is a
	// fault.NotFound, whyever it cannot.
	Invited(ctx context.Context, token string) (record.Seat, error)
	// Passkey reads the public key that a browser gives of a new passkey.
	Passkey(spki []byte) (public string, err error)
	// Binding gives what a new passkey is to sign to be bound to a seat.
	Binding(seat record.Seat, public string) (Challenge, error)
	// Enrol takes a key and its proof, uses the invitation up, and gives the key's id.
	Enrol(ctx context.Context, token, name, public, credential string, proof []byte) (ledger.KeyID, error)
	// Invite makes an invitation and gives its token. Where the person has to show
	// again who they are it is ErrConfirm.
	Invite(ctx context.Context, seat record.Seat) (token string, err error)
	// Tokens gives the tokens of the person's programs, and what one can be for.
	Tokens(ctx context.Context) (Tokens, error)
	// Issue makes one, for some operations and so many days, and gives it: once, since
	// it is kept nowhere. Where the person has to show again who they are it is
	// ErrConfirm.
	Issue(ctx context.Context, name string, scope []string, days int) (token string, err error)
	// EndToken ends one; one that is not the person's is a fault.NotFound.
	EndToken(ctx context.Context, id string) error
	// Providers gives the organisations through which one can sign in.
	Providers() []Provider
	// ToProvider gives the address at which an organisation asks its person who they
	// are; host is what they came to, invitation a token, or "" to sign in.
	ToProvider(ctx context.Context, w http.ResponseWriter, host, id, back, invitation string) (string, error)
	// FromProvider takes what the organisation says: it opens a session and gives where
	// to go on, or keeps an account that was invited and gives its id.
	FromProvider(ctx context.Context, w http.ResponseWriter, r *http.Request) (back string, enrolled ledger.KeyID, err error)
	// Allow reports whether an address may try to sign in now, and counts the try.
	Allow(address string) bool
	// Keys gives the keys that wait for the person's signature, and their seat's own.
	Keys(ctx context.Context) (Keys, error)
}

// ErrConfirm asks a person to sign in again before what they want to do.
var ErrConfirm = fault.New(fault.Forbidden, "sign in again first")

// Provider is an organisation that vouches for its people.
type Provider struct {
	ID   string
	Name map[string]string // by language tag
}

// Challenge is what a passkey is asked to sign.
type Challenge struct {
	Bytes      string // base64url, without padding
	Domain     string // that the passkey was made for
	Credential string // by what name the device knows it; "" where any will do
	Nonce      string // to sign in with, once
}

// Key is a key of a seat, or one that is to become one.
type Key struct {
	Body  record.KeyAdded
	Index int64     // of the entry that added it
	Since time.Time // of one without an entry: when it was made
}

// Keys are the keys that somebody who acts for a seat can do something about.
type Keys struct {
	Made  []Key // after an invitation: wait to be added
	Added []Key // wait to be approved
	Own   []Key // count, for the person's own seat
}

// Signing lets a person sign on a page what only their own key can say: see toSign.
type Signing interface {
	// Prepare makes an act of whoever asks ready to be signed.
	Prepare(ctx context.Context, a desk.Act) (ToSign, error)
	// Signed hands in what was prepared and signed by the passkey with which whoever
	// asks signed in.
	Signed(ctx context.Context, envelope, openings []byte, a ledger.Assertion) (desk.Handed, error)
	// Play signs the file of what was prepared with the key that the program holds of
	// a seat of an exercise.
	Play(ctx context.Context, file []byte) (desk.Handed, error)
}

// ToSign is an act that waits for its author's signature.
type ToSign struct {
	Kind     record.Kind
	Seat     record.Seat
	Audience []record.Seat
	Refs     []record.Ref
	File     string // as surety sign reads it

	// For whoever signed in with a passkey, else empty: the sealed entry, what opens
	// it, and what the passkey is to sign.
	Envelope, Openings string
	Challenge          Challenge

	Played bool // the program holds the seat's key, in an exercise
}
