package app

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// A server says once a day, in its own log, that something of a contact has to be
// erased: from the day after the last one on, each day, and with nothing of what the
// contact told.
func TestContactsAlarm(t *testing.T) {
	dir := t.TempDir()
	m, err := Peopled(t.Context(), filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	noon := time.Now().UTC().Truncate(24 * time.Hour).Add(12 * time.Hour)
	if _, err := m.Desk.Do(t.Context(), desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Amina", Session: "test:a"}, desk.Act{Audience: m.staff(),
		Body: &record.ConsentRecorded{Consent: "given", RetainUntil: noon.AddDate(0, 0, 1).Format(time.DateOnly), Purpose: "to tell of the mill"}}); err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&lines, nil)))
	defer slog.SetDefault(before)
	day := ""
	for _, c := range []struct {
		after  time.Duration
		alarms int
	}{{0, 0}, {time.Hour, 0}, {24 * time.Hour, 0}, {48 * time.Hour, 1}, {49 * time.Hour, 1}, {59*time.Hour + 59*time.Minute, 1}, {60 * time.Hour, 2}, {90 * time.Hour, 3}} {
		day = m.alarm(t.Context(), day, noon.Add(c.after))
		if n := strings.Count(lines.String(), "level=WARN"); n != c.alarms {
			t.Errorf("%s later: %d alarms, expected %d:\n%s", c.after, n, c.alarms, lines.String())
		}
	}
	if strings.Contains(lines.String(), "mill") || !strings.Contains(lines.String(), "contacts=1") {
		t.Errorf("the alarm says:\n%s", lines.String())
	}

	// A server gives it while it attests, and nobody has to ask.
	lines.Reset()
	m.Desk.Now = func() time.Time { return noon.Add(72 * time.Hour) }
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	told := make(chan struct{})
	slog.SetDefault(slog.New(slog.NewTextHandler(&until{&lines, "level=WARN", told}, nil)))
	go func() { defer close(ended); m.attesting(ctx, time.Millisecond) }()
	select {
	case <-told:
	case <-time.After(time.Minute):
		t.Error("nothing was said within a minute of attesting every millisecond")
	}
	stop()
	<-ended
}

// until closes a channel when something was written that has a word in it.
type until struct {
	to   *bytes.Buffer
	word string
	done chan struct{}
}

func (u *until) Write(p []byte) (int, error) {
	if u.done != nil && bytes.Contains(p, []byte(u.word)) {
		close(u.done)
		u.done = nil
	}
	return u.to.Write(p)
}
