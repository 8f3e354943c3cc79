package ledger

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
)

// ErrNoMemory says that a guard has no memory of the log: it was never begun,
// or the memory was lost. Either way nothing may be signed.
var ErrNoMemory = errors.New("there is no memory of what was signed last")

// Guard remembers the last checkpoint a log's key has signed. Its memory lies
// outside the data folder and its backups, so that a log restored from an old
// backup cannot sign a second history.
//
// Every implementation passes guardtest.Run.
type Guard interface {
	// Begin makes the memory of a new log, at size 0. It fails with
	// fault.Conflict where there is one already, and changes nothing.
	Begin(ctx context.Context, origin string) error

	// Last gives the last checkpoint, or an error that wraps ErrNoMemory.
	Last(ctx context.Context, origin string) (Checkpoint, error)

	// Advance replaces last by next, durably before it returns. It fails with
	// fault.Conflict if the memory is not last, and then changes nothing.
	Advance(ctx context.Context, last, next Checkpoint) error
}

// GuardedSigner signs checkpoints of one log, each only if it continues the
// last one signed. The memory is written first: a crash between the two costs
// a signature, never a fork.
type GuardedSigner struct {
	signer note.Signer
	guard  Guard
}

// NewGuardedSigner makes a signer for the log that the key is named after.
func NewGuardedSigner(s note.Signer, g Guard) *GuardedSigner { return &GuardedSigner{s, g} }

// Origin names the log.
func (g *GuardedSigner) Origin() string { return g.signer.Name() }

// Sign signs the tree. r must give the stored hashes of the log at that size,
// from which it proves to itself that the last signed tree is its beginning.
func (g *GuardedSigner) Sign(ctx context.Context, t Tree, r HashReader) ([]byte, error) {
	next := Checkpoint{g.Origin(), t}
	last, err := g.guard.Last(ctx, next.Origin)
	if err != nil {
		return nil, refuse(next, err)
	}
	if last.Origin != next.Origin {
		return nil, fault.New(fault.Corrupt, "refusing to sign: the memory is of the log %s, not of %s", last.Origin, next.Origin)
	}
	var proof []Hash
	if last.Size < next.Size {
		if proof, err = Consistency(last.Size, next.Size, r); err != nil {
			return nil, refuse(next, err)
		}
	}
	if err := CheckConsistency(proof, last.Tree, next.Tree); err != nil {
		return nil, refuse(next, err)
	}
	if last != next {
		if err := g.guard.Advance(ctx, last, next); err != nil {
			return nil, refuse(next, err)
		}
	}
	return SignCheckpoint(g.signer, next)
}

func refuse(c Checkpoint, err error) error {
	return fault.New(fault.KindOf(err), "refusing to sign %s at %s: %w", c.Origin, entries(c.Size), err)
}
