// Package interop holds surety's log beside the programs of others: what they
// read of it, and what each says to the other's witness. It is a module of its
// own, so that none of this weighs on who builds surety.
package interop

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/torchwood"
	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	witnesshttp "github.com/transparency-dev/witness/client/http"
	"github.com/transparency-dev/witness/persistence/inmemory"
	theirs "github.com/transparency-dev/witness/witness"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

const origin = "surety-interop/log"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// log is a log of leaves, with its stored hashes.
type log struct {
	leaves [][]byte
	hashes []ledger.Hash
	trees  []ledger.Tree // by size
	signer note.Signer
	key    string
}

func newLog(size int) *log {
	secret, public, err := ledger.GenerateLogKey(rand.Reader, origin)
	if err != nil {
		panic(err)
	}
	l := &log{signer: must(ledger.LogSigner(secret)), key: public}
	edge := &ledger.Edge{}
	l.trees = append(l.trees, edge.Tree())
	for range size {
		var c ledger.Digest
		rand.Read(c[:])
		leaf := must(ledger.Leaf{Origin: origin, Class: ledger.ClassEntry, Time: time.Unix(1_800_000_000, 0), Commitment: c}.MarshalBinary())
		l.leaves = append(l.leaves, leaf)
		l.hashes = append(l.hashes, edge.Append(leaf)...)
		l.trees = append(l.trees, edge.Tree())
	}
	return l
}

// ReadHashes gives stored hashes by their numbers.
func (l *log) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, n := range indexes {
		out[i] = l.hashes[n]
	}
	return out, nil
}

func (l *log) checkpoint(size int) ledger.Checkpoint {
	return ledger.Checkpoint{Origin: origin, Tree: l.trees[size]}
}

func (l *log) sign(size int) []byte { return must(ledger.SignCheckpoint(l.signer, l.checkpoint(size))) }

func (l *log) verifier() note.Verifier { return must(ledger.LogVerifier(l.key)) }

func (l *log) items() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, leaf := range l.leaves {
			if !yield(leaf, nil) {
				return
			}
		}
	}
}

