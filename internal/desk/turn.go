package desk

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/surety-mechanism/surety/internal/fault"
)

// turns is who writes when. There is one writer at a time, and it is one of those
// who ask: who finds nobody writing takes the turn, does what waits (their own
// request among it), and gives the turn to the first who came meanwhile. So a
// request that comes alone is done where it is asked, and waits for nobody.
type turns struct {
	mu      sync.Mutex
	waiting []*request
	taken   bool          // somebody has the turn
	closed  bool          // nothing more is taken
	done    chan struct{} // closed when the last turn is over
	once    sync.Once
}

type request struct {
	ctx  context.Context
	step func(*work) error // may be run again after a transaction that failed
	turn chan bool         // true: it is yours; false: your request is done
	err  error             // what became of it, once it is done
}

// maxBatch bounds how many requests share a transaction: enough to spread the
// cost of a flush to disk, few enough that nobody waits long.
const maxBatch = 256

// do has a step done by the writer and waits for it to be durable. A step that
// the writer has begun is waited for although ctx ends: what it gives is its
// caller's only when it is known whether it stands. The step may be run again, so
// what it gives it sets anew.
func (d *Desk) do(ctx context.Context, step func(*work) error) error {
	r := &request{ctx: ctx, step: step}
	mine, err := d.turns.ask(r)
	if err != nil {
		return err
	}
	if r.turn != nil {
		select {
		case mine = <-r.turn:
		case <-ctx.Done():
			if d.turns.leave(r) {
				return ctx.Err()
			}
			mine = <-r.turn
		}
	}
	if mine {
		d.write(r)
	}
	return r.err
}

// ask puts a request among those that wait, or gives it the turn.
func (t *turns) ask(r *request) (mine bool, err error) {
	if err := r.ctx.Err(); err != nil {
		return false, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return false, fault.New(fault.Unavailable, "the desk is closed")
	}
	t.waiting = append(t.waiting, r)
	if !t.taken {
		t.taken = true
		return true, nil
	}
	r.turn = make(chan bool, 1)
	return false, nil
}

// leave takes a request away that nobody has begun, and reports whether it did.
func (t *turns) leave(r *request) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waiting, r)
	if i < 0 || len(r.turn) > 0 {
		return false
	}
	t.waiting = slices.Delete(t.waiting, i, i+1)
	return true
}

// batch takes what waits, as much as one transaction is to hold.
func (t *turns) batch() []*request {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := min(len(t.waiting), maxBatch)
	all := slices.Clone(t.waiting[:n])
	t.waiting = slices.Delete(t.waiting, 0, n)
	return all
}

// pass gives the turn to the first who waits, if anybody does.
func (t *turns) pass() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.waiting) > 0 {
		t.waiting[0].turn <- true
		return
	}
	t.taken = false
	if t.closed {
		close(t.done)
	}
}

// close ends it after what is being written and what waits.
func (t *turns) close() {
	t.once.Do(func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.closed = true; !t.taken {
			close(t.done)
		}
	})
	<-t.done
}

// write is a turn: what waits is committed together.
func (d *Desk) write(own *request) {
	defer func() {
		// Whoever asked may be somebody who lives on after a panic, as a web server
		// does; nobody may write on with a state that is half of something.
		if p := recover(); p != nil {
			stack := debug.Stack()
			go func() { panic(fmt.Sprintf("writing: %v\n%s", p, stack)) }()
			select {}
		}
	}()
	batch := d.turns.batch()
	d.commit(batch)
	d.turns.pass()
	for _, r := range batch {
		if r != own {
			r.turn <- false
		}
	}
}
