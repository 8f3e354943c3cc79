package app

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// identified says who asks before anything answers, once for a request. A session
// names a seat; whether its holder still sits there is asked of the log each
// time, so that a seat vacated or a key revoked loses its sight at once.
func (m *Mechanism) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, err := m.identify(r.Context(), m.cookies().Token(r), r.UserAgent())
		if err != nil {
			// Whoever cannot be known sees what everyone sees.
			slog.Error("it could not be found out who asks", "error", err)
			id = session.Identity{}
		}
		next.ServeHTTP(w, r.WithContext(session.With(r.Context(), id)))
	})
}

// identify gives who a token stands for, in a browser.
func (m *Mechanism) identify(ctx context.Context, token, browser string) (session.Identity, error) {
	s, err := m.Sessions.Find(ctx, token, browser)
	if fault.Is(err, fault.NotFound) {
		return m.nobody(), nil
	}
	if err != nil {
		return session.Identity{}, err
	}
	switch sits, err := m.sits(ctx, s); {
	case err != nil:
		return session.Identity{}, err
	case !sits:
		return m.nobody(), nil
	}
	id := session.Identity{Session: s, Chooses: m.chooses()}
	if s.Seat != record.Public {
		id.Viewer = register.Viewer{Seats: []record.Seat{s.Seat}}
		id.Person = desk.Person{Seat: s.Seat, Name: s.Name, Session: s.How + ":" + s.ID}
	}
	return id, nil
}

// sits reports whether the log still gives a session its seat.
func (m *Mechanism) sits(ctx context.Context, s session.Session) (bool, error) {
	roll, err := m.rollNow(ctx)
	if err != nil {
		return false, err
	}
	if s.How != session.ByChoice {
		return roll.Sits(s.Seat, s.Key), nil
	}
	return m.chooses() && (s.Seat == record.Public || !roll.Vacant(s.Seat)), nil
}

// nobody gives who asks without a session: the operator where nobody signs in,
// else a reader of what is public.
func (m *Mechanism) nobody() session.Identity {
	seat := m.Founding.Charter.Secretariat()
	return session.Identity{Viewer: m.Secretariat(), Person: desk.Person{Seat: seat, Session: "page"}, Operator: true, Chooses: m.chooses()}
}

// chooses reports whether a person may take any seat: in an exercise, on this
// machine alone.
func (m *Mechanism) chooses() bool { return m.Founding.Charter.Exercise }

func (m *Mechanism) cookies() session.Cookies { return session.Cookies{} }

// signIn is how the pages open and end sessions.
type signIn struct{ m *Mechanism }

// Choose opens a session in a seat that a person takes in an exercise.
func (s signIn) Choose(ctx context.Context, w http.ResponseWriter, seat record.Seat, browser string) error {
	if !s.m.chooses() {
		return fault.New(fault.Forbidden, "seats are chosen in an exercise only")
	}
	if _, ok := s.m.Founding.Charter.Seat(seat); !ok && seat != record.Public {
		return fault.New(fault.Invalid, "the charter has no seat %q", seat)
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
