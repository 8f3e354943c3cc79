package app

import (
	"context"
	"slices"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Replicate gives the published log after an index as whoever keeps it elsewhere
// needs it: every leaf, and of what the viewer may read the signed entry too. What a
// later entry opened to them is given again with the entry that opened it.
func (m *Mechanism) Replicate(ctx context.Context, v register.Viewer, after int64, limit int) (out api.Replicated, err error) {
	defer fault.Wrap(&err, "giving the log after entry %d", after)
	out.Next = after
	c, err := m.Store.LatestCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Checkpoint, out.Size = string(c.Note), c.Size
	from, to := after+1, min(after+1+int64(limit), c.Size)
	if from >= to {
		return out, nil
	}
	rows, err := m.whole.Rows(ctx, from, to)
	if err != nil {
		return out, err
	}
	regarded, err := m.regarded(ctx)
	if err != nil {
		return out, err
	}
	var opened []desk.Row
	var ids []record.ID
	for index, o := range regarded {
		now := func(r register.Release) bool { return from <= r.Index && r.Index < to && v.Sees(r.To) }
		if index < from && !v.Sees(o.Audience) && slices.ContainsFunc(o.Released, now) {
			more, err := m.whole.Rows(ctx, index, index+1)
			if err != nil {
				return out, err
			}
			opened, ids = append(opened, more...), append(ids, o.ID)
		}
	}
	slices.SortFunc(opened, func(a, b desk.Row) int { return int(a.Index - b.Index) })
	// That it was handed out is kept, once for all of it.
	if _, err := m.Store.After(ctx, v, after, limit); err != nil {
		return out, err
	}
	if _, err := m.Store.Several(ctx, v, ids); err != nil {
		return out, err
	}
	ctx = session.Unasked(ctx)
	out.Next = to - 1
	if out.Entries, err = m.sequenced(ctx, v, rows, regarded, to); err != nil {
		return out, err
	}
	out.Opened, err = m.sequenced(ctx, v, opened, regarded, to)
	return out, err
}

// sequenced gives entries as a replica keeps them, when the log has a size.
func (m *Mechanism) sequenced(ctx context.Context, v register.Viewer, rows []desk.Row, regarded map[int64]*register.Object, size int64) ([]api.Sequenced, error) {
	disclosed, err := m.disclosedOf(ctx, v, rows, regarded, size)
	if err != nil {
		return nil, err
	}
	all := make([]api.Sequenced, len(rows))
	for i, row := range rows {
		all[i] = api.Sequenced{Index: row.Index, Leaf: row.Leaf}
		if len(disclosed) > 0 && disclosed[0].Index == row.Index {
			all[i].Disclosed = string(ledger.AppendDisclosed(nil, &disclosed[0]))
			disclosed = disclosed[1:]
		}
	}
	return all, nil
}
