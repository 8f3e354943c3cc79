package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
)

var _ session.Invitations = (*Whole)(nil)

const invitationColumns = "hash, seat, by_name, made, ends, used, digest"

// PutInvitation adds an invitation.
func (s *Whole) PutInvitation(ctx context.Context, i session.Invitation) error {
	_, err := s.write.ExecContext(ctx, "INSERT INTO invitation ("+invitationColumns+") VALUES ($1,$2,$3,$4,$5,$6,$7)",
		i.Hash, string(i.Seat), i.By, moment(i.Made), moment(i.Ends), whenUsed(i), invitationDigest(i))
	return told("keeping an invitation", err)
}

func whenUsed(i session.Invitation) string {
	if i.Used.IsZero() {
		return ""
	}
	return moment(i.Used)
}

// Invitation gives the invitation whose token has a hash.
func (s *Whole) Invitation(ctx context.Context, hash string) (session.Invitation, error) {
	return invitation(ctx, s.read, hash)
}

func invitation(ctx context.Context, q querier, hash string) (i session.Invitation, err error) {
	var made, ends, used, digest string
	err = q.QueryRowContext(ctx, "SELECT "+invitationColumns+" FROM invitation WHERE hash = $1", hash).
		Scan(&i.Hash, &i.Seat, &i.By, &made, &ends, &used, &digest)
	if errors.Is(err, sql.ErrNoRows) {
		return i, fault.New(fault.NotFound, "there is no such invitation")
	}
	if err != nil {
		return i, told("reading an invitation", err)
	}
	for _, t := range []struct {
		text string
		into *time.Time
	}{{made, &i.Made}, {ends, &i.Ends}, {used, &i.Used}} {
		if t.text == "" && t.into == &i.Used {
			continue
		}
		if *t.into, err = time.Parse(time.RFC3339Nano, t.text); err != nil {
			return i, fault.New(fault.Corrupt, "an invitation was changed in the database: %w", err)
		}
	}
	return i, whole("an invitation", digest, invitationDigest(i))
}

func invitationDigest(i session.Invitation) string {
	return rowDigest("invitation", i.Hash, i.Seat, i.By, moment(i.Made), moment(i.Ends), whenUsed(i))
}

const enrolmentColumns = "key, seat, name, mode, public, proof, credential, made, digest"

// Enrol marks an invitation used and keeps the key that was made after it.
func (s *Whole) Enrol(ctx context.Context, hash string, used time.Time, e session.Enrolment) (err error) {
	begun, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return told("beginning to write", err)
	}
	defer func() {
		if err != nil {
			if undo := begun.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, undo)
			}
		}
	}()
	i, err := invitation(ctx, begun, hash)
	if err != nil {
		return err
	}
	i.Used = used
	res, err := begun.ExecContext(ctx, "UPDATE invitation SET used = $1, digest = $2 WHERE hash = $3 AND used = ''", whenUsed(i), invitationDigest(i), hash)
	if err != nil {
		return told("using an invitation", err)
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fault.New(fault.Conflict, "the invitation was used before")
	}
	if _, err := begun.ExecContext(ctx, "INSERT INTO enrolment ("+enrolmentColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
		e.Key.ID, string(e.Key.Seat), e.Name, e.Key.Mode, e.Key.Public, e.Proof, e.Credential, moment(e.Made), enrolmentDigest(e)); err != nil {
		return told("keeping a key that was made", err)
	}
	return told("committing", begun.Commit())
}

// Enrolments gives the keys that were made and wait, oldest first.
func (s *Whole) Enrolments(ctx context.Context) ([]session.Enrolment, error) {
	return collect(ctx, s.read, "reading keys that wait", func(scan func(...any) error) (e session.Enrolment, err error) {
		var made, digest string
		if err = scan(&e.Key.ID, &e.Key.Seat, &e.Name, &e.Key.Mode, &e.Key.Public, &e.Proof, &e.Credential, &made, &digest); err != nil {
			return e, err
		}
		if e.Made, err = time.Parse(time.RFC3339Nano, made); err != nil {
			return e, fault.New(fault.Corrupt, "a key that waits was changed in the database: %w", err)
		}
		return e, whole("a key that waits", digest, enrolmentDigest(e))
	}, "SELECT "+enrolmentColumns+" FROM enrolment ORDER BY made, key")
}

// DropEnrolments removes the keys that were made before a time.
func (s *Whole) DropEnrolments(ctx context.Context, before time.Time) error {
	_, err := s.write.ExecContext(ctx, "DELETE FROM enrolment WHERE made < $1", moment(before))
	return told("dropping keys that waited too long", err)
}

func enrolmentDigest(e session.Enrolment) string {
	return rowDigest("enrolment", e.Key.ID, e.Key.Seat, e.Name, e.Key.Mode, e.Key.Public, e.Proof, e.Credential, moment(e.Made))
}