// export writes the log to a folder.
func (l *log) export(t *testing.T) string {
	dir := t.TempDir()
	if err := ledger.Export(int64(len(l.leaves)), l.items(), l.sign(len(l.leaves)), func(path string, data []byte) error {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o644)
	}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func hashes(bundle []byte) ([][]byte, error) {
	var b api.EntryBundle
	if err := b.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	var out [][]byte
	for _, e := range b.Entries {
		out = append(out, rfc6962.DefaultHasher.HashLeaf(e))
	}
	return out, nil
}

// TestTesseraReads has Tessera's fsck and client check an export, and find what
// was changed in it.
func TestTesseraReads(t *testing.T) {
	for _, size := range []int{1, 255, 256, 257, 1000, 66000} {
		l := newLog(size)
		dir := l.export(t)
		check := func() error {
			return fsck.New(origin, l.verifier(), client.FileFetcher{Root: dir}, hashes, fsck.Opts{N: 2}).Check(t.Context())
		}
		if err := check(); err != nil {
			t.Errorf("fsck of %d entries: %v", size, err)
			continue
		}
		f := client.FileFetcher{Root: dir}
		cp, _, _, err := client.FetchCheckpoint(t.Context(), f.ReadCheckpoint, l.verifier(), origin)
		if err != nil || cp.Size != uint64(size) {
			t.Fatalf("the client reads %v, %v", cp, err)
		}
		proofs, err := client.NewProofBuilder(t.Context(), cp.Size, f.ReadTile)
		if err != nil {
			t.Fatal(err)
		}
		for _, index := range []int{0, size / 2, size - 1} {
			p, err := proofs.InclusionProof(t.Context(), uint64(index))
			if err != nil {
				t.Fatal(err)
			}
			ours := make([]ledger.Hash, len(p))
			for i := range p {
				copy(ours[i][:], p[i])
			}
			if err := ledger.CheckInclusion(ours, l.trees[size], int64(index), l.leaves[index]); err != nil {
				t.Errorf("Tessera's proof of entry %d of %d: %v", index, size, err)
			}
		}
		name := filepath.Join(dir, ledger.Tiles(0, int64(size))[0].Path())
		data := must(os.ReadFile(name))
		data[len(data)/2] ^= 4
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if check() == nil {
			t.Errorf("fsck of %d entries notices no change in %s", size, name)
		}
	}
}

// TestTorchwoodReads has torchwood's client authenticate every entry of an export.
func TestTorchwoodReads(t *testing.T) {
	l := newLog(1000)
	dir := l.export(t)
	c, err := torchwood.NewClient(must(torchwood.NewTileFS(os.DirFS(dir))))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, entry := range c.AllEntries(t.Context(), tlog.Tree{N: 1000, Hash: l.trees[1000].Root}, 0) {
		if !bytes.Equal(entry, l.leaves[i]) {
			t.Fatalf("entry %d differs", i)
		}
		n++
	}
	if err := c.Err(); err != nil || n != 1000 {
		t.Errorf("%d entries, %v", n, err)
	}
}

// TestTheirWitness asks transparency-dev's witness with our client: it cosigns
// what continues, and refuses a fork.
func TestTheirWitness(t *testing.T) {
	l, fork := newLog(500), newLog(500)
	fork.signer, fork.key = l.signer, l.key
	secret, public, err := note.GenerateKey(rand.Reader, "their.example/witness")
	if err != nil {
		t.Fatal(err)
	}
	signer := must(fnote.NewSignerForCosignatureV1(secret))
	w, err := theirs.New(t.Context(), theirs.Opts{Persistence: inmemory.New(), Signers: []note.Signer{signer},
		VerifierForLog: func(_ context.Context, o string) (note.Verifier, bool, error) { return l.verifier(), o == origin, nil }})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", theirs.NewHTTPHandler(w).AddCheckpoint)
	server := httptest.NewServer(mux)
	defer server.Close()
	key := must(ledger.ParseCosignatureKey(must(fnote.VKeyToCosignatureV1(public))))
	c := witness.NewClient(server.URL, key, nil)
	for _, size := range []int{10, 10, 200, 500} {
		line, at, err := c.Cosign(t.Context(), l.checkpoint(size), l.sign(size), l)
		if err != nil || line == "" || time.Since(at) > time.Minute {
			t.Fatalf("at %d: %q, %v, %v", size, line, at, err)
		}
	}
	if _, _, err := witness.NewClient(server.URL, key, nil).Cosign(t.Context(), fork.checkpoint(500), fork.sign(500), fork); err == nil {
		t.Error("their witness cosigned a fork")
	}
}

// TestOurWitness asks our witness with transparency-dev's client, and has
// torchwood and formats check the cosignature.
func TestOurWitness(t *testing.T) {
	l, fork := newLog(500), newLog(500)
	fork.signer, fork.key = l.signer, l.key
	s, err := keys.NewSecret(rand.Reader, "our.example/witness", ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := keys.NewWitness(filepath.Join(t.TempDir(), "w"), s, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Introduce(t.Context(), l.key, l.sign(0)); err != nil {
		t.Fatal(err)
	}
	cosigner := must(ledger.NewCosigner(s.Name, s.Signer))
	w := must(witness.New(folder, []note.Verifier{l.verifier()}, cosigner))
	server := httptest.NewServer(w.Handler(1000, time.Now))
	defer server.Close()
	c := witnesshttp.NewWitness(must(url.Parse(server.URL)), server.Client())
	proof := func(from, to int, l *log) (out [][]byte) {
		for _, h := range must(ledger.Consistency(int64(from), int64(to), l)) {
			out = append(out, bytes.Clone(h[:]))
		}
		return out
	}
	old := 0
	for _, size := range []int{10, 200, 500} {
		sig, _, err := c.Update(t.Context(), uint64(old), l.sign(size), proof(old, size, l))
		if err != nil {
			t.Fatalf("from %d to %d: %v", old, size, err)
		}
		signed := append(l.sign(size), sig...)
		for name, v := range map[string]note.Verifier{
			"torchwood": must(torchwood.NewCosignatureVerifier(cosigner.Verifier().String())),
			"formats":   must(fnote.NewVerifierForCosignatureV1(cosigner.Verifier().String())),
		} {
			if n, err := note.Open(signed, note.VerifierList(v)); err != nil || len(n.Sigs) != 1 {
				t.Errorf("%s does not verify our cosignature: %v", name, err)
			}
		}
		old = size
	}
	if sig, _, err := c.Update(t.Context(), 500, fork.sign(500), nil); err == nil {
		t.Errorf("our witness cosigned a fork: %s", base64.StdEncoding.EncodeToString(sig))
	}
	if kept := must(folder.Evidence(origin)); len(kept) != 1 {
		t.Errorf("%d pieces of evidence", len(kept))
	}
	if _, size, err := c.Update(t.Context(), 10, l.sign(500), proof(10, 500, l)); err == nil || size != 500 {
		t.Errorf("a stale size: %d, %v", size, err)
	}
}
