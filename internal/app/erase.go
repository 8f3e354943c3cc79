package app

import (
	"context"
	"log/slog"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Erase asks that the content of an entry, named by its id or its place in the log,
// be destroyed; asked by a second person, it is: in the log's payloads, the register,
// the desk, and, where the entry is a source, its evidence file.
func (m *Mechanism) Erase(ctx context.Context, v register.Viewer, who desk.Person, entry, reason string) (e desk.Erasure, err error) {
	it, err := m.find(ctx, v, entry)
	if err != nil {
		return e, err
	}
	if it.Kind == record.KindCharterAdopted {
		return e, fault.New(fault.Forbidden, "the charter is what everything rests on, and is not erased")
	}
	if e, err = m.Desk.Erase(ctx, who, it.ID, reason); err != nil || !e.Done {
		return e, err
	}
	for _, name := range e.Evidence {
		if err := m.Evidence.Drop(record.Evidence{Name: name}); err != nil {
			return e, err
		}
	}
	return e, m.whole.Scrub(ctx)
}

// foldAgain makes the register of a record that was restored, or that another
// version of this program kept otherwise.
func (m *Mechanism) foldAgain(ctx context.Context) error {
	folded, err := m.whole.Folded(ctx)
	if err != nil || folded {
		return err
	}
	slog.Info("making the register again from the log, since another version of this program made it, or nobody has")
	_, _, err = m.Rebuild(ctx)
	return err
}

// Rebuild drops the register and folds it again from the log; desk.Rebuild says
// what it gives.
func (m *Mechanism) Rebuild(ctx context.Context) (digest string, size int64, err error) {
	return desk.Rebuild(ctx, reloading{m.whole, m.progress}, m.Keys)
}
