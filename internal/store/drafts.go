package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

const documentColumns = "id, sha256, bytes, file, mime, evidence, evidence_key, reading, taken_in, source, seats, digest"

// documentCounts counts the drafts of a document that wait, and those that do not.
const documentCounts = `, (SELECT COUNT(*) FROM draft WHERE draft.document = document.id AND state = 'open')
	, (SELECT COUNT(*) FROM draft WHERE draft.document = document.id AND state <> 'open')`

// PutDocument writes a document, or replaces the one of its id.
func (t tx) PutDocument(d desk.Document) error {
	return t.exec("keeping a document", "INSERT INTO document ("+documentColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)
		ON CONFLICT (id) DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, file = excluded.file, mime = excluded.mime,
		evidence = excluded.evidence, evidence_key = excluded.evidence_key, reading = excluded.reading, taken_in = excluded.taken_in,
		source = excluded.source, seats = excluded.seats, digest = excluded.digest`,
		d.ID, d.SHA256, d.Bytes, d.File, d.MIME, d.Sealed.Name, d.Sealed.Key, string(d.Read), stamp(d.TakenIn), string(d.Source),
		seatList(d.Audience), documentDigest(d))
}

func scanDocument(scan func(...any) error) (d desk.Document, err error) {
	var reading, taken, seats, digest string
	if err = scan(&d.ID, &d.SHA256, &d.Bytes, &d.File, &d.MIME, &d.Sealed.Name, &d.Sealed.Key, &reading, &taken, &d.Source,
		&seats, &digest, &d.Open, &d.Decided); err != nil {
		return d, err
	}
	for _, seat := range strings.Fields(seats) {
		d.Audience = append(d.Audience, record.Seat(seat))
	}
	d.Read = json.RawMessage(reading)
	if d.TakenIn, err = time.Parse(time.RFC3339Nano, taken); err != nil {
		return d, fault.New(fault.Corrupt, "the document %s was changed in the database: %w", d.ID, err)
	}
	return d, whole("the document "+d.ID, digest, documentDigest(d))
}

// Document gives a document by its id.
func (t tx) Document(id string) (desk.Document, bool, error) {
	d, err := document(t.ctx, t, id)
	if fault.Is(err, fault.NotFound) {
		return d, false, nil
	}
	return d, err == nil, err
}

func document(ctx context.Context, q querier, id string) (desk.Document, error) {
	d, err := scanDocument(q.QueryRowContext(ctx, "SELECT "+documentColumns+documentCounts+" FROM document WHERE id = $1", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, "there is no document %q at the desk", id)
	}
	return d, told("reading a document", err)
}

const draftColumns = "id, document, ord, kind, record, edited, state, entry, reason, by_name, at, digest"

// PutDraft writes a draft, or what became of the one of its id.
func (t tx) PutDraft(d desk.Draft) error {
	var edited, at any
	if d.Edited != nil {
		edited = string(d.Edited)
	}
	if !d.At.IsZero() {
		at = stamp(d.At)
	}
	return t.exec("keeping a draft", "INSERT INTO draft ("+draftColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document, ord = excluded.ord, kind = excluded.kind,
		record = excluded.record, digest = excluded.digest, edited = excluded.edited, state = excluded.state, entry = excluded.entry,
		reason = excluded.reason, by_name = excluded.by_name, at = excluded.at`,
		d.ID, d.Document, d.Order, d.Kind, string(d.Record), edited, string(d.State), string(d.Entry), d.Reason, d.By, at, draftDigest(d))
}

func scanDraft(scan func(...any) error) (d desk.Draft, err error) {
	var rec, digest string
	var edited, at sql.NullString
	if err = scan(&d.ID, &d.Document, &d.Order, &d.Kind, &rec, &edited, &d.State, &d.Entry, &d.Reason, &d.By, &at, &digest); err != nil {
		return d, err
	}
	d.Record = json.RawMessage(rec)
	if edited.Valid {
		d.Edited = json.RawMessage(edited.String)
	}
	if at.Valid {
		if d.At, err = time.Parse(time.RFC3339Nano, at.String); err != nil {
			return d, fault.New(fault.Corrupt, "the draft %s was changed in the database: %w", d.ID, err)
		}
	}
	return d, whole("the draft "+d.ID, digest, draftDigest(d))
}

// Draft gives a draft by its id.
func (t tx) Draft(id string) (desk.Draft, bool, error) {
	d, err := scanDraft(t.QueryRowContext(t.ctx, "SELECT "+draftColumns+" FROM draft WHERE id = $1", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	return d, err == nil, told("reading a draft", err)
}

// Drafts gives the drafts of a document, in the order of its text.
func (t tx) Drafts(document string) ([]desk.Draft, error) { return drafts(t.ctx, t, document) }

func drafts(ctx context.Context, q querier, document string) ([]desk.Draft, error) {
	return collect(ctx, q, "reading drafts", scanDraft,
		"SELECT "+draftColumns+" FROM draft WHERE document = $1 ORDER BY ord, id", document)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// seatList writes seats as one column holds them.
func seatList(seats []record.Seat) string {
	names := make([]string, len(seats))
	for i, s := range seats {
		names[i] = string(s)
	}
	return strings.Join(names, " ")
}
