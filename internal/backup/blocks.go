package backup

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/fault"
)

// The record is kept in blocks, so that what did not change is not kept again: the
// pages of its file, each of which stands in the first snapshot that had it. Which
// blocks a snapshot has is written beside it, for the next backup to know; they are
// named by a keyed digest there, which tells nobody what is in them.
const (
	blockSize  = 4096      // half a page of SQLite's, or one of a file that was made before
	tagSize    = 16        // bytes of a block's keyed digest
	blocksFile = ".blocks" // in a snapshot: those that no earlier one has
	indexEnd   = ".blocks.json"
	maxIndex   = 1 << 30
	maxRecord  = 1 << 46 // bytes of the record's file
)

// Blocked says where the blocks of the record's file stand.
type Blocked struct {
	Name string     `json:"name"` // of the file
	Size int64      `json:"size"` // of the file, in bytes; its last block may be filled up with zeros
	From []string   `json:"from"` // snapshots, as Snapshots names them; the one that says so is the last
	Runs [][3]int64 `json:"runs"` // of blocks one after the other: in which of From, the first one's place there, how many
}

// tag names a block to whoever has the key.
type tag [tagSize]byte

// place is where a block stands.
type place struct {
	snapshot string
	at       int64 // the how manieth of its blocks
}

// index is what stands beside a snapshot.
type index struct {
	Snapshot string   `json:"snapshot"` // SHA-256 of its file, hexadecimal
	Needs    []string `json:"needs"`    // earlier snapshots that it cannot be restored without; none: it is whole
	Tags     []byte   `json:"tags"`     // of its blocks, one after the other
	MAC      []byte   `json:"mac"`      // of all that, so that nobody makes a backup rely on blocks that are not there
}

func (x index) mac(key []byte) []byte {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "index %s %s\n", x.Snapshot, strings.Join(x.Needs, " "))
	m.Write(x.Tags)
	return m.Sum(nil)
}

// keyFor gives the key that blocks are named with for some recipients. What was
// sealed to others is named otherwise, and is no use.
func keyFor(key []byte, to []age.Recipient) ([]byte, error) {
	var names []string
	for _, r := range to {
		s, ok := r.(fmt.Stringer)
		if !ok {
			return nil, fault.New(fault.Invalid, "a recipient without a name")
		}
		names = append(names, s.String())
	}
	slices.Sort(names)
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "recipients %s\n", strings.Join(slices.Compact(names), " "))
	return m.Sum(nil), nil
}

// known gives the blocks that earlier snapshots have, back to the newest that is
// whole. A snapshot that is not what was written counts for nothing: what it has is
// kept again.
func known(ctx context.Context, dest string, key []byte) (map[tag]place, error) {
	names, err := Snapshots(dest)
	if err != nil {
		return nil, err
	}
	all := map[tag]place{}
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x, err := readIndex(dest, name, key)
		if errors.Is(err, errIndex) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for i := range len(x.Tags) / tagSize {
			all[tag(x.Tags[i*tagSize:])] = place{name, int64(i)}
		}
		if len(x.Needs) == 0 {
			break
		}
	}
	return all, nil
}

// errIndex tells that there is no index of a snapshot that may be relied on.
var errIndex = errors.New("no index")

func readIndex(dest, name string, key []byte) (x index, err error) {
	f, err := os.Open(filepath.Join(dest, snapshotFolder, name+indexEnd))
	if errors.Is(err, fs.ErrNotExist) {
		return x, errIndex
	}
	if err != nil {
		return x, err
	}
	defer f.Close()
	if err := json.NewDecoder(io.LimitReader(f, maxIndex)).Decode(&x); err != nil || len(x.Tags)%tagSize != 0 || !hmac.Equal(x.MAC, x.mac(key)) {
		return x, errIndex
	}
	switch is, err := digestOf(filepath.Join(dest, snapshotFolder, name+snapshotEnd)); {
	case errors.Is(err, fs.ErrNotExist), err == nil && is != x.Snapshot:
		return x, errIndex
	default:
		return x, err
	}
}

// cut is a record's file in blocks.
type cut struct {
	Blocked
	digest string  // SHA-256 of the file, hexadecimal
	fresh  []int64 // which of its blocks no earlier snapshot has
	tags   []byte  // of those
}

// cutUp finds out which blocks of a file are new. had are those that are not, and
// self is the snapshot that is to have the others.
func cutUp(ctx context.Context, file, self string, key []byte, had map[tag]place, tell func(done, total int64)) (c cut, err error) {
	f, err := os.Open(file)
	if err != nil {
		return c, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return c, err
	}
	whole, block := sha256.New(), make([]byte, blockSize)
	named, sources := hmac.New(sha256.New, key), map[string]int64{}
	var places []place
	for n := int64(0); ; n++ {
		if err := ctx.Err(); err != nil {
			return c, err
		}
		got, err := io.ReadFull(f, block)
		if err == io.EOF {
			break
		}
		if err != nil && err != io.ErrUnexpectedEOF {
			return c, err
		}
		clear(block[got:])
		whole.Write(block[:got])
		if c.Size += int64(got); tell != nil {
			tell(c.Size, info.Size())
		}
		named.Reset()
		named.Write([]byte("block "))
		named.Write(block)
		t := tag(named.Sum(nil)[:tagSize])
		at, ok := had[t]
		if !ok {
			at = place{self, int64(len(c.fresh))}
			had[t] = at
			c.fresh = append(c.fresh, n)
			c.tags = append(c.tags, t[:]...)
		}
		if at.snapshot != self {
			sources[at.snapshot] = 0
		}
		places = append(places, at)
	}
	c.digest = hex.EncodeToString(whole.Sum(nil))
	for name := range sources {
		c.From = append(c.From, name)
	}
	slices.Sort(c.From)
	c.From = append(c.From, self)
	for i, name := range c.From {
		sources[name] = int64(i)
	}
	for _, p := range places {
		in := sources[p.snapshot]
		if last := len(c.Runs) - 1; last >= 0 && c.Runs[last][0] == in && c.Runs[last][1]+c.Runs[last][2] == p.at {
			c.Runs[last][2]++
			continue
		}
		c.Runs = append(c.Runs, [3]int64{in, p.at, 1})
	}
	return c, nil
}

// writeFresh writes the new blocks of a file.
func (c cut) writeFresh(w io.Writer, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	block := make([]byte, blockSize)
	for _, n := range c.fresh {
		got, err := f.ReadAt(block, n*blockSize)
		if err != nil && (err != io.EOF || n*blockSize+int64(got) != c.Size) {
			return err
		}
		clear(block[got:])
		if _, err := w.Write(block); err != nil {
			return err
		}
	}
	return nil
}
