package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// at is what by is for the desk: a document is there for whoever holds a seat
// that it was taken in for, and for nobody else.
func at(v register.Viewer, args ...any) seen {
	s := seen{args: args, viewer: v}
	s.clause = s.takenInFor(v)
	if v.As != nil {
		s.clause += " AND " + s.takenInFor(*v.As)
	}
	return s
}

// takenInFor is the condition that a document is for one of a viewer's seats.
func (s *seen) takenInFor(v register.Viewer) string {
	var in []string
	for _, seat := range v.Seats {
		s.args = append(s.args, "% "+string(seat)+" %") // a seat's id has neither % nor _
		in = append(in, fmt.Sprintf("' ' || document.seats || ' ' LIKE $%d", len(s.args)))
	}
	if in == nil {
		return "1 = 0"
	}
	return "(" + strings.Join(in, " OR ") + ")"
}

// Documents gives what was taken in for the viewer, newest first.
func (s *Store) Documents(ctx context.Context, v register.Viewer) ([]desk.Document, error) {
	q := at(v)
	return collect(ctx, s.read, "reading the desk's documents", scanDocument,
		"SELECT "+documentColumns+documentCounts+" FROM document WHERE "+q.clause+" ORDER BY taken_in DESC, id", q.args...)
}

// Document gives one document taken in. What is not there and what the viewer
// may not know of give the same answer.
func (s *Store) Document(ctx context.Context, v register.Viewer, id string) (desk.Document, error) {
	q := at(v, id)
	d, err := scanDocument(s.read.QueryRowContext(ctx,
		"SELECT "+documentColumns+documentCounts+" FROM document WHERE id = $1 AND "+q.clause, q.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, "there is no document %q at the desk", id)
	}
	return d, told("reading a document", err)
}

// Drafts gives the drafts of a document, in the order of its text.
func (s *Store) Drafts(ctx context.Context, v register.Viewer, document string) ([]desk.Draft, error) {
	q := at(v, document)
	return collect(ctx, s.read, "reading drafts", scanDraft, "SELECT "+draftColumns+
		" FROM draft WHERE document = $1 AND document IN (SELECT id FROM document WHERE "+q.clause+") ORDER BY ord, id", q.args...)
}

// DraftDocument gives the document that a draft was read in.
func (s *Store) DraftDocument(ctx context.Context, v register.Viewer, draft string) (desk.Document, error) {
	q := at(v, draft)
	d, err := scanDocument(s.read.QueryRowContext(ctx, "SELECT "+documentColumns+documentCounts+
		" FROM document WHERE id = (SELECT document FROM draft WHERE id = $1) AND "+q.clause, q.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, "there is no draft %q at the desk", draft)
	}
	return d, told("reading a document", err)
}

// ReadingOf gives the reading of the document that a source was filed from, for
// whoever may read the source; nil where none is kept. It tells what can be read
// in the source's own bytes, and nothing of what was decided at the desk.
func (s *Store) ReadingOf(ctx context.Context, v register.Viewer, source record.ID) (json.RawMessage, error) {
	q := by(v, string(source))
	var reading string
	err := s.read.QueryRowContext(ctx, "SELECT reading FROM document JOIN object ON object.id = document.source WHERE document.source = $1 AND "+
		q.clause, q.args...).Scan(&reading)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return json.RawMessage(reading), told("reading a document", err)
}
