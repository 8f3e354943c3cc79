// Package store is the database: SQLite on one machine, PostgreSQL on several,
// one code path. It keeps the log's rows, the register's tables that can be
// dropped and folded again, and what waits at the desk. Here alone is SQL.
//
// It decides nothing: what is written comes from the desk, and what may be read
// is asked of the viewer's seats in the query itself. Store cannot be asked
// otherwise; Whole, which can, is not handed to anything that shows.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the SQLite driver, by the name "sqlite"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/register"
)

//go:embed migrations
var migrations embed.FS

// Store is an open database as it may be shown: how far the log has come, which
// everyone may know, and everything else only to a viewer, whose rights are part
// of each query. Pages, API and exports hold nothing more than this. It is safe
// for use by several goroutines.
type Store struct {
	write *sql.DB // at most one connection on SQLite: one writer
	read  *sql.DB
	lock  string // appended to a SELECT to hold the log's head for a transaction

	// OnOpen is told of every entry that is opened by itself; what it gives back
	// the reader gets instead of the entry. It may be nil.
	OnOpen func(ctx context.Context, v register.Viewer, it *register.Item) error
	// OnList is told of the entries that are given together: in a list, a search, an
	// export, or because they belong to what was opened. It may be nil.
	OnList func(ctx context.Context, v register.Viewer, items []*register.Item) error

	kept statements
	bulk func(*reload, *batch) error // writes many rows of the register
	tell Teller                      // nil: as it was recorded
	told *register.Tellings          // the same, for what finds it

	attested attested
	finding  sync.Mutex     // held by whoever has everything found
	writing  sync.Mutex     // held by a transaction on SQLite
	taking   sync.WaitGroup // has whoever takes SQLite's journal into the file
	knows    *known         // what it knows; nil: nothing
}

// Whole is an open database without anybody's rights: for the writer, and for
// what proves the log to itself. It is got by opening the database and in no
// other way, and only internal/app holds one; a test of the house keeps that.
type Whole struct{ *Store }

// OpenSQLite opens the SQLite file at path. With create it makes a new file and
// refuses one that is there; without, it refuses one that is not.
func OpenSQLite(ctx context.Context, path string, create bool) (_ *Whole, err error) {
	defer fault.Wrap(&err, "opening the database %s", path)
	dsn := func(mode string, pragmas ...string) string {
		q := url.Values{"mode": {mode}, "_pragma": append([]string{
			"busy_timeout(10000)", "foreign_keys(1)", "synchronous(FULL)", "cell_size_check(1)", "secure_delete(1)"}, pragmas...)}
		return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
	}
	if create {
		if err := paged(ctx, dsn("rwc")); err != nil {
			return nil, err
		}
	}
	write, err := sql.Open("sqlite", dsn("rw", "journal_mode(WAL)", fmt.Sprintf("wal_autocheckpoint(%d)", journalPages))+"&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", dsn("rw", "query_only(1)"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(8)
	s := &Whole{&Store{write: write, read: read, bulk: inserted}}
	if err := s.migrate(ctx, goose.DialectSQLite3, "migrations/sqlite"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// paged makes a SQLite file with pages of pageSize. The driver sets what a name says
// of a file in the order of the alphabet, and a file with a journal has its pages.
func paged(ctx context.Context, name string) (err error) {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for _, pragma := range []string{fmt.Sprintf("page_size = %d", pageSize), "journal_mode = WAL"} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return told("making the file", err)
		}
	}
	return nil
}

// pageSize is how many bytes a page of a new SQLite file has. A row of the register
// takes 1 to 2 KB and never leaves its page: of the 4 KB that SQLite begins with a
// fifth of the file would stay empty, and be written and read all the same. A file
// keeps the pages that it was made with.
const pageSize = 8192

// journalPages is how many pages SQLite's journal has before they are taken into
// the database file, which costs two flushes more and a write of every page that
// changed: 32 MB of pageSize. What is committed is on disk in the journal until then.
const journalPages = 32 << 20 / pageSize

// migrate brings the tables to what this program declares.
func (s *Store) migrate(ctx context.Context, dialect goose.Dialect, folder string, o ...goose.ProviderOption) error {
	const trying = "bringing the tables up to date"
	p, err := s.provider(dialect, folder, o...)
	if err != nil {
		return err
	}
	pending, err := p.HasPending(ctx)
	if err == nil && pending {
		_, err = p.Up(ctx)
	}
	if err == nil && pending { // the register of an empty log is made
		_, err = s.write.ExecContext(ctx, "INSERT INTO register_made (version) SELECT $1 WHERE EXISTS (SELECT 1 FROM log_head WHERE size = 0) AND NOT EXISTS (SELECT 1 FROM register_made)", registerVersion)
	}
	if err != nil {
		return told(trying, err)
	}
	is, err := p.GetDBVersion(ctx)
	if err != nil {
		return told(trying, err)
	}
	known := p.ListSources()
	if newest := known[len(known)-1].Version; is > newest {
		return fault.New(fault.Invalid, "the database was written by a newer version of this program: its tables are of version %d, and this one knows %d", is, newest)
	}
	return nil
}

func (s *Store) provider(dialect goose.Dialect, folder string, o ...goose.ProviderOption) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, s.write, files, o...)
}

// Close closes the database.
func (s *Whole) Close() error {
	s.Settle()
	if s.read == s.write {
		return s.write.Close()
	}
	return errors.Join(s.read.Close(), s.write.Close())
}

// told gives a database error the kind and the words that an operator can act on.
func told(trying string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: %w", trying, err)
	}
	if known := postgresTold(trying, err); known != nil {
		return known
	}
	switch text := err.Error(); {
	case strings.Contains(text, "database or disk is full"), strings.Contains(text, "No space left"), strings.Contains(text, "disk I/O error"):
		return fault.New(fault.Unavailable, "%s: the disk is full or does not answer; nothing was written: %w", trying, err)
	case strings.Contains(text, "malformed"), strings.Contains(text, "not a database"):
		return fault.New(fault.Corrupt, "%s: the database file is damaged: %w", trying, err)
	case strings.Contains(text, "SQL logic error"): // SQLite's for a table or column that is not there
		return fault.New(fault.Corrupt, "%s: the database file is damaged, its tables are not as this program declares them: %w", trying, err)
	case strings.Contains(text, neverWritten):
		return fault.New(fault.Corrupt, "%s: the database file is damaged, or on PostgreSQL the table: a column holds what is never written there: %w", trying, err)
	case strings.Contains(text, "SQLITE_BUSY"), strings.Contains(text, "database is locked"):
		return fault.New(fault.Unavailable, "%s: another process holds the database: %w", trying, err)
	case strings.Contains(text, "unable to open database file"):
		return fault.New(fault.NotFound, "%s: there is no database file, or it cannot be read: %w", trying, err)
	}
	return fmt.Errorf("%s: %w", trying, err)
}
