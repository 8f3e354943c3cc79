package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/record"
)

// Sessions are kept as they were given, in both databases, and go when they end.
func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx, at := t.Context(), time.Date(2026, 11, 25, 8, 0, 0, 7, time.UTC)
		one := session.Session{Hash: "h1", ID: "i1", Seat: "chair", Name: "Amina", Key: "k", How: session.ByPasskey, Browser: "b",
			Made: at, Seen: at, Confirmed: at, Ends: at.Add(time.Hour)}
		two := one
		two.Hash, two.ID, two.Seat, two.Made = "h2", "i2", record.Public, at.Add(time.Second)
		for _, x := range []session.Session{one, two} {
			if err := s.PutSession(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
		one.Seen = at.Add(10 * time.Minute)
		if err := s.PutSession(ctx, one); err != nil {
			t.Fatal(err)
		}
		got, err := s.Session(ctx, "h1")
		if d := cmp.Diff(one, got); d != "" || err != nil {
			t.Errorf("%v %s", err, d)
		}
		if all, err := s.Sessions(ctx); err != nil || len(all) != 2 || all[0].ID != "i2" {
			t.Errorf("%v, %v", all, err)
		}
		token := one
		token.Hash, token.ID, token.How, token.Scope, token.Seen = "h3", "i3", session.ByToken, []string{"act:claim_recorded", "read"}, at.Add(-time.Hour)
		if err := s.PutSession(ctx, token); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Session(ctx, "h3"); cmp.Diff(token, got) != "" || err != nil {
			t.Errorf("a token: %v %s", err, cmp.Diff(token, got))
		}
		if err := s.SweepSessions(ctx, at, at); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(ctx, "h2"); !fault.Is(err, fault.NotFound) {
			t.Errorf("idle since %v: %v", at, err)
		}
		if err := s.EndSession(ctx, "i1"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(ctx, "h1"); !fault.Is(err, fault.NotFound) {
			t.Errorf("ended: %v", err)
		}
	})
}
