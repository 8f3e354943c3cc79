package test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
)

// TestTwoProcesses has two processes write and sign in one folder at once, as
// when somebody uses the command line while a server runs. Neither may fail for
// the other's sake, and they leave one history.
func TestTwoProcesses(t *testing.T) {
	t.Run("folder", func(t *testing.T) { twoProcesses(t, "") })
	t.Run("postgres", func(t *testing.T) { twoProcesses(t, testkit.Postgres(t)) })
}

func twoProcesses(t *testing.T, database string) {
	dir, guard := foundIn(t, database)
	type left struct {
		signed int64
		at     map[string]record.ID
		err    error
	}
	both := make(chan left)
	for n := range 2 {
		go func() {
			l := left{at: map[string]record.ID{}}
			l.signed, l.err = killed(dir, guard, 1+n, time.Second, l.at)
			both <- l
		}()
	}
	first, second := <-both, <-both
	if err := errors.Join(first.err, second.err); err != nil {
		t.Fatal(err)
	}
	for index, id := range second.at {
		if other, twice := first.at[index]; twice {
			t.Errorf("index %s was given to %s and to %s", index, id, other)
		}
		first.at[index] = id
	}
	m, err := app.Open(context.Background(), dir, app.Options{Guard: guard})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	check(t, m, first.at, max(first.signed, second.signed), "after both")
}
