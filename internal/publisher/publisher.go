// Package publisher signs checkpoints: only of sizes that are committed, only
// through a guarded signer, and never twice differently. What the charter's
// witnesses have to cosign is published when enough of them have, and not
// before; appending goes on meanwhile.
package publisher

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// Log is the log as the publisher sees it.
type Log interface {
	Size(ctx context.Context) (int64, error)
	Hashes(ctx context.Context) ledger.HashReader
	Published(ctx context.Context) (size int64, note []byte, err error) // the latest checkpoint; fault.NotFound if none
	Publish(ctx context.Context, size int64, note []byte, signed time.Time) error
	Unfit(ctx context.Context, size int64) (entry int64, err error) // the first of so many entries whose hashes are not its own; -1 if none
	Absences(ctx context.Context) ([]Absence, error)
	PutAbsence(ctx context.Context, a Absence) error
}

// Config is what a publisher works with.
type Config struct {
	Log       Log
	Signer    *ledger.GuardedSigner
	Guard     ledger.Guard
	Verifier  *ledger.Verifier           // of the mechanism's own trust file: its key and its policy
	Witnesses map[string]*witness.Client // by their names in the policy; those with an address
	Patience  time.Duration              // how long a witness may take to answer; 0 means 5 seconds
	Now       func() time.Time           // nil means time.Now
}

// grace is how long the others are waited for when enough witnesses have signed.
const grace = 50 * time.Millisecond

// Publisher signs checkpoints of one log. It is safe for use by several goroutines.
type Publisher struct {
	Config
	mu      sync.Mutex
	refused error       // a contradiction that ends all signing
	agreed  atomic.Bool // the witnesses were asked for their last

	absentMu sync.Mutex
	absent   map[string]Absence
}

// New makes a publisher.
func New(c Config) *Publisher {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Patience <= 0 {
		c.Patience = 5 * time.Second
	}
	return &Publisher{Config: c}
}

// Check refuses a log that is shorter than the last checkpoint signed for it:
// an old backup was restored, or entries were removed.
func (p *Publisher) Check(ctx context.Context) error {
	last, err := p.Guard.Last(ctx, p.Signer.Origin())
	if errors.Is(err, ledger.ErrNoMemory) {
		return fault.New(fault.Conflict, "this machine has no memory of what was last signed for the log %s. "+
			"If the mechanism was moved here, bring its guard folder along and name it with --guard; "+
			"without it a second history could be signed unnoticed, and nothing is: %w", p.Signer.Origin(), err)
	}
	if err != nil {
		return err
	}
	size, err := p.Log.Size(ctx)
	if err != nil {
		return err
	}
	if size < last.Size {
		return fault.New(fault.Corrupt, "the log has %d entries, but a checkpoint of %d was signed: "+
			"an old backup was restored, or entries were removed; nothing more is written to it. "+
			"Bring back a newer copy; if there is none, `surety succeed` opens a successor log that cites this one", size, last.Size)
	}
	root, err := ledger.Root(last.Size, p.Log.Hashes(ctx))
	if err != nil {
		return err
	}
	if root != last.Tree {
		return p.altered(ctx, last.Size)
	}
	return nil
}

// altered says where a log stopped being what was signed, as far as it tells: an
// entry whose hashes were not changed with it is the place itself.
func (p *Publisher) altered(ctx context.Context, size int64) error {
	const was = "the log's first %d entries are not those that were signed: something before was changed; "
	entry, err := p.Log.Unfit(ctx, size)
	if err != nil {
		return err
	}
	if entry < 0 {
		return fault.New(fault.Corrupt, was+"its hashes were changed with it, so that only another copy tells which entry", size)
	}
	return fault.New(fault.Corrupt, was+"entry %d and its hashes in the tree do not fit each other", size, entry)
}

// Agree asks every witness for the last checkpoint that it cosigned, once in
// the publisher's life, and refuses to sign anything ever after if one of them
// holds a checkpoint by this log's key that this log does not continue: the
// data and the guard's memory were both restored from an old copy, or the key
// is used elsewhere.
func (p *Publisher) Agree(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.agree(ctx)
}

func (p *Publisher) agree(ctx context.Context) error {
	if p.agreed.Load() || p.refused != nil || len(p.Witnesses) == 0 {
		return p.refused
	}
	size, err := p.Log.Size(ctx)
	if err != nil {
		return err
	}
	patient, cancel := context.WithTimeout(ctx, p.Patience)
	defer cancel()
	log, err := ledger.LogVerifier(p.Verifier.Trust().LogKey)
	if err != nil {
		return err
	}
	_, err = witness.Agree(patient, p.Witnesses, log, size, p.Log.Hashes(ctx))
	switch {
	case fault.Is(err, fault.Conflict):
		p.refused = fault.New(fault.Conflict, "nothing is signed any more: %w. An old copy was put back, or the log's key is used elsewhere. "+
			"Bring back the newest copy; if there is none, `surety succeed` opens a successor log that cites this one", err)
	case err != nil:
		return err
	default:
		p.agreed.Store(true)
	}
	return p.refused
}

