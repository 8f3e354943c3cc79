package desk

import (
	"context"
	"encoding/json"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// erasedReading is what is left of a document's reading.
const erasedReading = "{}"

// Erased reports whether a document's reading was erased.
func (d Document) Erased() bool { return string(d.Read) == erasedReading }

// Erasure is what an erasure took away besides rows of the database.
type Erasure struct {
	Index    int64    // of the entry that says so
	Done     bool     // false: one person has asked for it, and nothing is erased yet
	Evidence []string // names of evidence files that nobody can open any more, to be deleted
}

// Erase asks that the content of an entry be destroyed, or, where another person has
// asked it, destroys it with that of its corrections: payload, salts, key, the
// register's copy, and at the desk the reading and the drafts of the document that it
// was read in. Two people decide it, each by an entry. Copies already handed out, and
// backups, are beyond it.
func (d *Desk) Erase(ctx context.Context, who Person, target record.ID, reason string) (e Erasure, err error) {
	defer fault.Wrap(&err, "erasing the content of %s", target)
	if err := who.check(); err != nil {
		return e, err
	}
	err = d.do(ctx, func(w *work) error {
		e = Erasure{}
		t := w.desk.state.Object(target)
		if t == nil || t.Sealed {
			return fault.New(fault.NotFound, "there is no such entry")
		}
		ev, err := w.append(act{seat: who.Seat, session: who.Session, audience: t.Audience, refs: []record.Ref{{Role: record.Target, ID: target}},
			body: &record.ContentErased{Reason: reason, By: who.Name}})
		if err != nil {
			return err
		}
		e.Index, e.Done = ev.Index, w.desk.state.Object(target).ErasedBy != ""
		if !e.Done {
			return nil
		}
		for _, id := range append([]record.ID{target}, t.CorrectedBy...) {
			if err := w.EraseEntry(id); err != nil {
				return err
			}
			if o := w.desk.state.Object(id); o != nil {
				if err := w.PutObject(o, Content{}); err != nil {
					return err
				}
			}
		}
		if t.Mode != "desk" {
			return nil // it was not read here
		}
		e.Evidence, err = w.eraseDesk(t)
		return err
	})
	return e, err
}

// eraseDesk erases what the desk keeps of the document that an entry was read in.
func (w *work) eraseDesk(t *register.Object) (evidence []string, err error) {
	source := t.ID
	for o := t; o != nil && o.Kind != record.KindSourceFiled; {
		next := record.ID("")
		for _, r := range o.Refs {
			if r.Role == record.FromSource || r.Role == record.AboutObject && next == "" {
				next = r.ID
			}
		}
		source = next
		o = w.desk.state.Object(next)
	}
	doc, ok, err := w.DocumentOf(source)
	if err != nil || !ok {
		return nil, err
	}
	doc.Read = json.RawMessage(erasedReading)
	if source == t.ID {
		evidence = append(evidence, doc.Sealed.Name)
		doc.Sealed.Key = []byte{}
	}
	if err := w.PutDocument(doc); err != nil {
		return nil, err
	}
	drafts, err := w.Drafts(doc.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range drafts {
		one.Record, one.Edited = json.RawMessage(erasedReading), nil
		if one.State == Open {
			one.State, one.Reason, one.By, one.At = Rejected, "what was read in its document was erased", "surety", w.now
		}
		if err := w.PutDraft(one); err != nil {
			return nil, err
		}
	}
	return evidence, nil
}
