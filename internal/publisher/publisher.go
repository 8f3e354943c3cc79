// Package publisher signs checkpoints: only of sizes that are committed, only
// through a guarded signer, and never twice differently.
package publisher

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Log is the log as the publisher sees it.
type Log interface {
	Size(ctx context.Context) (int64, error)
	Hashes(ctx context.Context) ledger.HashReader
	Published(ctx context.Context) (size int64, note []byte, err error) // the latest checkpoint; fault.NotFound if none
	Publish(ctx context.Context, size int64, note []byte, signed time.Time) error
}

// Publisher signs checkpoints of one log. It is safe for use by several goroutines.
type Publisher struct {
	log    Log
	signer *ledger.GuardedSigner
	guard  ledger.Guard
	now    func() time.Time
	mu     sync.Mutex
}

// New makes a publisher. now nil means time.Now.
func New(log Log, signer *ledger.GuardedSigner, guard ledger.Guard, now func() time.Time) *Publisher {
	if now == nil {
		now = time.Now
	}
	return &Publisher{log: log, signer: signer, guard: guard, now: now}
}

// Check refuses a log that is shorter than the last checkpoint signed for it:
// an old backup was restored, or entries were removed.
func (p *Publisher) Check(ctx context.Context) error {
	last, err := p.guard.Last(ctx, p.signer.Origin())
	if errors.Is(err, ledger.ErrNoMemory) {
		return fault.New(fault.Conflict, "this machine has no memory of what was last signed for the log %s. "+
			"If the mechanism was moved here, bring its guard folder along and name it with --guard; "+
			"without it a second history could be signed unnoticed, and nothing is: %w", p.signer.Origin(), err)
	}
	if err != nil {
		return err
	}
	size, err := p.log.Size(ctx)
	if err != nil {
		return err
	}
	if size < last.Size {
		return fault.New(fault.Corrupt, "the log has %d entries, but a checkpoint of %d was signed: "+
			"an old backup was restored, or entries were removed; nothing more is written to it", size, last.Size)
	}
	root, err := ledger.Root(last.Size, p.log.Hashes(ctx))
	if err != nil {
		return err
	}
	if root != last.Tree {
		return fault.New(fault.Corrupt, "the log's first %d entries are not those that were signed: something before was changed", last.Size)
	}
	return nil
}

// Publish signs a checkpoint of the log as it stands, unless there is one, and
// gives it.
func (p *Publisher) Publish(ctx context.Context) (note []byte, err error) {
	defer fault.Wrap(&err, "publishing a checkpoint")
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		before, err := p.guard.Last(ctx, p.signer.Origin())
		if err != nil {
			return nil, err
		}
		note, err := p.publish(ctx)
		if err == nil {
			return note, nil
		}
		// Another process that was faster is no failure: what it signed may cover
		// all there is, and if it does not, there is a newer state to sign.
		if now, lost := p.guard.Last(ctx, p.signer.Origin()); lost != nil || now == before {
			return nil, err
		}
	}
}

func (p *Publisher) publish(ctx context.Context) (note []byte, err error) {
	size, err := p.log.Size(ctx)
	if err != nil {
		return nil, err
	}
	published, note, err := p.log.Published(ctx)
	if err == nil && published == size {
		return note, nil
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	hashes := p.log.Hashes(ctx)
	tree, err := ledger.Root(size, hashes)
	if err != nil {
		return nil, err
	}
	if note, err = p.signer.Sign(ctx, tree, hashes); err != nil {
		return nil, err
	}
	return note, p.log.Publish(ctx, size, note, p.now())
}

// Run publishes at an interval until ctx ends. What fails is logged and tried
// again; appending goes on meanwhile.
func (p *Publisher) Run(ctx context.Context, interval time.Duration, log *slog.Logger) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	var last string
	for {
		if _, err := p.Publish(ctx); err != nil && ctx.Err() == nil {
			if text := fmt.Sprint(err); text != last {
				log.Error("no checkpoint was published", "error", err)
				last = text
			}
		} else {
			last = ""
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
