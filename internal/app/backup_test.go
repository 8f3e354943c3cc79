package app

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/backup"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// A backup holds what recovery needs beside the record: keys, an exercise's people,
// what an authority of certificates gave, how far each subscriber was told, how the
// pages are served; and nothing of what must not come back from an old copy.
func TestBackupHoldsTheFolder(t *testing.T) {
	dir := t.TempDir()
	m, err := Peopled(t.Context(), filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	put := map[string]string{acmeFolder + "/acme_account+key": "account", acmeFolder + "/record.example.org": "certificate",
		webhooksDir + "/newsroom": "17\n", webhooksFile: "subscriptions: []\n", servingFile: "domain: record.example.org\ntls: { own: true }\n", lockFile: ""}
	for name, text := range put {
		file := filepath.Join(m.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Backup(t.Context(), filepath.Join(dir, "backups"), []age.Recipient{key.Recipient()}, false, time.Now()); err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(dir, "back")
	if _, v, err := Restore(t.Context(), filepath.Join(dir, "backups"), "", back, Options{}, []age.Identity{key}, false); err != nil || !v.OK() {
		t.Fatalf("%v, %+v", err, v)
	}
	for name, text := range put {
		got, err := os.ReadFile(filepath.Join(back, filepath.FromSlash(name)))
		if name == lockFile {
			if err == nil {
				t.Error("the lock of the server that was came back")
			}
		} else if err != nil || string(got) != text {
			t.Errorf("%s came back as %q: %v", name, got, err)
		}
	}
	for _, folder := range []string{keyFolder, peopleFolder} {
		was, err := os.ReadDir(filepath.Join(m.Dir, folder))
		if err != nil || len(was) == 0 {
			t.Fatalf("%s: %v", folder, err)
		}
		for _, f := range was {
			one, err1 := os.ReadFile(filepath.Join(m.Dir, folder, f.Name()))
			other, err2 := os.ReadFile(filepath.Join(back, folder, f.Name()))
			if err1 != nil || err2 != nil || string(one) != string(other) {
				t.Errorf("%s/%s did not come back: %v, %v", folder, f.Name(), err1, err2)
			}
		}
	}
}

// TestBackupIncrements backs up a record that is kept in a file, and one in
// PostgreSQL, again after a few acts: what is stored is a small part of it, restores
// to the record as it is, and a whole one needs no other.
func TestBackupIncrements(t *testing.T) {
	for name, database := range map[string]func(*testing.T) string{
		"SQLite":     func(*testing.T) string { return "" },
		"PostgreSQL": func(t *testing.T) string { return testkit.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, root := t.Context(), t.TempDir()
			m, err := Init(ctx, filepath.Join(root, "m"), "Amina", charterFile, charters.Exercise,
				Options{Guard: filepath.Join(root, "guard"), Database: database(t)})
			if err != nil {
				t.Fatal(err)
			}
			defer m.Close()
			who := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Amina", Session: "test:amina"}
			take := func(article, n int) {
				t.Helper()
				raw, read := testkit.Article(article, n)
				sealed, err := m.Evidence.Put(bytes.NewReader(raw))
				if err != nil {
					t.Fatal(err)
				}
				doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
				if err != nil {
					t.Fatal(err)
				}
				var ids []string
				for i := range n {
					ids = append(ids, fmt.Sprintf("%s-s%d", doc.ID, i+1))
				}
				if _, err := m.Desk.Accept(ctx, who, ids); err != nil {
					t.Fatal(err)
				}
			}
			for i := range 12 {
				take(i, 40)
			}
			key, err := age.GenerateX25519Identity()
			if err != nil {
				t.Fatal(err)
			}
			dest, to, at := filepath.Join(root, "backups"), []age.Recipient{key.Recipient()}, time.Now()
			var size []int64
			saved := func(whole bool) (r backup.Report) {
				t.Helper()
				at = at.Add(time.Second)
				r, err := m.Backup(ctx, dest, to, whole, at)
				if err != nil {
					t.Fatal(err)
				}
				size = append(size, r.Bytes)
				return r
			}
			saved(false)
			take(1000, 2)
			take(1001, 2)
			if r := saved(false); len(r.Needs) != 1 || size[1]*4 > size[0] {
				t.Errorf("after a few acts %d of %d blocks are stored again, %d bytes of %d", r.Fresh, r.Blocks, size[1], size[0])
			} else {
				t.Logf("%d of %d blocks, %d bytes of %d", r.Fresh, r.Blocks, size[1], size[0])
			}
			_, v, err := Restore(ctx, dest, "", filepath.Join(root, "drill"), Options{}, []age.Identity{key}, true)
			now, _ := m.Store.Size(ctx)
			if err != nil || !v.OK() || v.Ledger.Tree.Size != now {
				t.Fatalf("%v, %+v of %d entries", err, v, now)
			}
			if r := saved(true); r.Fresh < r.Blocks/2 || len(r.Needs) > 0 {
				t.Errorf("a whole one has %d of %d blocks, and needs %v", r.Fresh, r.Blocks, r.Needs)
			}
		})
	}
}
