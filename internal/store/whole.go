package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Rows gives entries [from, to) as they are kept.
func (s *Whole) Rows(ctx context.Context, from, to int64) ([]desk.Row, error) {
	return rows(ctx, s.read, from, to)
}

// Row gives an entry by its id.
func (s *Whole) Row(ctx context.Context, id record.ID) (desk.Row, error) {
	r, err := scanRow(s.read.QueryRowContext(ctx, "SELECT "+rowColumns+" FROM entry WHERE id = $1", string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fault.New(fault.NotFound, "there is no entry %q", id)
	}
	return r, told("reading an entry", err)
}

// AudienceKey gives an audience's sealed key of one epoch.
func (s *Whole) AudienceKey(ctx context.Context, audience string, epoch int) ([]byte, error) {
	return audienceKey(ctx, s.read, audience, epoch)
}

// AllOf gives every object of a kind, whoever may read it and whatever became
// of it, in the order of the log. It is for the mechanism's own checks, not for
// anything that is shown.
func (s *Whole) AllOf(ctx context.Context, kind record.Kind) ([]register.Item, error) {
	return collect(ctx, s.read, "reading the register", func(scan func(...any) error) (register.Item, error) {
		var index int64
		it, err := scanItem(func(into ...any) error { return scan(append([]any{&index}, into...)...) })
		if err != nil {
			err = fmt.Errorf("entry %d: %w", index, err)
		}
		if err == nil && it.Kind != kind {
			err = fault.New(fault.Corrupt, "the row of entry %d in the register says that it is of the kind %s and holds the kind %s; `surety rebuild` makes it again", it.Index, kind, it.Kind)
		}
		return it, err
	}, "SELECT idx, "+itemColumns+" FROM object WHERE kind = $1 ORDER BY idx", string(kind))
}

// Newest gives the index of the newest entry of any of the kinds, -1 where there
// is none. It is for noticing that something of them came.
func (s *Whole) Newest(ctx context.Context, kinds ...record.Kind) (index int64, err error) {
	in, args := make([]string, len(kinds)), make([]any, len(kinds))
	for i, k := range kinds {
		in[i], args[i] = fmt.Sprintf("$%d", i+1), string(k)
	}
	err = s.read.QueryRowContext(ctx, "SELECT COALESCE(MAX(idx), -1) FROM object WHERE kind IN ("+strings.Join(in, ",")+")", args...).Scan(&index)
	return index, told("reading the register", err)
}

// PutCheckpoint keeps a signed checkpoint. A newer signature of one size
// replaces the older.
func (s *Whole) PutCheckpoint(ctx context.Context, c Checkpoint) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO checkpoint (size, note, signed, digest) VALUES ($1,$2,$3,$4)
		ON CONFLICT (size) DO UPDATE SET note = excluded.note, signed = excluded.signed, digest = excluded.digest`,
		c.Size, c.Note, stamp(c.Signed), checkpointDigest(c))
	return told("keeping a checkpoint", err)
}

// Strays gives the ids of drafts whose document is not there.
func (s *Whole) Strays(ctx context.Context) ([]string, error) {
	return collect(ctx, s.read, "reading drafts", func(scan func(...any) error) (id string, err error) { return id, scan(&id) },
		"SELECT id FROM draft WHERE document NOT IN (SELECT id FROM document) ORDER BY id")
}

// Audiences gives every audience's name and its seats.
func (s *Whole) Audiences(ctx context.Context) (map[string][]record.Seat, error) {
	type row struct{ name, seats string }
	rows, err := collect(ctx, s.read, "reading who may read", func(scan func(...any) error) (r row, err error) {
		return r, scan(&r.name, &r.seats)
	}, "SELECT audience, seats FROM audience_key")
	if err != nil {
		return nil, err
	}
	all := map[string][]record.Seat{}
	for _, r := range rows {
		all[r.name] = nil
		for _, seat := range strings.Fields(r.seats) {
			all[r.name] = append(all[r.name], record.Seat(seat))
		}
	}
	return all, nil
}

// AllDocuments gives everything that was taken in, newest first.
func (s *Whole) AllDocuments(ctx context.Context) ([]desk.Document, error) {
	return collect(ctx, s.read, "reading the desk's documents", scanDocument,
		"SELECT "+documentColumns+documentCounts+" FROM document ORDER BY taken_in DESC, id")
}

// AllDrafts gives the drafts of a document, in the order of its text.
func (s *Whole) AllDrafts(ctx context.Context, document string) ([]desk.Draft, error) {
	return drafts(ctx, s.read, document)
}
