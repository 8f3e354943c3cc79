package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"testing/fstest"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// export writes a world's log into a map of files.
func export(t testing.TB, w *world, size int64) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	checkpoint := w.checkpoints[len(w.checkpoints)-1]
	err := ledger.Export(size, w.leaves(), checkpoint, func(path string, data []byte) error {
		if _, twice := files[path]; twice {
			t.Errorf("%s is written twice", path)
		}
		if _, early := files[ledger.CheckpointPath]; early {
			t.Errorf("%s is written after the checkpoint", path)
		}
		files[path] = bytes.Clone(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func (w *world) leaves() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, i := range w.items {
			if !yield(i.Leaf, nil) {
				return
			}
		}
	}
}

func reader(files map[string][]byte) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		b, ok := files[path]
		if !ok {
			return nil, fault.New(fault.Corrupt, "there is no file %s", path)
		}
		return b, nil
	}
}

// TestExport: the files are exactly those that the stored hashes make.
func TestExport(t *testing.T) {
	for _, size := range []int64{0, 1, 255, 256, 257, 1000} {
		w := newWorld(int(size), 0)
		w.sign()
		files := export(t, w, size)
		want := 1
		for _, tile := range ledger.Tiles(0, size) {
			want++
			data := files[tile.Path()]
			if tile.Level >= 0 && !bytes.Equal(data, must(tile.Hashes(w.rows))) || data == nil {
				t.Errorf("size %d: %s differs", size, tile.Path())
			}
		}
		if len(files) != want {
			t.Errorf("size %d: %d files, want %d", size, len(files), want)
		}
		src := must(ledger.NewExported(reader(files)))
		r, err := ledger.Audit(t.Context(), src, ledger.AuditOptions{Trust: w.trust})
		if err != nil || !r.OK() || r.Tree != w.edge.Tree() {
			t.Errorf("size %d: %v\n%s", size, err, r)
		}
	}
}

// TestExportTampered changes each file of an export in turn.
func TestExportTampered(t *testing.T) {
	w := newWorld(600, 0)
	w.sign()
	files := export(t, w, 600)
	for path := range files {
		for _, how := range []string{"changed", "cut", "missing"} {
			bad := map[string][]byte{}
			for p, b := range files {
				bad[p] = b
			}
			switch how {
			case "changed":
				bad[path] = bytes.Clone(bad[path])
				bad[path][len(bad[path])/2] ^= 1
			case "cut":
				bad[path] = bad[path][:len(bad[path])-1]
			case "missing":
				delete(bad, path)
			}
			src, err := ledger.NewExported(reader(bad))
			if err != nil {
				if path != ledger.CheckpointPath {
					t.Errorf("%s %s: %v", path, how, err)
				}
				continue
			}
			r, err := ledger.Audit(t.Context(), src, ledger.AuditOptions{Trust: w.trust})
			if err != nil || r.Verdict != ledger.Failed {
				t.Errorf("%s %s is not noticed: %v\n%s", path, how, err, r)
				continue
			}
			if strings.HasPrefix(path, "tile/") && how != "changed" && !strings.Contains(r.Failure.What, path) {
				t.Errorf("%s %s: the failure does not name it: %+v", path, how, r.Failure)
			}
		}
	}
}

// TestExportElsewhere has torchwood's client read the export, entry by entry.
func TestExportElsewhere(t *testing.T) {
	w := newWorld(600, 0)
	w.sign()
	files := export(t, w, 600)
	folder := fstest.MapFS{}
	for path, data := range files {
		folder[path] = &fstest.MapFile{Data: data}
	}
	client := must(torchwood.NewClient(must(torchwood.NewTileFS(folder))))
	c := must(ledger.OpenCheckpoint(files[ledger.CheckpointPath], must(ledger.LogVerifier(w.trust.LogKey))))
	n := 0
	for i, entry := range client.AllEntries(t.Context(), tlog.Tree{N: c.Size, Hash: c.Root}, 0) {
		if i != int64(n) || !bytes.Equal(entry, w.items[n].Leaf) {
			t.Fatalf("torchwood reads entry %d otherwise", i)
		}
		n++
	}
	if err := client.Err(); err != nil || n != 600 {
		t.Errorf("torchwood read %d entries: %v", n, err)
	}
}

func TestExportErrors(t *testing.T) {
	w := newWorld(5, 0)
	checkpoint := w.sign()
	full := errors.New("the disk is full")
	err := ledger.Export(5, w.leaves(), checkpoint, func(string, []byte) error { return full })
	if !errors.Is(err, full) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("a full disk: %v", err)
	}
	wrote := false
	if err := ledger.Export(6, w.leaves(), checkpoint, func(p string, _ []byte) error { wrote = wrote || p == ledger.CheckpointPath; return nil }); !fault.Is(err, fault.Corrupt) || wrote {
		t.Errorf("a leaf missing: %v, checkpoint written: %v", err, wrote)
	}
	src := must(ledger.NewExported(reader(export(t, w, 5))))
	for _, err := range src.Items(context.Background(), 2, 3) {
		if err == nil {
			t.Error("an export was read from the middle")
		}
	}
}
