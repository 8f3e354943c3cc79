package ledger_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"filippo.io/torchwood"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/guardtest"
)

// TestEdge grows a log leaf by leaf and holds every row and root against x/mod.
func TestEdge(t *testing.T) {
	var mine, theirs rows
	edge := &ledger.Edge{}
	for n := range int64(1100) {
		leaf := []byte{byte(n), byte(n >> 8), 7}
		if got := ledger.FirstHash(n); got != int64(len(mine)) {
			t.Fatalf("FirstHash(%d) = %d, want %d", n, got, len(mine))
		}
		mine = append(mine, edge.Append(leaf)...)
		theirs = append(theirs, must(tlog.StoredHashes(n, leaf, theirs))...)
		if len(mine) != len(theirs) || mine[len(mine)-1] != theirs[len(theirs)-1] {
			t.Fatalf("stored hashes differ after leaf %d", n)
		}
		root := must(tlog.TreeHash(n+1, theirs))
		if edge.Tree() != (ledger.Tree{Size: n + 1, Root: root}) {
			t.Fatalf("root differs at %d", n+1)
		}
		read := must(ledger.ReadEdge(n+1, mine))
		if read.Tree() != edge.Tree() {
			t.Fatalf("the edge read back differs at %d", n+1)
		}
		if n%97 == 0 {
			edge = read
		}
	}
	if _, err := ledger.NewEdge(3, make([]ledger.Hash, 1)); !fault.Is(err, fault.Corrupt) {
		t.Errorf("an edge with a hash missing: %v", err)
	}
}

// TestProofs makes proofs and has them checked by transparency-dev/merkle too.
func TestProofs(t *testing.T) {
	const top = 300
	var store rows
	edge := &ledger.Edge{}
	trees := []ledger.Tree{edge.Tree()}
	leaf := func(n int64) []byte { return []byte{byte(n), byte(n >> 8)} }
	for n := range int64(top) {
		store = append(store, edge.Append(leaf(n))...)
		trees = append(trees, edge.Tree())
	}
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, top).Draw(t, "size")
		index := rapid.Int64Range(0, size-1).Draw(t, "index")
		tree := trees[size]
		p := must(ledger.Inclusion(size, index, store))
		if err := ledger.CheckInclusion(p, tree, index, leaf(index)); err != nil {
			t.Fatal(err)
		}
		var other [][]byte
		for _, h := range p {
			other = append(other, h[:])
		}
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(size), rfc6962.DefaultHasher.HashLeaf(leaf(index)), other, tree.Root[:]); err != nil {
			t.Fatalf("merkle refuses the proof: %v", err)
		}
		if ledger.CheckInclusion(p, tree, index, leaf(index+1)) == nil {
			t.Fatal("another leaf passes")
		}
		if size > 1 && ledger.CheckInclusion(p, tree, (index+1)%size, leaf(index)) == nil {
			t.Fatal("another index passes")
		}

		old := rapid.Int64Range(0, size).Draw(t, "old")
		c := must(ledger.Consistency(old, size, store))
		if err := ledger.CheckConsistency(c, trees[old], tree); err != nil {
			t.Fatal(err)
		}
		other = nil
		for _, h := range c {
			other = append(other, h[:])
		}
		if old > 0 {
			if err := proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(old), uint64(size), other, trees[old].Root[:], tree.Root[:]); err != nil {
				t.Fatalf("merkle refuses the proof: %v", err)
			}
		}
		bent := trees[old]
		bent.Root[rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1
		if ledger.CheckConsistency(c, bent, tree) == nil {
			t.Fatal("another beginning passes")
		}
	})
	if err := ledger.CheckConsistency(nil, trees[5], trees[4]); !fault.Is(err, fault.Corrupt) {
		t.Errorf("a log that shrank: %v", err)
	}
}

