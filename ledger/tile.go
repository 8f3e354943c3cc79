package ledger

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Tiles are the form in which others read the log (c2sp.org/tlog-tiles): files
// of 256 hashes, and bundles of 256 leaves. They are a pure function of the
// stored rows, so they can be served from any copy or written to a memory stick.

// tileHeight and tileWidth are fixed by the specification.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Tile names one file of the tiled log.
type Tile struct {
	Level int   // 0 to 63 for hashes; -1 for a bundle of leaves
	N     int64 // which one, from the left
	Width int   // how many hashes or leaves: 256, or fewer at the right edge
}

// Path gives the tile's path: "tile/0/x001/067", "tile/entries/000.p/5".
func (t Tile) Path() string {
	level := "entries"
	if t.Level >= 0 {
		level = strconv.Itoa(t.Level)
	}
	name := fmt.Sprintf("%03d", t.N%1000)
	for n := t.N / 1000; n > 0; n /= 1000 {
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if t.Width != tileWidth {
		name += ".p/" + strconv.Itoa(t.Width)
	}
	return "tile/" + level + "/" + name
}

// ParseTile reads a path as Path writes it, and nothing else.
func ParseTile(path string) (Tile, error) {
	bad := fault.New(fault.NotFound, "there is no tile %q", path)
	rest, ok := strings.CutPrefix(path, "tile/")
	level, name, cut := strings.Cut(rest, "/")
	if !ok || !cut || len(path) > 100 {
		return Tile{}, bad
	}
	t := Tile{Level: -1, Width: tileWidth}
	if level != "entries" {
		n, err := strconv.Atoi(level)
		if err != nil || n < 0 || n > 63 {
			return Tile{}, bad
		}
		t.Level = n
	}
	if whole, width, partial := strings.Cut(name, ".p/"); partial {
		n, err := strconv.Atoi(width)
		if err != nil || n < 1 || n >= tileWidth {
			return Tile{}, bad
		}
		name, t.Width = whole, n
	}
	for _, part := range strings.Split(name, "/") {
		n, err := strconv.Atoi(strings.TrimPrefix(part, "x"))
		if err != nil || n < 0 || n > 999 || t.N > (1<<62)/1000 {
			return Tile{}, bad
		}
		t.N = t.N*1000 + int64(n)
	}
	if t.Path() != path {
		return Tile{}, bad
	}
	return t, nil
}

// Tiles lists the tiles and bundles to write when the log grows from one size
// to another. Partial ones that they replace may be deleted or kept.
func Tiles(old, new int64) []Tile {
	var out []Tile
	if old == new {
		return nil
	}
	for n := old / tileWidth; n*tileWidth < new; n++ {
		out = append(out, Tile{-1, n, int(min(tileWidth, new-n*tileWidth))})
	}
	for _, t := range tlog.NewTiles(tileHeight, old, new) {
		out = append(out, Tile{t.L, t.N, t.W})
	}
	return out
}

// Holds reports whether a log of the given size has the tile.
func (t Tile) Holds(size int64) bool {
	level := max(t.Level, 0)
	if t.N < 0 || t.Width < 1 || t.Width > tileWidth || level*tileHeight > 62 {
		return false
	}
	have := size >> uint(level*tileHeight)
	return t.N <= (have-int64(t.Width))/tileWidth && t.N*tileWidth+int64(t.Width) <= have
}

// Hashes gives the bytes of a hash tile from the stored hashes.
func (t Tile) Hashes(r HashReader) ([]byte, error) {
	if t.Level < 0 {
		return nil, fault.New(fault.Internal, "%s is a bundle of leaves, not of hashes", t.Path())
	}
	data, err := tlog.ReadTileData(tlog.Tile{H: tileHeight, L: t.Level, N: t.N, W: t.Width}, r)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading %s: %w", t.Path(), err)
	}
	return data, nil
}

// First is the index of the first leaf of a bundle.
func (t Tile) First() int64 { return t.N * tileWidth }

// Bundle gives the bytes of a bundle: each leaf behind its length in two bytes.
func Bundle(leaves [][]byte) ([]byte, error) {
	var out []byte
	for _, l := range leaves {
		if len(l) > 0xffff {
			return nil, fault.New(fault.Invalid, "a leaf of %d bytes does not fit a bundle", len(l))
		}
		out = binary.BigEndian.AppendUint16(out, uint16(len(l))) // #nosec G115 -- as just seen
		out = append(out, l...)
	}
	return out, nil
}

// ParseBundle reads the leaves of a bundle, of which there must be width.
func ParseBundle(data []byte, width int) ([][]byte, error) {
	out := make([][]byte, 0, min(max(width, 0), tileWidth))
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fault.New(fault.Corrupt, "the bundle is cut short after %d leaves", len(out))
		}
		n := 2 + int(binary.BigEndian.Uint16(data))
		out = append(out, data[2:n])
		data = data[n:]
	}
	if len(out) != width {
		return nil, fault.New(fault.Corrupt, "the bundle has %d leaves, not %d", len(out), width)
	}
	return out, nil
}

// TileReader gives stored hashes out of tiles, checking each against the tree,
// so that where the tiles come from need not be trusted.
func TileReader(t Tree, read func(Tile) ([]byte, error)) HashReader {
	return tlog.TileHashReader(tlog.Tree{N: t.Size, Hash: t.Root}, tileSource(read))
}

type tileSource func(Tile) ([]byte, error)

func (tileSource) Height() int                     { return tileHeight }
func (tileSource) SaveTiles([]tlog.Tile, [][]byte) {}
func (s tileSource) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, t := range tiles {
		data, err := s(Tile{t.L, t.N, t.W})
		if err != nil {
			return nil, err
		}
		out[i] = data
	}
	return out, nil
}
