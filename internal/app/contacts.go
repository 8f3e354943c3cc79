package app

import (
	"context"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Contact is a consent that was recorded, and what is due of it.
type Contact struct {
	register.Item
	*record.ConsentRecorded
	Past bool    // the day until which it may be kept is past
	Rest []int64 // entries that rest on it and whose content is still there
}

// Due says why something has to be erased, or "".
func (c Contact) Due() string {
	there := len(c.Rest) > 0 || c.ErasedBy == ""
	switch {
	case !there:
		return ""
	case c.WithdrawnBy != "":
		return "the contact took consent back"
	case c.Past:
		return "the day until which it may be kept is past"
	}
	return ""
}

// Contacts gives every consent that a viewer may know of, oldest first, with what
// is due of it on a day.
func (m *Mechanism) Contacts(ctx context.Context, v register.Viewer, now time.Time) (all []Contact, err error) {
	items, err := m.whole.AllOf(ctx, record.KindConsentRecorded)
	if err != nil {
		return nil, err
	}
	today := now.UTC().Format(time.DateOnly)
	for _, it := range items {
		if it.Void != "" || !v.Sees(it.Readers()) {
			continue
		}
		if it, err = m.Store.Item(ctx, v, it.ID); err != nil {
			return nil, err
		}
		b := it.Body.(*record.ConsentRecorded)
		c := Contact{Item: it, ConsentRecorded: b, Past: b.RetainUntil < today}
		rest, err := m.Store.Linked(ctx, v, it.ID, record.ByConsent)
		if err != nil {
			return nil, err
		}
		for _, r := range rest {
			if r.ErasedBy == "" {
				c.Rest = append(c.Rest, r.Index)
			}
		}
		all = append(all, c)
	}
	return all, nil
}
