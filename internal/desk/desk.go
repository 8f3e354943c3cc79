package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Vault seals and opens audience keys. internal/keys has the one that serves.
type Vault interface {
	SealAudience(ledger.Key) ([]byte, error)
	OpenAudience(sealed []byte) (ledger.Key, error)
	SealMember(key ledger.Key, recipient string) ([]byte, error) // to a member's own key
}

// Config is what a desk works with.
type Config struct {
	Store    Store
	Vault    Vault
	Signer   ledger.Signer    // the desk's key: attests acts of named sessions
	Next     ledger.Signer    // takes its place as soon as the log lets it count; nil: there is none
	Origin   string           // of the mechanism's log
	Audience []record.Seat    // who may read what is accepted here, unless it is said otherwise
	Intake   []record.Seat    // who may read what was taken in and not yet decided, beside who handed it in
	Now      func() time.Time // nil means time.Now
	Random   io.Reader        // nil means crypto/rand
}

// Desk writes. It holds the register's state in memory and is safe for use by
// several goroutines; what several ask for at once is written in one transaction.
type Desk struct {
	Config
	turns turns

	next  atomic.Pointer[ledger.Signer] // as Config has it, or as it came later
	signs atomic.Pointer[ledger.Signer] // the key of those two that signs now

	// The writer's own, between transactions as the database has them.
	state *register.State
	edge  *ledger.Edge
	keys  map[string]audienceKey
}

// New opens a desk. Close ends it.
func New(c Config) *Desk {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	d := &Desk{Config: c, turns: turns{done: make(chan struct{})}, state: register.New(), edge: &ledger.Edge{}, keys: map[string]audienceKey{}}
	d.signs.Store(&d.Signer)
	if c.Next != nil {
		d.SetNext(c.Next)
	}
	return d
}

// signer gives the desk's key as the log has it.
func (d *Desk) signer() ledger.Signer { return *d.signs.Load() }

// chooseKey has the desk sign with the key that takes the place of another, once
// it was added and approved. It is the writer's.
func (d *Desk) chooseKey() {
	next := d.next.Load()
	if next == nil {
		return
	}
	if k, ok := d.state.Key((*next).PublicKey().ID().String()); ok && k.Mode == string(ledger.Desk) {
		d.signs.Store(next)
	} else {
		d.signs.Store(&d.Signer)
	}
}

// SetNext gives the key that takes the place of the desk's as soon as the log lets it
// count, to a desk that is at work.
func (d *Desk) SetNext(s ledger.Signer) { d.next.Store(&s) }

// Close ends the desk after what it was asked for. Later writes are refused.
func (d *Desk) Close() { d.turns.close() }

// commit writes a batch in one transaction, or each alone if the database
// refuses the whole. The state in memory moves with it or stays where it was.
func (d *Desk) commit(batch []*request) {
	edge := d.edge.Clone()
	var folded [][]register.Change
	undo := func(to int) {
		for len(folded) > to {
			d.state.Undo(folded[len(folded)-1])
			folded = folded[:len(folded)-1]
		}
	}
	now := d.Now().UTC()
	steps := make([]func(Tx) error, 0, len(batch)+1)
	// The first step catches up with entries that another process has written.
	var behind error
	steps = append(steps, func(tx Tx) error {
		behind = d.catchUp(tx)
		edge = d.edge.Clone()
		d.chooseKey()
		return behind
	})
	for _, r := range batch {
		steps = append(steps, func(tx Tx) error {
			if behind != nil {
				return behind
			}
			if err := r.ctx.Err(); err != nil {
				return err
			}
			before, tree := len(folded), d.edge.Clone()
			w := &work{Tx: tx, desk: d, now: now, folded: &folded}
			err := r.step(w)
			if err != nil {
				undo(before)
				d.edge = tree
				d.keys = map[string]audienceKey{} // a key made in the step is gone with it
			}
			return err
		})
	}
	errs, err := d.Store.Update(context.Background(), steps...)
	if err != nil {
		undo(0)
		d.edge = edge
		d.keys = map[string]audienceKey{}
	}
	if err != nil && len(batch) > 1 && !fault.Is(err, fault.Unavailable) {
		// What one of them holds the database refuses. The others are not to suffer.
		for i := range batch {
			d.commit(batch[i : i+1])
		}
		return
	}
	for i, r := range batch {
		if err != nil {
			r.err = err
		} else {
			r.err = errs[i+1]
		}
	}
}

// catchUp folds the entries that the state in memory does not have yet.
func (d *Desk) catchUp(tx Tx) error {
	size, err := tx.Size()
	if err != nil {
		return err
	}
	if size < d.state.Size() {
		return fault.New(fault.Corrupt, "the log has %d entries, but there were %d: something was removed; nothing is written", size, d.state.Size())
	}
	for from := d.state.Size(); from < size; {
		rows, err := tx.Rows(from, min(size, from+1000))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return fault.New(fault.Corrupt, "entry %d is missing", from)
		}
		for _, row := range rows {
			ev, err := Read(row)
			if err != nil {
				return err
			}
			if _, err := d.state.Apply(ev); err != nil {
				return err
			}
			if ev.Head.Kind.Founding() {
				d.keys = map[string]audienceKey{}
			}
			from++
		}
	}
	if d.edge.Size() != size {
		edge, err := ledger.ReadEdge(size, tx)
		if err != nil {
			return err
		}
		d.edge = edge
	}
	return nil
}

// Read gives an entry as kept to the fold. It does not check the signature:
// that was done when the entry was taken, and verify does it again.
func Read(row Row) (register.Event, error) {
	ev := register.Event{Index: row.Index}
	damaged := func(err error) (register.Event, error) {
		return ev, fault.New(fault.Corrupt, "entry %d is damaged: %w", row.Index, err)
	}
	envelope, err := ledger.ParseEnvelope(row.Envelope)
	if err != nil {
		return damaged(err)
	}
	sig, err := ledger.ParseSignature(row.Signature)
	if err != nil {
		return damaged(err)
	}
	if len(row.LeafSalt) != len(ledger.Salt{}) {
		return damaged(errors.New("its leaf salt is cut short"))
	}
	ev, err = eventOf(envelope, &ledger.Signed{Envelope: row.Envelope, Signature: sig, LeafSalt: ledger.Salt(row.LeafSalt)})
	if err != nil {
		return damaged(err)
	}
	var leaf ledger.Leaf
	if err := leaf.UnmarshalBinary(row.Leaf); err != nil {
		return damaged(err)
	}
	ev.Index, ev.At = row.Index, leaf.Time
	return ev, nil
}

// eventOf gives what the fold is to see of a signed envelope, its index and time
// aside.
func eventOf(envelope *ledger.Envelope, signed *ledger.Signed) (register.Event, error) {
	head, err := record.ParseHead(envelope.Control, record.ID(envelope.ID.String()), envelope.Origin, envelope.Key.String())
	if err != nil {
		return register.Event{}, err
	}
	return register.Event{Commitment: signed.Commitment(), Head: &head, Content: contentCommitment(envelope),
		Mode: string(signed.Signature.Mode), Key: signed.Signature.Key.String()}, nil
}
