package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// childWord begins the arguments of a process of our own, whose memory is its
// own too.
const childWord = "child-audit"

// audits measures computing a whole log again: of leaves alone, and with every
// envelope's signature. The log is generated as it is read, out of a few thousand
// different entries, so that its size costs no disk.
func audits(ctx context.Context, b *bench) error {
	if err := wholeEntries(b); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for _, one := range []struct {
		what       string
		entries    int64
		signatures bool
	}{
		{"audit, leaves and tree", b.entries, false},
		{"audit, with every signature and commitment", min(max(b.entries/20, 1000), 50_000), true},
	} {
		out, err := exec.CommandContext(ctx, self, childWord, "-entries", fmt.Sprint(one.entries), fmt.Sprintf("-signatures=%t", one.signatures)).Output()
		if err != nil {
			return fmt.Errorf("%s: %w", one.what, err)
		}
		var rate, bare, leaves float64
		var peak int64
		if _, err := fmt.Sscan(string(out), &rate, &bare, &leaves, &peak); err != nil {
			return fmt.Errorf("%s: %q: %w", one.what, out, err)
		}
		beside := fmt.Sprintf("%.0f %% of SHA-256 over the same bytes, %.0f %% of hashing the leaves alone", 100*rate/bare, 100*rate/leaves)
		if one.signatures {
			beside = fmt.Sprintf("%.0f %% of verifying the same signatures bare", 100*rate/bare)
		}
		b.add(row{what: fmt.Sprintf("%s, %s entries", one.what, thousands(float64(one.entries))), rate: rate, unit: "entries/s a core",
			notes: fmt.Sprintf("%s; %d MB of memory at most", beside, peak>>10)})
	}
	return nil
}

// wholeEntries measures the tree where its leaves are entries, as other logs have
// them, and not commitments of some sixty bytes: what is hashed is then mostly
// leaves.
func wholeEntries(b *bench) error {
	entry, tree := make([]byte, entrySize), &ledger.Edge{}
	if _, err := rand.Read(entry); err != nil {
		return err
	}
	made, err := each(b.span, func() error { tree.Append(entry); return nil })
	if err != nil {
		return err
	}
	sum := [sha256.Size]byte{}
	bare, err := each(b.span, func() error { sum = sha256.Sum256(entry); return nil })
	if err != nil || sum == [sha256.Size]byte{} {
		return errors.Join(err, errors.New("SHA-256 of the entry is missing"))
	}
	b.add(row{what: fmt.Sprintf("a tree over entries of %d bytes", entrySize), rate: made, unit: "entries/s a core",
		notes: fmt.Sprintf("%.0f MB/s; %.0f %% of SHA-256 over the same entries", made*entrySize/1e6, 100*made/bare)})
	return nil
}

// child audits in this process and prints entries a second of a processor, what
// the bare work comes to, what hashing the leaves alone does, and the peak of its
// memory in kilobytes.
func child(args []string) error {
	set := flag.NewFlagSet(childWord, flag.ExitOnError)
	entries := set.Int64("entries", 1000, "")
	signatures := set.Bool("signatures", false, "")
	if err := set.Parse(args); err != nil {
		return err
	}
	src, trust, err := generate(*entries, *signatures)
	if err != nil {
		return err
	}
	before := used()
	o := ledger.AuditOptions{Trust: trust}
	if !*signatures {
		o.Workers = 1 // beside SHA-256 on one core
	}
	r, err := ledger.Audit(context.Background(), src, o)
	if err != nil {
		return err
	}
	spent := used() - before
	if !r.OK() {
		return errors.New(r.String())
	}
	most := peak()
	rate := func(do func() int64) float64 {
		before := used()
		n := do()
		return float64(n) / (used() - before).Seconds()
	}
	bare := src.bareTree
	if *signatures {
		bare = src.bareSignatures
	}
	fmt.Println(float64(*entries)/spent.Seconds(), rate(bare), rate(src.bareLeaves), most)
	return nil
}

// peak gives the most memory that this process ever had, in kilobytes.
func peak() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kb int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d", &kb); err == nil {
			return kb
		}
	}
	return 0
}

// generated is a log that repeats a few thousand entries.
type generated struct {
	size       int64
	items      []ledger.Item
	checkpoint []byte
}

func generate(size int64, signatures bool) (*generated, *ledger.Trust, error) {
	author, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
	if err != nil {
		return nil, nil, err
	}
	secret, public, err := ledger.GenerateLogKey(rand.Reader, origin)
	if err != nil {
		return nil, nil, err
	}
	signer, err := ledger.LogSigner(secret)
	if err != nil {
		return nil, nil, err
	}
	g := &generated{size: size}
	key := author.PublicKey()
	for range min(size, 4096) {
		e, err := signed(author, record.ID("00112233445566778899aabbccddeeff"))
		if err != nil {
			return nil, nil, err
		}
		s, err := ledger.Commit(rand.Reader, e.Envelope, e.Signature)
		if err != nil {
			return nil, nil, err
		}
		leaf, err := s.Leaf(origin, ledger.ClassEntry, time.Unix(1_800_000_000, 0)).MarshalBinary()
		if err != nil {
			return nil, nil, err
		}
		item := ledger.Item{Leaf: leaf}
		if signatures {
			item.Signed, item.Key, item.Openings, item.Payload = s, &key, e.Openings, true
		}
		g.items = append(g.items, item)
	}
	tree := &ledger.Edge{}
	for i := range size {
		tree.Append(g.items[i%int64(len(g.items))].Leaf)
	}
	g.checkpoint, err = ledger.SignCheckpoint(signer, ledger.Checkpoint{Origin: origin, Tree: tree.Tree()})
	return g, &ledger.Trust{Origin: origin, LogKey: public, Desk: key}, err
}

// Size is the number of entries.
func (g *generated) Size(context.Context) (int64, error) { return g.size, nil }

// Items gives the entries.
func (g *generated) Items(_ context.Context, from, to int64) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for i := from; i < to; i++ {
			if !yield(g.items[i%int64(len(g.items))], nil) {
				return
			}
		}
	}
}

// StoredHashes gives none.
func (g *generated) StoredHashes(context.Context, int64, int64) ([]ledger.Hash, error) {
	return nil, nil
}

// Checkpoints gives the one checkpoint.
func (g *generated) Checkpoints(context.Context) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) { yield(g.checkpoint, nil) }
}

// bareTree hashes as many bytes as the tree has to be computed of, every leaf
// once and every inner node once, and does nothing else.
func (g *generated) bareTree() int64 {
	var node [65]byte
	for range g.size - 1 {
		sum := sha256.Sum256(node[:])
		copy(node[1:], sum[:])
	}
	return g.bareLeaves()
}

// bareLeaves hashes every leaf once and does nothing else.
func (g *generated) bareLeaves() int64 {
	var last [32]byte
	for i := range g.size {
		last = sha256.Sum256(g.items[i%int64(len(g.items))].Leaf)
	}
	if bytes.Equal(last[:], make([]byte, 32)) {
		return 0 // so that the work is not optimised away
	}
	return g.size
}

// bareSignatures verifies every signature once, on all cores, and does nothing else.
func (g *generated) bareSignatures() int64 {
	return parallel(g.size, func(i int64) bool {
		it := &g.items[i%int64(len(g.items))]
		msg := ledger.PAE(ledger.EnvelopeType, it.Signed.Envelope)
		return ed25519.Verify(ed25519.PublicKey(it.Key.Raw), msg, it.Signed.Signature.Sig)
	})
}
