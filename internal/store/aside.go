package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
)

// aside makes SQLite's index of words in memory, on a connection of its own beside
// the one that fills the other tables: that one is what a reload waits for. What it
// made is copied as it lies, some hundred bytes an entry. Where it grows too large for
// the memory, the index is made again where it belongs, of the rows that are there.
type aside struct {
	name      string // of the database in memory
	db        *sql.DB
	waiting   [][]any       // batches that nobody works at yet
	bytes     int           // that wait
	full      chan [][]any  // to whoever works
	done      chan error    // what became of it, once
	finishing chan struct{} // closed once the rest was handed on; nil until that begins
	ended     bool          // done was read
	failed    error         // what it gave
}

// asides numbers the databases in memory: whoever knows a name opens the same.
var asides atomic.Int64

// asideWait is how many bytes wait before they are worked at, and about as many are
// worked at meanwhile. A small register's words wait until all its rows are made, and
// then take the processor that would have nothing to do while the other makes the indexes.
const asideWait = 48 << 20

// asidePages is how many pages of 8 KB an index may take in memory: half a gigabyte, as
// much as some millions of entries need.
var asidePages = 1 << 16

// errOver says that it takes more.
var errOver = errors.New("the index of words is larger than what it is made in")

// asideTables are what the index keeps its pieces in.
var asideTables = []string{"wording_data", "wording_idx", "wording_docsize"}

// newAside begins an index of words by its declaration.
func newAside(ctx context.Context, declared string) (_ *aside, err error) {
	a := &aside{name: fmt.Sprintf("file:/surety-words-%d?vfs=memdb", asides.Add(1)), full: make(chan [][]any), done: make(chan error, 1)}
	if a.db, err = sql.Open("sqlite", a.name); err != nil {
		return nil, told("making the index of words", err)
	}
	a.db.SetMaxOpenConns(1)
	for _, s := range []string{"PRAGMA page_size = 8192", "PRAGMA journal_mode = OFF", fmt.Sprintf("PRAGMA max_page_count = %d", asidePages), declared,
		// More is kept in memory than otherwise before a piece is written: fewer are put together.
		fmt.Sprintf("INSERT INTO wording (wording, rank) VALUES ('hashsize', %d)", 32<<20)} {
		if _, err := a.db.ExecContext(ctx, s); err != nil {
			return nil, errors.Join(told("making the index of words", err), a.db.Close())
		}
	}
	go func(full <-chan [][]any) {
		err := a.work(ctx, full)
		if err != nil && strings.Contains(err.Error(), "database or disk is full") {
			err = errOver
		}
		a.done <- told("making the index of words", err)
	}(a.full)
	return a, nil
}

// add takes rows of the index: a number and its words, in turn, and how many bytes
// they are. They are its own from then on.
func (a *aside) add(args []any, bytes int) error {
	a.waiting = append(a.waiting, args)
	if a.bytes += bytes; a.bytes < asideWait {
		return nil
	}
	return a.hand()
}

// hand gives what waits to whoever works.
func (a *aside) hand() error {
	if len(a.waiting) > 0 && !a.ended {
		select {
		case a.full <- a.waiting:
		case a.failed = <-a.done: // which it gives before the end only if it fails
			a.ended = true
		}
	}
	a.waiting, a.bytes = nil, 0
	if errors.Is(a.failed, errOver) {
		return nil // nothing else is to be stopped for it
	}
	return a.failed
}

// finish has the rest worked at, which goes on beside what the caller does.
func (a *aside) finish() {
	a.finishing = make(chan struct{})
	go func() {
		defer close(a.finishing)
		_ = a.hand() // what failed, wait tells
		close(a.full)
	}()
}

// wait gives what became of it, once it is finished: errOver, if it was too large.
func (a *aside) wait() error {
	<-a.finishing
	if !a.ended {
		a.failed, a.ended = <-a.done, true
	}
	return a.failed
}

// close ends it, finished or not.
func (a *aside) close() error {
	if a.finishing == nil {
		a.waiting, a.bytes = nil, 0
		a.finish()
	}
	_ = a.wait() // whoever needs what it made has asked
	return a.db.Close()
}

// work writes what it is given, in one transaction.
func (a *aside) work(ctx context.Context, full <-chan [][]any) (err error) {
	conn, err := a.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if err := conn.Raw(func(c any) (err error) {
		s, err := c.(driver.ConnPrepareContext).PrepareContext(context.Background(), "INSERT INTO wording (rowid, words) VALUES (?, ?)")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		for batches := range full {
			for _, args := range batches {
				for ; len(args) > 0; args = args[2:] {
					if _, err := s.(driver.StmtExecContext).ExecContext(context.Background(), []driver.NamedValue{{Ordinal: 1, Value: args[0]}, {Ordinal: 2, Value: args[1]}}); err != nil {
						return err
					}
				}
			}
		}
		return ctx.Err()
	}); err != nil {
		return err
	}
	return tx.Commit()
}

// writeWords puts the finished index in its place.
func (r *reload) writeWords() error {
	const trying = "writing the index of words"
	err := r.words.wait()
	if errors.Is(err, errOver) {
		// As add writes them.
		return r.exec(trying, "INSERT INTO wording (rowid, words) SELECT idx, substr(words, 2) || 'k:' || kind || ' a:' || audience FROM object WHERE stands ORDER BY idx")
	}
	if err != nil {
		return err
	}
	if err := r.exec(trying, "ATTACH '"+r.words.name+"' AS aside"); err != nil {
		return err
	}
	r.attached = true
	var all []string
	for _, t := range asideTables {
		all = append(all, "DELETE FROM main."+t, "INSERT INTO main."+t+" SELECT * FROM aside."+t)
	}
	return r.exec(trying, all...)
}

// detach ends what writeWords attached.
var detach = "DETACH aside"

// wordsOf is the statement that declares the index of words.
func wordsOf(tables []string) string {
	for _, t := range tables {
		if strings.HasPrefix(t, "CREATE VIRTUAL TABLE wording ") {
			return t
		}
	}
	return ""
}
