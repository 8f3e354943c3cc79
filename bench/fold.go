package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// folds measures the register in memory: acts applied.
func folds(_ context.Context, b *bench) error {
	k, err := keys.Create(filepath.Join(b.dir, "fold-keys"), rand.Reader, origin)
	if err != nil {
		return err
	}
	w, err := newWorld(k, min(b.folded, 50_000))
	if err != nil {
		return err
	}
	return applies(b, w)
}

// rebuilt measures the register made again from a log that lies in a database: in
// the bench's folder, or where the caller wants the log to stay.
func rebuilt(ctx context.Context, b *bench) error {
	path := b.log
	if path == "" {
		path = filepath.Join(b.dir, "log.db")
	}
	var k *keys.Keys
	_, err := os.Stat(path + ".keys")
	if os.IsNotExist(err) {
		k, err = keys.Create(path+".keys", rand.Reader, origin)
	} else if err == nil {
		k, err = keys.Load(path+".keys", nil)
	}
	if err != nil {
		return err
	}
	w, err := newWorld(k, b.folded)
	if err != nil {
		return err
	}
	if strings.Contains(b.databases, "sqlite") {
		if err := rebuiltSQLite(ctx, b, w, path); err != nil {
			return err
		}
	}
	if !strings.Contains(b.databases, "postgres") {
		return nil
	}
	server, err := testkit.PostgresKept(path + ".postgres")
	if err != nil {
		return nil // said by another section
	}
	defer server.Stop()
	s, err := store.OpenPostgres(ctx, server.DSN, server.Made)
	if err != nil {
		return err
	}
	return errors.Join(rebuilds(ctx, b, s, w, "PostgreSQL", func() time.Duration { return usedBelow(server.Process) }), s.Close())
}

func rebuiltSQLite(ctx context.Context, b *bench, w *world, path string) error {
	_, err := os.Stat(path)
	s, err := store.OpenSQLite(ctx, path, os.IsNotExist(err))
	if err != nil {
		return err
	}
	return errors.Join(rebuilds(ctx, b, s, w, "SQLite", nil), s.Close())
}

// applies measures the fold alone, on entries that were read before.
func applies(b *bench, w *world) error {
	n := min(w.size, 50_000)
	events := make([]register.Event, 0, n)
	rows, err := w.Rows(0, n)
	if err != nil {
		return err
	}
	for _, row := range rows {
		ev, err := desk.Read(row)
		if err != nil {
			return err
		}
		events = append(events, ev)
	}
	each, err := held(w, n)
	if err != nil {
		return err
	}
	state := register.New()
	before, begin := used(), time.Now()
	for _, ev := range events {
		changes, err := state.Apply(ev)
		if err != nil {
			return err
		}
		if void := changes[0].After.Void; void != "" {
			return fmt.Errorf("entry %d: %s", ev.Index, void)
		}
	}
	b.add(row{what: "fold in memory, one core", rate: float64(n) / time.Since(begin).Seconds(), unit: "acts/s",
		cpu: (used() - before) / time.Duration(n), notes: fmt.Sprintf("of entries that were read before; the state holds %d bytes an entry", each)})
	return nil
}

// held gives how many bytes of memory the state of n entries takes for each.
func held(w *world, n int64) (int64, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	state := register.New()
	if err := inOrder(n, w.event, func(ev register.Event) error {
		_, err := state.Apply(ev)
		return err
	}); err != nil {
		return 0, err
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(state)
	return (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n, nil
}

// rebuilds makes a register again from a log that fills the database first, where
// it is empty. server tells how long a server's processors have worked, nil where
// there is none.
func rebuilds(ctx context.Context, b *bench, s *store.Whole, w *world, name string, server func() time.Duration) error {
	n, err := s.Size(ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		err = logs(ctx, s, w)
	} else if n != w.size {
		err = fmt.Errorf("there is a log of %d entries, not of %d", n, w.size)
	}
	if err != nil {
		return err
	}
	if b.profile != "" {
		stop, err := profiled(b.profile + "." + name)
		if err != nil {
			return err
		}
		defer stop()
	}
	worked := used
	if server != nil {
		worked = func() time.Duration { return used() + server() }
	}
	before, begin := worked(), time.Now()
	digest, size, err := desk.Rebuild(ctx, s, w.keys)
	if err != nil {
		return err
	}
	took := time.Since(begin)
	after := ""
	if server == nil {
		s.Settle()
		after = fmt.Sprintf(", and %.1f until the journal was taken in", (time.Since(begin) - took).Seconds())
	}
	b.add(row{what: fmt.Sprintf("rebuild the register, %s, %s entries", name, thousands(float64(size))), rate: float64(size) / took.Seconds(), unit: "entries/s",
		cpu: (worked() - before) / time.Duration(size), notes: fmt.Sprintf("%.1f s%s; digest %.8s; %d MB of memory at most", took.Seconds(), after, digest, peak()>>10)})
	return nil
}

// logs fills a database with the log.
func logs(ctx context.Context, s *store.Whole, w *world) error {
	const batch = 5000
	for from := int64(0); from < w.size; from += batch {
		rows, err := w.Rows(from, from+batch)
		if err != nil {
			return err
		}
		errs, err := s.Update(ctx, func(tx desk.Tx) error {
			if from == 0 {
				if err := tx.PutAudienceKey("bench", 0, []record.Seat{record.Public}, w.sealed); err != nil {
					return err
				}
			}
			for _, row := range rows {
				if err := tx.Append(row, row.Index, nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			err = errs[0]
		}
		if err != nil {
			return err
		}
	}
	return nil
}
