package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/fault"
)

// A log can be handed out as a folder of static files, which any web server or
// memory stick carries and any client of c2sp.org/tlog-tiles reads.

// CheckpointPath is where the newest signed checkpoint stands in an export.
const CheckpointPath = "checkpoint"

// Export writes the files of a log of the given size, tiles and bundles first
// and the checkpoint last, so that a reader never sees a checkpoint without its
// tiles. leaves gives the leaves in order, from the first.
func Export(size int64, leaves iter.Seq2[[]byte, error], checkpoint []byte, write func(path string, data []byte) error) error {
	put := func(t Tile, data []byte) error {
		if err := write(t.Path(), data); err != nil {
			return fault.New(fault.Unavailable, "writing %s: %w", t.Path(), err)
		}
		return nil
	}
	b := newTileBuilder(put)
	for leaf, err := range leaves {
		if err != nil {
			return fmt.Errorf("reading leaf %d: %w", b.size, err)
		}
		if b.size == size {
			break
		}
		if err := b.add(leaf); err != nil {
			return err
		}
	}
	if b.size != size {
		return fault.New(fault.Corrupt, "the log has %d leaves, not %d", b.size, size)
	}
	if err := b.finish(); err != nil {
		return err
	}
	if err := write(CheckpointPath, checkpoint); err != nil {
		return fault.New(fault.Unavailable, "writing the checkpoint: %w", err)
	}
	return nil
}

// tileBuilder makes all tiles and bundles of a log out of its leaves, in one
// pass and with one unfinished tile a level in memory.
type tileBuilder struct {
	emit   func(Tile, []byte) error
	size   int64
	bundle [][]byte
	levels []tileLevel
}

type tileLevel struct {
	n      int64 // number of the tile being filled
	hashes []Hash
}

func newTileBuilder(emit func(Tile, []byte) error) *tileBuilder { return &tileBuilder{emit: emit} }

func (b *tileBuilder) add(leaf []byte) error {
	b.bundle = append(b.bundle, leaf)
	b.size++
	if len(b.bundle) == tileWidth {
		if err := b.emitBundle(); err != nil {
			return err
		}
	}
	return b.addHash(0, tlog.RecordHash(leaf))
}

func (b *tileBuilder) emitBundle() error {
	data, err := Bundle(b.bundle)
	if err != nil {
		return err
	}
	t := Tile{-1, (b.size - 1) / tileWidth, len(b.bundle)}
	b.bundle = b.bundle[:0]
	return b.emit(t, data)
}

func (b *tileBuilder) addHash(level int, h Hash) error {
	if level == len(b.levels) {
		b.levels = append(b.levels, tileLevel{})
	}
	l := &b.levels[level]
	if l.hashes = append(l.hashes, h); len(l.hashes) < tileWidth {
		return nil
	}
	if err := b.emitHashes(level); err != nil {
		return err
	}
	edge := &Edge{}
	for _, h := range l.hashes {
		edge.AppendHash(h)
	}
	l.n, l.hashes = l.n+1, l.hashes[:0]
	return b.addHash(level+1, edge.Tree().Root)
}

func (b *tileBuilder) emitHashes(level int) error {
	l := b.levels[level]
	data := make([]byte, 0, len(l.hashes)*len(Hash{}))
	for _, h := range l.hashes {
		data = append(data, h[:]...)
	}
	return b.emit(Tile{level, l.n, len(l.hashes)}, data)
}

// finish emits the partial tiles at the right edge.
func (b *tileBuilder) finish() error {
	if len(b.bundle) > 0 {
		if err := b.emitBundle(); err != nil {
			return err
		}
	}
	for level := range b.levels {
		if len(b.levels[level].hashes) > 0 {
			if err := b.emitHashes(level); err != nil {
				return err
			}
		}
	}
	return nil
}

