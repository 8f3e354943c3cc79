// Package survey reads the register as a whole, with one reader's eyes: counts
// and how much looking stands behind them, notices, the line between the sides,
// what is on record of each side. Pages and the API show what it gives. It
// decides nothing and ranks nobody.
package survey

import (
	"context"
	"time"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Views is what is read. Every call gives only what its viewer may read.
type Views interface {
	// Items gives the objects of a kind that stand, newest entry first.
	Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error)
	// Fallen gives those of a kind that do not stand, being void or withdrawn.
	Fallen(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error)
	// Find gives the objects that a query asks for.
	Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error)
	// Item gives one object by its id, whatever became of it; what is not there and
	// what the viewer may not know of give a fault.NotFound.
	Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error)
	// Linked gives the objects that stand and refer to id in a role, in the order
	// of the log.
	Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error)
	// Several gives those of some objects that the viewer may read, in no order.
	Several(ctx context.Context, v register.Viewer, ids []record.ID) ([]register.Item, error)
	// Glances gives the objects of a kind of which something is counted, each at a
	// glance, newest entry first.
	Glances(ctx context.Context, v register.Viewer, kind record.Kind) ([]*register.Glance, error)
	// Logged gives when an entry was logged, by its leaf.
	Logged(ctx context.Context, v register.Viewer, id record.ID) (time.Time, error)
}

// Reader reads for one viewer.
type Reader struct {
	Views   Views
	Who     register.Viewer
	Charter *charter.Charter
}

// most bounds how many objects of a kind one survey looks at.
const most = 200_000

// every gives all objects of a kind that stand, oldest first.
func (r Reader) every(ctx context.Context, kind record.Kind) ([]register.Item, error) {
	return r.all(ctx, kind, r.Views.Items)
}

// all gives what a list of a kind has, oldest first.
func (r Reader) all(ctx context.Context, kind record.Kind,
	list func(context.Context, register.Viewer, record.Kind, register.Page) ([]register.Item, error)) ([]register.Item, error) {
	var all []register.Item
	for before := int64(0); ; {
		items, err := list(ctx, r.Who, kind, register.Page{Before: before, Limit: 1000})
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
		if len(items) == 0 || items[len(items)-1].Index == 0 {
			break
		}
		if len(all) > most {
			return nil, fault.New(fault.Invalid, "there are more than %d of %s: ask for fewer days", most, kind)
		}
		before = items[len(items)-1].Index
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all, nil
}

// find gives all objects of a query.
func (r Reader) find(ctx context.Context, q register.Query) ([]register.Item, error) {
	var all []register.Item
	for q.Limit = 1000; ; {
		found, err := r.Views.Find(ctx, r.Who, q)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			all = append(all, f.Item)
		}
		if len(found) < q.Limit {
			return all, nil
		}
		if len(all) > most {
			return nil, fault.New(fault.Invalid, "more than %d are asked for: ask for fewer days", most)
		}
		q.Before = found[len(found)-1].Place
	}
}

// several gives objects by their ids, as far as the reader may know of them.
func (r Reader) several(ctx context.Context, ids []record.ID) (map[record.ID]register.Item, error) {
	all := map[record.ID]register.Item{}
	for len(ids) > 0 {
		n := min(len(ids), 500)
		found, err := r.Views.Several(ctx, r.Who, ids[:n])
		if err != nil {
			return nil, err
		}
		for _, it := range found {
			all[it.ID] = it
		}
		ids = ids[n:]
	}
	return all, nil
}

// offset gives how many minutes east of UTC the mechanism counts its days at a time.
func (r Reader) offset(at time.Time) (int, error) {
	zone, err := time.LoadLocation(r.Charter.TimeZones[0])
	if err != nil {
		return 0, fault.New(fault.Internal, "the time zone of reports: %w", err)
	}
	_, seconds := at.In(zone).Zone()
	return seconds / 60, nil
}
