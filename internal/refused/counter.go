// Package refused counts what is refused where others hand something in, and logs
// it without a word of its content: by door and status, so that whoever runs the
// machine sees that something is tried, and nobody reads there what; by seat too for
// the summary that goes into the mechanism's own log.
package refused

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/surety-mechanism/surety/record"
)

// Counter counts refusals since it was made. Its zero value is ready, and it is
// safe for use by several goroutines.
type Counter struct {
	mu    sync.Mutex
	doors map[string]map[int]int64
	fresh map[fresh]int64 // since Take
}

// fresh is refusals of one kind, by who was refused.
type fresh struct {
	door   string
	status int
	seat   string
}

// mostKinds bounds how many kinds of refusals are told apart by seat until they are
// taken; what comes beyond it counts as nobody's.
const mostKinds = 1000

// add counts one and gives how many of its kind there are.
func (c *Counter) add(door string, status int, seat string) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.addFresh(fresh{door, status, seat}, 1)
	if c.doors == nil {
		c.doors = map[string]map[int]int64{}
	}
	if c.doors[door] == nil {
		c.doors[door] = map[int]int64{}
	}
	c.doors[door][status]++
	return c.doors[door][status]
}

func (c *Counter) addFresh(f fresh, n int64) {
	if c.fresh == nil {
		c.fresh = map[fresh]int64{}
	}
	if len(c.fresh) >= mostKinds && c.fresh[f] == 0 {
		f.seat = nobody
	}
	c.fresh[f] += n
}

// Take gives what was refused since it was asked last, by door, status and seat, and
// lets go of it; Back takes again what could not be kept.
func (c *Counter) Take() (all []record.Refusals) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for f, n := range c.fresh {
		all = append(all, record.Refusals{Door: f.door, Status: f.status, Seat: f.seat, Count: n})
	}
	c.fresh = nil
	slices.SortFunc(all, func(a, b record.Refusals) int {
		return cmp.Or(cmp.Compare(a.Door, b.Door), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Seat, b.Seat))
	})
	return all
}

// Back takes back what Take gave.
func (c *Counter) Back(all []record.Refusals) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range all {
		c.addFresh(fresh{r.Door, r.Status, r.Seat}, r.Count)
	}
}

// nobody is the seat of whoever is not signed in.
const nobody = string(record.Public)

type asking struct{}

// By says for which seat a request is made, once that is known. It does nothing
// where the request did not come through a Handler.
func By(r *http.Request, seat record.Seat) {
	if at, ok := r.Context().Value(asking{}).(*string); ok && seat != "" {
		*at = string(seat)
	}
}

// At gives how often a door refused, by HTTP status.
func (c *Counter) At(door string) map[int]int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.doors[door])
}

// Count is how often a door refused with a status.
type Count struct {
	Door   string
	Status int // of HTTP
	N      int64
}

// All gives everything that was counted, by door and status.
func (c *Counter) All() (all []Count) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, door := range slices.Sorted(maps.Keys(c.doors)) {
		for _, status := range slices.Sorted(maps.Keys(c.doors[door])) {
			all = append(all, Count{door, status, c.doors[door][status]})
		}
	}
	return all
}

// Of one door and status the first mostTold have a line each in the log, and so
// has every floodEach-th after them: a flood is not to fill the disk.
const (
	mostTold  = 100
	floodEach = 1000
)

// Handler counts what h refuses at a door: every answer of 400 and more, but for what
// is not there and nobody who is signed in asked for. What is not there and what is
// not the reader's are one answer, and count as one.
func (c *Counter) Handler(door string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told := &answer{ResponseWriter: w, status: http.StatusOK}
		seat := nobody
		h.ServeHTTP(told, r.WithContext(context.WithValue(r.Context(), asking{}, &seat)))
		if told.status < 400 || told.status == http.StatusNotFound && seat == nobody {
			return
		}
		n := c.add(door, told.status, seat)
		if n <= mostTold || n%floodEach == 0 {
			slog.Warn("refused", "door", door, "status", told.status, "so_far", n)
		}
	})
}

// answer remembers the status that was answered.
type answer struct {
	http.ResponseWriter
	status int
	begun  bool
}

// WriteHeader remembers the status.
func (a *answer) WriteHeader(status int) {
	if !a.begun {
		a.status, a.begun = status, true
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write writes the body; the status is decided then.
func (a *answer) Write(b []byte) (int, error) {
	a.begun = true
	return a.ResponseWriter.Write(b)
}

// Unwrap gives what is answered through, so that its deadlines can be set.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
