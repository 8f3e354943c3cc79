package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// filled opens the SQLite register that is asked, and makes it where it is not
// there: at a path that the caller chose, where it stays, or in the bench's folder.
func filled(ctx context.Context, b *bench, w *world) (*store.Whole, error) {
	path := b.register
	if path == "" {
		path = filepath.Join(b.dir, "query.db")
	}
	if _, err := os.Stat(path); err == nil {
		s, err := store.OpenSQLite(ctx, path, false)
		if err != nil {
			return nil, err
		}
		return holding(ctx, s, w)
	}
	s, err := store.OpenSQLite(ctx, path, true)
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, b, s, w, "SQLite"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// filledPostgres is filled for PostgreSQL: in a database that was just made, or
// that an earlier run left full.
func filledPostgres(ctx context.Context, b *bench, w *world, server testkit.Kept) (*store.Whole, error) {
	s, err := store.OpenPostgres(ctx, server.DSN, server.Made)
	if err != nil {
		return nil, err
	}
	if !server.Made {
		return holding(ctx, s, w)
	}
	if err := fill(ctx, b, s, w, "PostgreSQL"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// holding gives a store that was filled before, or says that it holds something else.
func holding(ctx context.Context, s *store.Whole, w *world) (*store.Whole, error) {
	last, err := s.Entries(ctx, register.Viewer{Seats: []record.Seat{"party-qarn"}}, register.Page{Limit: 1})
	if err == nil && (len(last) == 0 || last[0].Index != w.size-1) {
		err = fmt.Errorf("there is another register than one of %d entries", w.size)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// fill writes the world's register as a rebuild writes it, without a log: what is
// asked afterwards is the same, and nothing has to be sealed and opened for it.
func fill(ctx context.Context, b *bench, s *store.Whole, w *world, name string) error {
	begin, before := time.Now(), used()
	if err := s.Reload(ctx, func(desk.Log) iter.Seq2[desk.Made, error] { return w.made(s.Tellings()) }); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "  %s holds %s incidents after %.0f s, %.0f s of a processor\n", name, thousands(float64(b.incidents)),
		time.Since(begin).Seconds(), (used() - before).Seconds())
	return nil
}

// made gives the rows of the world's register, in the order of the log.
func (w *world) made(tell *register.Tellings) iter.Seq2[desk.Made, error] {
	return func(yield func(desk.Made, error) bool) { w.make(tell, yield) }
}

func (w *world) make(tell *register.Tellings, yield func(desk.Made, error) bool) {
	state := register.New()
	err := inOrder(w.size, w.event, func(ev register.Event) error {
		changes, err := state.Apply(ev)
		if err == nil && changes[0].After.Void != "" {
			err = fmt.Errorf("entry %d: %s", ev.Index, changes[0].After.Void)
		}
		return err
	})
	if err != nil {
		yield(desk.Made{}, err)
		return
	}
	objects := state.All()
	err = inOrder(w.size, func(index int64) (made desk.Made, err error) {
		_, fields, err := w.split(index)
		if err != nil {
			return made, err
		}
		content := desk.Content{}
		for _, f := range fields {
			content[f.Name] = f.Value
		}
		made.Object = objects[index]
		var object, open []byte
		if object, err = made.Object.JSON(); err == nil {
			open, err = register.ContentJSON(content)
		}
		made.State, made.Content = string(object), string(open)
		if err == nil {
			made.Indexed, err = made.Object.Indexed(content, tell)
		}
		return made, err
	}, func(made desk.Made) error {
		if !yield(made, nil) {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		yield(desk.Made{}, err)
	}
}

var errEnough = errors.New("no more is wanted")

// event gives the entry at an index as the fold sees it.
func (w *world) event(index int64) (register.Event, error) {
	head, _, err := w.split(index)
	if err != nil {
		return register.Event{}, err
	}
	parsed, err := record.ParseHead(head, idOf(index), origin, w.keys.Desk.PublicKey().ID().String())
	return register.Event{Index: index, At: worldTime(index), Head: &parsed, Mode: "desk", Key: w.keys.Desk.PublicKey().ID().String()}, err
}

// inOrder makes something of every index below size, on all processors, and uses
// what was made in order, while more is made.
func inOrder[T any](size int64, makes func(int64) (T, error), use func(T) error) error {
	const piece = 2000
	type result struct {
		made T
		err  error
	}
	start := func(from int64) func() []result {
		out := make([]result, min(piece, size-from))
		var wg sync.WaitGroup
		for n := range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for i := n; i < len(out); i += runtime.GOMAXPROCS(0) {
					out[i].made, out[i].err = makes(from + int64(i))
				}
			})
		}
		return func() []result { wg.Wait(); return out }
	}
	for from, ready := int64(0), start(0); from < size; from += piece {
		all := ready()
		if from+piece < size {
			ready = start(from + piece)
		}
		for _, r := range all {
			if r.err == nil {
				r.err = use(r.made)
			}
			if r.err != nil {
				ready()
				return r.err
			}
		}
	}
	return nil
}
