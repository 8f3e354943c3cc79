package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/register"
)

// Contacts gives every consent that a viewer may know of, with what is due of it on
// a day.
func (m *Mechanism) Contacts(ctx context.Context, v register.Viewer, now time.Time) ([]survey.Contact, error) {
	return views{m, m.Store}.Survey(v).Contacts(ctx, now)
}

// alarm says once a day, while pages are served, that something of contacts has to
// be erased. day is that of the last time; it gives the one of this.
func (m *Mechanism) alarm(ctx context.Context, day string, now time.Time) string {
	today := now.UTC().Format(time.DateOnly)
	if today == day {
		return day
	}
	all, err := m.Contacts(ctx, m.Secretariat(), now)
	if err != nil {
		slog.Error("nobody looked whether something of contacts has to be erased", "error", err)
		return day
	}
	if due := survey.Due(all); due > 0 {
		slog.Warn("of contacts something has to be erased: their day is past, or they took consent back; surety contacts --due lists them", "contacts", due)
	}
	return today
}
