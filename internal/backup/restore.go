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
	m, err := unpack(filepath.Join(from, snapshotFolder, at+".tar.age"), draft, with)
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
func unpack(file, dir string, with []age.Identity) (m Manifest, err error) {
	f, err := os.Open(file)
	if err != nil {
		return m, err
	}
	defer f.Close()
	plain, err := age.Decrypt(f, with...)
	if err != nil {
		return m, fault.New(fault.Forbidden, "it does not open with this key: %w", err)
	}
	archive := tar.NewReader(plain)
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
	seen := map[string]bool{}
	for {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return m, fault.New(fault.Corrupt, "it is cut short or damaged: %w", err)
		}
		want, named := m.Files[h.Name]
		if !named || seen[h.Name] || h.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(h.Name)) || strings.Contains(h.Name, `\`) {
			return m, fault.New(fault.Corrupt, "it holds %q, which its manifest does not allow", h.Name)
		}
		seen[h.Name] = true
		if err := unpackFile(archive, filepath.Join(dir, filepath.FromSlash(h.Name)), want); err != nil {
			return m, fmt.Errorf("%s: %w", h.Name, err)
		}
	}
	for name := range m.Files {
		if !seen[name] {
			return m, fault.New(fault.Corrupt, "%s is missing from it", name)
		}
	}
	return m, nil
}

func unpackFile(content io.Reader, file, want string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
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
