// Package backup keeps copies of a mechanism's data folder for a bad day: each a
// snapshot encrypted to people who can restore it, beside the evidence files,
// which are sealed already and copied once. Of the record's file a snapshot has
// the blocks that no earlier one has; one that is whole needs no other.
//
// It knows files and recipients, and nothing of what is in them. Whoever makes a
// backup cannot read it unless they are a recipient.
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
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
)

// The parts of a backup folder.
const (
	snapshotFolder = "snapshots" // TIME.tar.age, one a backup
	evidenceFolder = "evidence"  // sealed files, each named by the SHA-256 of its bytes
	manifestFile   = "manifest.json"
	stampForm      = "20060102T150405Z"
	snapshotEnd    = ".tar.age"
)

// Manifest says what a snapshot holds. It is the first file in the snapshot.
type Manifest struct {
	Origin   string            `json:"origin"`            // of the mechanism's log
	Taken    time.Time         `json:"taken"`             // by the clock of the machine that took it
	Files    map[string]string `json:"files"`             // SHA-256 by name, hexadecimal
	Evidence []string          `json:"evidence"`          // names of the evidence files that belong to it, sorted
	Blocked  *Blocked          `json:"blocked,omitempty"` // the record's file, one of Files; nil where it lies whole among the others, as it once did
}

// Contents is what a backup is made of.
type Contents struct {
	Origin   string
	Files    map[string]string // where each file lies, by its name in the data folder (with slashes)
	Record   string            // the one among Files that is kept in blocks, by its name
	Evidence string            // the folder of sealed evidence
	Key      []byte            // names blocks in the backup folder, the same for every backup of a mechanism; secret, for else somebody could look whether a block that they can guess is there
	Whole    bool              // no block of an earlier snapshot is relied on
	Progress Progress
}

// Progress is told how far a backup has come: of how many evidence files, of how many
// bytes of the record that is looked through for what changed, and of how many of the
// snapshot, which are written once and read once. Each may be nil.
type Progress struct {
	Evidence, Record, Bytes func(done, total int64)
}

// counting tells of the bytes that pass.
type counting struct {
	tell        func(done, total int64)
	done, total int64
}

// Write counts bytes and keeps none.
func (c *counting) Write(b []byte) (int, error) {
	c.done += int64(len(b))
	if c.tell != nil {
		c.tell(min(c.done, c.total), c.total) // sealing adds a little
	}
	return len(b), nil
}

// Report says what a backup came to.
type Report struct {
	Snapshot string   // the file's path
	Bytes    int64    // of the snapshot
	Blocks   int      // of the record's file
	Fresh    int      // of them, those that the snapshot has
	Needs    []string // earlier snapshots that have the others
	Evidence int      // files that belong to it
	Copied   int      // of them, those that were not there before
}

// Write adds a backup to the folder dest, which is made if it is not there.
// Evidence that is there already is not copied again. What was written is read
// back from the disk and compared before Write returns; after an error no
// snapshot is left that does not have all its parts.
func Write(ctx context.Context, c Contents, dest string, to []age.Recipient, now time.Time) (r Report, err error) {
	defer fault.Wrap(&err, "backing up to %s", dest)
	if len(to) == 0 {
		return r, fault.New(fault.Invalid, "a backup needs somebody who can open it: name a recipient")
	}
	for _, dir := range []string{dest, filepath.Join(dest, snapshotFolder), filepath.Join(dest, evidenceFolder)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return r, err
		}
	}
	m := Manifest{Origin: c.Origin, Taken: now.UTC().Truncate(time.Second), Files: map[string]string{}}
	if m.Evidence, r.Copied, err = copyEvidence(ctx, c.Evidence, filepath.Join(dest, evidenceFolder), c.Progress.Evidence); err != nil {
		return r, err
	}
	r.Evidence = len(m.Evidence)
	stamp := m.Taken.Format(stampForm)
	r.Snapshot = filepath.Join(dest, snapshotFolder, stamp+snapshotEnd)
	if _, err := os.Stat(r.Snapshot); err == nil {
		return r, fault.New(fault.Conflict, "there is a snapshot of this second already, %s", r.Snapshot)
	}
	for name, file := range c.Files {
		if name != c.Record {
			if m.Files[name], err = digestOf(file); err != nil {
				return r, err
			}
		}
	}
	key, err := keyFor(c.Key, to)
	if err != nil {
		return r, err
	}
	had := map[tag]place{}
	if !c.Whole {
		if had, err = known(ctx, dest, key); err != nil {
			return r, err
		}
	}
	record, err := cutUp(ctx, c.Files[c.Record], stamp, key, had, c.Progress.Record)
	if err != nil {
		return r, err
	}
	record.Name = c.Record
	m.Files[c.Record], m.Blocked = record.digest, &record.Blocked
	r.Blocks, r.Fresh, r.Needs = int((record.Size+blockSize-1)/blockSize), len(record.fresh), record.From[:len(record.From)-1]
	passed := &counting{tell: c.Progress.Bytes, total: 2 * int64(len(record.fresh)) * blockSize}
	for name, file := range c.Files {
		if info, err := os.Stat(file); err == nil && name != c.Record {
			passed.total += 2 * info.Size()
		}
	}
	x := index{Needs: r.Needs, Tags: record.tags}
	if r.Bytes, x.Snapshot, err = writeSnapshot(r.Snapshot, m, c.Files, record, to, passed); err != nil {
		return r, err
	}
	// Without it, the next backup has every block again.
	x.MAC = x.mac(key)
	text, err := json.Marshal(x)
	if err != nil {
		return r, err
	}
	return r, durable.Replace(strings.TrimSuffix(r.Snapshot, snapshotEnd)+indexEnd, append(text, '\n'))
}

