package app

import (
	"context"
	"encoding/json"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/intake"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/page"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Secretariat is the viewer of whoever works at this machine: until people sign
// in, that is the secretariat, and the pages answer on loopback only.
func (m *Mechanism) Secretariat() register.Viewer {
	return register.Viewer{Seats: []record.Seat{m.Founding.Charter.Secretariat()}}
}

// TakeIn reads one file that a seat hands in and puts its drafts on the desk. second, where it is not
// nil, may add to each finished reading.
func (m *Mechanism) TakeIn(ctx context.Context, by record.Seat, name string, raw []byte, published string, second func(*analysis.Analysis)) ([]intake.Taken, error) {
	return intake.TakeIn(ctx, m.Desk, by, m.Evidence, name, raw,
		reading.Options{Published: published, Known: m.Founding.Charter.Names(), Second: second})
}

// Document gives a document at the desk, its bytes, and its drafts.
func (m *Mechanism) Document(ctx context.Context, v register.Viewer, id string) (desk.Document, []byte, []desk.Draft, error) {
	doc, err := m.Store.Document(ctx, v, id)
	if err != nil {
		return doc, nil, nil, err
	}
	raw, err := m.Evidence.Get(doc.Sealed, page.MaxBytes)
	if err != nil {
		return doc, nil, nil, err
	}
	drafts, err := m.Store.Drafts(ctx, v, id)
	if err == nil {
		err = m.openedDocument(ctx, v, doc.ID)
	}
	return doc, raw, drafts, err
}

// SourceBytes gives the bytes of a source of the register.
func (m *Mechanism) SourceBytes(ctx context.Context, v register.Viewer, id record.ID) ([]byte, error) {
	it, err := m.Store.Item(ctx, v, id)
	if err != nil {
		return nil, err
	}
	b, ok := it.Body.(*record.SourceFiled)
	if !ok {
		return nil, notSource(id)
	}
	return m.Evidence.Get(b.Evidence, page.MaxBytes)
}

// EditDraft keeps a person's correction of a draft. Its quoted words have to
// stand in the document, at their place.
func (m *Mechanism) EditDraft(ctx context.Context, who desk.Person, id string, corrected json.RawMessage, seen ...desk.Seen) error {
	doc, err := m.Store.DraftDocument(ctx, register.Viewer{Seats: []record.Seat{who.Seat}}, id)
	if err != nil {
		return err
	}
	raw, err := m.Evidence.Get(doc.Sealed, page.MaxBytes)
	if err != nil {
		return err
	}
	return m.Desk.Edit(ctx, who, id, corrected, raw, seen...)
}
