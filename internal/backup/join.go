package backup

import (
	"archive/tar"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/fault"
)

var stampName = regexp.MustCompile(`^\d{8}T\d{6}Z$`)

// run is blocks of a snapshot that come one after the other, and where in the file
// the first of them belongs.
type run struct{ at, many, to int64 }

// joining puts a record's file together again.
type joining struct {
	Blocked
	file *os.File
	need [][]run // by snapshot, in the order in which its blocks come
}

// joinTo begins to put a file together in a folder. What is wrong with where its
// blocks are said to stand is told before anything is made.
func joinTo(b Blocked, self, dir string) (*joining, error) {
	bad := func(what string, of ...any) (*joining, error) {
		return nil, fault.New(fault.Corrupt, "where its record stands cannot be followed: "+what, of...)
	}
	if b.Size < 0 || b.Size > maxRecord || len(b.From) == 0 || b.From[len(b.From)-1] != self {
		return bad("%d bytes of %d snapshots", b.Size, len(b.From))
	}
	for _, name := range b.From {
		if !stampName.MatchString(name) {
			return bad("it names a snapshot %q", name)
		}
	}
	j, to, count := &joining{Blocked: b, need: make([][]run, len(b.From))}, int64(0), (b.Size+blockSize-1)/blockSize
	for _, r := range b.Runs {
		in, first, many := r[0], r[1], r[2]
		if in < 0 || in >= int64(len(b.From)) || first < 0 || first > maxRecord/blockSize || many < 1 || many > count-to {
			return bad("a run %v", r)
		}
		j.need[in] = append(j.need[in], run{first, many, to})
		to += many
	}
	if to != count {
		return bad("%d blocks of %d", to, count)
	}
	for _, n := range j.need {
		slices.SortFunc(n, func(a, b run) int { return cmp.Compare(a.at, b.at) })
	}
	f, err := create(filepath.Join(dir, filepath.FromSlash(b.Name)))
	if err != nil {
		return nil, err
	}
	j.file = f
	return j, nil
}

// take reads the blocks of one snapshot, each once, wherever it belongs.
func (j *joining) take(in int, blocks io.Reader) error {
	block, ahead := make([]byte, blockSize), j.need[in]
	var now []run // those that have the block at n
	for n := int64(0); len(ahead)+len(now) > 0; n++ {
		if _, err := io.ReadFull(blocks, block); err != nil {
			return fault.New(fault.Corrupt, "it has %d blocks, and another is needed: %w", n, err)
		}
		for len(ahead) > 0 && ahead[0].at == n {
			now, ahead = append(now, ahead[0]), ahead[1:]
		}
		for _, r := range now {
			to := (r.to + n - r.at) * blockSize
			if _, err := j.file.WriteAt(block[:min(blockSize, j.Size-to)], to); err != nil {
				return err
			}
		}
		now = slices.DeleteFunc(now, func(r run) bool { return n+1 == r.at+r.many })
	}
	return nil
}

// gather reads what stands in earlier snapshots, and compares the whole.
func (j *joining) gather(ctx context.Context, from, want string, with []age.Identity) error {
	for i, name := range j.From[:len(j.From)-1] {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := j.takeFrom(i, filepath.Join(from, snapshotFolder, name+snapshotEnd), with); err != nil {
			return fmt.Errorf("snapshot %s, in which a part of the record stands: %w", name, err)
		}
	}
	if err := j.file.Sync(); err != nil {
		return err
	}
	is, err := digestOf(j.file.Name())
	switch {
	case err != nil:
		return err
	case is != want:
		return fault.New(fault.Corrupt, "%s is not what was backed up", j.Name)
	}
	return j.file.Close()
}

func (j *joining) takeFrom(in int, file string, with []age.Identity) error {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "it is missing")
	}
	if err != nil {
		return err
	}
	defer f.Close()
	archive, err := openSnapshot(f, with)
	if err != nil {
		return err
	}
	for {
		h, err := archive.Next()
		if err != nil {
			return fault.New(fault.Corrupt, "it has no blocks: %w", err)
		}
		if h.Name == blocksFile {
			return j.take(in, archive)
		}
	}
}

// openSnapshot begins to read an encrypted archive.
func openSnapshot(f io.Reader, with []age.Identity) (*tar.Reader, error) {
	plain, err := age.Decrypt(f, with...)
	if err != nil {
		return nil, fault.New(fault.Forbidden, "it does not open with this key: %w", err)
	}
	return tar.NewReader(plain), nil
}
