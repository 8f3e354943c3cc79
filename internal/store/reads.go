package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

const readColumns = "n, at, seat, person, entry, batch, document"

func scanRead(scan func(...any) error) (r desk.Opening, err error) {
	var at string
	if err = scan(&r.N, &at, &r.Seat, &r.Person, &r.Entry, &r.Batch, &r.Document); err != nil {
		return r, err
	}
	if r.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
		err = fault.New(fault.Corrupt, "the list of reads was changed in the database: %w", err)
	}
	return r, err
}

// PutReads keeps that entries, or documents at the desk, were opened.
func (s *Whole) PutReads(ctx context.Context, list ...desk.Opening) error {
	for some := range slices.Chunk(list, 200) {
		var rows []string
		var args []any
		for _, r := range some {
			n := len(args)
			rows = append(rows, fmt.Sprintf("($%d,$%d,$%d,$%d,'',$%d)", n+1, n+2, n+3, n+4, n+5))
			args = append(args, stamp(r.At), string(r.Seat), r.Person, r.Entry, r.Document)
		}
		// #nosec G202 -- places for values that are bound
		_, err := s.write.ExecContext(ctx, "INSERT INTO read_audit (at, seat, person, entry, batch, document) VALUES "+strings.Join(rows, ","), args...)
		if err != nil {
			return told("keeping who read what", err)
		}
	}
	return nil
}

// Reads gives the whole list of reads, in order.
func (s *Whole) Reads(ctx context.Context) ([]desk.Opening, error) {
	return collect(ctx, s.read, "reading who read what", scanRead, "SELECT "+readColumns+" FROM read_audit ORDER BY n")
}

// ReadSalts gives the salt of each list that was committed to, by the entry.
func (s *Whole) ReadSalts(ctx context.Context) (map[record.ID][]byte, error) {
	type row struct {
		id   record.ID
		salt []byte
	}
	rows, err := collect(ctx, s.read, "reading who read what", func(scan func(...any) error) (r row, err error) {
		return r, scan(&r.id, &r.salt)
	}, "SELECT batch, salt FROM read_batch")
	all := make(map[record.ID][]byte, len(rows))
	for _, r := range rows {
		all[r.id] = r.salt
	}
	return all, err
}

// OpenReads gives the reads that no entry has committed to, in order.
func (t tx) OpenReads() ([]desk.Opening, error) {
	return collect(t.ctx, t, "reading who read what", scanRead, "SELECT "+readColumns+" FROM read_audit WHERE batch = '' ORDER BY n")
}

// CloseReads notes which entry committed to the open reads up to a number.
func (t tx) CloseReads(batch record.ID, last int64, salt []byte) error {
	if err := t.exec("committing to who read what", "UPDATE read_audit SET batch = $1 WHERE batch = '' AND n <= $2", string(batch), last); err != nil {
		return fmt.Errorf("%w", err)
	}
	return t.exec("committing to who read what", "INSERT INTO read_batch (batch, salt) VALUES ($1,$2)", string(batch), salt)
}
