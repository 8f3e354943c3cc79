package ledger

import (
	"context"
	"crypto/sha256"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Hash is a hash of the Merkle tree of RFC 6962.
type Hash = tlog.Hash

// HashReader gives stored hashes by their number (tlog.StoredHashIndex): the
// port behind which the store keeps the rows that [Edge.Append] returns.
type HashReader = tlog.HashReader

// ParseHash reads a hash in base64, in its one form.
func ParseHash(s string) (Hash, error) {
	b, err := decodeBase64(s)
	if err != nil || len(b) != len(Hash{}) {
		return Hash{}, fault.New(fault.Invalid, "%q is not a hash in base64", s)
	}
	return Hash(b), nil
}

// Tree is a size and the root hash at that size.
type Tree struct {
	Size int64
	Root Hash
}

// Edge is the right edge of a tree: the roots of its perfect subtrees from left
// to right, at most 63 hashes, which is all one needs to append. It is not safe
// for concurrent use.
type Edge struct {
	size   int64
	hashes []Hash
}

// EdgeIndexes gives the numbers of the stored hashes that make up the right
// edge of a tree of the given size, in the order [NewEdge] wants them.
func EdgeIndexes(size int64) []int64 {
	var out []int64
	for start, level := int64(0), 62; level >= 0; level-- {
		if size>>uint(level)&1 == 1 {
			out = append(out, tlog.StoredHashIndex(level, start>>uint(level)))
			start += 1 << uint(level)
		}
	}
	return out
}

// NewEdge makes the edge of a tree from the stored hashes at [EdgeIndexes].
func NewEdge(size int64, hashes []Hash) (*Edge, error) {
	if size < 0 || bits.OnesCount64(uint64(size)) != len(hashes) {
		return nil, fault.New(fault.Corrupt, "a tree of %s does not have a right edge of %d hashes", entries(size), len(hashes))
	}
	return &Edge{size: size, hashes: append([]Hash(nil), hashes...)}, nil
}

// ReadEdge makes the edge of a tree from a reader of its stored hashes.
func ReadEdge(size int64, r HashReader) (*Edge, error) {
	if size == 0 {
		return &Edge{}, nil
	}
	hashes, err := r.ReadHashes(EdgeIndexes(size))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading the right edge of the tree: %w", err)
	}
	return NewEdge(size, hashes)
}

// Size is the number of leaves.
func (e *Edge) Size() int64 { return e.size }

// Clone gives a copy that can be appended to apart, for a transaction that may
// be rolled back.
func (e *Edge) Clone() *Edge { return &Edge{e.size, append([]Hash(nil), e.hashes...)} }

// Append adds one leaf and returns the hashes to store, in order; the first has
// the number [FirstHash] of the size before.
func (e *Edge) Append(leaf []byte) []Hash { return e.AppendHash(leafHash(leaf)) }

// leafHash is tlog.RecordHash without its allocations: an audit hashes millions.
func leafHash(leaf []byte) Hash {
	var buf [512]byte // a leaf has 43 bytes and its origin's
	if len(leaf) >= len(buf) {
		return tlog.RecordHash(leaf)
	}
	return sha256.Sum256(append(buf[:1], leaf...))
}

// AppendHash is Append for a leaf of which only the RFC 6962 leaf hash is known.
func (e *Edge) AppendHash(h Hash) []Hash { return e.appendHash(nil, h) }

// appendHash is AppendHash, appending the hashes to store to rows.
func (e *Edge) appendHash(rows []Hash, h Hash) []Hash {
	rows = append(rows, h)
	for n := e.size; n&1 == 1; n >>= 1 {
		last := len(e.hashes) - 1
		h = tlog.NodeHash(e.hashes[last], h)
		e.hashes = e.hashes[:last]
		rows = append(rows, h)
	}
	e.hashes = append(e.hashes, h)
	e.size++
	return rows
}

