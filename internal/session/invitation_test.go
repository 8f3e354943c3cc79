package session_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// asked keeps invitations in memory.
type asked struct {
	all  map[string]session.Invitation
	made []session.Enrolment
}

func (a *asked) PutInvitation(_ context.Context, i session.Invitation) error {
	a.all[i.Hash] = i
	return nil
}

func (a *asked) Invitation(_ context.Context, hash string) (session.Invitation, error) {
	if i, ok := a.all[hash]; ok {
		return i, nil
	}
	return session.Invitation{}, fault.New(fault.NotFound, "none")
}

func (a *asked) Enrol(_ context.Context, hash string, used time.Time, e session.Enrolment) error {
	i := a.all[hash]
	if !i.Used.IsZero() {
		return fault.New(fault.Conflict, "used")
	}
	i.Used = used
	a.all[hash] = i
	a.made = append(a.made, e)
	return nil
}

func (a *asked) Enrolments(context.Context) ([]session.Enrolment, error) { return a.made, nil }

func (a *asked) DropEnrolments(context.Context, time.Time) error { return nil }

// An invitation is used once, in time, for its own seat; why it cannot be used is
// not told.
func TestInvitation(t *testing.T) {
	now, ctx := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC), t.Context()
	k := &session.Keeper{Invitations: &asked{all: map[string]session.Invitation{}}, Now: func() time.Time { return now }}
	invite := func() string {
		t.Helper()
		token, _, err := k.Invite(ctx, "chair", "Amina")
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	enrolment := session.Enrolment{Key: record.Key{Seat: "chair", ID: "k"}, Name: "N"}
	var said []string
	refused := func(what string, err error) {
		t.Helper()
		if !fault.Is(err, fault.NotFound) {
			t.Fatalf("%s: %v", what, err)
		}
		said = append(said, err.Error())
	}
	token := invite()
	if i, err := k.Invited(ctx, token); err != nil || i.Seat != "chair" || i.By != "Amina" {
		t.Fatalf("%+v, %v", i, err)
	}
	if err := k.Enrol(ctx, token, session.Enrolment{Key: record.Key{Seat: "zelmora", ID: "k"}}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("it opens another seat: %v", err)
	}
	if err := k.Enrol(ctx, token, enrolment); err != nil {
		t.Fatal(err)
	}
	refused("again", k.Enrol(ctx, token, enrolment))
	_, err := k.Invited(ctx, token)
	refused("used", err)
	for _, bad := range []string{"", "x", strings.Repeat("A", 43), token + "="} {
		_, err := k.Invited(ctx, bad)
		refused(bad, err)
	}
	late := invite()
	now = now.Add(session.InvitedFor)
	_, err = k.Invited(ctx, late)
	refused("late", err)
	for _, s := range said {
		if s != said[0] {
			t.Errorf("one refusal says %q, another %q", said[0], s)
		}
	}
	if all, err := k.Enrolled(ctx); err != nil || len(all) != 1 || !all[0].Made.Equal(now.Add(-session.InvitedFor)) {
		t.Errorf("%+v, %v", all, err)
	}
}

// A challenge is answered once and in time, and only one that was given out.
func TestNonces(t *testing.T) {
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	n := &session.Nonces{Now: func() time.Time { return now }}
	a, b := n.New(), n.New()
	if a == b {
		t.Fatal("the same twice")
	}
	if err := n.Take(a); err != nil {
		t.Fatal(err)
	}
	other := (&session.Nonces{Now: n.Now}).New()
	last := b[len(b)-1:]
	changed := b[:len(b)-4] + "AAA" + last
	for what, nonce := range map[string]string{"replayed": a, "of another process": other, "changed": changed, "empty": "", "padded": b + "=", "short": b[1:]} {
		if err := n.Take(nonce); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", what, err)
		}
	}
	now = now.Add(session.NonceFor)
	if err := n.Take(b); !fault.Is(err, fault.Forbidden) {
		t.Errorf("late: %v", err)
	}
	now = now.Add(-2 * session.NonceFor)
	if err := n.Take(b); !fault.Is(err, fault.Forbidden) {
		t.Errorf("from the future: %v", err)
	}
}
