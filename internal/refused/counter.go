// Package refused counts what is refused where others hand something in, and logs
// it without a word of its content: by door and status, so that whoever runs the
// machine sees that something is tried, and nobody reads there what.
package refused

import (
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
)

// Counter counts refusals since it was made. Its zero value is ready, and it is
// safe for use by several goroutines.
type Counter struct {
	mu    sync.Mutex
	doors map[string]map[int]int64
}

// add counts one and gives how many of its kind there are.
func (c *Counter) add(door string, status int) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.doors == nil {
		c.doors = map[string]map[int]int64{}
	}
	if c.doors[door] == nil {
		c.doors[door] = map[int]int64{}
	}
	c.doors[door][status]++
	return c.doors[door][status]
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

// Handler counts what h refuses at a door: every answer of 400 and more, but for
// files that are not there.
func (c *Counter) Handler(door string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told := &answer{ResponseWriter: w, status: http.StatusOK}
		h.ServeHTTP(told, r)
		if told.status < 400 || told.status == http.StatusNotFound {
			return
		}
		n := c.add(door, told.status)
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