func TestTiles(t *testing.T) {
	paths := map[ledger.Tile]string{
		{Level: 0, N: 0, Width: 256}:          "tile/0/000",
		{Level: -1, N: 0, Width: 5}:           "tile/entries/000.p/5",
		{Level: 2, N: 1234067, Width: 256}:    "tile/2/x001/x234/067",
		{Level: -1, N: 123456789, Width: 255}: "tile/entries/x123/x456/789.p/255",
	}
	for tile, want := range paths {
		if got := tile.Path(); got != want {
			t.Errorf("%v.Path() = %s, want %s", tile, got, want)
		}
		if got, err := ledger.ParseTile(want); err != nil || got != tile {
			t.Errorf("ParseTile(%s) = %v, %v", want, got, err)
		}
	}
	for _, bad := range []string{"", "tile/0/0", "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/x000/000", "tile/00/000",
		"tile/64/000", "tile/entries/000/", "tile/-1/000", "/tile/0/000", "tile/0/x001/1", "tile/0/+01"} {
		if tile, err := ledger.ParseTile(bad); err == nil {
			t.Errorf("ParseTile(%q) = %v, want an error", bad, tile)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		tile := ledger.Tile{Level: rapid.IntRange(0, 63).Draw(t, "level"), N: rapid.Int64Range(0, 1<<55).Draw(t, "n"), Width: rapid.IntRange(1, 256).Draw(t, "width")}
		theirs := torchwood.TilePath(tlog.Tile{H: 8, L: tile.Level, N: tile.N, W: tile.Width})
		if tile.Path() != theirs {
			t.Fatalf("Path() = %s, torchwood %s", tile.Path(), theirs)
		}
		if got, err := ledger.ParseTile(tile.Path()); err != nil || got != tile {
			t.Fatalf("ParseTile(%s) = %v, %v", tile.Path(), got, err)
		}
	})
}

// TestTileReader publishes a log as files and proves everything out of them.
func TestTileReader(t *testing.T) {
	files := map[string][]byte{}
	var store rows
	var leaves [][]byte
	edge := &ledger.Edge{}
	for _, size := range []int64{1, 5, 255, 256, 257, 700} {
		old := edge.Size()
		for n := old; n < size; n++ {
			leaves = append(leaves, []byte{byte(n), byte(n >> 8)})
			store = append(store, edge.Append(leaves[n])...)
		}
		for _, tile := range ledger.Tiles(old, size) {
			if !tile.Holds(size) {
				t.Errorf("a log of %d does not hold its own %s", size, tile.Path())
			}
			if tile.Level < 0 {
				files[tile.Path()] = must(ledger.Bundle(leaves[tile.First() : tile.First()+int64(tile.Width)]))
			} else {
				files[tile.Path()] = must(tile.Hashes(store))
			}
		}
		tree := edge.Tree()
		read := func(tile ledger.Tile) ([]byte, error) { return bytes.Clone(files[tile.Path()]), nil }
		for n := range size {
			p, err := ledger.Inclusion(size, n, ledger.TileReader(tree, read))
			if err != nil {
				t.Fatal(err)
			}
			if err := ledger.CheckInclusion(p, tree, n, leaves[n]); err != nil {
				t.Fatal(err)
			}
		}
		last := ledger.Tile{Level: -1, N: (size - 1) / 256, Width: int((size-1)%256) + 1}
		got, err := ledger.ParseBundle(files[last.Path()], last.Width)
		if err != nil || !bytes.Equal(got[len(got)-1], leaves[size-1]) {
			t.Fatalf("the bundle at the edge of %d: %v", size, err)
		}
		if (ledger.Tile{Level: 0, N: size / 256, Width: int(size%256) + 1}).Holds(size) {
			t.Errorf("a log of %d claims a tile beyond its edge", size)
		}
	}
	bent := func(tile ledger.Tile) ([]byte, error) {
		b := bytes.Clone(files[tile.Path()])
		b[0] ^= 1
		return b, nil
	}
	if _, err := ledger.Inclusion(700, 3, ledger.TileReader(edge.Tree(), bent)); err == nil {
		t.Error("a changed tile was believed")
	}
	if _, err := ledger.ParseBundle([]byte{0, 3, 1}, 1); !fault.Is(err, fault.Corrupt) {
		t.Errorf("a cut bundle: %v", err)
	}
}

func TestMemoryGuard(t *testing.T) {
	memories := map[*testing.T]*memoryGuard{}
	guardtest.Run(t, func(t *testing.T) ledger.Guard {
		if memories[t] == nil {
			memories[t] = &memoryGuard{}
		}
		return memories[t]
	})
}

