// Package guardtest holds the tests that every ledger.Guard must pass. It knows
// nothing of where a guard keeps its memory.
package guardtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Run tests a guard. open gives the same memory each time it is called within
// one test, as a new process would find it; a new t is a new, empty memory.
func Run(t *testing.T, open func(t *testing.T) ledger.Guard) {
	ctx := context.Background()
	const origin = "surety-test/guard"
	empty := ledger.Checkpoint{Origin: origin, Tree: (&ledger.Edge{}).Tree()}
	at := func(size int64, root byte) ledger.Checkpoint {
		return ledger.Checkpoint{Origin: origin, Tree: ledger.Tree{Size: size, Root: ledger.Hash{root}}}
	}
	begin := func(t *testing.T, g ledger.Guard) {
		t.Helper()
		if err := g.Begin(ctx, origin); err != nil {
			t.Fatalf("Begin: %v", err)
		}
	}
	last := func(t *testing.T, g ledger.Guard, want ledger.Checkpoint) {
		t.Helper()
		got, err := g.Last(ctx, origin)
		if err != nil || got != want {
			t.Fatalf("Last = %v, %v; want %v", got, err, want)
		}
	}

	t.Run("no memory", func(t *testing.T) {
		g := open(t)
		if _, err := g.Last(ctx, origin); !errors.Is(err, ledger.ErrNoMemory) {
			t.Errorf("Last without memory: %v, want ErrNoMemory", err)
		}
		if err := g.Advance(ctx, empty, at(1, 1)); err == nil {
			t.Error("Advance made a memory where there was none")
		}
		if _, err := g.Last(ctx, origin); !errors.Is(err, ledger.ErrNoMemory) {
			t.Errorf("Last after a refused Advance: %v, want ErrNoMemory", err)
		}
	})
	t.Run("begin once", func(t *testing.T) {
		g := open(t)
		begin(t, g)
		last(t, g, empty)
		if err := g.Advance(ctx, empty, at(3, 3)); err != nil {
			t.Fatalf("Advance: %v", err)
		}
		if err := g.Begin(ctx, origin); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second Begin: %v, want a conflict", err)
		}
		last(t, g, at(3, 3))
	})
	t.Run("survives", func(t *testing.T) {
		g := open(t)
		begin(t, g)
		prev := empty
		for n := int64(1); n <= 20; n++ {
			if err := open(t).Advance(ctx, prev, at(n, byte(n))); err != nil {
				t.Fatalf("Advance to %d: %v", n, err)
			}
			prev = at(n, byte(n))
			last(t, open(t), prev)
		}
	})
	t.Run("compare and swap", func(t *testing.T) {
		g := open(t)
		begin(t, g)
		if err := g.Advance(ctx, empty, at(5, 5)); err != nil {
			t.Fatalf("Advance: %v", err)
		}
		for name, from := range map[string]ledger.Checkpoint{"older": empty, "other root": at(5, 6), "newer": at(6, 6)} {
			if err := g.Advance(ctx, from, at(7, 7)); !fault.Is(err, fault.Conflict) {
				t.Errorf("Advance from %s: %v, want a conflict", name, err)
			}
		}
		last(t, g, at(5, 5))
	})
	t.Run("one winner", func(t *testing.T) {
		begin(t, open(t))
		const racers = 8
		guards := make([]ledger.Guard, racers)
		for i := range guards {
			guards[i] = open(t)
		}
		won := make(chan ledger.Checkpoint, racers)
		var wg sync.WaitGroup
		for i, g := range guards {
			next := at(1, byte(i+1))
			wg.Go(func() {
				if g.Advance(ctx, empty, next) == nil {
					won <- next
				}
			})
		}
		wg.Wait()
		close(won)
		var all []ledger.Checkpoint
		for c := range won {
			all = append(all, c)
		}
		if len(all) != 1 {
			t.Fatalf("%d of %d racing Advances succeeded, want 1", len(all), racers)
		}
		last(t, open(t), all[0])
	})
	t.Run("several logs", func(t *testing.T) {
		g := open(t)
		for i := range 3 {
			name := fmt.Sprintf("surety-test/log%d", i)
			if err := g.Begin(ctx, name); err != nil {
				t.Fatalf("Begin %s: %v", name, err)
			}
			from := ledger.Checkpoint{Origin: name, Tree: empty.Tree}
			to := ledger.Checkpoint{Origin: name, Tree: ledger.Tree{Size: int64(i + 1)}}
			if err := g.Advance(ctx, from, to); err != nil {
				t.Fatalf("Advance %s: %v", name, err)
			}
		}
		for i := range 3 {
			name := fmt.Sprintf("surety-test/log%d", i)
			if c, err := g.Last(ctx, name); err != nil || c.Origin != name || c.Size != int64(i+1) {
				t.Errorf("Last(%s) = %v, %v", name, c, err)
			}
		}
	})
}
