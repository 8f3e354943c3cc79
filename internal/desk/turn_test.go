package desk

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
)

// counting is a store that holds nothing: it counts who is in it.
type counting struct {
	inside   atomic.Int32
	most     atomic.Int32
	begun    atomic.Int32
	together int           // the most steps of a transaction, the writer's
	hold     chan struct{} // each transaction waits for it, where it is there
}

type emptyTx struct{ Tx }

func (emptyTx) Size() (int64, error) { return 0, nil }

func (c *counting) Update(_ context.Context, steps ...func(Tx) error) (errs []error, err error) {
	c.most.Store(max(c.most.Load(), c.inside.Add(1)))
	defer c.inside.Add(-1)
	c.begun.Add(1)
	if c.hold != nil {
		<-c.hold
	}
	c.together = max(c.together, len(steps)-1)
	for _, s := range steps {
		errs = append(errs, s(emptyTx{}))
	}
	return errs, nil
}

// Whoever asks has their step done once, and one writes at a time.
func TestTurns(t *testing.T) {
	store := &counting{}
	d := New(Config{Store: store})
	const writers, each = 40, 50
	done := 0 // by whoever has the turn: the race detector sees two at once
	failed := errors.New("a step of its own")
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				var want error
				if (w+i)%7 == 0 {
					want = failed
				}
				ran := 0
				err := d.do(t.Context(), func(*work) error { done++; ran++; return want })
				if !errors.Is(err, want) || ran != 1 {
					t.Errorf("the step was done %d times, and gave %v", ran, err)
				}
			}
		})
	}
	wg.Wait()
	d.Close()
	d.Close()
	if done != writers*each || store.most.Load() != 1 || store.together > maxBatch {
		t.Errorf("%d steps done, %d writers at once, %d steps together", done, store.most.Load(), store.together)
	}
	if err := d.do(t.Context(), func(*work) error { return nil }); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a closed desk says %v", err)
	}
}

// What nobody has begun can be left, also by who would have had the turn next; and
// a desk that is closed does first what it was asked for.
func TestTurnsLeft(t *testing.T) {
	store := &counting{hold: make(chan struct{})}
	d := New(Config{Store: store})
	var wg sync.WaitGroup
	ask := func(ctx context.Context, want error, ran *bool) {
		wg.Go(func() {
			if err := d.do(ctx, func(*work) error { *ran = true; return nil }); !errors.Is(err, want) {
				t.Errorf("it gave %v, not %v", err, want)
			}
		})
	}
	ran := make([]bool, 4)
	ask(t.Context(), nil, &ran[0])
	for store.begun.Load() == 0 {
		runtime.Gosched()
	}
	ctx, leave := context.WithCancel(t.Context())
	for i, c := range []struct {
		ctx  context.Context
		want error
	}{{ctx, context.Canceled}, {t.Context(), nil}, {ctx, context.Canceled}} {
		ask(c.ctx, c.want, &ran[i+1])
		for d.turns.length() != i+1 {
			runtime.Gosched()
		}
	}
	leave()
	for d.turns.length() != 1 {
		runtime.Gosched()
	}
	store.hold <- struct{}{}
	for store.begun.Load() == 1 {
		runtime.Gosched()
	}
	wg.Go(d.Close)
	store.hold <- struct{}{}
	wg.Wait()
	if want := [4]bool{true, false, true, false}; [4]bool(ran) != want {
		t.Errorf("done were %v, not %v", ran, want)
	}
	if err := d.do(ctx, func(*work) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone is told %v", err)
	}
}

// length tells how many wait.
func (t *turns) length() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.waiting)
}
