package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// What a command writes is its user's alone, and takes no file's place.
func TestCreate(t *testing.T) {
	name := filepath.Join(t.TempDir(), "receipt")
	if err := create(name, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if s, err := os.Stat(name); err != nil || s.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: want mode 600", s.Mode(), err)
	}
	if err := create(name, []byte("second")); err == nil {
		t.Error("a file that was there is overwritten")
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "first" {
		t.Errorf("%q, %v", data, err)
	}
}
