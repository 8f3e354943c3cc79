package app

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/backup"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Backup adds a backup of the mechanism to the folder dest, which only the
// recipients can open. The pages may be served meanwhile: the database is copied
// as it stood at one moment. The guard's memory is not part of it, and must not
// be: an old copy of both would sign a second history.
func (m *Mechanism) Backup(ctx context.Context, dest string, to []age.Recipient, now time.Time) (r backup.Report, err error) {
	defer fault.Wrap(&err, "backing up %s", m.Dir)
	scratch, err := os.MkdirTemp(m.Dir, ".backup-*")
	if err != nil {
		return r, fault.New(fault.Unavailable, "making room for a copy of the database: %w", err)
	}
	defer os.RemoveAll(scratch)
	copied := filepath.Join(scratch, databaseFile)
	if err := m.whole.CopyTo(ctx, copied); err != nil {
		return r, err
	}
	files := map[string]string{databaseFile: copied}
	for _, folder := range []string{"", keyFolder} {
		list, err := os.ReadDir(filepath.Join(m.Dir, folder))
		if err != nil {
			return r, err
		}
		for _, f := range list {
			if f.Type().IsRegular() && f.Name() != lockFile && !strings.HasPrefix(f.Name(), databaseFile) {
				files[path.Join(folder, f.Name())] = filepath.Join(m.Dir, folder, f.Name())
			}
		}
	}
	return backup.Write(ctx, backup.Contents{Origin: m.Founding.Origin, Files: files,
		Evidence: filepath.Join(m.Dir, evidenceFolder)}, dest, to, now)
}

// Restore puts a backup into dir, a new folder, and verifies all of it. at names
// the snapshot, "" the newest. With drill, dir is removed again: what is left is
// the knowledge that the backup is good.
func Restore(ctx context.Context, from, at, dir string, with []age.Identity, drill bool) (m backup.Manifest, v *Verification, err error) {
	if m, err = backup.Restore(ctx, from, at, dir, with); err != nil {
		return m, nil, err
	}
	if drill {
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	restored, err := Open(ctx, dir, Options{Copy: true})
	if err != nil {
		return m, nil, err
	}
	v, err = restored.Verify(ctx, ledger.AuditOptions{})
	return m, v, errors.Join(err, restored.Close())
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
