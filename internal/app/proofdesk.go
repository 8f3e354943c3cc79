package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// verifyDesk looks at what is in the folder and not in the log: documents taken
// in and their drafts, who is in an audience, the copy of the charter. None of
// it is proven; it is checked to be as it was written.
func (m *Mechanism) verifyDesk(ctx context.Context, v *Verification) error {
	found := func(format string, args ...any) { v.Faults = append(v.Faults, fmt.Sprintf(format, args...)) }
	switch text, err := os.ReadFile(filepath.Join(m.Dir, charterFile)); {
	case errors.Is(err, fs.ErrNotExist):
		found("the copy of the charter, %s, is missing", charterFile)
	case err != nil:
		return err
	case string(text) != string(m.Founding.CharterText):
		found("the copy of the charter, %s, is not the charter that was adopted", charterFile)
	}
	if err := m.verifyGenesis(ctx); err != nil {
		found("the first checkpoint, %s: %s", genesisFile, err)
	}
	audiences, err := m.whole.Audiences(ctx)
	if err != nil {
		return err
	}
	for name, seats := range audiences {
		if desk.AudienceName(seats) != name {
			found("the seats of the audience %s were changed in the database", name)
		}
	}
	if _, err := m.Store.Absences(ctx); err != nil {
		found("%s", err)
	}
	if _, err := m.whole.Conflicts(ctx); err != nil {
		found("%s", err)
	}
	strays, err := m.whole.Strays(ctx)
	if err != nil {
		return err
	}
	for _, id := range strays {
		found("the document of the draft %s is missing", id)
	}
	documents, err := m.whole.AllDocuments(ctx)
	if err != nil {
		found("the desk: %s", err)
		return nil
	}
	for _, doc := range documents {
		switch digest, err := m.Evidence.Check(doc.Sealed); {
		case len(doc.Sealed.Key) == 0: // the source was erased
		case err != nil:
			found("document %s: %s", doc.ID, err)
		case digest != doc.SHA256:
			found("document %s: the evidence file %s is not what was taken in", doc.ID, doc.Sealed.Name)
		}
		if doc.Erased() {
			continue
		}
		if err := m.verifyDrafts(ctx, doc, found); err != nil {
			return err
		}
	}
	return nil
}

// verifyDrafts compares a document's drafts with its reading and the register.
func (m *Mechanism) verifyDrafts(ctx context.Context, doc desk.Document, found func(string, ...any)) error {
	drafts, err := m.whole.AllDrafts(ctx, doc.ID)
	if err != nil {
		found("document %s: %s", doc.ID, err)
		return nil
	}
	had := map[string]desk.Draft{}
	for _, d := range drafts {
		had[d.ID] = d
	}
	proposed, err := desk.Proposed(doc)
	if err != nil {
		found("document %s: %s", doc.ID, err)
		return nil
	}
	for _, p := range proposed {
		d, ok := had[p.ID]
		if !ok {
			found("the draft %s was read in document %s, but is missing", p.ID, doc.ID)
			continue
		}
		delete(had, p.ID)
		if d.State != desk.Accepted {
			continue
		}
		if _, err := m.Store.Item(ctx, m.Secretariat(), d.Entry); err != nil {
			found("the draft %s was accepted, but its entry %s cannot be found: %s", d.ID, d.Entry, err)
		}
	}
	for id := range had {
		found("the draft %s was not read in document %s", id, doc.ID)
	}
	return nil
}

// verifyGenesis checks that the first checkpoint, which witnesses are handed, is
// of this log and byte for byte what was signed.
func (m *Mechanism) verifyGenesis(ctx context.Context) error {
	kept, err := m.Genesis()
	if err != nil {
		return err
	}
	tree, err := ledger.Root(1, m.Store.Hashes(ctx))
	if err != nil {
		return err
	}
	// Ed25519 signs one text in one way. Genesis has seen that it was signed, so
	// nothing is signed here that was not before.
	first, err := ledger.SignCheckpoint(m.Keys.Log, ledger.Checkpoint{Origin: m.Founding.Origin, Tree: tree})
	if err != nil {
		return err
	}
	if string(first) != string(kept) {
		return fault.New(fault.Corrupt, "it is not what was signed at the log's beginning")
	}
	return nil
}
