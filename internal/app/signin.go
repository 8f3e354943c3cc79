package app

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// signIn is how the pages open and end sessions.
type signIn struct{ m *Mechanism }

// Choose opens a session in a seat that a person takes in an exercise.
func (s signIn) Choose(ctx context.Context, w http.ResponseWriter, seat record.Seat, browser string) error {
	if !s.m.chooses() {
		return fault.New(fault.Forbidden, "seats are chosen in an exercise only")
	}
	if _, ok := s.m.Founding.Charter.Seat(seat); !ok && seat != record.Public {
		return fault.New(fault.Invalid, "the charter has no seat %q; it has %q", seat, s.m.Founding.Charter.SeatIDs())
	}
	return s.open(ctx, w, session.Session{Seat: seat, How: session.ByChoice, Browser: browser})
}

// open begins a session in place of the one that the browser had.
func (s signIn) open(ctx context.Context, w http.ResponseWriter, one session.Session) error {
	if before := session.From(ctx).Session; before.ID != "" {
		if err := s.m.Sessions.End(ctx, before, before.ID); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	token, _, err := s.m.Sessions.Open(ctx, one)
	if err != nil {
		return err
	}
	s.m.cookies().Set(w, token)
	return nil
}

// Sessions gives the sessions of whoever asks, newest first.
func (s signIn) Sessions(ctx context.Context) ([]session.Session, error) {
	own := session.From(ctx).Session
	if own.ID == "" {
		return nil, nil
	}
	return s.m.Sessions.List(ctx, own)
}

// End ends one of the sessions of whoever asks; their own too.
func (s signIn) End(ctx context.Context, w http.ResponseWriter, id string) error {
	own := session.From(ctx).Session
	if err := s.m.Sessions.End(ctx, own, id); err != nil {
		return err
	}
	if id == own.ID {
		s.m.cookies().Clear(w)
	}
	return nil
}

// Challenge gives what a passkey is to answer to sign in.
func (s signIn) Challenge() web.Challenge {
	nonce := s.m.nonces.New()
	c := ledger.SignInChallenge(s.m.Founding.Origin, nonce)
	return web.Challenge{Nonce: nonce, Domain: s.m.domain(), Bytes: base64.RawURLEncoding.EncodeToString(c[:])}
}

// errNoPasskey is all that is said of a passkey that does not open anything: one
// never seen, one that waits for approval, one revoked, one whose seat is empty.
var errNoPasskey = fault.New(fault.Forbidden, "this passkey opens no seat here")

// Enter opens a session for the holder of the passkey that answered a challenge.
func (s signIn) Enter(ctx context.Context, w http.ResponseWriter, nonce, credential string, a ledger.Assertion, browser string) error {
	if err := s.m.nonces.Take(nonce); err != nil {
		return err
	}
	roll, err := s.m.rollNow(ctx)
	if err != nil {
		return err
	}
	for _, h := range roll.Passkeys(credential, s.m.now()) {
		key, err := ledger.ParsePublicKey(h.Public)
		if err != nil || ledger.CheckSignIn(s.m.Founding.Origin, nonce, key, a) != nil {
			continue
		}
		name, err := s.m.holderName(ctx, h.ID)
		if err != nil {
			return err
		}
		return s.open(ctx, w, session.Session{Seat: h.Seat, Name: name, Key: h.ID, How: session.ByPasskey, Browser: browser})
	}
	return errNoPasskey
}

// holderName gives what the entry that added a key calls its holder.
func (m *Mechanism) holderName(ctx context.Context, key string) (string, error) {
	all, err := m.whole.AllOf(ctx, record.KindKeyAdded)
	if err != nil {
		return "", err
	}
	for _, it := range all {
		if b := it.Body.(*record.KeyAdded); it.Void == "" && b.Key.ID == key {
			return b.Holder, nil
		}
	}
	return "", nil
}

// Invited gives the seat that an invitation is to.
func (s signIn) Invited(ctx context.Context, token string) (record.Seat, error) {
	i, err := s.m.Sessions.Invited(ctx, token)
	return i.Seat, err
}

// Passkey reads the public key that a browser gives of a new passkey.
func (s signIn) Passkey(spki []byte) (string, error) {
	key, err := passkeyOf(spki, s.m.domain())
	return key.String(), err
}

// Binding gives what a new key is to sign so that it can be bound to a seat.
func (s signIn) Binding(seat record.Seat, public string) (web.Challenge, error) {
	key, err := ledger.ParsePublicKey(public)
	if err != nil {
		return web.Challenge{}, err
	}
	if key.RelyingParty != s.m.domain() {
		return web.Challenge{}, fault.New(fault.Invalid, "the passkey was made for another site than this one")
	}
	c := ledger.HolderChallenge(string(seat), key)
	return web.Challenge{Domain: key.RelyingParty, Bytes: base64.RawURLEncoding.EncodeToString(c[:])}, nil
}

// Enrol takes the key that somebody invited has made: a passkey, or with the proof
// of surety key make a key of their own. It gives its fingerprint.
func (s signIn) Enrol(ctx context.Context, token, name, public, credential string, proof []byte) (ledger.KeyID, error) {
	i, err := s.m.Sessions.Invited(ctx, token)
	if err != nil {
		return ledger.KeyID{}, err
	}
	key, err := ledger.ParsePublicKey(public)
	if err != nil {
		return ledger.KeyID{}, err
	}
	mode := ledger.Own
	if key.RelyingParty != "" {
		mode = ledger.Passkey
		if key.RelyingParty != s.m.domain() {
			return ledger.KeyID{}, fault.New(fault.Invalid, "the passkey was made for another site than this one")
		}
	}
	if err := ledger.CheckHolder(string(i.Seat), key, "", proof); err != nil {
		return ledger.KeyID{}, err
	}
	e := session.Enrolment{Name: strings.TrimSpace(name), Credential: credential, Proof: base64.StdEncoding.EncodeToString(proof),
		Key: record.Key{Seat: i.Seat, ID: key.ID().String(), Mode: string(mode), Public: key.String()}}
	body := record.KeyAdded{Key: e.Key, Proof: e.Proof, Credential: credential, Holder: e.Name}
	if err := body.Validate(); err != nil {
		return ledger.KeyID{}, err
	}
	if e.Name == "" || len(e.Name) > 200 {
		return ledger.KeyID{}, fault.New(fault.Invalid, "a name is needed, of at most 200 bytes")
	}
	return key.ID(), s.m.Sessions.Enrol(ctx, token, e)
}

// Invite makes an invitation to a seat of whoever asks, and gives the link's token.
// They have to have shown who they are a short while ago.
func (s signIn) Invite(ctx context.Context, seat record.Seat) (string, error) {
	who := session.From(ctx)
	switch {
	case who.Person.Seat != seat && !who.Operator:
		return "", fault.New(fault.Forbidden, "a seat's own people invite to it, or the operator at the machine")
	case !who.Operator && who.Session.How != session.ByChoice && !who.Session.Confirms(s.m.now()):
		return "", web.ErrConfirm
	}
	if _, ok := s.m.Founding.Charter.Seat(seat); !ok {
		return "", fault.New(fault.Invalid, "the charter has no seat %q; it has %q", seat, s.m.Founding.Charter.SeatIDs())
	}
	token, _, err := s.m.Sessions.Invite(ctx, seat, who.Person.Name)
	return token, err
}

// Allow reports whether an address may try to sign in now.
func (s signIn) Allow(address string) bool { return s.m.limiter.Allow(address) }

// Keys gives the keys that wait for a signature, and those of the seat of whoever
// asks. To anybody who acts for no seat it gives nothing.
func (s signIn) Keys(ctx context.Context) (out web.Keys, err error) {
	who := session.From(ctx)
	if who.Person.Seat == "" {
		return out, nil
	}
	roll, err := s.m.rollNow(ctx)
	if err != nil {
		return out, err
	}
	waiting, err := s.m.Sessions.Enrolled(ctx)
	if err != nil {
		return out, err
	}
	for _, e := range waiting {
		if _, there := roll.Holder(e.Key.ID); !there {
			out.Made = append(out.Made, web.Key{Body: record.KeyAdded{Key: e.Key, Proof: e.Proof, Credential: e.Credential, Holder: e.Name}, Since: e.Made})
		}
	}
	added, err := s.m.Store.Items(ctx, who.Viewer, record.KindKeyAdded, register.Page{Limit: 1000})
	if err != nil {
		return out, err
	}
	for _, it := range added {
		b := it.Body.(*record.KeyAdded)
		h, ok := roll.Holder(b.Key.ID)
		if !ok || h.Revoked {
			continue
		}
		one := web.Key{Body: *b, Index: it.Index}
		switch {
		case h.Waits:
			out.Added = append(out.Added, one)
		case h.Seat == who.Person.Seat:
			out.Own = append(out.Own, one)
		}
	}
	return out, nil
}
