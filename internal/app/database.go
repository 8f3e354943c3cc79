package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
)

const (
	databaseFile = "surety.db" // the record, where it is kept in the folder
	whereFile    = "database"  // says where it is kept, where that is a server

	inFolder    = "sqlite" // Options.Database: in the folder, as where nothing is said
	inFile      = "file:"  // Options.Database: in the database that the named file's first line says
	longestLine = 4096     // of such a file
)

// database is where a mechanism's record is kept.
type database struct {
	dir string // the data folder
	ref string // what is kept of it in whereFile; "" for a file in the folder
	dsn string // of a PostgreSQL server; "" for a file in the folder
}

// namedDatabase reads Options.Database for a folder that keeps nothing yet.
func namedDatabase(dir, ref string) (d database, err error) {
	d.dir = dir
	if ref == "" || ref == inFolder {
		return d, nil
	}
	if file, ok := strings.CutPrefix(ref, inFile); ok {
		if file, err = filepath.Abs(file); err != nil {
			return d, err
		}
		d.ref = inFile + file
		d.dsn, err = firstLine(file)
		return d, err
	}
	d.dsn = ref
	d.ref, _, err = store.WithoutPassword(ref)
	return d, err
}

// HasPassword reports whether a password stands in Options.Database itself: it is
// not kept in the folder.
func HasPassword(ref string) bool {
	_, had, err := store.WithoutPassword(ref)
	return err == nil && had
}

// keptDatabase gives where the mechanism in a folder keeps its record. What named
// says comes before what the folder says, but does not make another of a mechanism
// that keeps it in the folder.
func keptDatabase(dir, named string) (d database, err error) {
	line, err := firstLine(filepath.Join(dir, whereFile))
	switch {
	case err == nil && named != "" && named != inFolder:
		return namedDatabase(dir, named)
	case err == nil:
		return namedDatabase(dir, line)
	case !errors.Is(err, fs.ErrNotExist):
		return d, err
	}
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); errors.Is(err, fs.ErrNotExist) {
		return d, fault.New(fault.NotFound, "there is no mechanism here (`surety init` makes one)")
	}
	if named != "" && named != inFolder {
		return d, fault.New(fault.Conflict, "this mechanism keeps its record in the folder (%s), not on a server; `surety backup` and `surety restore --database` move it", databaseFile)
	}
	return database{dir: dir}, nil
}

// firstLine reads the first line of a small file. One that has a password in it
// must not be for others to read.
func firstLine(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fault.New(fault.NotFound, "reading where the record is kept: %w", err)
	}
	defer f.Close()
	line, err := bufio.NewReaderSize(io.LimitReader(f, longestLine), longestLine).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fault.New(fault.Unavailable, "reading where the record is kept: %w", err)
	}
	if line = strings.TrimSpace(line); line == "" {
		return "", fault.New(fault.Invalid, "%s does not say in its first line where the record is kept", name)
	}
	info, err := f.Stat()
	if err != nil {
		return "", fault.New(fault.Unavailable, "reading where the record is kept: %w", err)
	}
	if _, secret, _ := store.WithoutPassword(line); secret && info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Forbidden, "%s has a password in it and can be read by others than its owner: chmod 600 %s", name, name)
	}
	return line, nil
}

// create makes the database of a new mechanism.
func (d database) create(ctx context.Context) (*store.Whole, error) {
	if d.dsn == "" {
		return store.OpenSQLite(ctx, filepath.Join(d.dir, databaseFile), true)
	}
	return store.OpenPostgres(ctx, d.dsn, true)
}

// open opens the database of a mechanism.
func (d database) open(ctx context.Context) (*store.Whole, error) {
	if d.dsn == "" {
		return store.OpenSQLite(ctx, filepath.Join(d.dir, databaseFile), false)
	}
	return store.OpenPostgres(ctx, d.dsn, false)
}

// keep writes into the folder where the record is kept, without a password.
func (d database) keep() error {
	if d.ref == "" {
		return nil
	}
	if err := errors.Join(durable.Create(filepath.Join(d.dir, whereFile), []byte(d.ref+"\n")), durable.SyncFolder(d.dir)); err != nil {
		return fault.New(fault.Unavailable, "keeping where the record is: %w", err)
	}
	return nil
}

// discard clears the database after a mechanism could not be made in it, unless it
// holds another's: somebody may have been faster. A file goes with its folder.
func (d database) discard(ctx context.Context, origin string) (err error) {
	if d.dsn == "" {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	s, err := store.OpenPostgres(ctx, d.dsn, false)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	rows, err := s.Rows(ctx, 0, 1)
	if err != nil {
		return err
	}
	if len(rows) > 0 {
		if ev, err := desk.Read(rows[0]); err != nil || ev.Head.Mechanism != origin {
			return err
		}
	}
	return s.Discard(ctx)
}
