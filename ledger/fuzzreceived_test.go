package ledger_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/ledger"
)

// What is received from elsewhere: entries handed in, files of a log at an address,
// evidence, cosignatures, and content that was kept sealed.

func FuzzSignedEntry(f *testing.F) {
	w := newWorld(1, 0)
	e := &ledger.SignedEntry{Envelope: w.items[0].Signed.Envelope, Signature: w.items[0].Signed.Signature, Key: *w.items[0].Key, Openings: w.items[0].Openings}
	f.Add(e.Marshal())
	f.Add([]byte(`{"envelope":{},"key":"ed25519:","openings":[],"signature":{},"version":1}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, err := ledger.ParseSignedEntry(data); err == nil && !bytes.Equal(e.Marshal(), data) {
			t.Fatalf("%q is written again as %q", data, e.Marshal())
		}
	})
}

func FuzzDisclosed(f *testing.F) {
	w := newWorld(2, 0)
	var good []byte
	for i, it := range w.items {
		good = ledger.AppendDisclosed(good, &ledger.Disclosed{Index: int64(i), Signed: *it.Signed, Key: *it.Key, Openings: it.Openings})
	}
	f.Add(good)
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := ledger.ParseDisclosed(data)
		if err != nil {
			return
		}
		var again []byte
		for i := range all {
			again = ledger.AppendDisclosed(again, &all[i])
		}
		if !bytes.Equal(again, data) {
			t.Fatalf("%q is written again as %q", data, again)
		}
	})
}

func FuzzEvidence(f *testing.F) {
	w := newWorld(3, 0, 1, 3)
	log := must(ledger.LogVerifier(w.trust.LogKey))
	e := &ledger.Evidence{First: w.checkpoints[0], Second: w.checkpoints[1], Seen: time.Unix(1_800_000_000, 0)}
	f.Add(e.Marshal())
	f.Add([]byte(`{"first":"","proof":[],"second":"","seen":0,"version":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := ledger.ParseEvidence(data)
		if err != nil {
			return
		}
		if !bytes.Equal(e.Marshal(), data) {
			t.Fatalf("%q is written again as %q", data, e.Marshal())
		}
		// An honest log's checkpoints are no evidence, however they are put.
		if kind, err := e.Check(log); err == nil && kind != ledger.NoProof {
			t.Fatalf("%s is made of what an honest log signed: %q", kind, data)
		}
	})
}

// FuzzReadCosignature: what is taken out of a witness's answer is its cosignature of
// this checkpoint, whatever stands around it, and is found again alone.
func FuzzReadCosignature(f *testing.F) {
	w := newWorld(2, 2, 2)
	bare := must(ledger.SignCheckpoint(w.log, ledger.Checkpoint{Origin: w.origin, Tree: w.edge.Tree()}))
	at := time.Unix(1_800_000_123, 0)
	var all []*ledger.CosignatureVerifier
	for i := range 2 {
		all = append(all, must(ledger.ParseCosignatureKey(w.trust.Policy.Witnesses[i].Key)))
		f.Add([]byte(w.cosign(i, at)))
	}
	f.Add([]byte(w.cosign(0, at) + w.cosign(1, at) + "— somebody AAAA\n"))
	f.Fuzz(func(t *testing.T, lines []byte) {
		for _, v := range all {
			line, seen, err := v.ReadCosignature(bare, lines)
			if err != nil {
				continue
			}
			again, then, err := v.ReadCosignature(bare, []byte(line))
			if err != nil || again != line || !then.Equal(seen) || !bytes.Contains(lines, []byte(line)) {
				t.Fatalf("%q at %v, and alone %q at %v, %v", line, seen, again, then, err)
			}
		}
	})
}

// FuzzOpenPayload: nothing opens that nobody sealed.
func FuzzOpenPayload(f *testing.F) {
	key, aad := must(ledger.NewKey(chaff("key"))), []byte("entry 1")
	good := must(ledger.SealPayload(chaff("n"), key, newWorld(1, 0).items[0].Openings, aad))
	f.Add(good)
	f.Add(good[:40])
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ledger.OpenPayload(key, data, aad); err == nil && !bytes.Equal(data, good) {
			t.Fatal("content that nobody sealed opens")
		}
		if _, err := ledger.OpenPayload(key, data, []byte("entry 2")); err == nil {
			t.Fatal("the content of another entry opens")
		}
	})
}
