// Package webhook tells other programs of new entries: a POST for each batch,
// signed as Standard Webhooks (https://www.standardwebhooks.com) has it, with what
// the subscriber's seat may read and nothing more. The log itself is the queue:
// what could not be delivered is tried again for as long as it takes, and after a
// restart deliveries go on from where they were acknowledged.
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
}

// How deliveries are made.
const (
	limit       = 100              // entries of a delivery
	patience    = 15 * time.Second // for an answer
	maxAnswer   = 4 << 10          // bytes of an answer that are read, and dropped
	firstPause  = time.Second      // after a failure; each is twice the one before
	longestWait = time.Hour
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
		if err := s.post(ctx, client, sub, b); err != nil {
			if ctx.Err() != nil {
				return false, err // the server is closing: it says nothing of the subscriber
			}
			p.Failed++
			p.At, p.Why = s.Now().UTC(), err.Error()
			p.Gone = errors.Is(err, errGone)
			if kept := s.Memory.Keep(sub.ID, p); kept != nil {
				return false, kept
			}
			return false, err
		}
	}
	err = s.Memory.Keep(sub.ID, Progress{Next: b.Next, At: s.Now().UTC()})
	return b.Count == limit, err
}

var (
	errGone = errors.New("it answered 410: nothing more is sent")
	errDone = errors.New("the subscriber is gone")
)

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
	case res.StatusCode < 200 || res.StatusCode > 299:
		return fmt.Errorf("%s answered %d", sub.ID, res.StatusCode)
	}
	return nil
}
