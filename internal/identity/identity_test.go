package identity

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/fault"
)

func handler(t testing.TB) *age.X25519Identity {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestSeal(t *testing.T) {
	one, two, other := handler(t), handler(t), handler(t)
	to := []string{one.Recipient().String(), two.Recipient().String()}
	const text = "Orin Tale, the miller at Hadrel"
	handle, file, err := Seal(text, to)
	if err != nil || !Valid(handle) {
		t.Fatal(handle, err)
	}
	if bytes.Contains(file, []byte("Orin")) || bytes.Contains(file, []byte(handle)) {
		t.Error("the sealed file shows what it holds")
	}
	for _, h := range []age.Identity{one, two} {
		if got, said, err := Open(file, h); err != nil || got != handle || said != text {
			t.Errorf("%q, %q, %v", got, said, err)
		}
	}
	if _, _, err := Open(file, other); !fault.Is(err, fault.Forbidden) {
		t.Errorf("somebody else opens it: %v", err)
	}
	_, longer, err := Seal(text+strings.Repeat(" and his brother", 9), to)
	if err != nil || len(longer) != len(file) {
		t.Errorf("a text of another length gives %d bytes, and %d, %v", len(longer), len(file), err)
	}
	for name, list := range map[string][]string{"one handler": to[:1], "one handler twice": {to[0], to[0]}, "none": nil, "nonsense": {to[0], "age1x"}} {
		if _, _, err := Seal(text, list); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range file {
		if i%97 != 0 {
			continue
		}
		spoilt := bytes.Clone(file)
		spoilt[i] ^= 1
		if _, _, err := Open(spoilt, one); err == nil {
			t.Errorf("with byte %d changed it opens", i)
		}
	}
}

func TestFolder(t *testing.T) {
	one, two := handler(t), handler(t)
	handle, file, err := Seal("Orin Tale", []string{one.Recipient().String(), two.Recipient().String()})
	if err != nil {
		t.Fatal(err)
	}
	folder := func(name string) *Folder {
		f, err := NewFolder(filepath.Join(t.TempDir(), name))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	mine, copied := folder("mine"), folder("copy")
	if _, err := mine.Keep(file, handler(t)); !fault.Is(err, fault.Forbidden) {
		t.Errorf("kept by who cannot open it: %v", err)
	}
	if h, err := mine.Keep(file, one); err != nil || h != handle {
		t.Fatal(h, err)
	}
	if text, err := mine.Open(handle, one); err != nil || text != "Orin Tale" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := mine.Open("../"+handle, one); !fault.Is(err, fault.Invalid) {
		t.Errorf("a path for a handle: %v", err)
	}
	now := time.Now()
	if n, err := mine.Backup(copied, now); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if n, err := mine.Backup(copied, now); err != nil || n != 0 {
		t.Errorf("backed up again: %d, %v", n, err)
	}
	if err := mine.Erase(handle, "", now); !fault.Is(err, fault.Invalid) {
		t.Errorf("erased without a reason: %v", err)
	}
	if err := mine.Erase(handle, "he asked for it", now); err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Open(handle, one); !fault.Is(err, fault.NotFound) {
		t.Errorf("erased, and: %v", err)
	}
	if _, err := mine.Keep(file, one); !fault.Is(err, fault.Conflict) {
		t.Errorf("taken again after it was erased: %v", err)
	}
	if _, err := mine.Backup(copied, now); err != nil {
		t.Fatal(err)
	}
	if list, err := copied.Handles(); err != nil || len(list) != 0 {
		t.Errorf("the backup still keeps %v, %v", list, err)
	}
}

// FuzzOpen: whatever bytes come are refused without harm.
func FuzzOpen(f *testing.F) {
	one, two := handler(f), handler(f)
	_, file, err := Seal("Orin Tale", []string{one.Recipient().String(), two.Recipient().String()})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte("age-encryption.org/v1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, text, err := Open(data, one); err == nil && text != "Orin Tale" {
			t.Errorf("it opens to %q", text)
		}
	})
}
