package survey

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Why something that rests on a contact's consent has to be erased.
const (
	DueWithdrawn = "withdrawn" // the contact took consent back
	DuePast      = "past"      // the day until which it may be kept is past
)

// soon is how long before its day a consent is called out.
const soon = 30 * 24 * time.Hour

// Contact is what a contact agreed to, what rests on it, and what is due of it.
type Contact struct {
	register.Item
	Body *record.ConsentRecorded
	Rest []register.Item // entries that rest on it and whose content is still there, in the log's order
	Due  string          // DueWithdrawn, DuePast, or "" for nothing
	Soon bool            // nothing is due yet, and its day comes within thirty days
}

// Done reports whether nothing is left of what was told: neither what the consent
// says, nor the content of what rests on it.
func (c Contact) Done() bool { return c.ErasedBy != "" && len(c.Rest) == 0 }

// Contacts gives every consent that the reader may know of, also those that were
// taken back: those of which something is due first, then by the day until which
// they may be kept. What is due depends on the day of now, in UTC.
func (r Reader) Contacts(ctx context.Context, now time.Time) ([]Contact, error) {
	items, err := r.every(ctx, record.KindConsentRecorded)
	if err != nil {
		return nil, err
	}
	fallen, err := r.all(ctx, record.KindConsentRecorded, r.Views.Fallen)
	if err != nil {
		return nil, err
	}
	for _, it := range fallen {
		if it.WithdrawnBy != "" && it.Void == "" {
			items = append(items, it)
		}
	}
	all := make([]Contact, len(items))
	for i, it := range items {
		c := Contact{Item: it, Body: it.Body.(*record.ConsentRecorded)}
		rest, err := r.Views.Linked(ctx, r.Who, it.ID, record.ByConsent)
		if err != nil {
			return nil, err
		}
		c.Rest = slices.DeleteFunc(rest, func(it register.Item) bool { return it.ErasedBy != "" })
		c.judge(now.UTC())
		all[i] = c
	}
	slices.SortFunc(all, func(a, b Contact) int {
		return cmp.Or(cmp.Compare(b.rank(), a.rank()), cmp.Compare(a.Body.RetainUntil, b.Body.RetainUntil), cmp.Compare(a.Index, b.Index))
	})
	return all, nil
}

// judge says what is due of a consent on a day.
func (c *Contact) judge(now time.Time) {
	switch {
	case c.Done():
	case c.WithdrawnBy != "":
		c.Due = DueWithdrawn
	case c.Body.RetainUntil < now.Format(time.DateOnly):
		c.Due = DuePast
	default:
		c.Soon = c.Body.RetainUntil <= now.Add(soon).Format(time.DateOnly)
	}
}

func (c Contact) rank() int {
	switch {
	case c.Due != "":
		return 2
	case c.Done():
		return 0
	}
	return 1
}

// Due counts those of whom something has to be erased.
func Due(all []Contact) (n int) {
	for _, c := range all {
		if c.Due != "" {
			n++
		}
	}
	return n
}
