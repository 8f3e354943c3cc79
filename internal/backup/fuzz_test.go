package backup

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// snapshotOf is a snapshot once decrypted: its manifest and files, in this order.
func snapshotOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Mode: 0o600, Size: int64(len(files[i+1]))}); err != nil {
			t.Skip(err) // a name that no archive has
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	fuzzedAt = "20250101T000000Z"
	good     = `{"origin":"o","taken":"2025-01-01T00:00:00Z","files":{"a":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},"evidence":null}`
	goodOf   = `{"origin":"o","taken":"2025-01-01T00:00:00Z","files":{"db":"ad7facb2586fc6e966c004d7d1d16b024f5805ff7cb47c7a85dabd8b48892ca7"},"evidence":null,` +
		`"blocked":{"name":"db","size":4096,"from":["20250101T000000Z"],"runs":[[0,0,1]]}}`
)

// unpacked unpacks an archive, and says what is wrong with what came of it: what is
// unpacked is what the manifest names, as it names it, inside the folder.
func unpacked(t *testing.T, archive []byte) {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "in")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	m, err := unpackArchive(t.Context(), tar.NewReader(bytes.NewReader(archive)), root, fuzzedAt, dir, nil)
	if beside, _ := os.ReadDir(root); len(beside) != 1 {
		t.Fatalf("something was put beside the folder: %v", beside)
	}
	if err != nil {
		return
	}
	for name, digest := range m.Files {
		if is, err := digestOf(filepath.Join(dir, filepath.FromSlash(name))); err != nil || is != digest {
			t.Errorf("%s was unpacked as %s, not %s: %v", name, is, digest, err)
		}
	}
}

// What the fuzz tests begin with is sound, so that they get behind the manifest.
func TestSeedsUnpack(t *testing.T) {
	for _, archive := range [][]byte{snapshotOf(t, manifestFile, good, "a", "a"), snapshotOf(t, manifestFile, goodOf, blocksFile, string(make([]byte, blockSize)))} {
		if _, err := unpackArchive(t.Context(), tar.NewReader(bytes.NewReader(archive)), "", fuzzedAt, t.TempDir(), nil); err != nil {
			t.Error(err)
		}
	}
}

// FuzzManifest: whatever a manifest says, and whatever the file is called that comes
// after it.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(good), "a", []byte("a"))
	f.Add([]byte(goodOf), blocksFile, make([]byte, blockSize))
	f.Add([]byte(goodOf), "../db", make([]byte, blockSize))
	f.Add(bytes.Replace([]byte(goodOf), []byte("[[0,0,1]]"), []byte("[[0,9223372036854775807,1]]"), 1), blocksFile, []byte("x"))
	f.Fuzz(func(t *testing.T, manifest []byte, name string, file []byte) {
		unpacked(t, snapshotOf(t, manifestFile, string(manifest), name, string(file)))
	})
}

// FuzzSnapshot: whatever the archive is.
func FuzzSnapshot(f *testing.F) {
	f.Add(snapshotOf(f, manifestFile, good, "a", "a"))
	f.Add(snapshotOf(f, manifestFile, goodOf, blocksFile, string(make([]byte, blockSize))))
	f.Add(snapshotOf(f, manifestFile, good, "a", "a")[:700])
	f.Fuzz(unpacked)
}

// FuzzIndex: what stands beside a snapshot is relied on if it was written with the
// key, over this snapshot, and never else; whatever it says, backing up goes on.
func FuzzIndex(f *testing.F) {
	key, snapshot := []byte("a secret"), []byte("a snapshot")
	f.Add([]byte(`{"snapshot":"00","needs":null,"tags":"AAAAAAAAAAAAAAAAAAAAAA==","mac":"AA=="}`), true)
	f.Add([]byte(`{"tags":"AAAA"}`), false)
	f.Add([]byte(`{"needs":["../x"],"tags":""}`), true)
	f.Fuzz(func(t *testing.T, text []byte, signed bool) {
		dest := t.TempDir()
		if err := os.Mkdir(filepath.Join(dest, snapshotFolder), 0o700); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dest, snapshotFolder, fuzzedAt)
		if err := os.WriteFile(file+snapshotEnd, snapshot, 0o600); err != nil {
			t.Fatal(err)
		}
		var x index
		ours := signed && json.Unmarshal(text, &x) == nil
		if ours { // as if it had been written with the key
			var err error
			if x.Snapshot, err = digestOf(file + snapshotEnd); err != nil {
				t.Fatal(err)
			}
			x.MAC = x.mac(key)
			if text, err = json.Marshal(x); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(file+indexEnd, text, 0o600); err != nil {
			t.Fatal(err)
		}
		had, err := known(t.Context(), dest, key)
		if err != nil {
			t.Fatalf("%s stops every backup: %v", text, err)
		}
		if want := len(x.Tags) / tagSize; !ours && len(had) > 0 || ours && len(x.Tags)%tagSize == 0 && len(had) > want || len(x.Tags)%tagSize != 0 && len(had) > 0 {
			t.Fatalf("%s is relied on for %d blocks", text, len(had))
		}
		if other, err := known(t.Context(), dest, []byte("another")); err != nil || len(other) > 0 {
			t.Fatalf("with another key it is relied on for %d blocks, %v", len(other), err)
		}
	})
}
