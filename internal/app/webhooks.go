package app

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/webhook"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// webhooksFile says in a data folder who is told of new entries; in webhooksDir it
// is kept how far each has come.
const (
	webhooksFile = "webhooks.yaml"
	webhooksDir  = "webhooks"
)

// webhookInterval is how often the log is looked at for subscribers.
const webhookInterval = time.Second

// Webhooks gives the subscriptions of the mechanism's file; none where there is
// no file. Paths in it are meant from its folder.
func (m *Mechanism) Webhooks() (_ []webhook.Subscription, err error) {
	name := filepath.Join(m.Dir, webhooksFile)
	defer fault.Wrap(&err, "reading %s", name)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	return webhook.Parse(text, func(name string) ([]byte, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(m.Dir, name)
		}
		return os.ReadFile(name)
	}, webhook.Known{
		Seat: func(s record.Seat) bool { _, ok := m.Founding.Charter.Seat(s); return ok },
		Level: func(name string) bool {
			_, err := access.Audience(m.Founding.Charter.Charter, name, m.Founding.Charter.Secretariat())
			return name != "" && err == nil
		},
	})
}

// WebhookMemory is where it is kept how far subscribers have come.
func (m *Mechanism) WebhookMemory() webhook.Memory {
	return progressIn(filepath.Join(m.Dir, webhooksDir))
}

// progressIn is a folder with a file for each subscriber.
type progressIn string

func (dir progressIn) file(id string) string { return filepath.Join(string(dir), id+".json") }

// Progress gives what was kept of a subscriber.
func (dir progressIn) Progress(id string) (p webhook.Progress, err error) {
	defer fault.Wrap(&err, "reading how far %s has come", id)
	text, err := os.ReadFile(dir.file(id))
	if errors.Is(err, fs.ErrNotExist) {
		return webhook.Progress{Next: -1}, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	return p, err
}

// Keep keeps it.
func (dir progressIn) Keep(id string, p webhook.Progress) (err error) {
	defer fault.Wrap(&err, "keeping how far %s has come", id)
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(string(dir), 0o700); err != nil {
		return err
	}
	return durable.Replace(dir.file(id), append(text, '\n'))
}

// following is the log as subscribers follow it: each with its seat's eyes, by
// the same door as programs that ask the API.
type following struct{ m *Mechanism }

// Follow gives what comes after an index.
func (f following) Follow(ctx context.Context, sub webhook.Subscription, after int64, limit int) (webhook.Batch, error) {
	who := desk.Person{Name: "webhook " + sub.ID, Seat: sub.Seat}
	v := register.Viewer{}
	if sub.Seat != record.Public {
		v.Seats = []record.Seat{sub.Seat}
	}
	ctx = session.With(ctx, session.Identity{Person: who, Viewer: v})
	list, err := api.Follow(ctx, f.m.Store, v, after, limit)
	more := len(list.Entries) == limit
	entries := slices.DeleteFunc(list.Entries, func(e api.Entry) bool { return !f.wants(sub, e) })
	return webhook.Batch{Origin: f.m.Founding.Origin, After: after, Next: list.Next, Entries: entries, Count: len(entries), More: more}, err
}

// wants reports whether a subscriber asked to be told of an entry: of its kind, and
// of the level that it was made for. What was made for a set of seats that is no
// level is told only where no level is asked for.
func (f following) wants(sub webhook.Subscription, e api.Entry) bool {
	if len(sub.Kinds) > 0 && !slices.Contains(sub.Kinds, e.Kind) {
		return false
	}
	if len(sub.Levels) == 0 {
		return true
	}
	return slices.ContainsFunc(sub.Levels, func(level string) bool {
		seats, err := access.Audience(f.m.Founding.Charter.Charter, level, e.Seat)
		return err == nil && slices.Equal(seats, e.Audience)
	})
}

// tellSubscribers delivers to webhooks until ctx ends.
func (m *Mechanism) tellSubscribers(ctx context.Context, subs []webhook.Subscription) {
	s := webhook.Sender{Log: following{m}, Memory: m.WebhookMemory(), Subs: subs, Errors: slog.Default(), Now: time.Now, Interval: webhookInterval}
	s.Run(ctx)
}
