package keys

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

func words(s string) Passphrase { return func() (string, error) { return s, nil } }

// TestLock: a locked folder opens with its passphrase alone, to the same keys, and
// none of them lies in it in the clear; what broke off half-way is finished; another
// passphrase takes the place of the first; the desk's next key is locked as it is made.
func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	k, err := Create(dir, rand.Reader, "surety-test/log")
	if err != nil {
		t.Fatal(err)
	}
	clear := map[string][]byte{}
	for _, name := range []string{logFile, deskFile, serverFile} {
		if clear[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := Lock(dir, "", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("with no passphrase: %v", err)
	}
	if err := Unlock(dir, words("one")); !fault.Is(err, fault.Conflict) {
		t.Errorf("what is not locked: %v", err)
	}
	if err := Lock(dir, "one", nil); err != nil {
		t.Fatal(err)
	}
	same := func(pass string) {
		t.Helper()
		again, err := Load(dir, words(pass))
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := k.SealAudience(ledger.Key{1})
		if err != nil {
			t.Fatal(err)
		}
		if opened, err := again.OpenAudience(sealed); err != nil || opened != (ledger.Key{1}) ||
			again.Desk.PublicKey() != k.Desk.PublicKey() || again.Log.KeyHash() != k.Log.KeyHash() {
			t.Errorf("other keys came back: %v", err)
		}
	}
	same("one")
	for name, secret := range clear {
		if now, _ := os.ReadFile(filepath.Join(dir, name)); bytes.Contains(now, bytes.TrimSpace(secret)) {
			t.Errorf("%s lies in the clear", name)
		}
	}
	for what, pass := range map[string]Passphrase{"none": nil, "an empty one": words(""), "another": words("two")} {
		if _, err := Load(dir, pass); !fault.Is(err, fault.Forbidden) {
			t.Errorf("with %s: %v", what, err)
		}
	}
	if err := Lock(dir, "two", words("wrong")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("locked anew by somebody without the passphrase: %v", err)
	}
	// One file was not locked yet when the machine went off.
	if err := os.WriteFile(filepath.Join(dir, deskFile), clear[deskFile], 0o600); err != nil {
		t.Fatal(err)
	}
	same("one")
	if err := Lock(dir, "two", words("one")); err != nil {
		t.Fatal(err)
	}
	same("two")
	if now, _ := os.ReadFile(filepath.Join(dir, deskFile)); bytes.Equal(now, clear[deskFile]) {
		t.Error("what broke off was not finished")
	}
	if k, err = Load(dir, words("two")); err != nil {
		t.Fatal(err)
	}
	next, err := k.MakeNextDesk(dir, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, nextFile)); !strings.Contains(string(now), "AGE ENCRYPTED") {
		t.Error("the next key lies in the clear")
	}
	if k, err = Load(dir, words("two")); err != nil || k.Next == nil || k.Next.PublicKey() != next.PublicKey() {
		t.Fatalf("the next key: %v", err)
	}
	// The authority of a closed network is locked with the others, whether it was made
	// before or after.
	authority, err := k.OpenAuthority(dir, "record.example.org", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	kept := func() string {
		text, err := os.ReadFile(filepath.Join(dir, authorityKeyFile))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if !strings.Contains(kept(), "AGE ENCRYPTED") {
		t.Error("the authority of a locked folder is made in the clear")
	}
	if err := Unlock(dir, words("two")); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(kept(), "PRIVATE KEY") {
		t.Error("the authority stays locked")
	}
	if err := Lock(dir, "two", nil); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(kept(), "AGE ENCRYPTED") {
		t.Error("the authority that was there is not locked")
	}
	if k, err = Load(dir, words("two")); err != nil {
		t.Fatal(err)
	}
	if again, err := k.OpenAuthority(dir, "record.example.org", time.Now()); err != nil || !bytes.Equal(again.PEM, authority.PEM) {
		t.Errorf("another authority came back: %v", err)
	}
	if err := Unlock(dir, words("two")); err != nil {
		t.Fatal(err)
	}
	same("")
	if _, err := os.Stat(filepath.Join(dir, lockFile)); err == nil {
		t.Error("the lock is still there")
	}
	// A lock that went missing is told, and so is a damaged one.
	if err := Lock(dir, "one", nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, lockFile), []byte("no"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir, words("one")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a damaged lock: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, lockFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir, words("one")); !fault.Is(err, fault.Corrupt) {
		t.Errorf("without the lock: %v", err)
	}
}
