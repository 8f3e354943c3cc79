package app

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"
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
	if _, err := m.Backup(t.Context(), filepath.Join(dir, "backups"), []age.Recipient{key.Recipient()}, time.Now()); err != nil {
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
