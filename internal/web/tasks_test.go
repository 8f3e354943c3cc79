package web

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// taskViews is a register with so many tasks, given to the seats in it, by index, and
// else to the chair; each is in a case of its own.
type taskViews struct {
	severalCases
	n  int64
	to map[int64]record.Seat
}

func (s taskViews) Items(_ context.Context, _ register.Viewer, _ record.Kind, p register.Page) (all []register.Item, err error) {
	end := s.n
	if p.Before > 0 {
		end = min(end, p.Before)
	}
	for i := end - 1; i >= 0 && len(all) < p.Limit; i-- {
		to := s.to[i]
		if to == "" {
			to = "chair"
		}
		all = append(all, register.Item{Object: register.Object{Index: i, Refs: []record.Ref{{ID: record.ID(fmt.Sprint(i)), Role: record.InCase}}}, Body: &record.TaskGiven{To: to}})
	}
	return all, nil
}

// A seat's task is found behind many that others were given since; and where not all
// were looked at, that is said.
func TestTasksBehindOthers(t *testing.T) {
	for _, c := range []struct {
		n, at int64
		seat  record.Seat
		found int
		cut   bool
	}{
		{1000, 0, "monitors", 1, false},
		{1000, 750, "monitors", 1, false},
		{tasksRead, 0, "monitors", 1, false},
		{100, 50, "none", 0, false},
		{tasksRead*tasksPages + 1, 0, "monitors", 0, true},
		{1000, 0, "chair", tasksRead, true}, // enough, at once
	} {
		g := &gather{views: taskViews{n: c.n, to: map[int64]record.Seat{c.at: "monitors"}}, ctx: t.Context()}
		all, cut, err := g.tasksOf(c.seat, time.Now())
		if err != nil || len(all) != c.found || cut != c.cut {
			t.Errorf("of %d tasks, one at %d: %d of %s, cut: %t: %v", c.n, c.at, len(all), c.seat, cut, err)
		}
	}
}
