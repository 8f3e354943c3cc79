package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/backup"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
)

// Backup adds a backup of the mechanism to the folder dest, which only the
// recipients can open. The pages may be served meanwhile: the database is copied
// as it stood at one moment. The guard's memory is not part of it, and must not
// be: an old copy of both would sign a second history. What of the record stands in
// an earlier snapshot is not copied again, unless whole asks for it.
func (m *Mechanism) Backup(ctx context.Context, dest string, to []age.Recipient, whole bool, now time.Time) (r backup.Report, err error) {
	defer fault.Wrap(&err, "backing up %s", m.Dir)
	scratch, err := os.MkdirTemp(m.Dir, ".backup-*")
	if err != nil {
		return r, fault.New(fault.Unavailable, "making room for a copy of the database: %w", err)
	}
	defer os.RemoveAll(scratch)
	copied := filepath.Join(scratch, databaseFile)
	if err := m.progress.meanwhile(stepCopied, grown(copied), func() error { return m.whole.CopyTo(ctx, copied) }); err != nil {
		return r, err
	}
	files := map[string]string{databaseFile: copied}
	// An exercise's people, what an authority gave, and how far each subscriber was
	// told, are there or not.
	for _, folder := range []string{"", keyFolder, anchorFolder, peopleFolder, acmeFolder, webhooksDir} {
		list, err := os.ReadDir(filepath.Join(m.Dir, folder))
		if errors.Is(err, fs.ErrNotExist) && folder != "" && folder != keyFolder {
			continue
		}
		if err != nil {
			return r, err
		}
		for _, f := range list {
			// Where this machine keeps the record is nothing that another needs.
			if f.Type().IsRegular() && f.Name() != lockFile && f.Name() != whereFile && !strings.HasPrefix(f.Name(), databaseFile) {
				files[path.Join(folder, f.Name())] = filepath.Join(m.Dir, folder, f.Name())
			}
		}
	}
	key, err := m.Keys.Backup()
	if err != nil {
		return r, err
	}
	return backup.Write(ctx, backup.Contents{Origin: m.Founding.Origin, Files: files, Record: databaseFile, Key: key, Whole: whole,
		Evidence: filepath.Join(m.Dir, evidenceFolder), Progress: backup.Progress{
			Evidence: func(done, total int64) { m.progress.tell(stepBacked, done, total) },
			Record:   func(done, total int64) { m.progress.tell(stepCut, done>>10, total>>10) },
			Bytes:    func(done, total int64) { m.progress.tell(stepPacked, done>>10, total>>10) },
		}}, dest, to, now)
}

// Restore puts a backup into dir, a new folder, and verifies all of it. at names
// the snapshot, "" the newest; o.Database in which database the record is to be
// kept, whichever it was backed up from. With drill, dir is removed again: what is left is the knowledge that the backup is good.
func Restore(ctx context.Context, from, at, dir string, o Options, with []age.Identity, drill bool) (m backup.Manifest, v *Verification, err error) {
	into, err := namedDatabase(dir, o.Database)
	if err != nil {
		return m, nil, err
	}
	if err := o.Progress.meanwhile(stepUnpacked, nil, func() (err error) { m, err = backup.Restore(ctx, from, at, dir, with); return err }); err != nil {
		return m, nil, err
	}
	if drill {
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	if into.dsn != "" {
		if err := into.fill(ctx); err != nil {
			return m, nil, errors.Join(err, into.discard(ctx, m.Origin), os.RemoveAll(dir))
		}
	}
	restored, err := Open(ctx, dir, Options{Copy: true, Database: o.Database, Passphrase: o.Passphrase, Progress: o.Progress})
	if err != nil {
		return m, nil, err
	}
	v, err = restored.Verify(ctx, ledger.AuditOptions{})
	return m, v, errors.Join(err, restored.Close())
}

// fill takes the record out of the file that a backup has it in.
func (d database) fill(ctx context.Context) (err error) {
	file := filepath.Join(d.dir, databaseFile)
	defer fault.Wrap(&err, "putting the record into the database")
	s, err := store.OpenSQLite(ctx, file, false)
	if err != nil {
		return err
	}
	to, err := d.create(ctx)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	if err := errors.Join(store.Transfer(ctx, s, to), s.Close(), to.Close()); err != nil {
		return err
	}
	if err := d.keep(); err != nil {
		return err
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.Unavailable, "removing the file that the record was restored from: %w", err)
		}
	}
	return nil
}

// noGuard is the guard of a copy: there is no memory, so nothing is signed.
type noGuard struct{}

var errCopy = fault.New(fault.Forbidden, "this is a copy to look at: nothing is signed for it")

// Begin refuses.
func (noGuard) Begin(context.Context, string) error { return errCopy }

// Last refuses.
func (noGuard) Last(context.Context, string) (ledger.Checkpoint, error) {
	return ledger.Checkpoint{}, errCopy
}

// Advance refuses.
func (noGuard) Advance(context.Context, ledger.Checkpoint, ledger.Checkpoint) error { return errCopy }
