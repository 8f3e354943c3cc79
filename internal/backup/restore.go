package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
)

const (
	maxManifest = 64 << 20
	maxFiles    = 1 << 16 // of a snapshot: a data folder has a handful, and a stamp a day
)

// Restore puts a snapshot and its evidence into dir, which must not exist: whole,
// or not at all. at is one of Snapshots, "" for the newest. Every file is
// compared with the digest that the manifest has of it.
func Restore(ctx context.Context, from, at, dir string, with []age.Identity) (_ Manifest, err error) {
	defer fault.Wrap(&err, "restoring from %s", from)
	if _, err := os.Lstat(dir); err == nil {
		return Manifest{}, fault.New(fault.Conflict, "%s is there already; a backup is restored to a new folder", dir)
	}
	all, err := Snapshots(from)
	if err != nil {
		return Manifest{}, err
	}
	switch {
	case len(all) == 0:
		return Manifest{}, fault.New(fault.NotFound, "there is no snapshot in it")
	case at == "":
		at = all[0]
	case path.Base(at) != at:
		return Manifest{}, fault.New(fault.Invalid, "%q does not name a snapshot", at)
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o750); err != nil {
		return Manifest{}, err
	}
	draft, err := os.MkdirTemp(parent, ".surety-restore-*")
	if err != nil {
		return Manifest{}, err
	}
	defer os.RemoveAll(draft)
	m, err := unpack(ctx, from, at, draft, with)
	if err != nil {
		return m, fmt.Errorf("snapshot %s: %w", at, err)
	}
	evidence := filepath.Join(draft, evidenceFolder)
	if err := os.MkdirAll(evidence, 0o700); err != nil {
		return m, err
	}
	for _, name := range m.Evidence {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		if !evidenceName.MatchString(name) {
			return m, fault.New(fault.Corrupt, "the manifest names evidence %q", name)
		}
		if err := copySealed(filepath.Join(from, evidenceFolder, name), evidence, name); err != nil {
			return m, err
		}
	}
	return m, errors.Join(durable.SyncFolder(evidence), durable.SyncFolder(draft), os.Rename(draft, dir), durable.SyncFolder(parent))
}

// unpack decrypts a snapshot into a folder.
func unpack(ctx context.Context, from, at, dir string, with []age.Identity) (m Manifest, err error) {
	f, err := os.Open(filepath.Join(from, snapshotFolder, at+snapshotEnd))
	if err != nil {
		return m, err
	}
	defer f.Close()
	archive, err := openSnapshot(f, with)
	if err != nil {
		return m, err
	}
	return unpackArchive(ctx, archive, from, at, dir, with)
}

// unpackArchive unpacks what a snapshot is once decrypted.
func unpackArchive(ctx context.Context, archive *tar.Reader, from, at, dir string, with []age.Identity) (m Manifest, err error) {
	first, err := archive.Next()
	if err != nil || first.Name != manifestFile {
		return m, fault.New(fault.Corrupt, "it does not begin with a manifest")
	}
	text, err := io.ReadAll(io.LimitReader(archive, maxManifest))
	if err != nil {
		return m, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return m, fault.New(fault.Corrupt, "its manifest cannot be read: %w", err)
	}
	if len(m.Files) > maxFiles {
		return m, fault.New(fault.Corrupt, "it names %d files", len(m.Files))
	}
	if m.Blocked == nil { // the record is one file among the others
		return m, m.unpackFiles(archive, dir, nil)
	}
	if want, named := m.Files[m.Blocked.Name]; !named || want == "" || !local(m.Blocked.Name) {
		return m, fault.New(fault.Corrupt, "it holds blocks of %q, which its manifest does not allow", m.Blocked.Name)
	}
	j, err := joinTo(*m.Blocked, at, dir)
	if err != nil {
		return m, err
	}
	defer j.file.Close()
	if err := m.unpackFiles(archive, dir, j); err != nil {
		return m, err
	}
	return m, j.gather(ctx, from, m.Files[m.Blocked.Name], with)
}

// local reports whether a file's name stays in the folder that it is put into.
func local(name string) bool {
	return filepath.IsLocal(filepath.FromSlash(name)) && !strings.Contains(name, `\`)
}

// unpackFiles unpacks the rest of a snapshot: all that the manifest names, and
// nothing else.
func (m Manifest) unpackFiles(archive *tar.Reader, dir string, record *joining) error {
	seen := map[string]bool{}
	for {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fault.New(fault.Corrupt, "it is cut short or damaged: %w", err)
		}
		if record != nil && h.Name == blocksFile && !seen[record.Name] {
			seen[record.Name] = true
			if err := record.take(len(record.From)-1, archive); err != nil {
				return err
			}
			continue
		}
		want, named := m.Files[h.Name]
		if !named || seen[h.Name] || h.Typeflag != tar.TypeReg || !local(h.Name) {
			return fault.New(fault.Corrupt, "it holds %q, which its manifest does not allow", h.Name)
		}
		seen[h.Name] = true
		if err := unpackFile(archive, filepath.Join(dir, filepath.FromSlash(h.Name)), want); err != nil {
			return fmt.Errorf("%s: %w", h.Name, err)
		}
	}
	for name := range m.Files {
		if !seen[name] {
			return fault.New(fault.Corrupt, "%s is missing from it", name)
		}
	}
	return nil
}

// create makes a new file and the folder that it lies in.
func create(file string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

func unpackFile(content io.Reader, file, want string) error {
	f, err := create(file)
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, h), content); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != want {
		return fault.New(fault.Corrupt, "it is not the file that was backed up")
	}
	return nil
}
