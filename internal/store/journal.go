package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"
)

// flushPause is how long whoever flushes SQLite's journal waits before the next time.
const flushPause = 20 * time.Millisecond

// flushing flushes SQLite's journal again and again while a reload writes to it, until
// stop is called: the commit, which waits until all of it is on disk, finds most of it
// there. It is a help and nothing else: what cannot be flushed here fails at the commit.
func flushing(database string) (stop func()) {
	journal, err := os.Open(database + "-wal")
	if err != nil {
		return func() {}
	}
	enough, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-enough:
				_ = journal.Close()
				return
			case <-time.After(flushPause):
				_ = journal.Sync()
			}
		}
	}()
	return func() {
		close(enough)
		<-done
	}
}

// Settle waits until what a reload left in SQLite's journal is in the database file.
func (s *Whole) Settle() { s.taking.Wait() }

// takeIn has SQLite take its journal into the database file, beside whoever reads and
// writes, and Close wait for it. Where that fails, a later commit or Close tries again.
func (s *Whole) takeIn() {
	s.taking.Go(func() {
		var busy, pages, taken int64
		_ = s.read.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &pages, &taken)
	})
}

// roomy readies the connection that writes to a SQLite file for a reload; settle
// makes it again what it was, once the transaction has ended.
func (s *Whole) roomy(ctx context.Context, conn *sql.Conn) (settle func() error, err error) {
	var n int
	var name, file string
	if err := conn.QueryRowContext(ctx, "PRAGMA database_list").Scan(&n, &name, &file); err != nil {
		return nil, told("finding the database file", err)
	}
	set := func(kilobytes, pages int) (err error) {
		for _, p := range []string{fmt.Sprintf("PRAGMA cache_size = -%d", kilobytes), fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", pages)} {
			// Whatever became of the reload, the connection writes on.
			_, failed := conn.ExecContext(context.WithoutCancel(ctx), p)
			err = errors.Join(err, failed)
		}
		return told("making room for the register", err)
	}
	if err := set(reloadCache, 0); err != nil { // the journal is taken in afterwards
		return func() error { return set(usualCache, journalPages) }, err
	}
	stop := flushing(file)
	return func() error {
		stop()
		s.takeIn()
		return set(usualCache, journalPages)
	}, nil
}

const (
	reloadCache = 64 << 10 // kilobytes of SQLite's pages in memory, for those that are filled bit by bit
	usualCache  = 2000     // as SQLite begins
)
