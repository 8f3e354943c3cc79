// Package webhook tells other programs of new entries: a POST for each batch,
// signed as Standard Webhooks (https://www.standardwebhooks.com) has it, with what
// the subscriber's seat may read, of the kinds and levels that it asks for, and
// nothing more. The log itself is the queue: whoever cannot be reached is tried again
// for as long as it takes, and after a restart deliveries go on from where they were
// acknowledged. What a subscriber refuses again and again is set aside as a dead
// letter, by its place in the log, and what comes after it goes on.
//
// It goes only to addresses that are let through (guard.go), follows no
// redirection and keeps nothing of an answer but its status.
package webhook

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Batch is a piece of the log as its subscriber may read it.
type Batch struct {
	Origin  string `json:"origin"`
	After   int64  `json:"after"`   // the index after which it begins
	Next    int64  `json:"next"`    // the index up to which it goes
	Entries any    `json:"entries"` // as GET /entries of the API gives them
	Count   int    `json:"-"`
	More    bool   `json:"-"` // there may be more of the log at once
}

// Log is where entries come from. Follow gives those after an index that the
// subscription's seat may read, at most limit; Next says how far the log has been
// looked at, also where there are none.
type Log interface {
	Follow(ctx context.Context, sub Subscription, after int64, limit int) (Batch, error)
}

// Memory is where it is kept how far a subscriber has come.
type Memory interface {
	// Progress gives what was kept of a subscriber; its zero value, with Next -1,
	// where nothing was.
	Progress(id string) (Progress, error)
	// Keep keeps it, durably, before it returns.
	Keep(id string, p Progress) error
}

// Progress is how far a subscriber has come, and what went wrong last.
type Progress struct {
	Next   int64     `json:"next"` // the last index acknowledged, or passed over; -1 before the first
	At     time.Time `json:"at"`
	Failed int       `json:"failed,omitempty"` // attempts since the last that was acknowledged
	Why    string    `json:"why,omitempty"`
	Gone   bool      `json:"gone,omitempty"` // the subscriber answered 410: nothing more is sent

	Refused int    `json:"refused,omitempty"` // of the attempts, those that it answered with a refusal
	Dead    []Dead `json:"dead,omitempty"`    // what it would not take, oldest first
	Dropped int    `json:"dropped,omitempty"` // dead letters older than those
}

// Dead is a piece of the log that a subscriber would not take: it can be sent again
// from its first entry on.
type Dead struct {
	After int64     `json:"after"` // the index before its first
	Next  int64     `json:"next"`  // its last
	Count int       `json:"count"` // of entries that it would have told
	At    time.Time `json:"at"`    // when it was given up
	Why   string    `json:"why"`
}

// How deliveries are made.
const (
	limit       = 100              // entries of a delivery
	patience    = 15 * time.Second // for an answer
	maxAnswer   = 4 << 10          // bytes of an answer that are read, and dropped
	firstPause  = time.Second      // after a failure; each is twice the one before
	longestWait = time.Hour
	mostRefused = 12  // refusals of one delivery before it is a dead letter: with the pauses between, about an hour
	mostDead    = 100 // dead letters that are kept of a subscriber
)

// Sender delivers to every subscriber.
type Sender struct {
	Log    Log
	Memory Memory
	Subs   []Subscription
	Errors *slog.Logger

	Now      func() time.Time
	Resolve  Resolver                       // nil for the machine's own
	Interval time.Duration                  // between two looks at the log
	Pause    func(failed int) time.Duration // after so many failures; nil for Backoff
}

// Run delivers until ctx ends. A subscriber that hangs or fails holds up no other.
func (s *Sender) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, sub := range s.Subs {
		all.Add(1)
		go func() {
			defer all.Done()
			s.serve(ctx, sub)
		}()
	}
	all.Wait()
}

// Backoff is how long to wait after so many failures: doubled each time, up to an
// hour, and a fifth of it left to chance so that many do not come at once.
func Backoff(failed int) time.Duration {
	pause := longestWait
	if failed < 13 {
		pause = min(longestWait, firstPause<<max(0, failed-1))
	}
	return pause - time.Duration(rand.Int64N(int64(pause)/5+1)) // #nosec G404 -- no secret hangs on it
}

