package session

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// ByToken is how a session began that a program has: with a token that a person
// gave it. It is kept as a session is, lasts longer, and does less.
const ByToken = "token"

// LongestToken is how long a token opens anything at the most; nothing prolongs it.
const LongestToken = 90 * 24 * time.Hour

// mostTokens bounds how many tokens one key or seat has at a time.
const mostTokens = 20

// tokenMark begins every token, so that one that was left somewhere is found by a
// search for it.
const tokenMark = "surety_"

// What a token may be for, beside single operations of the API by their ids.
const (
	ScopeRead = "read" // every operation that reads
	scopeAct  = "act:" // with a kind of entry: making such entries for the seat
)

// ScopeAct gives what a token is for that makes entries of a kind.
func ScopeAct(kind record.Kind) string { return scopeAct + string(kind) }

// Program reports whether a program asks, with a token.
func (s *Session) Program() bool { return s.How == ByToken }

// Allows reports whether a session may be used for an operation of the API: one of a
// person for all, a token for those that it was given for. kind is that of the entry
// which the operation would make; "" where it makes none.
func (s *Session) Allows(operation string, reads bool, kind record.Kind) bool {
	switch {
	case !s.Program():
		return true
	case kind != "":
		return slices.Contains(s.Scope, ScopeAct(kind))
	case reads && slices.Contains(s.Scope, ScopeRead):
		return true
	}
	return slices.Contains(s.Scope, operation)
}

// Issue makes a token of whoever has the session own, for a program that is called
// name, and for what scope says. It is good for lasts, at the most LongestToken.
func (k *Keeper) Issue(ctx context.Context, own Session, name string, scope []string, lasts time.Duration) (token string, s Session, err error) {
	defer fault.Wrap(&err, "making a token")
	name, scope = strings.TrimSpace(name), slices.Sorted(slices.Values(scope))
	switch {
	case own.ID == "" || own.Program() || own.Seat == record.Public:
		return "", s, fault.New(fault.Forbidden, "a token is a person's who is signed in for a seat")
	case name == "" || len(name) > 100:
		return "", s, fault.New(fault.Invalid, "a token needs a name for its program, of at most 100 bytes")
	case len(scope) == 0:
		return "", s, fault.New(fault.Invalid, "a token is for something: choose what the program may do")
	case lasts < time.Minute || lasts > LongestToken:
		return "", s, fault.New(fault.Invalid, "a token lasts from a minute to %d days", int(LongestToken/(24*time.Hour)))
	}
	if all, err := k.Tokens(ctx, own); err != nil || len(all) >= mostTokens {
		if err == nil {
			err = fault.New(fault.Conflict, "there are %d tokens already: end one first", len(all))
		}
		return "", s, err
	}
	b, err := k.draw(32 + 8)
	if err != nil {
		return "", s, err
	}
	now := k.now()
	token = tokenMark + base64.RawURLEncoding.EncodeToString(b[:32])
	s = Session{Hash: hashOf(token), ID: hex.EncodeToString(b[32:]), Seat: own.Seat, Name: own.Name, Key: own.Key, How: ByToken,
		Browser: shortened(name), Scope: slices.Compact(scope), Made: now, Seen: now, Ends: now.Add(lasts)}
	return token, s, k.Store.PutSession(ctx, s)
}

// Token gives the session of a program's token while it lasts. Everything else is a
// fault.NotFound.
func (k *Keeper) Token(ctx context.Context, token string) (Session, error) {
	none := fault.New(fault.NotFound, "there is no such token, or it has ended")
	if len(token) != len(tokenMark)+base64.RawURLEncoding.EncodedLen(32) {
		return Session{}, none
	}
	s, err := k.Store.Session(ctx, hashOf(token))
	if err != nil {
		return s, err
	}
	now := k.now()
	if !s.Program() || !now.Before(s.Ends) {
		return Session{}, none
	}
	return s, k.notice(ctx, &s, now)
}

// Tokens gives the tokens that whoever has the session own has given and that have
// not ended, newest first.
func (k *Keeper) Tokens(ctx context.Context, own Session) (out []Session, err error) {
	all, err := k.Store.Sessions(ctx)
	if err != nil {
		return nil, err
	}
	now := k.now()
	for _, s := range all {
		if s.Program() && s.Key == own.Key && s.Seat == own.Seat && own.ID != "" && now.Before(s.Ends) {
			out = append(out, s)
		}
	}
	return out, nil
}

// EndToken ends one of the tokens that Tokens gives for own; others are a
// fault.NotFound.
func (k *Keeper) EndToken(ctx context.Context, own Session, id string) error {
	all, err := k.Tokens(ctx, own)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(s Session) bool { return s.ID == id }) {
		return fault.New(fault.NotFound, "there is no such token, or it has ended")
	}
	return k.Store.EndSession(ctx, id)
}
