package app

import (
	"context"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Erase destroys the content of an entry, named by its id or its place in the
// log: in the log's payloads, the register, the desk, and, where the entry is a
// source, its evidence file. It gives the index of the entry that says so.
func (m *Mechanism) Erase(ctx context.Context, v register.Viewer, first, second desk.Person, entry, reason string) (index int64, err error) {
	it, err := m.find(ctx, v, entry)
	if err != nil {
		return 0, err
	}
	if it.Kind == record.KindCharterAdopted {
		return 0, fault.New(fault.Forbidden, "the charter is what everything rests on, and is not erased")
	}
	e, err := m.Desk.Erase(ctx, first, second, it.ID, reason)
	if err != nil {
		return 0, err
	}
	for _, name := range e.Evidence {
		if err := m.Evidence.Drop(record.Evidence{Name: name}); err != nil {
			return e.Index, err
		}
	}
	return e.Index, m.whole.Scrub(ctx)
}

// Rebuild drops the register and folds it again from the log; desk.Rebuild says
// what it gives.
func (m *Mechanism) Rebuild(ctx context.Context) (digest string, size int64, err error) {
	return desk.Rebuild(ctx, m.whole, m.Keys)
}
