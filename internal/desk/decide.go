package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// Person is who decides: a seat, the person's name, and the session that the
// desk vouches for.
type Person struct {
	Seat    record.Seat
	Name    string // as the entry will say it
	Session string // such as terminal:amina
}

// Accept makes entries of drafts, all of them or none, and gives what became of
// each, in the order given. What a draft needs (a claim its incident) has to be
// accepted before it or together with it. The source is filed with the first
// draft of it that is accepted.
//
// A draft that was corrected by somebody else since it was seen is not accepted.
func (d *Desk) Accept(ctx context.Context, who Person, drafts []string, seen ...Seen) (made []Outcome, err error) {
	defer fault.Wrap(&err, "accepting")
	if err := who.check(); err != nil {
		return nil, err
	}
	err = d.do(ctx, func(w *work) error {
		made = nil
		entries := map[string]Outcome{}
		for _, id := range inOrder(drafts) {
			o, err := w.accept(who, id, seen)
			if err != nil {
				return err
			}
			entries[id] = o
		}
		for _, id := range drafts {
			made = append(made, entries[id])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

func (p Person) check() error {
	if p.Name == "" || p.Seat == "" || p.Session == "" {
		return fault.New(fault.Invalid, "it has to be said who decides: a name is needed")
	}
	return nil
}

// inOrder puts what others refer to first: statements, then incidents, then the rest.
func inOrder(ids []string) []string {
	rank := func(id string) int {
		_, local, _ := cutLast(id)
		switch {
		case strings.HasPrefix(local, "s"):
			return 0
		case strings.HasPrefix(local, "i") && !strings.Contains(local, "a"):
			return 1
		}
		return 2
	}
	sorted := slices.Clone(ids)
	slices.SortStableFunc(sorted, func(a, b string) int { return rank(a) - rank(b) })
	return slices.Compact(sorted)
}

// cutLast divides a draft's id into document and record.
func cutLast(id string) (document, local string, ok bool) {
	i := strings.LastIndexByte(id, '-')
	if i < 0 {
		return "", id, false
	}
	return id[:i], id[i+1:], true
}

// Seen is the Version of each draft, by its id, that a person looked at before
// deciding. A draft that is not in it is taken as it is.
type Seen map[string]string

// unchanged refuses a decision on a draft that was corrected since it was seen.
func (d Draft) unchanged(seen []Seen) error {
	for _, s := range seen {
		if v := s[d.ID]; v == "" || v == d.Version() {
			continue
		}
		return fault.New(fault.Conflict, "draft %s was corrected by %s since you looked at it; look at it again", d.ID, d.By)
	}
	return nil
}

func (w *work) open(id string) (Draft, Document, *draft.Document, error) {
	d, ok, err := w.Draft(id)
	if err != nil {
		return d, Document{}, nil, err
	}
	if !ok {
		return d, Document{}, nil, fault.New(fault.NotFound, "there is no draft %q at the desk", id)
	}
	if d.State != Open {
		return d, Document{}, nil, fault.New(fault.Conflict, "draft %s was %s by %s before", id, d.State, d.By)
	}
	doc, ok, err := w.Document(d.Document)
	if err != nil || !ok {
		return d, doc, nil, fmt.Errorf("the document of draft %s: %w", id, err)
	}
	var read draft.Document
	if err := json.Unmarshal(doc.Read, &read); err != nil {
		return d, doc, nil, fault.New(fault.Corrupt, "the reading of document %s is damaged: %w", doc.ID, err)
	}
	return d, doc, &read, nil
}

func (w *work) accept(who Person, id string, seen []Seen) (Outcome, error) {
	d, doc, read, err := w.open(id)
	if err != nil {
		return Outcome{}, err
	}
	if err := d.unchanged(seen); err != nil {
		return Outcome{}, err
	}
	p, err := propose(d, read, who.Name)
	if err != nil {
		return Outcome{}, fmt.Errorf("draft %s: %w", id, err)
	}
	if doc.Source == "" {
		if err := w.fileSource(who, &doc, read); err != nil {
			return Outcome{}, err
		}
	}
	refs := []record.Ref{{Role: record.FromSource, ID: doc.Source}}
	for _, want := range p.refs {
		other, ok, err := w.Draft(doc.ID + "-" + want.id)
		if err != nil {
			return Outcome{}, err
		}
		if ok && other.State == Accepted && w.desk.state.Object(other.Entry).Stands() {
			refs = append(refs, record.Ref{Role: want.role, ID: other.Entry})
		} else if want.id == p.needs {
			return Outcome{}, fault.New(fault.Conflict, "draft %s is a claim about %s-%s, which has not been accepted: accept that first, or both together",
				id, doc.ID, want.id)
		}
	}
	ev, err := w.append(act{seat: who.Seat, session: who.Session, body: p.body, refs: refs, audience: w.desk.Audience})
	if err != nil {
		return Outcome{}, fmt.Errorf("draft %s: %w", id, err)
	}
	d.State, d.Entry, d.By, d.At = Accepted, ev.Head.ID, who.Name, w.now
	return Outcome{Draft: id, Entry: ev.Head.ID, Index: ev.Index}, w.PutDraft(d)
}

// fileSource makes the entry that takes the document itself into the register.
func (w *work) fileSource(who Person, doc *Document, read *draft.Document) error {
	b := &record.SourceFiled{Submitter: record.SubmitterPress, Reliability: "F", File: doc.File, SHA256: doc.SHA256, Bytes: doc.Bytes,
		MIME: doc.MIME, Language: read.Language, Published: day(read.Published.Date), PublishedFrom: read.Published.Basis,
		DateConflict: read.Published.Conflict, Item: read.Item, Evidence: doc.Sealed, AcceptedBy: who.Name}
	if read.Title != nil {
		b.Title = words(*read.Title).Readable()
	}
	if read.Publisher != nil {
		b.Publisher = words(*read.Publisher).Readable()
	}
	ev, err := w.append(act{seat: who.Seat, session: who.Session, body: b, audience: w.desk.Audience})
	if err != nil {
		return fmt.Errorf("filing the source %s: %w", doc.File, err)
	}
	doc.Source = ev.Head.ID
	return w.PutDocument(*doc)
}

// Reject puts drafts aside, with a reason. They stay at the desk, marked.
func (d *Desk) Reject(ctx context.Context, who Person, reason string, drafts []string) (err error) {
	defer fault.Wrap(&err, "rejecting")
	if err := who.check(); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "a rejection needs a reason")
	}
	return d.do(ctx, func(w *work) error {
		for _, id := range drafts {
			one, _, _, err := w.open(id)
			if err != nil {
				return err
			}
			one.State, one.Reason, one.By, one.At = Rejected, reason, who.Name, w.now
			if err := w.PutDraft(one); err != nil {
				return err
			}
		}
		return nil
	})
}

// Edit keeps a person's correction of a draft, in the shape of the draft. The
// machine's draft is kept beside it, here and in the entry it becomes.
//
// The words of a source cannot be corrected: what is shown as a quotation has to
// stand in the file at its place.
//
// A draft that was corrected by somebody else since it was seen is not corrected.
func (d *Desk) Edit(ctx context.Context, who Person, id string, corrected json.RawMessage, source []byte, seen ...Seen) (err error) {
	defer fault.Wrap(&err, "correcting draft %s", id)
	if err := who.check(); err != nil {
		return err
	}
	return d.do(ctx, func(w *work) error {
		one, doc, read, err := w.open(id)
		if err != nil {
			return err
		}
		if err := one.unchanged(seen); err != nil {
			return err
		}
		if one.Edited, err = normal(one.Kind, corrected); err != nil {
			return err
		}
		p, err := propose(one, read, who.Name)
		if err != nil {
			return err
		}
		if err := verbatim(one.Edited, doc.Read, source); err != nil {
			return err
		}
		if err := p.body.Validate(); err != nil {
			return err
		}
		one.By = who.Name
		return w.PutDraft(one)
	})
}
