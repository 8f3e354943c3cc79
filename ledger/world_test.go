package ledger_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"iter"
	"testing"
	"time"

	"filippo.io/mldsa"
	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/ledger"
)

// world is a small log with everything in it: authors, entries, checkpoints
// and, if asked for, witnesses. It is the same on every run.
type world struct {
	origin      string
	log         note.Signer
	trust       *ledger.Trust
	author      ledger.Signer
	items       []ledger.Item
	sealed      []*ledger.Sealed
	rows        rows
	edge        *ledger.Edge
	checkpoints [][]byte
	witnesses   []*torchwood.CosignatureSigner
}

// newWorld makes a log of n entries with a checkpoint after each of the sizes.
func newWorld(n int, witnesses int, sizes ...int64) *world {
	w := &world{origin: must(ledger.NewOrigin(chaff("origin"), "surety-test")), edge: &ledger.Edge{}}
	secret, public, err := ledger.GenerateLogKey(chaff("log key"), w.origin)
	if err != nil {
		panic(err)
	}
	w.log = must(ledger.LogSigner(secret))
	w.author = author(ledger.Ed25519, "party a")
	desk := author(ledger.Ed25519, "desk")
	w.trust = &ledger.Trust{
		Origin: w.origin, LogKey: public, Desk: desk.PublicKey(), Charter: ledger.Digest{1, 2, 3}, Exercise: true,
		Authors: []ledger.Author{{Name: "party-a", Key: w.author.PublicKey()}},
	}
	group := ledger.Group{Name: "guarantors", K: witnesses/2 + 1}
	for i := range witnesses {
		name := fmt.Sprintf("guarantor-%c.example", 'a'+i)
		seed := make([]byte, 32)
		must(chaff(name).Read(seed))
		var s *torchwood.CosignatureSigner
		if i == 1 {
			s = must(torchwood.NewCosignatureSigner(name, must(mldsa.NewPrivateKey(mldsa.MLDSA44(), seed))))
		} else {
			s = must(torchwood.NewCosignatureSigner(name, ed25519.NewKeyFromSeed(seed)))
		}
		w.witnesses = append(w.witnesses, s)
		short := fmt.Sprintf("g%d", i+1)
		w.trust.Policy.Witnesses = append(w.trust.Policy.Witnesses, ledger.Witness{Name: short, Key: s.Verifier().String()})
		group.Members = append(group.Members, short)
	}
	if witnesses > 0 {
		w.trust.Policy.Groups = []ledger.Group{group}
		w.trust.Policy.Quorum = group.Name
	}
	at := 0
	for i := range n {
		signer, mode := w.author, ledger.Own
		if i%3 == 2 {
			signer, mode = desk, ledger.Desk
		}
		w.add(i, signer, mode)
		if at < len(sizes) && w.edge.Size() == sizes[at] {
			w.sign(w.witnesses...)
			at++
		}
	}
	return w
}

// add appends an entry with a few fields.
func (w *world) add(i int, s ledger.Signer, mode ledger.Mode) {
	rand := chaff(fmt.Sprint("entry ", i))
	h := ledger.Header{
		Origin: w.origin, ID: must(ledger.NewID(rand)), Mode: mode, Key: s.PublicKey().ID(),
		Control: []byte(fmt.Sprintf(`{"kind":"claim recorded","n":%d}`, i)),
	}
	sealed := must(ledger.Seal(rand, h, []ledger.Field{
		{Path: "quote", Value: []byte(fmt.Sprintf(`"they said \"%d\" at the crossing"`, i))},
		{Path: "figures/0/count", Value: []byte(fmt.Sprint(i + 20))},
		{Path: "place", Value: []byte(`"Norhaven"`)},
	}))
	sig := must(ledger.Sign(s, sealed.Envelope))
	signed := must(ledger.Commit(rand, sealed.Envelope, sig))
	key := s.PublicKey()
	leaf := must(signed.Leaf(w.origin, ledger.ClassEntry, time.Unix(1_800_000_000+int64(i), 0)).MarshalBinary())
	w.rows = append(w.rows, w.edge.Append(leaf)...)
	w.sealed = append(w.sealed, sealed)
	w.items = append(w.items, ledger.Item{Leaf: leaf, Signed: signed, Key: &key, Payload: true, Openings: sealed.Openings})
}

// sign publishes a checkpoint of the present size, cosigned by the witnesses given.
func (w *world) sign(by ...*torchwood.CosignatureSigner) []byte {
	signed := must(ledger.SignCheckpoint(w.log, ledger.Checkpoint{Origin: w.origin, Tree: w.edge.Tree()}))
	if len(by) > 0 {
		n := must(note.Open(signed, note.VerifierList(must(ledger.LogVerifier(w.trust.LogKey)))))
		var signers []note.Signer
		for _, s := range by {
			signers = append(signers, s)
		}
		signed = must(note.Sign(n, signers...))
	}
	w.checkpoints = append(w.checkpoints, signed)
	return signed
}

// cosign has a witness sign the newest checkpoint at a time, with our own cosigner.
func (w *world) cosign(i int, at time.Time) string {
	name := w.witnesses[i].Name()
	seed := make([]byte, 32)
	must(chaff(name).Read(seed))
	alg := ledger.Ed25519
	if i == 1 {
		alg = ledger.MLDSA44
	}
	c := must(ledger.NewCosigner(name, must(ledger.NewSigner(alg, seed))))
	return must(c.Cosign(ledger.Checkpoint{Origin: w.origin, Tree: w.edge.Tree()}, at))
}

// receipt makes a receipt of an entry at the newest checkpoint.
func (w *world) receipt(i int64) *ledger.Receipt {
	signed := w.checkpoints[len(w.checkpoints)-1]
	c := must(ledger.OpenCheckpoint(signed, must(ledger.LogVerifier(w.trust.LogKey))))
	var leaf ledger.Leaf
	if err := leaf.UnmarshalBinary(w.items[i].Leaf); err != nil {
		panic(err)
	}
	return &ledger.Receipt{
		Index: i, Hashes: must(ledger.Inclusion(c.Size, i, w.rows)), Checkpoint: signed, Class: leaf.Class, Time: leaf.Time,
		Signed: *w.items[i].Signed, Key: *w.items[i].Key, Openings: w.sealed[i].Openings, Trust: must(w.trust.Marshal()),
	}
}

// A world is a ledger.Source.
func (w *world) Size(context.Context) (int64, error) { return int64(len(w.items)), nil }

func (w *world) Items(_ context.Context, from, to int64) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for _, item := range w.items[from:min(to, int64(len(w.items)))] {
			if !yield(item, nil) {
				return
			}
		}
	}
}

func (w *world) StoredHashes(_ context.Context, from, to int64) ([]ledger.Hash, error) {
	return w.rows[min(from, int64(len(w.rows))):min(to, int64(len(w.rows)))], nil
}

func (w *world) Checkpoints(context.Context) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, c := range w.checkpoints {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (w *world) audit(t testing.TB) *ledger.AuditReport {
	t.Helper()
	r, err := ledger.Audit(context.Background(), w, ledger.AuditOptions{Trust: w.trust})
	if err != nil {
		t.Fatalf("Audit: %v", err)
	}
	return r
}
