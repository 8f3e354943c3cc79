// Package session is who is at the other end of a request: sessions of people
// who signed in, and who they are in the record. Who holds which seat is not
// decided here: that is read from the entries of the log, again for every
// request, by access.Roll. A session is local, short, can be listed and ended,
// and proves nothing about an entry: what a seat says is signed by its key.
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// How long a session lasts.
const (
	Idle    = 30 * time.Minute // after the last request
	Longest = 8 * time.Hour    // after signing in, whatever happens
	Fresh   = 5 * time.Minute  // after which a person shows again who they are before what cannot be taken back

	noticed = time.Minute // a request notes that the session is in use, but not more often than this
)

// How a session began.
const (
	ByPasskey = "passkey"
	ByOIDC    = "oidc"
	ByChoice  = "choice" // of a seat, in an exercise
)

// Session is one person signed in with one browser.
type Session struct {
	Hash      string      // SHA-256 of the token that the browser holds, hexadecimal; the token itself is kept nowhere
	ID        string      // names the session in lists; it opens nothing
	Seat      record.Seat // record.Public for somebody who looks as everyone
	Name      string      // of the person, as entries say it; "" where nobody has said it
	Key       string      // id of the key, or of the bound subject, that it began with; "" for a choice
	How       string      // ByPasskey, ByOIDC, ByChoice or ByToken
	Browser   string      // what the browser says it is, shortened; what a program's token is called
	Scope     []string    // what a program's token is for, sorted; nil for a person's session
	Made      time.Time
	Seen      time.Time // of the last request, to the minute
	Confirmed time.Time // when the person last showed who they are
	Ends      time.Time // at the latest
}

// Confirms reports whether the person showed who they are a short while ago.
func (s *Session) Confirms(now time.Time) bool { return now.Sub(s.Confirmed) < Fresh }

// Store keeps sessions.
type Store interface {
	PutSession(ctx context.Context, s Session) error                // adds it, or replaces the one of its hash
	Session(ctx context.Context, hash string) (Session, error)      // fault.NotFound if there is none
	Sessions(ctx context.Context) ([]Session, error)                // newest first
	EndSession(ctx context.Context, id string) error                // no error if it has ended before
	SweepSessions(ctx context.Context, ended, idle time.Time) error // removes those that ended before, or, tokens apart, were last seen before
}

// Keeper opens, finds and ends sessions. It is safe for use by several goroutines.
type Keeper struct {
	Store       Store
	Invitations Invitations
	Now         func() time.Time // nil means time.Now
	Random      io.Reader        // nil means crypto/rand
}

func (k *Keeper) now() time.Time {
	if k.Now != nil {
		return k.Now().UTC()
	}
	return time.Now().UTC()
}

func (k *Keeper) draw(n int) ([]byte, error) {
	random := k.Random
	if random == nil {
		random = rand.Reader
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(random, b); err != nil {
		return nil, fault.New(fault.Unavailable, "no randomness: %w", err)
	}
	return b, nil
}

// Open begins a session and gives the token for the browser. It always draws a
// new token: what the browser sent before is never taken over.
func (k *Keeper) Open(ctx context.Context, s Session) (token string, _ Session, err error) {
	defer fault.Wrap(&err, "signing in")
	b, err := k.draw(32 + 8)
	if err != nil {
		return "", s, err
	}
	now := k.now()
	token = base64.RawURLEncoding.EncodeToString(b[:32])
	s.Hash, s.ID = hashOf(token), hex.EncodeToString(b[32:])
	s.Made, s.Seen, s.Confirmed, s.Ends = now, now, now, now.Add(Longest)
	s.Browser = shortened(s.Browser)
	if err := k.Store.SweepSessions(ctx, now, now.Add(-Idle)); err != nil {
		return "", s, err
	}
	return token, s, k.Store.PutSession(ctx, s)
}

// Find gives the session of a token while it lasts, for the browser that it was
// opened in. Everything else is a fault.NotFound.
func (k *Keeper) Find(ctx context.Context, token, browser string) (Session, error) {
	none := fault.New(fault.NotFound, "there is no such session, or it has ended")
	if len(token) != base64.RawURLEncoding.EncodedLen(32) {
		return Session{}, none
	}
	s, err := k.Store.Session(ctx, hashOf(token))
	if err != nil {
		return s, err
	}
	now := k.now()
	if s.Program() || !now.Before(s.Ends) || now.Sub(s.Seen) >= Idle || s.Browser != shortened(browser) {
		return Session{}, none
	}
	return s, k.notice(ctx, &s, now)
}

// notice keeps that a session is in use.
func (k *Keeper) notice(ctx context.Context, s *Session, now time.Time) error {
	if now.Sub(s.Seen) < noticed {
		return nil
	}
	s.Seen = now
	return k.Store.PutSession(ctx, *s)
}

// List gives the sessions of a key that have not ended, newest first; for an
// exercise's choice, which has no key, the session itself.
func (k *Keeper) List(ctx context.Context, own Session) ([]Session, error) {
	all, err := k.Store.Sessions(ctx)
	if err != nil {
		return nil, err
	}
	now, out := k.now(), []Session(nil)
	for _, s := range all {
		mine := s.ID == own.ID || own.Key != "" && s.Key == own.Key
		if mine && !s.Program() && now.Before(s.Ends) && now.Sub(s.Seen) < Idle {
			out = append(out, s)
		}
	}
	return out, nil
}

// End ends one of the sessions that List gives for own; others are a fault.NotFound.
func (k *Keeper) End(ctx context.Context, own Session, id string) error {
	list, err := k.List(ctx, own)
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.ID == id {
			return k.Store.EndSession(ctx, id)
		}
	}
	return fault.New(fault.NotFound, "there is no such session, or it has ended")
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// shortened bounds what a browser says of itself.
func shortened(browser string) string {
	if len(browser) > 200 {
		browser = browser[:200]
	}
	b := []byte(browser)
	for i, c := range b {
		if c < ' ' || c > '~' {
			b[i] = '?'
		}
	}
	return string(b)
}