// Publish signs a checkpoint of the log as it stands, has it cosigned, and
// gives it; or gives the one that there is. Without enough cosignatures it
// publishes nothing and says so with fault.Unavailable.
func (p *Publisher) Publish(ctx context.Context) (note []byte, err error) {
	defer fault.Wrap(&err, "publishing a checkpoint")
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		before, err := p.Guard.Last(ctx, p.Signer.Origin())
		if err != nil {
			return nil, err
		}
		note, err := p.publish(ctx)
		if err == nil {
			return note, nil
		}
		// Another process that was faster is no failure: what it signed may cover
		// all there is, and if it does not, there is a newer state to sign.
		if now, lost := p.Guard.Last(ctx, p.Signer.Origin()); lost != nil || now == before || fault.Is(err, fault.Unavailable) {
			return nil, err
		}
	}
}

func (p *Publisher) publish(ctx context.Context) (note []byte, err error) {
	size, err := p.Log.Size(ctx)
	if err != nil {
		return nil, err
	}
	published, note, err := p.Log.Published(ctx)
	if err == nil && published == size {
		return note, nil
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if err := p.agree(ctx); err != nil {
		return nil, err
	}
	hashes := p.Log.Hashes(ctx)
	tree, err := ledger.Root(size, hashes)
	if err != nil {
		return nil, err
	}
	if note, err = p.Signer.Sign(ctx, tree, hashes); err != nil {
		return nil, err
	}
	if note, err = p.cosigned(ctx, tree, note); err != nil {
		return nil, err
	}
	return note, p.Log.Publish(ctx, size, note, p.Now())
}

// cosigned gives the checkpoint with cosignatures, which have to be enough.
func (p *Publisher) cosigned(ctx context.Context, tree ledger.Tree, signed []byte) ([]byte, error) {
	enough := func(note []byte) bool {
		_, err := p.Verifier.OpenCheckpoint(note)
		return err == nil
	}
	patient, cancel := context.WithTimeout(ctx, p.Patience)
	defer cancel()
	cp := ledger.Checkpoint{Origin: p.Signer.Origin(), Tree: tree}
	g := witness.Gather(patient, p.Witnesses, cp, signed, p.Log.Hashes(ctx), enough, grace)
	if err := p.note(ctx, g); err != nil {
		return nil, err
	}
	if _, err := p.Verifier.OpenCheckpoint(g.Signed); err != nil {
		return nil, err
	}
	return g.Signed, nil
}

// Complete asks those witnesses for their cosignature of the latest checkpoint
// that had not answered when it was published. It reports whether it got one.
func (p *Publisher) Complete(ctx context.Context) (more bool, err error) {
	defer fault.Wrap(&err, "asking for the cosignatures that are missing")
	size, note, err := p.Log.Published(ctx)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	o, err := p.Verifier.PeekCheckpoint(note)
	if err != nil {
		return false, err
	}
	missing := map[string]*witness.Client{}
	for name, c := range p.Witnesses {
		missing[name] = c
	}
	for _, c := range o.Cosigned {
		delete(missing, c.Witness)
	}
	if len(missing) == 0 {
		return false, nil
	}
	patient, cancel := context.WithTimeout(ctx, p.Patience)
	defer cancel()
	g := witness.Gather(patient, missing, o.Checkpoint, note, p.Log.Hashes(ctx), nil, 0)
	// A witness that has cosigned a larger checkpoint since is not asked again
	// about this one, and is not absent.
	for name, err := range g.Absent {
		if errors.Is(err, witness.ErrAhead) {
			delete(g.Absent, name)
		}
	}
	if err := p.note(ctx, g); err != nil || len(g.Absent) == len(missing) {
		return false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if now, _, err := p.Log.Published(ctx); err != nil || now != size {
		return false, err // a newer one is out; the missing one is asked about that
	}
	return true, p.Log.Publish(ctx, size, g.Signed, p.Now())
}

// Run publishes at an interval until ctx ends, and asks for missing
// cosignatures beside that. What fails is logged and tried again; appending
// goes on meanwhile.
func (p *Publisher) Run(ctx context.Context, interval time.Duration, log *slog.Logger) {
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { p.completeAt(ctx, max(interval, completeEvery), log) })
	tick := time.NewTicker(interval)
	defer tick.Stop()
	var last string
	for {
		if _, err := p.Publish(ctx); err == nil {
			last = ""
		} else if text := err.Error(); ctx.Err() == nil && text != last {
			log.Error("no checkpoint was published", "error", err)
			last = text
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// completeEvery is how often witnesses that did not sign are asked again.
const completeEvery = 5 * time.Second

func (p *Publisher) completeAt(ctx context.Context, interval time.Duration, log *slog.Logger) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, err := p.Complete(ctx); err != nil && ctx.Err() == nil {
			log.Warn("missing cosignatures were not fetched", "error", err)
		}
	}
}