func (s *Sender) serve(ctx context.Context, sub Subscription) {
	client := &http.Client{Timeout: patience, Transport: sub.transport(s.Resolve),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	for {
		pause := s.Interval
		more, err := s.step(ctx, client, sub)
		switch {
		case ctx.Err() != nil, errors.Is(err, errDone):
			return
		case err != nil:
			s.Errors.Warn("a webhook was not delivered", "subscription", sub.ID, "error", err)
			p, kept := s.Memory.Progress(sub.ID)
			if kept == nil {
				pause = s.pause(p.Failed)
			}
		case more:
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

func (s *Sender) pause(failed int) time.Duration {
	if s.Pause != nil {
		return s.Pause(failed)
	}
	return Backoff(failed)
}

// closing is how long a delivery that is under way may take once the server closes.
const closing = 2 * time.Second

// step delivers what comes next to one subscriber. It reports whether there may
// be more at once. A fault.NotFound is a subscriber that wants no more.
func (s *Sender) step(ctx context.Context, client *http.Client, sub Subscription) (more bool, err error) {
	p, err := s.Memory.Progress(sub.ID)
	if err != nil {
		return false, err
	}
	if p.Gone {
		return false, errDone
	}
	b, err := s.Log.Follow(ctx, sub, p.Next, limit)
	if err != nil {
		return false, err
	}
	if b.Next <= p.Next {
		return false, nil
	}
	if b.Count > 0 {
		// A delivery that is under way when the server closes may end: what was received
		// and not noted would be told twice.
		post, cancel := context.WithCancel(context.WithoutCancel(ctx))
		defer cancel()
		defer context.AfterFunc(ctx, func() { time.AfterFunc(closing, cancel) })()
		if err := s.post(post, client, sub, b); err != nil {
			if ctx.Err() != nil {
				return false, err // the server is closing: it says nothing of the subscriber
			}
			p.fail(b, err, s.Now().UTC())
			if kept := s.Memory.Keep(sub.ID, p); kept != nil {
				return false, kept
			}
			return false, err
		}
	}
	err = s.Memory.Keep(sub.ID, Progress{Next: b.Next, At: s.Now().UTC(), Dead: p.Dead, Dropped: p.Dropped})
	return b.More, err
}

// fail notes that a delivery failed. One that was refused, and not for the moment,
// often enough is given up, and what comes after it is next.
func (p *Progress) fail(b Batch, err error, at time.Time) {
	p.Failed++
	p.At, p.Why = at, err.Error()
	p.Gone = errors.Is(err, errGone)
	if errors.Is(err, errRefused) {
		p.Refused++
	}
	if p.Refused < mostRefused || p.Gone {
		return
	}
	p.Dead = append(slices.Clone(p.Dead), Dead{After: b.After, Next: b.Next, Count: b.Count, At: at, Why: p.Why})
	if over := len(p.Dead) - mostDead; over > 0 {
		p.Dead, p.Dropped = p.Dead[over:], p.Dropped+over
	}
	p.Next, p.Failed, p.Refused, p.Why = b.Next, 0, 0, ""
}

// Again gives the progress from which everything after an index is sent again: its
// dead letters among them are no longer dead.
func (p Progress) Again(after int64) Progress {
	return Progress{Next: after, Dropped: p.Dropped, Dead: slices.DeleteFunc(slices.Clone(p.Dead), func(d Dead) bool { return d.After >= after })}
}

var (
	errGone    = errors.New("it answered 410: nothing more is sent")
	errDone    = errors.New("the subscriber is gone")
	errRefused = errors.New("it refuses this delivery")
)

// forNow are the answers of the 4xx that say nothing of the delivery: the address is
// wrong or closed, or it is too early.
var forNow = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusRequestTimeout,
	http.StatusTooEarly, http.StatusTooManyRequests}

// post makes one delivery. Its id is the same whenever the same piece of the log
// is sent again, so that a subscriber can drop what it has.
func (s *Sender) post(ctx context.Context, client *http.Client, sub Subscription, b Batch) error {
	now := s.Now().UTC().Truncate(time.Second)
	body, err := json.Marshal(struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      Batch     `json:"data"`
	}{"entries", now, b})
	if err != nil {
		return fmt.Errorf("writing a delivery: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, sub.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("making a delivery: %w", err)
	}
	id := fmt.Sprintf("%s_%d_%d", sub.ID, b.After+1, b.Next)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "surety")
	req.Header.Set("Webhook-Id", id)
	req.Header.Set("Webhook-Timestamp", strconv.FormatInt(now.Unix(), 10))
	req.Header.Set("Webhook-Signature", sub.sign(id, now, body))
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("delivering to %s: %w", sub.ID, err)
	}
	defer res.Body.Close()
	io.Copy(io.Discard, io.LimitReader(res.Body, maxAnswer)) //nolint:errcheck // only the status counts
	switch {
	case res.StatusCode == http.StatusGone:
		return errGone
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return fmt.Errorf("%s answered %d, which sends elsewhere: no redirection is followed", sub.ID, res.StatusCode)
	case res.StatusCode >= 400 && res.StatusCode < 500 && !slices.Contains(forNow, res.StatusCode):
		return fmt.Errorf("%s answered %d: %w", sub.ID, res.StatusCode, errRefused)
	case res.StatusCode < 200 || res.StatusCode > 299:
		return fmt.Errorf("%s answered %d", sub.ID, res.StatusCode)
	}
	return nil
}
