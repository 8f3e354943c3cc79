package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// DocumentID gives the id a document has at the desk: the first 8 hexadecimal
// digits of its SHA-256, and -N for a feed's item N. Typed by people, so short;
// where two different documents would share one, the second is refused.
func DocumentID(sha256 string, item *int) string {
	id := sha256[:8]
	if item != nil {
		id += fmt.Sprintf("-%d", *item)
	}
	return id
}

// TakeIn keeps a document that was read and puts its drafts on the desk. The
// same document again changes nothing, and new is false; another seat that hands
// it in may read it from then on too. Its bytes are durable before this is called.
//
// Until it is decided on it is for the seat that handed it in, by, and for those
// who take in (Config.Intake).
func (d *Desk) TakeIn(ctx context.Context, by record.Seat, file, mime string, read draft.Document, sealed record.Evidence) (doc Document, isNew bool, err error) {
	defer fault.Wrap(&err, "taking in %s", file)
	reading, err := json.Marshal(read)
	if err != nil {
		return doc, false, err
	}
	doc = Document{ID: DocumentID(read.SHA256, read.Item), SHA256: read.SHA256, Bytes: int64(read.Bytes), File: file, MIME: mime,
		Read: reading, TakenIn: d.Now().UTC(), Sealed: sealed, Audience: union(d.Intake, by)}
	found, err := draftsOf(doc.ID, read)
	if err != nil {
		return doc, false, err
	}
	doc.Open = len(found)
	err = d.do(ctx, func(w *work) error {
		had, there, err := w.Document(doc.ID)
		if err != nil {
			return err
		}
		if there {
			if had.SHA256 != doc.SHA256 {
				return fault.New(fault.Conflict, "another document, %s, has the same short id %s", had.File, doc.ID)
			}
			doc = had
			if slices.Contains(had.Audience, by) {
				return nil
			}
			doc.Audience = union(had.Audience, by)
			return w.PutDocument(doc)
		}
		isNew = true
		if err := w.PutDocument(doc); err != nil {
			return err
		}
		for _, f := range found {
			if err := w.PutDraft(f); err != nil {
				return err
			}
		}
		return nil
	})
	return doc, isNew && err == nil, err
}

// union gives seats sorted, each once.
func union(seats []record.Seat, more ...record.Seat) []record.Seat {
	all := append(slices.Clone(seats), more...)
	slices.Sort(all)
	return slices.Compact(all)
}

// FigureDraft is a figure's record at the desk: the figure, and its incident's id.
type FigureDraft struct {
	Incident string `json:"incident"`
	draft.Figure
}

// AttributionDraft is the record of a claim about who did it.
type AttributionDraft struct {
	ID       string      `json:"id"`
	Rule     string      `json:"rule"`
	Incident string      `json:"incident"`
	To       draft.Party `json:"to"`
	By       string      `json:"by"` // a statement's id, or "document"
}

// Proposed gives the drafts that a document's reading holds, as they were when it
// was taken in.
func Proposed(doc Document) ([]Draft, error) {
	var read draft.Document
	if err := json.Unmarshal(doc.Read, &read); err != nil {
		return nil, fault.New(fault.Corrupt, "its reading is damaged: %w", err)
	}
	return draftsOf(doc.ID, read)
}

// draftsOf gives what waits for a person in a reading, each record apart.
func draftsOf(document string, read draft.Document) ([]Draft, error) {
	var all []Draft
	add := func(kind, id string, start int, rec any) error {
		raw, err := json.Marshal(rec)
		if err != nil {
			return fmt.Errorf("draft %s: %w", id, err)
		}
		all = append(all, Draft{ID: document + "-" + id, Document: document, Order: start, Kind: kind, Record: raw, State: Open})
		return nil
	}
	var err error
	each := func(kind, id string, start int, rec any) {
		if err == nil {
			err = add(kind, id, start, rec)
		}
	}
	for _, s := range read.Statements {
		each("statement", s.ID, s.Content.Start, s)
	}
	for _, i := range read.Incidents {
		figures, attributions := i.Figures, i.Attributions
		i.Figures, i.Attributions, i.Conflicts = []draft.Figure{}, []draft.Attribution{}, []draft.Conflict{}
		each("incident", i.ID, i.Start, i)
		for _, f := range figures {
			each("figure", f.ID, f.Start, FigureDraft{i.ID, f})
		}
		for n, a := range attributions {
			id := fmt.Sprintf("%sa%d", i.ID, n+1)
			each("attribution", id, i.Start, AttributionDraft{ID: id, Rule: i.Rule, Incident: i.ID, To: a.To, By: a.By})
		}
	}
	for _, t := range read.Talks {
		each("talks", t.ID, t.Start, t)
	}
	for _, a := range read.Agreements {
		each("agreement", a.ID, a.Start, a)
	}
	for _, c := range read.Crossings {
		each("crossing", c.ID, c.Start, c)
	}
	for _, u := range read.Undertakings {
		each("undertaking", u.ID, u.Content.Start, u)
	}
	return all, err
}
