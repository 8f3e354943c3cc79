// Package memorytest holds the tests that every witness.Memory must pass. It
// knows nothing of where a memory is kept.
package memorytest

import (
	"bytes"
	"context"
	"sync"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// Run tests a memory. open gives the same memory each time it is called within
// one test, as a new process would find it; kept gives the evidence it keeps.
func Run(t *testing.T, open func(t *testing.T) witness.Memory, kept func(t *testing.T, origin string) []*ledger.Evidence) {
	ctx := context.Background()
	const origin = "surety-test/memory"
	one, two, three := []byte("one\n"), []byte("two\n"), []byte("three\n")
	last := func(t *testing.T, want []byte) {
		t.Helper()
		got, err := open(t).Last(ctx, origin)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("Last = %q, %v; want %q", got, err, want)
		}
	}

	t.Run("unknown", func(t *testing.T) {
		if got, err := open(t).Last(ctx, origin); !fault.Is(err, fault.NotFound) {
			t.Errorf("Last of a log never introduced = %q, %v", got, err)
		}
		if err := open(t).Advance(ctx, origin, one, two); err == nil {
			t.Error("a log was introduced by an Advance from something")
		}
		if _, err := open(t).Last(ctx, origin); !fault.Is(err, fault.NotFound) {
			t.Error("a refused Advance left something behind")
		}
	})
	t.Run("advance", func(t *testing.T) {
		if err := open(t).Advance(ctx, origin, nil, one); err != nil {
			t.Fatal(err)
		}
		last(t, one)
		if err := open(t).Advance(ctx, origin, nil, two); !fault.Is(err, fault.Conflict) {
			t.Errorf("introduced twice: %v", err)
		}
		if err := open(t).Advance(ctx, origin, two, three); !fault.Is(err, fault.Conflict) {
			t.Errorf("advanced from what it is not: %v", err)
		}
		last(t, one)
		if err := open(t).Advance(ctx, origin, one, two); err != nil {
			t.Fatal(err)
		}
		last(t, two)
		if err := open(t).Advance(ctx, "surety-test/other", nil, three); err != nil {
			t.Fatal(err)
		}
		last(t, two)
	})
	t.Run("one winner", func(t *testing.T) {
		if err := open(t).Advance(ctx, origin, nil, one); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var won [][]byte
		var wg sync.WaitGroup
		for i := range 8 {
			m, next := open(t), []byte{'a' + byte(i), '\n'}
			wg.Go(func() {
				if m.Advance(ctx, origin, one, next) == nil {
					mu.Lock()
					won = append(won, next)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if len(won) != 1 {
			t.Fatalf("%d of 8 racing Advances succeeded, want 1", len(won))
		}
		last(t, won[0])
	})
	t.Run("evidence", func(t *testing.T) {
		for _, second := range [][]byte{two, three, two} {
			if err := open(t).Keep(ctx, origin, &ledger.Evidence{First: one, Second: second, Seen: time.Unix(1, 0).UTC()}); err != nil {
				t.Fatal(err)
			}
		}
		seen := map[string]int{}
		for _, e := range kept(t, origin) {
			seen[string(e.Second)]++
		}
		if len(seen) != 2 || seen[string(two)] != 1 || seen[string(three)] != 1 {
			t.Errorf("kept %v, want each once", seen)
		}
	})
}
