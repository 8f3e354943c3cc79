package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/backup"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/testkit"
)

var day = time.Date(2026, 10, 19, 14, 30, 0, 0, time.UTC)

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// made is a backup of a folder with two evidence files.
func made(t *testing.T) (contents backup.Contents, dest string, key *age.X25519Identity) {
	t.Helper()
	root := t.TempDir()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	contents = backup.Contents{Origin: "surety/test", Evidence: filepath.Join(root, "evidence"), Record: "surety.db", Key: []byte("a secret"),
		Files: map[string]string{"surety.db": filepath.Join(root, "db"), "keys/log.key": filepath.Join(root, "key")}}
	write(t, filepath.Join(root, "db"), []byte("a database"))
	write(t, filepath.Join(root, "key"), []byte("a key"))
	for _, text := range []string{"one sealed file", "another"} {
		sum := sha256.Sum256([]byte(text))
		write(t, filepath.Join(contents.Evidence, hex.EncodeToString(sum[:])), []byte(text))
	}
	write(t, filepath.Join(contents.Evidence, ".incoming-1"), []byte("half of"))
	dest = filepath.Join(root, "backups")
	r, err := backup.Write(context.Background(), contents, dest, []age.Recipient{key.Recipient()}, day)
	if err != nil {
		t.Fatal(err)
	}
	if r.Evidence != 2 || r.Copied != 2 {
		t.Errorf("%d evidence files, %d copied", r.Evidence, r.Copied)
	}
	return contents, dest, key
}

func TestRoundTrip(t *testing.T) {
	contents, dest, key := made(t)
	ctx := context.Background()
	if _, err := backup.Write(ctx, contents, dest, []age.Recipient{key.Recipient()}, day); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second snapshot in one second: %v", err)
	}
	write(t, contents.Files["surety.db"], []byte("a longer database"))
	r, err := backup.Write(ctx, contents, dest, []age.Recipient{key.Recipient()}, day.Add(time.Hour))
	if err != nil || r.Copied != 0 {
		t.Fatalf("the second backup copied %d evidence files again: %v", r.Copied, err)
	}
	for at, want := range map[string]string{"": "a longer database", "20261019T143000Z": "a database"} {
		dir := filepath.Join(t.TempDir(), "restored")
		m, err := backup.Restore(ctx, dest, at, dir, []age.Identity{key})
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "surety.db"))
		if err != nil || string(got) != want {
			t.Errorf("restored at %q: %q, %v", at, got, err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, "keys", "log.key")); err != nil || string(got) != "a key" {
			t.Errorf("the key: %q, %v", got, err)
		}
		if left, _ := os.ReadDir(filepath.Join(dir, "evidence")); len(left) != 2 || m.Origin != "surety/test" {
			t.Errorf("%d evidence files of %s", len(left), m.Origin)
		}
	}
}

// Every changed byte of a snapshot, and of an evidence file, is found, and
// nothing is left where it would have been restored.
func TestDamage(t *testing.T) {
	_, dest, key := made(t)
	chance := testkit.Random(t)
	var files []string
	for _, pattern := range []string{"snapshots/*.age", "evidence/*"} {
		found, _ := filepath.Glob(filepath.Join(dest, pattern))
		files = append(files, found...)
	}
	if len(files) != 3 {
		t.Fatalf("the backup has %v", files)
	}
	for range 60 {
		file := files[chance.IntN(len(files))]
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		spoilt := append([]byte(nil), whole...)
		at := chance.IntN(len(spoilt))
		if chance.IntN(4) == 0 {
			spoilt = spoilt[:at]
		} else {
			spoilt[at] ^= 1 << chance.IntN(8)
		}
		write(t, file, spoilt)
		dir := filepath.Join(t.TempDir(), "restored")
		if _, err := backup.Restore(context.Background(), dest, "", dir, []age.Identity{key}); err == nil {
			t.Errorf("%s, byte %d: nobody noticed", filepath.Base(file), at)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Error("half a mechanism was restored")
		}
		write(t, file, whole)
	}
}

// pages are blocks of a record's file, told apart by a number each.
func pages(numbers ...uint64) (text []byte) {
	for _, n := range numbers {
		chance := rand.NewChaCha8([32]byte(binary.BigEndian.AppendUint64(make([]byte, 24), n)))
		page := make([]byte, 4096)
		if n > 0 { // page 0 is empty
			_, _ = chance.Read(page)
		}
		text = append(text, page...)
	}
	return text
}