// Tree gives size and root.
func (e *Edge) Tree() Tree {
	if e.size == 0 {
		root, _ := tlog.TreeHash(0, nil)
		return Tree{0, root}
	}
	root := e.hashes[len(e.hashes)-1]
	for i := len(e.hashes) - 2; i >= 0; i-- {
		root = tlog.NodeHash(e.hashes[i], root)
	}
	return Tree{e.size, root}
}

// FirstHash is the number of stored hashes of a tree of the given size, and so
// the number the next one gets.
func FirstHash(size int64) int64 { return tlog.StoredHashCount(size) }

// Root computes the tree at a size from its stored hashes.
func Root(size int64, r HashReader) (Tree, error) {
	root, err := tlog.TreeHash(size, r)
	if err != nil {
		return Tree{}, fault.New(fault.Unavailable, "computing the root at %s: %w", entries(size), err)
	}
	return Tree{size, root}, nil
}

// Inclusion proves that the leaf at index stands in the tree of the given size.
func Inclusion(size, index int64, r HashReader) ([]Hash, error) {
	if index < 0 || index >= size {
		return nil, fault.New(fault.NotFound, "there is no entry %d in a log of %d", index, size)
	}
	p, err := tlog.ProveRecord(size, index, r)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "proving entry %d in a log of %d: %w", index, size, err)
	}
	return p, nil
}

// CheckInclusion checks what [Inclusion] gave against a leaf.
func CheckInclusion(proof []Hash, t Tree, index int64, leaf []byte) error {
	if index < 0 || index >= t.Size {
		return fault.New(fault.Corrupt, "entry %d cannot stand in a log of %d", index, t.Size)
	}
	if err := tlog.CheckRecord(proof, t.Size, t.Root, index, tlog.RecordHash(leaf)); err != nil {
		return fault.New(fault.Corrupt, "the proof does not lead from entry %d to the log's root at %s", index, entries(t.Size))
	}
	return nil
}

// Consistency proves that the tree of size old is the beginning of that of size new.
func Consistency(old, new int64, r HashReader) ([]Hash, error) {
	if old < 0 || old > new {
		return nil, fault.New(fault.Invalid, "a log of %s cannot be the beginning of one of %d", entries(old), new)
	}
	if old == 0 || old == new {
		return nil, nil
	}
	p, err := tlog.ProveTree(new, old, r)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "proving that %s begin %d: %w", entries(old), new, err)
	}
	return p, nil
}

// CheckConsistency checks what [Consistency] gave. Of an empty tree every tree
// is a continuation.
func CheckConsistency(proof []Hash, old, new Tree) error {
	switch {
	case old.Size < 0 || old.Size > new.Size:
		return fault.New(fault.Corrupt, "the log has %s, fewer than the %d it had before", entries(new.Size), old.Size)
	case old.Size == new.Size:
		if old.Root != new.Root {
			return fault.New(fault.Corrupt, "there are two different logs of %s", entries(old.Size))
		}
		if len(proof) != 0 {
			return fault.New(fault.Invalid, "a proof between two logs of one size must be empty")
		}
		return nil
	case old.Size == 0:
		if empty := (&Edge{}).Tree(); old.Root != empty.Root {
			return fault.New(fault.Corrupt, "the root of the empty log is wrong")
		}
		if len(proof) != 0 {
			return fault.New(fault.Invalid, "a proof from the empty log must be empty")
		}
		return nil
	}
	if err := tlog.CheckTree(proof, new.Size, new.Root, old.Size, old.Root); err != nil {
		return fault.New(fault.Corrupt, "the log of %s is not the beginning of the log of %d: something before was changed or removed", entries(old.Size), new.Size)
	}
	return nil
}

// HashReaderFunc makes a HashReader of a function that reads within a context.
func HashReaderFunc(ctx context.Context, read func(ctx context.Context, indexes []int64) ([]Hash, error)) HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]Hash, error) { return read(ctx, indexes) })
}