// TestLogVerifierOneForm: another spelling of a log's key is not its key, or a
// changed byte of a key file would mean the same and be noticed by nobody.
func TestLogVerifierOneForm(t *testing.T) {
	_, public, err := ledger.GenerateLogKey(chaff("form"), "surety-test/form")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.LogVerifier(public); err != nil {
		t.Fatal(err)
	}
	name, rest, _ := strings.Cut(public, "+")
	hash, key, _ := strings.Cut(rest, "+")
	for what, other := range map[string]string{
		"the hash in capitals": name + "+" + strings.ToUpper(hash) + "+" + key,
		"a broken line":        name + "+" + hash + "+" + key[:20] + "\n" + key[20:],
		"a line's end":         public + "\n",
	} {
		if other == public {
			t.Fatalf("%s: the key drawn has no letter in its hash; draw another", what)
		}
		if _, err := ledger.LogVerifier(other); err == nil {
			t.Errorf("%s: accepted", what)
		}
	}
}

// TestGuardedSigner lets it sign as a log grows, and offers it every kind of fork.
func TestGuardedSigner(t *testing.T) {
	ctx := context.Background()
	const origin = "surety-test/guarded"
	secret, public, err := ledger.GenerateLogKey(chaff("guarded"), origin)
	if err != nil {
		t.Fatal(err)
	}
	guard := &memoryGuard{}
	signer := ledger.NewGuardedSigner(must(ledger.LogSigner(secret)), guard)
	verifier := must(ledger.LogVerifier(public))
	grow := func(kind byte, sizes ...int64) (rows, []ledger.Tree) {
		var store rows
		var trees []ledger.Tree
		edge := &ledger.Edge{}
		for _, size := range sizes {
			for edge.Size() < size {
				leaf := []byte{byte(edge.Size())}
				if edge.Size() >= 10 {
					leaf = append(leaf, kind)
				}
				store = append(store, edge.Append(leaf)...)
			}
			trees = append(trees, edge.Tree())
		}
		return store, trees
	}
	store, trees := grow('a', 0, 1, 7, 20)
	if _, err := signer.Sign(ctx, trees[1], store); err == nil {
		t.Fatal("signed with no memory")
	}
	if err := guard.Begin(ctx, origin); err != nil {
		t.Fatal(err)
	}
	for _, tree := range append(trees, trees[3]) {
		signed, err := signer.Sign(ctx, tree, store)
		if err != nil {
			t.Fatalf("signing %d: %v", tree.Size, err)
		}
		c, err := ledger.OpenCheckpoint(signed, verifier)
		if err != nil || c.Tree != tree || c.Origin != origin {
			t.Fatalf("OpenCheckpoint = %v, %v", c, err)
		}
	}
	forkStore, forks := grow('b', 12, 20, 30)
	for _, tree := range append(forks, trees[0], trees[2]) {
		if signed, err := signer.Sign(ctx, tree, forkStore); err == nil {
			t.Errorf("signed a fork or an old tree: %s", signed)
		}
	}
	if c := must(guard.Last(ctx, origin)); c.Tree != trees[3] {
		t.Errorf("refusals moved the memory to %v", c)
	}
}

// watchedSigner signs, and looks what the guard remembered when it was asked to.
type watchedSigner struct {
	note.Signer
	guard      ledger.Guard
	remembered []int64
}

func (s *watchedSigner) Sign(msg []byte) ([]byte, error) {
	c, err := s.guard.Last(context.Background(), s.Name())
	if err != nil {
		return nil, err
	}
	s.remembered = append(s.remembered, c.Size)
	return s.Signer.Sign(msg)
}

// fullGuard is one that has no room left to remember anything.
type fullGuard struct{ ledger.Guard }

func (fullGuard) Advance(context.Context, ledger.Checkpoint, ledger.Checkpoint) error {
	return fault.New(fault.Unavailable, "no space left on device")
}

// TestGuardWrittenFirst: what is signed was remembered before, so that a crash between
// the two costs a signature and never a fork; and where nothing can be remembered the
// key is not used at all.
func TestGuardWrittenFirst(t *testing.T) {
	w := newWorld(9, 0)
	guard := &memoryGuard{}
	if err := guard.Begin(t.Context(), w.origin); err != nil {
		t.Fatal(err)
	}
	signer := &watchedSigner{Signer: w.log, guard: guard}
	for _, size := range []int64{3, 9} {
		tree := must(ledger.Root(size, w.rows))
		if _, err := ledger.NewGuardedSigner(signer, fullGuard{guard}).Sign(t.Context(), tree, w.rows); !fault.Is(err, fault.Unavailable) {
			t.Errorf("signed what could not be remembered: %v", err)
		}
		if _, err := ledger.NewGuardedSigner(signer, guard).Sign(t.Context(), tree, w.rows); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(signer.remembered, []int64{3, 9}) {
		t.Errorf("when the key was used, the guard remembered %v", signer.remembered)
	}
}
