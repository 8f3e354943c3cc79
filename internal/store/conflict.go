package store

import (
	"context"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

func conflictEntry(c desk.Conflict) string {
	return rowDigest("conflict", c.ID, c.Envelope, c.Signature)
}

func conflictDigest(c desk.Conflict) string {
	return rowDigest("conflict seen", conflictEntry(c), stamp(c.Seen))
}

// PutConflict keeps an entry that was handed in under the id of another.
func (t tx) PutConflict(c desk.Conflict) error {
	return t.exec("keeping a contradiction", `INSERT INTO conflict (entry, id, envelope, signature, seen, digest) VALUES ($1,$2,$3,$4,$5,$6)
		ON CONFLICT (entry) DO NOTHING`, conflictEntry(c), string(c.ID), c.Envelope, c.Signature, stamp(c.Seen), conflictDigest(c))
}

// Conflicts gives what was handed in under the id of another entry, by id.
func (s *Whole) Conflicts(ctx context.Context) ([]desk.Conflict, error) {
	return collect(ctx, s.read, "reading contradictions", func(scan func(...any) error) (c desk.Conflict, err error) {
		var entry, digest, id, seen string
		if err = scan(&entry, &id, &c.Envelope, &c.Signature, &seen, &digest); err != nil {
			return c, err
		}
		c.ID = record.ID(id)
		what := "what was handed in under the id " + id
		if c.Seen, err = time.Parse(time.RFC3339Nano, seen); err != nil {
			return c, fault.New(fault.Corrupt, "%s was changed in the database: %w", what, err)
		}
		if err := whole(what, entry, conflictEntry(c)); err != nil {
			return c, err
		}
		return c, whole(what, digest, conflictDigest(c))
	}, "SELECT entry, id, envelope, signature, seen, digest FROM conflict ORDER BY id, entry")
}
