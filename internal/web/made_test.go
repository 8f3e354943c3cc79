package web

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// loggedViews is a register with one kind in it: at some indexes of the log an object,
// with its mode and the day on which it was logged.
type loggedViews struct {
	Views
	modes []string // by index; "" for an entry of another kind
	day   []int
}

var firstDay = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func (l loggedViews) Items(_ context.Context, _ register.Viewer, _ record.Kind, p register.Page) (all []register.Item, err error) {
	end := int64(len(l.modes))
	if p.Before > 0 {
		end = min(end, p.Before)
	}
	for i := end - 1; i >= 0 && len(all) < p.Limit; i-- {
		if l.modes[i] != "" {
			// What its maker states is of no day of this log.
			all = append(all, register.Item{Object: register.Object{ID: record.ID(fmt.Sprint(i)), Index: i, Mode: l.modes[i], Stated: "2025-06-01T00:00:00Z"}})
		}
	}
	return all, nil
}

func (l loggedViews) Logged(_ context.Context, _ register.Viewer, id record.ID) (time.Time, error) {
	var i int
	_, err := fmt.Sscan(string(id), &i)
	return firstDay.AddDate(0, 0, l.day[i]), err
}

func (l loggedViews) Count(_ context.Context, _ register.Viewer, _ record.Kind, from, to int64) (n int, err error) {
	for i := max(from, 0); i < min(to, int64(len(l.modes))); i++ {
		if l.modes[i] != "" {
			n++
		}
	}
	return n, nil
}

// What was made in a time is counted by when it was logged, whoever signed it: the
// desk, the seat's own key or a passkey, one or all of them.
func TestMadeInATime(t *testing.T) {
	for _, modes := range [][]string{{"desk"}, {"own"}, {"passkey"}, {"own", "own", "own", "own", "own", "own", "desk", ""}, {"", "", "", "", "", "", "own"}, {""}} {
		l := loggedViews{}
		for i := range 100 {
			l.modes, l.day = append(l.modes, modes[i%len(modes)]), append(l.day, i/7+i/30) // some days have none
		}
		g := &gather{views: l, ctx: t.Context()}
		for from := -1; from < 20; from++ {
			for to := from; to < 20; to++ {
				want := 0
				for i, mode := range l.modes {
					if mode != "" && l.day[i] >= from && l.day[i] < to {
						want++
					}
				}
				got, err := g.made(record.KindIncidentRecorded, firstDay.AddDate(0, 0, from), firstDay.AddDate(0, 0, to))
				if err != nil || got != want {
					t.Fatalf("signed %q, from day %d to %d: %d, want %d: %v", modes, from, to, got, want, err)
				}
			}
		}
	}
}
