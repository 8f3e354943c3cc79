package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Reopen takes rejections back: the drafts wait again, as they were. What was
// accepted is signed and stands in the log; it can only be withdrawn there.
func (d *Desk) Reopen(ctx context.Context, who Person, drafts []string) (err error) {
	defer fault.Wrap(&err, "taking a rejection back")
	if err := who.check(); err != nil {
		return err
	}
	return d.do(ctx, func(w *work) error {
		for _, id := range drafts {
			one, ok, err := w.Draft(id)
			if err != nil {
				return err
			}
			if !ok {
				return fault.New(fault.NotFound, "there is no draft %q at the desk", id)
			}
			if one.State != Rejected {
				return fault.New(fault.Conflict, "draft %s is not rejected: it is %s", id, one.State)
			}
			one.State, one.Reason, one.By, one.At = Open, "", "", time.Time{}
			if err := w.PutDraft(one); err != nil {
				return err
			}
		}
		return nil
	})
}

// Merge keeps the first of several drafts of one document and one kind, which
// tell the same thing, and rejects the others as told by it. What is claimed about
// an incident that goes is claimed about the one that stays. All of it is done, or
// nothing.
func (d *Desk) Merge(ctx context.Context, who Person, drafts []string, seen ...Seen) (err error) {
	defer fault.Wrap(&err, "merging")
	if err := who.check(); err != nil {
		return err
	}
	if len(drafts) < 2 {
		return fault.New(fault.Invalid, "two drafts at least are needed to make one of them")
	}
	return d.do(ctx, func(w *work) error {
		kept, doc, _, err := w.open(drafts[0])
		if err != nil {
			return err
		}
		if err := kept.unchanged(seen); err != nil {
			return err
		}
		gone := map[string]bool{}
		for _, id := range drafts[1:] {
			if err := w.absorb(kept, id, who, gone, seen); err != nil {
				return err
			}
		}
		if kept.Kind != "incident" {
			return nil
		}
		return w.redirect(doc.ID, kept, gone, who)
	})
}

// absorb rejects a draft as told by the one that is kept, and adds it to those that
// are gone; what is gone cannot go again.
func (w *work) absorb(kept Draft, id string, who Person, gone map[string]bool, seen []Seen) error {
	one, _, _, err := w.open(id)
	if err != nil {
		return err
	}
	if err := one.unchanged(seen); err != nil {
		return err
	}
	if one.Document != kept.Document || one.Kind != kept.Kind {
		return fault.New(fault.Invalid, "only drafts of one kind can be made one: %s is no %s of this document", id, kept.Kind)
	}
	if id == kept.ID || gone[one.local()] {
		return fault.New(fault.Invalid, "draft %s is named twice", id)
	}
	gone[one.local()] = true
	one.State, one.Reason, one.By, one.At = Rejected, "the same as "+kept.local(), who.Name, w.now
	return w.PutDraft(one)
}

// redirect lets what is claimed about incidents that are gone be claimed about the
// one that is kept.
func (w *work) redirect(document string, kept Draft, gone map[string]bool, who Person) error {
	all, err := w.Drafts(document)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.State == Rejected || one.Kind != "figure" && one.Kind != "attribution" {
			continue
		}
		moved, err := one.moveTo(kept.local(), gone)
		if err != nil {
			return err
		}
		if moved == nil {
			continue
		}
		if one.State != Open {
			return fault.New(fault.Conflict, "draft %s was %s before, and is about an incident that would go", one.ID, one.State)
		}
		one.Edited, one.By = moved, who.Name
		if err := w.PutDraft(one); err != nil {
			return err
		}
	}
	return nil
}

// local gives a draft's id within its document.
func (d Draft) local() string { return strings.TrimPrefix(d.ID, d.Document+"-") }

// moveTo gives a claim about another incident, where it is about one that goes;
// nil where it is not.
func (d Draft) moveTo(incident string, gone map[string]bool) (json.RawMessage, error) {
	raw := d.Record
	if d.Edited != nil {
		raw = d.Edited
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, fault.New(fault.Corrupt, "the draft %s is damaged: %w", d.ID, err)
	}
	var about string
	if err := json.Unmarshal(fields["incident"], &about); err != nil || !gone[about] {
		return nil, nil
	}
	fields["incident"] = json.RawMessage(fmt.Sprintf("%q", incident))
	out, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return normal(d.Kind, out)
}
