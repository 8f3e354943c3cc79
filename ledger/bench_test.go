package ledger_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/ledger"
)

// The yardsticks: read the figures below as multiples of these, from one run.

func BenchmarkYardstickSHA256(b *testing.B) {
	data := make([]byte, 1<<20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		sha256.Sum256(data)
	}
}

func BenchmarkYardstickEd25519Verify(b *testing.B) {
	pub, key, _ := ed25519.GenerateKey(nil)
	msg := make([]byte, 1100)
	sig := ed25519.Sign(key, msg)
	for b.Loop() {
		if !ed25519.Verify(pub, msg, sig) {
			b.Fatal("refused")
		}
	}
}

// BenchmarkSealSign: seal, sign, verify the own signature, commit, make the leaf.
func BenchmarkSealSign(b *testing.B) {
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.MLDSA44} {
		b.Run(string(alg), func(b *testing.B) {
			s := author(alg, "bench")
			h := header(s, ledger.Own)
			fields := make([]ledger.Field, 12)
			for i := range fields {
				fields[i] = ledger.Field{Path: fmt.Sprint("field/", i), Value: []byte(fmt.Sprintf(`"%0170d"`, i))}
			}
			rand := chaff("bench")
			for b.Loop() {
				sealed := must(ledger.Seal(rand, h, fields))
				sig := must(ledger.Sign(s, sealed.Envelope))
				signed := must(ledger.Commit(rand, sealed.Envelope, sig))
				must(signed.Leaf(h.Origin, ledger.ClassEntry, time.Unix(1, 0)).MarshalBinary())
			}
		})
	}
}

// BenchmarkReceipt verifies receipts of a log of 4,096 entries: each with its
// own checkpoint, all of one checkpoint (which is then checked once), and with
// three witnesses.
func BenchmarkReceipt(b *testing.B) {
	run := func(name string, w *world, fresh bool) {
		v := must(ledger.NewVerifier(w.trust))
		file := w.receipt(int64(len(w.items) / 2)).Marshal()
		b.Run(name, func(b *testing.B) {
			b.ReportMetric(float64(len(file)), "bytes/receipt")
			for b.Loop() {
				if fresh {
					v = must(ledger.NewVerifier(w.trust))
				}
				if r := v.VerifyReceipt(file); !r.OK() {
					b.Fatal(r)
				}
			}
		})
	}
	w := newWorld(4096, 0, 4096)
	run("operator alone", w, true)
	run("operator alone, one checkpoint", w, false)
	witnessed := newWorld(100, 1, 100)
	run("one witness", witnessed, true)
}

// BenchmarkAudit gives bytes a second of everything hashed, and entries a second.
func BenchmarkAudit(b *testing.B) {
	w := newWorld(4096, 0, 4096)
	var bytes int64
	for _, i := range w.items {
		bytes += int64(len(i.Leaf) + len(i.Signed.Envelope))
	}
	run := func(name string) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(bytes)
			for b.Loop() {
				if r := w.audit(b); !r.OK() {
					b.Fatal(r)
				}
			}
			b.ReportMetric(float64(len(w.items))*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
	run("all signatures")
	for i := range w.items {
		w.items[i] = ledger.Item{Leaf: w.items[i].Leaf}
	}
	bytes = int64(len(w.items[0].Leaf) * len(w.items))
	run("tree alone")
}

func BenchmarkEncryptStream(b *testing.B) {
	key := must(ledger.NewKey(chaff("file")))
	b.SetBytes(1 << 20)
	for b.Loop() {
		must(ledger.EncryptStream(chaff("s"), key, discard{}, &limited{1 << 20}))
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

type limited struct{ n int }

func (l *limited) Read(p []byte) (int, error) {
	if l.n == 0 {
		return 0, io.EOF
	}
	n := min(l.n, len(p))
	l.n -= n
	return n, nil
}
