package backup_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
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
	contents = backup.Contents{Origin: "surety/test", Evidence: filepath.Join(root, "evidence"),
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
	for _, pattern := range []string{"snapshots/*", "evidence/*"} {
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
