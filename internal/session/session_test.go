package session_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
)

// fake keeps sessions in memory.
type fake map[string]session.Session

func (f fake) PutSession(_ context.Context, s session.Session) error { f[s.Hash] = s; return nil }

func (f fake) Session(_ context.Context, hash string) (session.Session, error) {
	if s, ok := f[hash]; ok {
		return s, nil
	}
	return session.Session{}, fault.New(fault.NotFound, "none")
}

func (f fake) Sessions(context.Context) (all []session.Session, err error) {
	for _, s := range f {
		all = append(all, s)
	}
	return all, nil
}

func (f fake) EndSession(_ context.Context, id string) error {
	for h, s := range f {
		if s.ID == id {
			delete(f, h)
		}
	}
	return nil
}

func (f fake) SweepSessions(_ context.Context, ended, idle time.Time) error {
	for h, s := range f {
		if !s.Ends.After(ended) || !s.Program() && !s.Seen.After(idle) {
			delete(f, h)
		}
	}
	return nil
}

func TestKeeper(t *testing.T) {
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	kept := fake{}
	k := &session.Keeper{Store: kept, Now: func() time.Time { return now }}
	ctx := t.Context()
	open := func(key, browser string) (string, session.Session) {
		t.Helper()
		token, s, err := k.Open(ctx, session.Session{Seat: "chair", Key: key, How: session.ByPasskey, Browser: browser})
		if err != nil {
			t.Fatal(err)
		}
		return token, s
	}
	found := func(token, browser string) bool {
		t.Helper()
		_, err := k.Find(ctx, token, browser)
		if err != nil && !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		return err == nil
	}

	token, s := open("a", "Firefox")
	for hash := range kept {
		if strings.Contains(hash, token) || strings.Contains(token, hash) {
			t.Error("the token itself is kept")
		}
	}
	for _, bad := range []string{"", "x", token[1:], token + "A", strings.Repeat("A", len(token)), s.ID, s.Hash} {
		if found(bad, "Firefox") {
			t.Errorf("%q is a session", bad)
		}
	}
	if !found(token, "Firefox") || found(token, "Chromium") {
		t.Error("a session is not its browser's alone")
	}

	// Use keeps it alive, but not beyond its end.
	for range 15 {
		now = now.Add(session.Idle - time.Second)
		if !found(token, "Firefox") {
			t.Fatalf("it ended at %s although it was used", now)
		}
	}
	if s, _ := k.Find(ctx, token, "Firefox"); s.Confirms(now) {
		t.Error("it still counts as just signed in")
	}
	now = s.Ends.Add(-session.Idle / 2) // so that it is in use when it ends
	if !found(token, "Firefox") {
		t.Error("it ended before it has to")
	}
	now = s.Ends
	if found(token, "Firefox") {
		t.Error("it lasts longer than it may")
	}

	// Idle.
	token, _ = open("a", "Firefox")
	now = now.Add(session.Idle)
	if found(token, "Firefox") {
		t.Error("it lasts although nobody used it")
	}

	// Whoever has two ends one; another's cannot be ended, and is not told from none.
	first, one := open("a", "Firefox")
	second, two := open("a", "Safari")
	other, alien := open("b", "Firefox")
	if len(kept) != 3 {
		t.Errorf("%d are kept, with those that ended", len(kept))
	}
	list, err := k.List(ctx, one)
	if err != nil || len(list) != 2 {
		t.Errorf("%v, %v", list, err)
	}
	theirs, none := k.End(ctx, one, alien.ID), k.End(ctx, one, "0000000000000000")
	if theirs == nil || none == nil || theirs.Error() != none.Error() {
		t.Errorf("ending another's says %v; ending none says %v", theirs, none)
	}
	if err := k.End(ctx, one, two.ID); err != nil {
		t.Fatal(err)
	}
	if found(second, "Safari") || !found(first, "Firefox") || !found(other, "Firefox") {
		t.Error("another than the one named was ended")
	}
}

func TestCookies(t *testing.T) {
	for _, c := range []session.Cookies{{}, {Secure: true}} {
		w := httptest.NewRecorder()
		c.Set(w, "token")
		got := w.Result().Cookies()[0]
		if !got.HttpOnly || got.SameSite != http.SameSiteStrictMode || got.Path != "/" || got.Domain != "" || got.Secure != c.Secure ||
			strings.HasPrefix(got.Name, "__Host-") != c.Secure {
			t.Errorf("%+v: %s", c, got)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.AddCookie(&http.Cookie{Name: got.Name, Value: "token"})
		if c.Token(r) != "token" {
			t.Error("it does not come back")
		}
		r.AddCookie(&http.Cookie{Name: got.Name, Value: "planted"})
		if got := c.Token(r); got != "" {
			t.Errorf("of two cookies, %q was taken", got)
		}
		if other := (session.Cookies{Secure: !c.Secure}); other.Token(r) != "" {
			t.Error("a cookie of a page without TLS is taken on one with it, or the other way round")
		}
	}
}
