package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Reloader is the database as a rebuild needs it.
type Reloader interface {
	// Reload puts other rows in place of all of the register's, in the order of
	// the log, in one transaction: whoever reads meanwhile reads the old ones, and
	// if anything fails the old ones stay. made is given the log as it
	// stands meanwhile, which another goroutine may read beside the one that takes the
	// rows, and is not called again once it has given an error.
	Reload(ctx context.Context, made func(Log) iter.Seq2[Made, error]) error

	// Tellings says how readers are told what they may read, which they find it
	// by. nil tells everyone everything as it was recorded.
	Tellings() *register.Tellings
}

// Made is a row of the register as it is written.
type Made struct {
	Object  *register.Object
	State   []byte           // the object as JSON
	Content []byte           // what is open of its content, as JSON
	Indexed register.Indexed // what it is found by
}

// Rebuild folds the register again from the log and puts it in place of the one
// that is there, in one transaction, and gives the state's digest. Nobody may
// write meanwhile.
//
// The log is read twice: control first, to the state as it is at the end; then
// content, a piece at a time, each row written once. What stays in memory is the
// state, without any content.
func Rebuild(ctx context.Context, store Reloader, vault Vault) (digest string, size int64, err error) {
	defer fault.Wrap(&err, "rebuilding the register from the log")
	err = store.Reload(ctx, func(log Log) iter.Seq2[Made, error] {
		return func(yield func(Made, error) bool) {
			if size, err = log.Size(); err != nil {
				yield(Made{}, err)
				return
			}
			signed, sealed := log.Rows, log.Rows
			if halves, ok := log.(HalvedLog); ok {
				signed, sealed = halves.Signed, halves.Sealed
			}
			state := register.New()
			if err := eachOf(signed, size, readOf, func(ev register.Event) error {
				_, err := state.Apply(ev)
				return err
			}); err != nil {
				yield(Made{}, err)
				return
			}
			sum := sha256.New()
			m := maker{log: log, vault: vault, tell: store.Tellings(), state: state, objects: state.All(), keys: map[audienceEpoch]ledger.Key{}}
			stopped := false
			err := eachOf(sealed, size, m.begin, func(made Made) error {
				sum.Write(append(made.State, '\n'))
				if stopped = stopped || !yield(made, nil); stopped {
					return context.Canceled
				}
				return nil
			})
			if err != nil && !stopped {
				yield(Made{}, err)
			}
			digest = hex.EncodeToString(sum.Sum(nil)) // as register.State.Digest has it: every object's JSON, one a line
		}
	})
	return digest, size, err
}

// readOf reads an entry as the fold sees it.
func readOf(row Row) (func() (register.Event, error), error) {
	return func() (register.Event, error) { return Read(row) }, nil
}

// maker makes the register's rows out of the state and the log's contents.
type maker struct {
	log     Log
	vault   Vault
	tell    *register.Tellings
	state   *register.State
	objects []*register.Object // by index: every entry has one
	keys    map[audienceEpoch]ledger.Key
}

type audienceEpoch struct {
	audience string
	epoch    int
}

// begin gets ready what a row takes from the database, and gives what is left to
// do, which can be done beside other rows.
func (m *maker) begin(row Row) (func() (Made, error), error) {
	o := m.objects[row.Index]
	sealed := []Row{row}
	for _, id := range o.CorrectedBy {
		i := m.state.Object(id).Index // it was folded
		correction, err := m.log.Rows(i, i+1)
		if err != nil {
			return nil, err
		}
		sealed = append(sealed, correction...)
	}
	shared := make([]ledger.Key, len(sealed))
	for i, row := range sealed {
		var err error
		if shared[i], err = m.shared(row); err != nil {
			return nil, err
		}
	}
	return func() (made Made, err error) {
		content := Content{}
		for i, row := range sealed {
			openings, err := openWith(shared[i], row)
			if err != nil {
				return made, err
			}
			own := contentOf(openings)
			if i == 0 {
				content = own
			} else if content, err = corrected(content, own); err != nil {
				return made, err
			}
		}
		made.Object = o
		if made.State, err = o.JSON(); err == nil {
			made.Content, err = register.ContentJSON(content)
		}
		if err == nil {
			made.Indexed, err = o.Indexed(content, m.tell)
		}
		return made, err
	}, nil
}

// shared gives the key of a row's audience.
func (m *maker) shared(row Row) (key ledger.Key, err error) {
	if row.erased() {
		return key, nil
	}
	name := audienceEpoch{row.Audience, row.Epoch}
	if key, ok := m.keys[name]; ok {
		return key, nil
	}
	sealed, err := m.log.OldAudienceKey(row.Audience, row.Epoch)
	if err == nil {
		key, err = m.vault.OpenAudience(sealed)
	}
	if err == nil {
		m.keys[name] = key
	}
	return key, err
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

// HalvedLog is a log that gives what is asked of its rows and nothing else.
type HalvedLog interface {
	Log
	Signed(from, to int64) ([]Row, error) // index, leaf, envelope, signature and salt of entries [from, to)
	Sealed(from, to int64) ([]Row, error) // index, id, audience, epoch, key and payload
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
