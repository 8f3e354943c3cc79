package ledger_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// chaff is randomness that is the same on every run: SHA-256 of a counter.
func chaff(seed string) io.Reader { return &chaffReader{seed: seed} }

type chaffReader struct {
	seed string
	n    uint64
	left []byte
}

func (c *chaffReader) Read(p []byte) (int, error) {
	for i := range p {
		if len(c.left) == 0 {
			h := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(c.seed), c.n))
			c.n++
			c.left = h[:]
		}
		p[i], c.left = c.left[0], c.left[1:]
	}
	return len(p), nil
}

// must gives the value of a call that cannot fail here.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// wantKind checks that an error is there and is of the kind.
func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one of kind %s", kind)
	}
	if got := fault.KindOf(err); got != kind {
		t.Fatalf("%v: kind %s, want %s", err, got, kind)
	}
}

// rows is a store of hashes in memory.
type rows []ledger.Hash

func (r rows) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, n := range indexes {
		if n < 0 || n >= int64(len(r)) {
			return nil, fmt.Errorf("no stored hash %d", n)
		}
		out[i] = r[n]
	}
	return out, nil
}

var _ tlog.HashReader = rows(nil)

// memoryGuard is a guard for tests that need no disk.
type memoryGuard struct {
	mu   sync.Mutex
	last map[string]ledger.Checkpoint
}

func (g *memoryGuard) Begin(_ context.Context, origin string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, ok := g.last[origin]; ok {
		return fault.New(fault.Conflict, "there is a memory of %s already", origin)
	}
	if g.last == nil {
		g.last = map[string]ledger.Checkpoint{}
	}
	g.last[origin] = ledger.Checkpoint{Origin: origin, Tree: (&ledger.Edge{}).Tree()}
	return nil
}

func (g *memoryGuard) Last(_ context.Context, origin string) (ledger.Checkpoint, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, ok := g.last[origin]
	if !ok {
		return c, ledger.ErrNoMemory
	}
	return c, nil
}

func (g *memoryGuard) Advance(_ context.Context, last, next ledger.Checkpoint) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, ok := g.last[next.Origin]
	if !ok {
		return ledger.ErrNoMemory
	}
	if c != last {
		return fault.New(fault.Conflict, "the memory of %s is at %d, not at %d", next.Origin, c.Size, last.Size)
	}
	g.last[next.Origin] = next
	return nil
}
