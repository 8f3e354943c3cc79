package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
)

var _ session.Store = (*Whole)(nil)

const sessionColumns = "hash, id, seat, name, key, how, browser, made, seen, confirmed, ends, scope, digest"

// PutSession adds a session, or replaces the one of its hash.
func (s *Whole) PutSession(ctx context.Context, one session.Session) error {
	_, err := s.write.ExecContext(ctx, "INSERT INTO session ("+sessionColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)
		ON CONFLICT (hash) DO UPDATE SET seen = excluded.seen, confirmed = excluded.confirmed, digest = excluded.digest`,
		one.Hash, one.ID, string(one.Seat), one.Name, one.Key, one.How, one.Browser,
		moment(one.Made), moment(one.Seen), moment(one.Confirmed), moment(one.Ends), strings.Join(one.Scope, " "), sessionDigest(one))
	return told("keeping a session", err)
}

// Session gives the session whose token has a hash.
func (s *Whole) Session(ctx context.Context, hash string) (session.Session, error) {
	one, err := scanSession(s.read.QueryRowContext(ctx, "SELECT "+sessionColumns+" FROM session WHERE hash = $1", hash).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return one, fault.New(fault.NotFound, "there is no such session, or it has ended")
	}
	return one, told("reading a session", err)
}

// Sessions gives all sessions that have not been swept away, newest first.
func (s *Whole) Sessions(ctx context.Context) ([]session.Session, error) {
	return collect(ctx, s.read, "reading sessions", scanSession, "SELECT "+sessionColumns+" FROM session ORDER BY made DESC, id")
}

// EndSession removes a session by its id.
func (s *Whole) EndSession(ctx context.Context, id string) error {
	_, err := s.write.ExecContext(ctx, "DELETE FROM session WHERE id = $1", id)
	return told("ending a session", err)
}

// SweepSessions removes what ended before a time, or was last seen before another;
// a token lasts until it ends, seen or not.
func (s *Whole) SweepSessions(ctx context.Context, ended, idle time.Time) error {
	// #nosec G202 -- a constant of the program's
	_, err := s.write.ExecContext(ctx, "DELETE FROM session WHERE ends <= $1 OR seen <= $2 AND how <> '"+session.ByToken+"'", moment(ended), moment(idle))
	return told("ending old sessions", err)
}

// moment writes a time so that later times sort behind earlier ones as text.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }

func scanSession(scan func(...any) error) (one session.Session, err error) {
	var digest, scope string
	times := make([]string, 4)
	if err = scan(&one.Hash, &one.ID, &one.Seat, &one.Name, &one.Key, &one.How, &one.Browser,
		&times[0], &times[1], &times[2], &times[3], &scope, &digest); err != nil {
		return one, err
	}
	for i, into := range []*time.Time{&one.Made, &one.Seen, &one.Confirmed, &one.Ends} {
		if *into, err = time.Parse(time.RFC3339Nano, times[i]); err != nil {
			return one, fault.New(fault.Corrupt, "a session was changed in the database: %w", err)
		}
	}
	if scope != "" {
		one.Scope = strings.Split(scope, " ")
	}
	return one, whole("a session", digest, sessionDigest(one))
}

func sessionDigest(s session.Session) string {
	return rowDigest("session", s.Hash, s.ID, s.Seat, s.Name, s.Key, s.How, s.Browser, moment(s.Made), moment(s.Seen),
		moment(s.Confirmed), moment(s.Ends), strings.Join(s.Scope, " "))
}