// Exported is a [Source] of a log that was exported as static files: its leaves
// and its newest checkpoint, and what is disclosed of its entries. While it is
// audited every hash tile is compared with the one that the leaves make. It
// serves one audit at a time.
type Exported struct {
	read       func(path string) ([]byte, error)
	checkpoint []byte
	size       int64
	disclosed  bool
	builder    *tileBuilder
}

// Disclosed makes the source read what is disclosed of the entries too. Without
// it, it gives leaves only.
func (e *Exported) Disclosed() { e.disclosed = true }

// NewExported reads the checkpoint of an export. read gives a file by its path.
func NewExported(read func(path string) ([]byte, error)) (*Exported, error) {
	signed, err := read(CheckpointPath)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading the checkpoint: %w", err)
	}
	text, _, _ := bytes.Cut(signed, []byte("\n\n"))
	c, err := ParseCheckpoint(string(text) + "\n")
	if err != nil {
		return nil, err
	}
	return &Exported{read: read, checkpoint: signed, size: c.Size}, nil
}

// Size is the size that the checkpoint states.
func (e *Exported) Size(context.Context) (int64, error) { return e.size, nil }

// Checkpoints gives the one checkpoint.
func (e *Exported) Checkpoints(context.Context) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) { yield(e.checkpoint, nil) }
}

// StoredHashes gives none: an export has tiles, which Items checks.
func (e *Exported) StoredHashes(context.Context, int64, int64) ([]Hash, error) { return nil, nil }

// Items gives the leaves. It must be called for one range after another.
func (e *Exported) Items(ctx context.Context, from, to int64) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		if from == 0 {
			e.builder = newTileBuilder(e.compare)
		}
		if e.builder == nil || e.builder.size != from {
			yield(Item{}, fault.New(fault.Internal, "an export is read from its beginning, in order"))
			return
		}
		for n := from; n < to; {
			items, err := e.bundle(ctx, n/tileWidth)
			if err != nil {
				yield(Item{}, err)
				return
			}
			for _, item := range items[n%tileWidth:] {
				if n == to {
					break
				}
				err := e.builder.add(item.Leaf)
				if n++; err == nil && n == e.size {
					err = e.builder.finish()
				}
				if err != nil {
					yield(Item{}, err)
					return
				}
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// bundle reads the leaves of a bundle, and what is disclosed of them.
func (e *Exported) bundle(ctx context.Context, n int64) ([]Item, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := Tile{-1, n, int(min(tileWidth, e.size-n*tileWidth))}
	data, err := e.read(t.Path())
	if err != nil {
		return nil, fault.New(fault.KindOf(err), "reading %s: %w", t.Path(), err)
	}
	leaves, err := ParseBundle(data, t.Width)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "%s: %w", t.Path(), err)
	}
	items := make([]Item, len(leaves))
	for i, leaf := range leaves {
		items[i].Leaf = leaf
	}
	if !e.disclosed {
		return items, nil
	}
	path := DisclosedPath(n * tileWidth)
	if data, err = e.read(path); err != nil {
		return nil, fault.New(fault.KindOf(err), "reading %s: %w", path, err)
	}
	list, err := ParseDisclosed(data)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "%s: %w", path, err)
	}
	return items, disclose(items, n*tileWidth, list)
}

// compare holds a tile that the leaves make against the one exported.
func (e *Exported) compare(t Tile, data []byte) error {
	if t.Level < 0 {
		return nil // the leaves were read from it
	}
	exported, err := e.read(t.Path())
	if err != nil {
		return fault.New(fault.KindOf(err), "reading %s: %w", t.Path(), err)
	}
	if !bytes.Equal(exported, data) {
		return fault.New(fault.Corrupt, "%s does not hold the hashes that the leaves make", t.Path())
	}
	return nil
}

var _ Source = (*Exported)(nil)

// corrupt reports whether a source could be read and what it gave is wrong.
func corrupt(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Kind == fault.Corrupt
}
