package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// EraseEntry empties an entry's payload and key. On SQLite the bytes are
// overwritten with zeros (secure_delete); on PostgreSQL they go when the tables
// are vacuumed, which Scrub does.
func (t tx) EraseEntry(id record.ID) error {
	if err := t.EraseReleased(id); err != nil {
		return err
	}
	return t.exec("erasing an entry's content", "UPDATE entry SET key = NULL, payload = NULL WHERE id = $1", string(id))
}

// DocumentOf gives the document that was filed as a source.
func (t tx) DocumentOf(source record.ID) (desk.Document, bool, error) {
	d, err := scanDocument(t.QueryRowContext(t.ctx, "SELECT "+documentColumns+documentCounts+" FROM document WHERE source = $1", string(source)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	return d, err == nil, told("looking for a document", err)
}

// patience is how long Scrub waits for others to end what they began to read.
const patience = 10 * time.Second

// Scrub has the database let go of rows that were overwritten, and of the
// journal that they passed through. It waits for whoever still reads what was;
// a reader who does not end gives a fault.Unavailable, and it can be done again.
func (s *Whole) Scrub(ctx context.Context) error {
	if s.sqlite() {
		// What is gone from the index of words is gone from its pages when these are
		// written anew.
		if _, err := s.write.ExecContext(ctx, "INSERT INTO wording (wording) VALUES ('optimize')"); err != nil {
			return told("clearing the index of words", err)
		}
		var busy, pages, moved int
		if err := s.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
			return told("emptying the journal", err)
		}
		if busy != 0 {
			return fault.New(fault.Unavailable, "another process reads the database, so its journal still holds what was erased; close it and erase again")
		}
		return nil
	}
	if err := s.readersGone(ctx); err != nil {
		return err
	}
	for _, table := range []string{"entry", "released", "object", "label", "wording", "document", "draft"} {
		if _, err := s.write.ExecContext(ctx, "VACUUM FULL "+table); err != nil {
			return told("vacuuming after an erasure", err)
		}
	}
	return nil
}

// readersGone waits until every transaction that was open in the PostgreSQL
// database has ended: as long as one may still look at a row that was
// overwritten, VACUUM keeps the row.
func (s *Whole) readersGone(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var began time.Time
	if err := s.write.QueryRowContext(ctx, "SELECT clock_timestamp()").Scan(&began); err != nil {
		return told("asking who reads the database", err)
	}
	for {
		var open int
		if err := s.write.QueryRowContext(ctx, `SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
			AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start < $1`, began).Scan(&open); err != nil && ctx.Err() == nil {
			return told("asking who reads the database", err)
		} else if err == nil && open == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fault.New(fault.Unavailable, "somebody reads the database since before the erasure, so its files still hold what was erased; close it and erase again")
		case <-time.After(20 * time.Millisecond):
		}
	}
}