// writeSnapshot writes the encrypted archive beside its place, reads it back, and
// puts it there. It gives its size in bytes and its digest.
func writeSnapshot(file string, m Manifest, files map[string]string, record cut, to []age.Recipient, passed *counting) (size int64, digest string, err error) {
	f, err := os.CreateTemp(filepath.Dir(file), ".snapshot-*")
	if err != nil {
		return 0, "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	written := sha256.New()
	sealed, err := age.Encrypt(io.MultiWriter(f, written, passed), to...)
	if err != nil {
		return 0, "", err
	}
	archive := tar.NewWriter(sealed)
	text, err := json.Marshal(m)
	if err != nil {
		return 0, "", err
	}
	if len(text) > maxManifest {
		return 0, "", fault.New(fault.Invalid, "the record's blocks stand in too many places for a snapshot to say where; make a whole one")
	}
	if err := addFile(archive, manifestFile, int64(len(text)), m.Taken, bytes.NewReader(text)); err != nil {
		return 0, "", err
	}
	for _, name := range sorted(files) {
		if name == record.Name {
			continue
		}
		if err := addFrom(archive, name, files[name], m.Taken); err != nil {
			return 0, "", err
		}
	}
	if err := addHeader(archive, blocksFile, int64(len(record.fresh))*blockSize, m.Taken); err != nil {
		return 0, "", err
	}
	if err := record.writeFresh(archive, files[record.Name]); err != nil {
		return 0, "", err
	}
	for _, step := range []func() error{archive.Close, sealed.Close, f.Sync} {
		if err := step(); err != nil {
			return 0, "", err
		}
	}
	back, err := digestOf(f.Name(), passed)
	if err != nil {
		return 0, "", err
	}
	if back != hex.EncodeToString(written.Sum(nil)) {
		return 0, "", fault.New(fault.Corrupt, "the snapshot reads back otherwise than it was written: the disk is not to be trusted")
	}
	info, err := f.Stat()
	if err != nil {
		return 0, "", err
	}
	if err := errors.Join(os.Rename(f.Name(), file), durable.SyncFolder(filepath.Dir(file))); err != nil {
		return 0, "", err
	}
	return info.Size(), back, f.Close()
}

func addFrom(archive *tar.Writer, name, file string, at time.Time) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return addFile(archive, name, info.Size(), at, f)
}

func addFile(archive *tar.Writer, name string, size int64, at time.Time, content io.Reader) error {
	if err := addHeader(archive, name, size, at); err != nil {
		return err
	}
	if _, err := io.Copy(archive, content); err != nil {
		return fmt.Errorf("adding %s: %w", name, err)
	}
	return nil
}

func addHeader(archive *tar.Writer, name string, size int64, at time.Time) error {
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: at, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("adding %s: %w", name, err)
	}
	return nil
}

var evidenceName = regexp.MustCompile(`^[0-9a-f]{64}$`)

// copyEvidence copies the sealed files that are not there yet, and checks each
// against its name, which is the digest of its bytes.
func copyEvidence(ctx context.Context, from, to string, tell func(done, total int64)) (names []string, copied int, err error) {
	entries, err := os.ReadDir(from)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, err
	}
	for i, e := range entries {
		if tell != nil {
			tell(int64(i), int64(len(entries)))
		}
		if !evidenceName.MatchString(e.Name()) {
			continue // one that is being taken in
		}
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		names = append(names, e.Name())
		if had, err := digestOf(filepath.Join(to, e.Name())); err == nil && had == e.Name() {
			continue
		}
		if err := copySealed(filepath.Join(from, e.Name()), to, e.Name()); err != nil {
			return nil, 0, err
		}
		copied++
	}
	return names, copied, durable.SyncFolder(to)
}

// copySealed copies a file to a folder under its name, which has to be its digest.
func copySealed(from, to, name string) (err error) {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	f, err := os.CreateTemp(to, ".incoming-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	if _, err := io.Copy(f, src); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	switch back, err := digestOf(f.Name()); {
	case err != nil:
		return err
	case back != name:
		return fault.New(fault.Corrupt, "the evidence file %s was changed, or reads back otherwise than it was written", name)
	}
	if err := os.Rename(f.Name(), filepath.Join(to, name)); err != nil {
		return err
	}
	return f.Close()
}

// Snapshots gives the names of a backup folder's snapshots, newest first.
func Snapshots(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, snapshotFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "%s is not a folder that `surety backup` wrote to", dir)
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), snapshotEnd); ok && !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	slices.Reverse(names)
	return names, nil
}

func digestOf(file string, passed ...io.Writer) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(append(passed, h)...), f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func sorted(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
