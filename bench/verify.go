package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// receipts measures how fast receipts are verified, of a log with three
// witnesses of whom two have to sign: the proof alone, that something stands in
// the log; whole receipts, each with another checkpoint than the one before; and
// many of one checkpoint.
func receipts(_ context.Context, b *bench) error {
	log, files, older, leaves, err := witnessedLog(1000, 64)
	if err != nil {
		return err
	}
	v, err := ledger.NewVerifier(log)
	if err != nil {
		return err
	}
	check := func(v *ledger.Verifier, file []byte) error {
		if r := v.VerifyReceipt(file); !r.OK() {
			return errors.New(r.String())
		}
		return nil
	}
	n := 0
	same, err := each(b.span, func() error { n++; return check(v, files[n%len(files)]) })
	if err != nil {
		return err
	}
	// A verifier remembers the last checkpoint, so they take turns.
	next := func() []byte {
		n++
		if n%2 == 0 {
			return older[n/2%len(older)]
		}
		return files[n/2%len(files)]
	}
	fresh, err := each(b.span, func() error { return check(v, next()) })
	if err != nil {
		return err
	}
	alone, err := each(b.span, func() error {
		p, err := ledger.ParseProof(next())
		if err != nil {
			return err
		}
		o, err := v.OpenCheckpoint(p.Checkpoint)
		if err != nil {
			return err
		}
		return ledger.CheckInclusion(p.Hashes, o.Tree, p.Index, leaves[p.Index])
	})
	if err != nil {
		return err
	}
	public, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	msg := make([]byte, 1024)
	sig := ed25519.Sign(secret, msg)
	bare, err := each(b.span, func() error {
		if !ed25519.Verify(public, msg, sig) {
			return errors.New("a signature does not hold")
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.add(row{what: "bare Ed25519 verification", rate: bare, unit: "signatures/s"})
	b.add(row{what: "verify a proof: log's signature, three witnesses', inclusion", rate: alone, unit: "proofs/s",
		notes: fmt.Sprintf("%.0f %% of the rate of the four signatures in it", 100*alone*4/bare)})
	b.add(row{what: "verify a receipt: entry's signature, log's, three witnesses', inclusion", rate: fresh, unit: "receipts/s",
		notes: fmt.Sprintf("%d bytes each; %.0f %% of the rate of the five signatures in it", len(files[0]), 100*fresh*5/bare)})
	b.add(row{what: "verify receipts of one checkpoint", rate: same, unit: "receipts/s", notes: fmt.Sprintf("%.0f %% of the rate of its one signature", 100*same/bare)})
	return nil
}

// witnessedLog makes a log of so many entries, cosigned by three, and receipts of
// the first few: by its checkpoint, and by one when it had half as many. It gives
// their leaves too.
func witnessedLog(size, proofs int) (trust *ledger.Trust, files, older, leaves [][]byte, err error) {
	author, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
	if err != nil {
		return nil, nil, nil, nil, err
	}
	secret, public, err := ledger.GenerateLogKey(rand.Reader, origin)
	if err != nil {
		return nil, nil, nil, nil, err
	}
	logSigner, err := ledger.LogSigner(secret)
	if err != nil {
		return nil, nil, nil, nil, err
	}
	trust = &ledger.Trust{Origin: origin, LogKey: public, Desk: author.PublicKey()}
	tree := &ledger.Edge{}
	var hashes memory
	var list []*ledger.SignedEntry
	var sealed []*ledger.Signed
	for range size {
		e, err := signed(author, record.ID("00112233445566778899aabbccddeeff"))
		if err != nil {
			return nil, nil, nil, nil, err
		}
		s, err := ledger.Commit(rand.Reader, e.Envelope, e.Signature)
		if err != nil {
			return nil, nil, nil, nil, err
		}
		leaf, err := s.Leaf(origin, ledger.ClassEntry, time.Unix(1_800_000_000, 0)).MarshalBinary()
		if err != nil {
			return nil, nil, nil, nil, err
		}
		leaves = append(leaves, leaf)
		hashes = append(hashes, tree.Append(leaf)...)
		list, sealed = append(list, e), append(sealed, s)
	}
	var cosigners []*ledger.Cosigner
	group := ledger.Group{Name: "2-of-3", K: 2}
	for i := range 3 {
		key, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
		if err != nil {
			return nil, nil, nil, nil, err
		}
		c, err := ledger.NewCosigner(fmt.Sprintf("guarantor-%d.example", i), key)
		if err != nil {
			return nil, nil, nil, nil, err
		}
		cosigners = append(cosigners, c)
		name := fmt.Sprintf("g%d", i)
		trust.Policy.Witnesses = append(trust.Policy.Witnesses, ledger.Witness{Name: name, Key: c.Verifier().String()})
		group.Members = append(group.Members, name)
	}
	trust.Policy.Groups, trust.Policy.Quorum = []ledger.Group{group}, group.Name
	receipts := func(at int) (files [][]byte, err error) {
		c := ledger.Checkpoint{Origin: origin}
		if c.Tree, err = ledger.Root(int64(at), hashes); err != nil {
			return nil, err
		}
		note, err := ledger.SignCheckpoint(logSigner, c)
		if err != nil {
			return nil, err
		}
		for _, w := range cosigners {
			line, err := w.Cosign(c, time.Unix(1_800_000_000, 0))
			if err != nil {
				return nil, err
			}
			note = ledger.Attach(note, line)
		}
		for i := range proofs {
			proof, err := ledger.Inclusion(c.Size, int64(i), hashes)
			if err != nil {
				return nil, err
			}
			r := ledger.Receipt{Index: int64(i), Hashes: proof, Checkpoint: note, Class: ledger.ClassEntry, Time: time.Unix(1_800_000_000, 0), Signed: *sealed[i],
				Key: author.PublicKey(), Openings: list[i].Openings}
			files = append(files, r.Marshal())
		}
		return files, nil
	}
	if files, err = receipts(size); err != nil {
		return nil, nil, nil, nil, err
	}
	older, err = receipts(size / 2)
	return trust, files, older, leaves, err
}

// memory is a tree's stored hashes.
type memory []ledger.Hash

// ReadHashes gives hashes by their numbers.
func (m memory) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, n := range indexes {
		out[i] = m[n]
	}
	return out, nil
}