// What stands in an earlier snapshot is not kept again, in whatever order it now
// comes; every snapshot is restored as it was.
func TestIncrements(t *testing.T) {
	contents, dest, key := made(t)
	ctx, to := context.Background(), []age.Recipient{key.Recipient()}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		name         string
		record       []byte
		whole        bool
		to           []age.Recipient
		fresh, needs int
	}{
		{"the first of this record", pages(1, 2, 3, 0, 0, 0, 4), true, to, 5, 0},
		{"nothing changed", pages(1, 2, 3, 0, 0, 0, 4), false, to, 0, 1},
		{"one changed, one more, one gone", pages(1, 9, 0, 0, 0, 4, 5), false, to, 2, 1},
		{"in another order, the last not full", append(pages(5, 4, 3, 9, 1, 1, 0), "end"...), false, to, 1, 2},
		{"what is before it is relied on", append(pages(5, 4), "end"...), false, to, 0, 3},
		{"whole", pages(5, 4, 3), true, to, 3, 0},
		{"nothing before the whole one is relied on", pages(5, 4, 9), false, to, 1, 1},
		{"to others, who could not open the earlier ones", pages(5, 4, 9), false, []age.Recipient{other.Recipient()}, 3, 0},
		{"to both", pages(5, 4, 9), false, []age.Recipient{other.Recipient(), key.Recipient()}, 3, 0},
		{"empty", nil, false, to, 0, 0},
	}
	for i, s := range steps {
		write(t, contents.Files["surety.db"], s.record)
		contents.Whole = s.whole
		r, err := backup.Write(ctx, contents, dest, s.to, day.Add(time.Duration(i+1)*time.Hour))
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if r.Fresh != s.fresh || len(r.Needs) != s.needs || r.Blocks != (len(s.record)+4095)/4096 {
			t.Errorf("%s: %d blocks, %d new, needs %v", s.name, r.Blocks, r.Fresh, r.Needs)
		}
		if r.Bytes > int64(4096*s.fresh+8192) {
			t.Errorf("%s: %d bytes for %d new blocks", s.name, r.Bytes, s.fresh)
		}
	}
	names, err := backup.Snapshots(dest)
	if err != nil || len(names) != len(steps)+1 {
		t.Fatal(names, err)
	}
	for i, s := range steps {
		dir := filepath.Join(t.TempDir(), "restored")
		if _, err := backup.Restore(ctx, dest, names[len(steps)-1-i], dir, []age.Identity{key, other}); err != nil {
			t.Errorf("%s: %v", s.name, err)
		} else if got, err := os.ReadFile(filepath.Join(dir, "surety.db")); err != nil || !bytes.Equal(got, s.record) {
			t.Errorf("%s: restored otherwise, %v", s.name, err)
		}
	}
}

// An earlier snapshot that was damaged, or what is said of it that was changed, is
// not relied on: what it had is kept again, and the new snapshot is restored without
// it. One that is gone when it is needed is named.
func TestEarlierDamaged(t *testing.T) {
	for name, spoil := range map[string]func(snapshot, index string) error{
		"the snapshot is gone":       func(snapshot, _ string) error { return os.Remove(snapshot) },
		"the snapshot is cut":        func(snapshot, _ string) error { return os.Truncate(snapshot, 3000) },
		"what is said of it is gone": func(_, index string) error { return os.Remove(index) },
		"what is said of it is cut":  func(_, index string) error { return os.Truncate(index, 40) },
		"it is said to have more": func(_, index string) error {
			text, err := os.ReadFile(index)
			if err != nil {
				return err
			}
			at := bytes.Index(text, []byte(`"tags":"`)) + len(`"tags":"`)
			return os.WriteFile(index, slices.Concat(text[:at], []byte(strings.Repeat("A", 64)), text[at:]), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			contents, dest, key := made(t)
			record := pages(1, 2, 3)
			write(t, contents.Files["surety.db"], record)
			ctx, to := context.Background(), []age.Recipient{key.Recipient()}
			first, err := backup.Write(ctx, contents, dest, to, day.Add(time.Hour))
			if err != nil || first.Fresh != 3 {
				t.Fatal(first, err)
			}
			if err := spoil(first.Snapshot, strings.TrimSuffix(first.Snapshot, ".tar.age")+".blocks.json"); err != nil {
				t.Fatal(err)
			}
			second, err := backup.Write(ctx, contents, dest, to, day.Add(2*time.Hour))
			if err != nil || second.Fresh != 3 {
				t.Fatalf("%d new blocks, %v", second.Fresh, err)
			}
			dir := filepath.Join(t.TempDir(), "restored")
			if _, err := backup.Restore(ctx, dest, "", dir, []age.Identity{key}); err != nil {
				t.Fatal(err)
			}
			third, err := backup.Write(ctx, contents, dest, to, day.Add(3*time.Hour))
			if err != nil || third.Fresh != 0 {
				t.Fatalf("%d new blocks, %v", third.Fresh, err)
			}
			if err := os.Remove(second.Snapshot); err != nil {
				t.Fatal(err)
			}
			dir = filepath.Join(t.TempDir(), "restored")
			if _, err := backup.Restore(ctx, dest, "", dir, []age.Identity{key}); !fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), "20261019T163000Z") {
				t.Errorf("a snapshot that is needed is gone: %v", err)
			}
		})
	}
}

