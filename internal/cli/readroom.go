package cli

import "sync"

// room is how many bytes of files may be held at once. One goroutine takes, in
// the order in which files are printed; another gives back when they have been.
type room struct {
	mu     sync.Mutex
	given  *sync.Cond
	all    int64
	inside int64
}

func newRoom(bytes int64) *room {
	r := &room{all: bytes}
	r.given = sync.NewCond(&r.mu)
	return r
}

// take waits until n bytes fit; what is larger than the room waits until it is empty.
func (r *room) take(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.inside > 0 && r.inside+n > r.all {
		r.given.Wait()
	}
	r.inside += n
}

func (r *room) give(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inside -= n
	r.given.Signal()
}
