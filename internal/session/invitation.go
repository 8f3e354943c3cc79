package session

import (
	"context"
	"encoding/base64"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// InvitedFor is how long an invitation can be used.
const InvitedFor = 72 * time.Hour

// Invitation lets one person, once, show the key that they want to hold a seat
// with. It gives them nothing else: the key counts when two others have put their
// signatures to it.
type Invitation struct {
	Hash string // SHA-256 of the token in the link, hexadecimal
	Seat record.Seat
	By   string // who invited, as a name
	Made time.Time
	Ends time.Time
	Used time.Time // zero while it can be used
}

// Enrolment is a key that somebody made after an invitation, until its entry
// stands in the log.
type Enrolment struct {
	Key        record.Key
	Proof      string // base64
	Credential string // of a passkey
	Name       string // who made it, as they say
	Made       time.Time
}

// Invitations keeps invitations and what came of them.
type Invitations interface {
	PutInvitation(ctx context.Context, i Invitation) error
	Invitation(ctx context.Context, hash string) (Invitation, error) // fault.NotFound if there is none
	// Enrol marks an invitation used and keeps the key, both or neither; an
	// invitation that was used meanwhile is a fault.Conflict.
	Enrol(ctx context.Context, hash string, used time.Time, e Enrolment) error
	Enrolments(ctx context.Context) ([]Enrolment, error) // oldest first
	DropEnrolments(ctx context.Context, before time.Time) error
}

// enrolledFor is how long a key waits for the first signature.
const enrolledFor = 30 * 24 * time.Hour

// Invite makes an invitation to a seat and gives the token for its link.
func (k *Keeper) Invite(ctx context.Context, seat record.Seat, by string) (token string, _ Invitation, err error) {
	defer fault.Wrap(&err, "inviting to the seat %s", seat)
	b, err := k.draw(32)
	if err != nil {
		return "", Invitation{}, err
	}
	token = base64.RawURLEncoding.EncodeToString(b)
	now := k.now()
	i := Invitation{Hash: hashOf(token), Seat: seat, By: by, Made: now, Ends: now.Add(InvitedFor)}
	return token, i, k.Invitations.PutInvitation(ctx, i)
}

// errNoInvitation is all that is said of an invitation that cannot be used, by
// whatever reason.
var errNoInvitation = fault.New(fault.NotFound, "there is no such invitation, or it was used, or it has expired; ask for another")

// Invited gives the invitation of a token while it can be used.
func (k *Keeper) Invited(ctx context.Context, token string) (Invitation, error) {
	if len(token) != base64.RawURLEncoding.EncodedLen(32) {
		return Invitation{}, errNoInvitation
	}
	i, err := k.Invitations.Invitation(ctx, hashOf(token))
	switch {
	case fault.Is(err, fault.NotFound):
		return Invitation{}, errNoInvitation
	case err != nil:
		return Invitation{}, err
	case !i.Used.IsZero() || !k.now().Before(i.Ends):
		return Invitation{}, errNoInvitation
	}
	return i, nil
}

// Enrol keeps the key that somebody invited has made. The caller has checked its
// proof. The invitation is used by it.
func (k *Keeper) Enrol(ctx context.Context, token string, e Enrolment) error {
	i, err := k.Invited(ctx, token)
	if err != nil {
		return err
	}
	if e.Key.Seat != i.Seat {
		return fault.New(fault.Forbidden, "the invitation is to another seat")
	}
	e.Made = k.now()
	err = k.Invitations.Enrol(ctx, i.Hash, e.Made, e)
	if fault.Is(err, fault.Conflict) {
		return errNoInvitation
	}
	return err
}

// Enrolled gives the keys that wait, but not for too long.
func (k *Keeper) Enrolled(ctx context.Context) ([]Enrolment, error) {
	if err := k.Invitations.DropEnrolments(ctx, k.now().Add(-enrolledFor)); err != nil {
		return nil, err
	}
	return k.Invitations.Enrolments(ctx)
}
