package desk

import (
	"context"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Rebuild drops the register's tables and folds them again from the log, in one
// transaction, and gives the state's digest. Nobody may write meanwhile.
func Rebuild(ctx context.Context, store Store, vault Vault) (digest string, size int64, err error) {
	defer fault.Wrap(&err, "rebuilding the register from the log")
	errs, err := store.Update(ctx, func(tx Tx) error {
		if err := tx.ClearRegister(); err != nil {
			return err
		}
		state, err := Fold(tx, vault, tx)
		if err != nil {
			return err
		}
		size = state.Size()
		digest, err = state.Digest()
		return err
	})
	if err == nil {
		err = errs[0]
	}
	return digest, size, err
}

// Tables is where a fold puts the register's rows: a transaction, or memory.
type Tables interface {
	PutObject(o *register.Object, content Content) error
	Content(id record.ID) (Content, error)
}

// Log is the log's rows as a fold reads them.
type Log interface {
	Size() (int64, error)
	Rows(from, to int64) ([]Row, error)
	OldAudienceKey(audience string, epoch int) (sealed []byte, err error)
}

// Fold folds the whole log into empty tables.
func Fold(log Log, vault Vault, into Tables) (*register.State, error) {
	size, err := log.Size()
	if err != nil {
		return nil, err
	}
	state, opener := register.New(), Opener{Vault: vault, Key: log.OldAudienceKey}
	for state.Size() < size {
		rows, err := log.Rows(state.Size(), min(size, state.Size()+1000))
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			return nil, fault.New(fault.Corrupt, "entry %d is missing", state.Size())
		}
		for _, row := range rows {
			ev, err := Read(row)
			if err != nil {
				return nil, err
			}
			openings, err := opener.Open(row)
			if err != nil {
				return nil, err
			}
			changes, err := state.Apply(ev)
			if err != nil {
				return nil, err
			}
			if err := project(into, ev, changes, openings); err != nil {
				return nil, err
			}
		}
	}
	return state, nil
}