// old is a snapshot as earlier versions of the program wrote it: the record one file
// among the others. What a manifest says that cannot be is refused.
func old(t *testing.T, dest string, to age.Recipient, manifest string, files map[string]string) {
	t.Helper()
	var out bytes.Buffer
	sealed, err := age.Encrypt(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewWriter(sealed)
	for _, name := range append([]string{"manifest.json"}, slices.Sorted(maps.Keys(files))...) {
		text := files[name]
		if name == "manifest.json" {
			text = manifest
		}
		if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), sealed.Close()); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dest, "snapshots", "20250101T000000Z.tar.age"), out.Bytes())
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestOldForm(t *testing.T) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dest, dir := t.TempDir(), filepath.Join(t.TempDir(), "restored")
	old(t, dest, key.Recipient(), `{"origin":"surety/test","taken":"2025-01-01T00:00:00Z","files":{"surety.db":"`+digest("a database")+`"},"evidence":null}`,
		map[string]string{"surety.db": "a database"})
	if _, err := backup.Restore(context.Background(), dest, "", dir, []age.Identity{key}); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "surety.db")); err != nil || string(got) != "a database" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestBlocksThatCannotBe(t *testing.T) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	page := string(pages(7))
	const self = "20250101T000000Z"
	good := backup.Blocked{Name: "surety.db", Size: 4096, From: []string{self}, Runs: [][3]int64{{0, 0, 1}}}
	for name, change := range map[string]func(b *backup.Blocked){
		"as it is":                 func(*backup.Blocked) {},
		"a name outside":           func(b *backup.Blocked) { b.Name = "../surety.db" },
		"a name that is not said":  func(b *backup.Blocked) { b.Name = "other.db" },
		"a snapshot outside":       func(b *backup.Blocked) { b.From = []string{"../evil", self} },
		"of no snapshot":           func(b *backup.Blocked) { b.From = nil },
		"a source there is none":   func(b *backup.Blocked) { b.Runs[0][0] = 1 },
		"before the first":         func(b *backup.Blocked) { b.Runs[0][1] = -1 },
		"after the last":           func(b *backup.Blocked) { b.Runs[0][1] = 1 },
		"more than there are":      func(b *backup.Blocked) { b.Runs[0][2] = 2 },
		"more than can be counted": func(b *backup.Blocked) { b.Runs[0][1], b.Runs[0][2] = 1<<62, 1<<62 },
		"fewer":                    func(b *backup.Blocked) { b.Runs = nil },
		"less than nothing":        func(b *backup.Blocked) { b.Size = -1 },
		"more than any disk":       func(b *backup.Blocked) { b.Size = 1 << 62 },
	} {
		t.Run(name, func(t *testing.T) {
			b := good
			b.Runs = [][3]int64{good.Runs[0]}
			change(&b)
			said, err := json.Marshal(backup.Manifest{Origin: "surety/test", Files: map[string]string{"surety.db": digest(page), "../surety.db": digest(page)}, Blocked: &b})
			if err != nil {
				t.Fatal(err)
			}
			if name == "as it is" {
				said = bytes.Replace(said, []byte(`"../surety.db"`), []byte(`"a.yaml"`), 1)
			}
			dest, dir := t.TempDir(), filepath.Join(t.TempDir(), "restored")
			old(t, dest, key.Recipient(), string(said), map[string]string{".blocks": page, "a.yaml": page})
			_, err = backup.Restore(context.Background(), dest, "", dir, []age.Identity{key})
			if name == "as it is" {
				if err != nil {
					t.Error(err)
				}
			} else if !fault.Is(err, fault.Corrupt) {
				t.Errorf("%v", err)
			}
		})
	}
}
