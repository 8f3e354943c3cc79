package app

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/refused"
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
		if seat, ok := m.Founding.Charter.Seat(id.Person.Seat); ok {
			id.Seated = seat.Role
		}
		if id.Session.ID != "" {
			refused.By(r, id.Person.Seat)
		}
		next.ServeHTTP(w, r.WithContext(session.With(r.Context(), id.Previewing(r))))
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
	return m.seated(s), nil
}

// seated gives who a session that its seat still holds stands for.
func (m *Mechanism) seated(s session.Session) session.Identity {
	id := session.Identity{Session: s, Chooses: m.chooses()}
	if seat, ok := m.Founding.Charter.Seat(s.Seat); ok {
		id.Seated = seat.Role
	}
	if s.Seat != record.Public {
		id.Viewer = register.Viewer{Seats: []record.Seat{s.Seat}}
		id.Person = desk.Person{Seat: s.Seat, Name: s.Name, Session: s.How + ":" + s.ID}
	}
	return id
}

// sits reports whether the log still gives a session its seat.
func (m *Mechanism) sits(ctx context.Context, s session.Session) (bool, error) {
	roll, err := m.rollNow(ctx)
	if err != nil {
		return false, err
	}
	if s.Key != "" {
		return roll.Sits(s.Seat, s.Key, m.now()), nil
	}
	return m.chooses() && (s.Seat == record.Public || !roll.Vacant(s.Seat)), nil
}

// nobody gives who asks without a session: the operator where nobody signs in,
// else a reader of what is public.
func (m *Mechanism) nobody() session.Identity {
	if m.serving != nil {
		return session.Identity{}
	}
	seat := m.Founding.Charter.Secretariat()
	return session.Identity{Viewer: m.Secretariat(), Person: desk.Person{Seat: seat, Session: "page"}, Operator: true, Chooses: m.chooses()}
}

// chooses reports whether a person may take any seat: in an exercise, on this
// machine alone.
func (m *Mechanism) chooses() bool { return m.serving == nil && m.Founding.Charter.Exercise }

func (m *Mechanism) cookies() session.Cookies { return session.Cookies{Secure: m.serving != nil} }

// domain is the site that passkeys are made for.
func (m *Mechanism) domain() string {
	if m.serving != nil {
		return m.serving.Domain
	}
	return "localhost"
}

func (m *Mechanism) now() time.Time { return m.Desk.Now() }
