package keys

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// GuardFolder is a folder outside every data folder that remembers, for each
// log, the last checkpoint signed. It must not be in the backups of the data:
// its whole worth is that it is not restored together with them.
type GuardFolder struct{ dir string }

// DefaultGuardFolder gives the user's state folder for it, by the XDG base
// directory specification: $XDG_STATE_HOME/surety/guard, or below ~/.local/state.
func DefaultGuardFolder() (string, error) {
	if state := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(state) {
		return filepath.Join(state, "surety", "guard"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fault.New(fault.Invalid, "there is no home folder for the guard's memory; name a folder with --guard: %w", err)
	}
	return filepath.Join(home, ".local", "state", "surety", "guard"), nil
}

// NewGuardFolder gives the guard that keeps its memory in dir. The folder is
// made when a log's memory begins.
func NewGuardFolder(dir string) *GuardFolder { return &GuardFolder{dir} }

func (g *GuardFolder) file(origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return filepath.Join(g.dir, hex.EncodeToString(sum[:16])+".checkpoint")
}

// Begin makes the memory of a new log.
func (g *GuardFolder) Begin(_ context.Context, origin string) (err error) {
	defer fault.Wrap(&err, "beginning the guard's memory of %s", origin)
	if err := os.MkdirAll(g.dir, 0o700); err != nil {
		return fault.New(fault.Unavailable, "it cannot be kept in %s: %w", g.dir, err)
	}
	first := ledger.Checkpoint{Origin: origin, Tree: (&ledger.Edge{}).Tree()}
	switch err := durable.Create(g.file(origin), []byte(first.Text())); {
	case errors.Is(err, fs.ErrExist):
		return fault.New(fault.Conflict, "there is a memory of this log already")
	case err != nil:
		return fault.New(fault.Unavailable, "%w", err)
	}
	return durable.SyncFolder(g.dir)
}

// Last gives the last checkpoint signed for a log.
func (g *GuardFolder) Last(_ context.Context, origin string) (ledger.Checkpoint, error) {
	text, err := os.ReadFile(g.file(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return ledger.Checkpoint{}, fault.New(fault.Unavailable, "the guard's memory in %s: %w", g.dir, ledger.ErrNoMemory)
	}
	if err != nil {
		return ledger.Checkpoint{}, fmt.Errorf("reading the guard's memory: %w", err)
	}
	c, err := ledger.ParseCheckpoint(string(text))
	if err != nil {
		return ledger.Checkpoint{}, fault.New(fault.Corrupt, "the guard's memory in %s is damaged: %w", g.file(origin), err)
	}
	return c, nil
}

// Advance replaces the memory, unless somebody else has done so since last.
func (g *GuardFolder) Advance(ctx context.Context, last, next ledger.Checkpoint) (err error) {
	defer fault.Wrap(&err, "advancing the guard's memory of %s", next.Origin)
	lock, err := os.OpenFile(g.file(next.Origin)+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	now, err := g.Last(ctx, next.Origin)
	if err != nil {
		return err
	}
	if now != last {
		return fault.New(fault.Conflict, "it stands at %d entries, not at %d", now.Size, last.Size)
	}
	if err := durable.Replace(g.file(next.Origin), []byte(next.Text())); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	return nil
}
