package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"sync"

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
	State   string           // the object as JSON
	Content string           // what is open of its content, as JSON
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
	g := letLie()
	defer g.done()
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
				if ev.Index%piece == 0 {
					g.look()
				}
				_, err := state.Apply(ev)
				return err
			}); err != nil {
				yield(Made{}, err)
				return
			}
			sum := sha256.New()
			m := newMaker(log, vault, store.Tellings(), state)
			state = nil // its objects are held until they are written, and no longer
			stopped := false
			err := eachOf(sealed, size, m.begin, func(made Made) error {
				m.objects[made.Object.Index] = nil
				if made.Object.Index%piece == 0 {
					g.look()
				}
				sum.Write([]byte(made.State))
				sum.Write([]byte{'\n'})
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
	log         Log
	vault       Vault
	tell        *register.Tellings
	objects     []*register.Object // by index: every entry has one, until its row is written
	corrections map[int64][]int64  // of the entries that were corrected, by index: the corrections, in order
	keys        map[audienceEpoch]ledger.Unwrapper
	texts       sync.Pool // of *[]byte, to write JSON into before it is known how long it is
}

// newMaker takes from the state what is needed of it.
func newMaker(log Log, vault Vault, tell *register.Tellings, state *register.State) *maker {
	m := &maker{log: log, vault: vault, tell: tell, objects: state.All(), corrections: map[int64][]int64{}, keys: map[audienceEpoch]ledger.Unwrapper{}}
	for _, o := range m.objects {
		for _, id := range o.CorrectedBy {
			m.corrections[o.Index] = append(m.corrections[o.Index], state.Object(id).Index) // it was folded
		}
	}
	m.texts.New = func() any { return new([]byte) }
	return m
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
	for _, i := range m.corrections[row.Index] {
		correction, err := m.log.Rows(i, i+1)
		if err != nil {
			return nil, err
		}
		sealed = append(sealed, correction...)
	}
	shared := make([]ledger.Unwrapper, len(sealed))
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
		text := m.texts.Get().(*[]byte)
		defer m.texts.Put(text)
		if *text, err = o.AppendJSON((*text)[:0]); err == nil {
			made.State = string(*text)
			*text, err = register.AppendContent((*text)[:0], content)
		}
		if err == nil {
			made.Content = string(*text)
			made.Indexed, err = o.Indexed(content, m.tell)
		}
		return made, err
	}, nil
}

// shared gives the key of a row's audience.
func (m *maker) shared(row Row) (ledger.Unwrapper, error) {
	if row.erased() {
		return ledger.Unwrapper{}, nil
	}
	name := audienceEpoch{row.Audience, row.Epoch}
	if key, ok := m.keys[name]; ok {
		return key, nil
	}
	sealed, err := m.log.OldAudienceKey(row.Audience, row.Epoch)
	if err != nil {
		return ledger.Unwrapper{}, err
	}
	key, err := m.vault.OpenAudience(sealed)
	if err != nil {
		return ledger.Unwrapper{}, err
	}
	m.keys[name] = key.Unwrapper()
	return m.keys[name], nil
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
