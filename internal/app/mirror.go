package app

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Mirror is a witness's own copy of a log: the leaves, in the log's bundles. It
// follows the log from checkpoint to checkpoint and computes it again, so that
// what the witness signs for cannot be withheld from it later.
type Mirror struct {
	dir  string
	read Reader

	mu   sync.Mutex
	edge *ledger.Edge // of the whole bundles that are kept
}

// NewMirror makes a mirror in a folder, of a log that read gives.
func NewMirror(dir string, read Reader) *Mirror {
	return &Mirror{dir: dir, read: read, edge: &ledger.Edge{}}
}

// Follow copies what is missing up to a checkpoint and says whether the leaves
// give its root.
func (m *Mirror) Follow(ctx context.Context, next ledger.Checkpoint) (err error) {
	defer fault.Wrap(&err, "mirroring the log %s up to %d entries", next.Origin, next.Size)
	m.mu.Lock()
	defer m.mu.Unlock()
	if next.Size < m.edge.Size() {
		m.edge = &ledger.Edge{} // asked about an older one: from the beginning, out of the copy
	}
	edge := m.edge.Clone()
	var fresh []ledger.Tile
	defer func() {
		if err != nil { // what came with a lie is not kept
			m.edge = &ledger.Edge{}
			for _, t := range fresh {
				os.Remove(m.file(t)) //nolint:errcheck // it is fetched again, or found wrong again
			}
		}
	}()
	for edge.Size() < next.Size {
		if err := ctx.Err(); err != nil {
			return err
		}
		t := ledger.Tile{Level: -1, N: edge.Size() / ledger.DisclosedEach, Width: int(min(ledger.DisclosedEach, next.Size-edge.Size()))}
		data, kept, err := m.bundle(t)
		if err != nil {
			return err
		}
		leaves, err := ledger.ParseBundle(data, t.Width)
		if err != nil {
			return err
		}
		for i, l := range leaves {
			var leaf ledger.Leaf
			if err := leaf.UnmarshalBinary(l); err != nil {
				return fault.New(fault.Corrupt, "entry %d: %w", t.First()+int64(i), err)
			}
			if leaf.Origin != next.Origin {
				return fault.New(fault.Corrupt, "entry %d is of the log %s", t.First()+int64(i), leaf.Origin)
			}
			edge.Append(l)
		}
		if !kept {
			fresh = append(fresh, t)
			if err := m.keep(t, data); err != nil {
				return err
			}
		}
		if t.Width == ledger.DisclosedEach {
			m.edge = edge.Clone()
		}
	}
	if edge.Tree() != next.Tree {
		return fault.New(fault.Corrupt, "the entries do not give the root that the operator signed")
	}
	return nil
}

func (m *Mirror) file(t ledger.Tile) string {
	return filepath.Join(m.dir, filepath.FromSlash(t.Path()))
}

// bundle gives a bundle out of the copy, or else from the log.
func (m *Mirror) bundle(t ledger.Tile) (data []byte, kept bool, err error) {
	if data, err = os.ReadFile(m.file(t)); err == nil {
		return data, true, nil
	}
	data, err = m.read(t.Path())
	return data, false, err
}

// keep adds a bundle to the copy.
func (m *Mirror) keep(t ledger.Tile, data []byte) error {
	name := m.file(t)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fault.New(fault.Unavailable, "keeping the copy: %w", err)
	}
	if err := durable.Replace(name, data); err != nil {
		return fault.New(fault.Unavailable, "keeping the copy: %w", err)
	}
	return nil
}
