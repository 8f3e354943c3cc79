package app

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
)

// bearing lets a program in with a token in the Authorization header; whoever sends
// none is known by a session, if at all. A token that opens nothing gets an answer
// that says so, and never what everyone may read: a program is not to take a token
// that has ended for an empty record.
func (m *Mechanism) bearing(programs http.Handler) http.Handler {
	people := m.identified(programs)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := r.Header.Values("Authorization")
		if len(header) == 0 {
			people.ServeHTTP(w, r)
			return
		}
		scheme, token, _ := strings.Cut(header[0], " ")
		id, err := session.Identity{}, fault.New(fault.NotFound, "no token")
		if len(header) == 1 && strings.EqualFold(scheme, "Bearer") {
			id, err = m.program(r.Context(), token)
		}
		switch {
		case fault.Is(err, fault.NotFound):
			api.Unknown(w)
		case err != nil:
			slog.Error("it could not be found out which program asks", "error", err)
			api.Unknown(w)
		default:
			programs.ServeHTTP(w, r.WithContext(session.With(r.Context(), id)))
		}
	})
}

// program gives who a token stands for: the person who gave it, as far as the log
// still gives them their seat.
func (m *Mechanism) program(ctx context.Context, token string) (session.Identity, error) {
	s, err := m.Sessions.Token(ctx, token)
	if err != nil {
		return session.Identity{}, err
	}
	switch sits, err := m.sits(ctx, s); {
	case err != nil:
		return session.Identity{}, err
	case !sits:
		return session.Identity{}, fault.New(fault.NotFound, "whoever gave the token holds the seat no more")
	}
	id := m.seated(s)
	id.Chooses = false
	return id, nil
}

// Tokens gives the tokens of whoever asks, and what one can be for.
func (s signIn) Tokens(ctx context.Context) (out web.Tokens, err error) {
	out.Reads = api.Reads()
	for _, kind := range record.Kinds() {
		if access.Unattended(kind) {
			out.Kinds = append(out.Kinds, kind)
		}
	}
	own := session.From(ctx).Session
	if own.ID == "" || own.Program() {
		return out, nil
	}
	out.List, err = s.m.Sessions.Tokens(ctx, own)
	return out, err
}

// Issue makes a token of whoever asks. They have to have shown who they are a short
// while ago.
func (s signIn) Issue(ctx context.Context, name string, scope []string, days int) (string, error) {
	own := session.From(ctx).Session
	if own.How != session.ByChoice && !own.Confirms(s.m.now()) {
		return "", web.ErrConfirm
	}
	for _, one := range scope {
		kind, act := strings.CutPrefix(one, session.ScopeAct(""))
		if act && !access.Unattended(record.Kind(kind)) || !act && one != session.ScopeRead && !api.Opens(one) {
			return "", fault.New(fault.Invalid, "a token cannot be for %q", one)
		}
	}
	token, _, err := s.m.Sessions.Issue(ctx, own, name, scope, time.Duration(days)*24*time.Hour)
	return token, err
}

// EndToken ends a token of whoever asks.
func (s signIn) EndToken(ctx context.Context, id string) error {
	return s.m.Sessions.EndToken(ctx, session.From(ctx).Session, id)
}
