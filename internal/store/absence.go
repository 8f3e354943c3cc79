package store

import (
	"context"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Absence is what is remembered of a witness: whether it answers, and if not
// since when and why.
type Absence struct {
	Witness string    // its name in the charter
	Since   time.Time // by the operator's clock; zero while it answers
	Reason  string
	Size    int64 // how many entries the newest checkpoint covered then; not kept with it
}

func since(a Absence) string {
	if a.Since.IsZero() {
		return ""
	}
	return stamp(a.Since)
}

// Absences gives what is remembered of every witness, by name.
func (s *Store) Absences(ctx context.Context) ([]Absence, error) {
	return collect(ctx, s.read, "reading who is absent", func(scan func(...any) error) (a Absence, err error) {
		var at, digest string
		if err = scan(&a.Witness, &at, &a.Reason, &digest, &a.Size); err != nil {
			return a, err
		}
		what := "the absence of the witness " + a.Witness
		if at != "" {
			if a.Since, err = time.Parse(time.RFC3339Nano, at); err != nil {
				return a, fault.New(fault.Corrupt, "%s was changed in the database: %w", what, err)
			}
		}
		return a, whole(what, digest, absenceDigest(a))
	}, "SELECT name, absent_since, reason, digest, CASE absent_since WHEN '' THEN 0 ELSE "+
		"(SELECT coalesce(MAX(size), 0) FROM checkpoint WHERE "+s.inOrder("signed")+" < "+s.inOrder("absent_since")+") END "+
		"FROM witness ORDER BY name")
}

// PutAbsence remembers whether a witness answers.
func (s *Whole) PutAbsence(ctx context.Context, a Absence) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO witness (name, absent_since, reason, digest) VALUES ($1,$2,$3,$4)
		ON CONFLICT (name) DO UPDATE SET absent_since = excluded.absent_since, reason = excluded.reason, digest = excluded.digest`,
		a.Witness, since(a), a.Reason, absenceDigest(a))
	return told("remembering who is absent", err)
}

// inOrder is a time as it is kept, as text that sorts as the times do.
func (s *Store) inOrder(column string) string {
	text := "rtrim(" + column + ", 'Z')" // fractions of a second have their zeros at the end cut off
	if s.sqlite() {
		return text
	}
	return text + ` COLLATE "C"`
}
