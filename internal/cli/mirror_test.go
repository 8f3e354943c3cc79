package cli

import (
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
)

// A witness that is told to mirror a log approves of nothing in it that it cannot
// fetch, of another log as it did, and is told where it does not know the log.
func TestMirrors(t *testing.T) {
	secret, err := keys.NewSecret(rand.Reader, "ithmar.example/witness", ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := keys.NewWitness(filepath.Join(t.TempDir(), "ithmar"), secret, "")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := map[string]string{"surety-test/one": "http://127.0.0.1:1/tlog/"}
	if _, err := mirrors(t.Context(), folder, []string{"surety-test/other"}, nowhere); !errors.As(err, new(usageError)) {
		t.Errorf("mirrors a log that it does not know: %v", err)
	}
	approve, err := mirrors(t.Context(), folder, []string{"surety-test/one", "surety-test/other"}, nowhere)
	if err != nil {
		t.Fatal(err)
	}
	if err := approve(t.Context(), ledger.Checkpoint{Origin: "surety-test/one", Tree: ledger.Tree{Size: 3}}); err == nil {
		t.Error("approves of what it cannot see")
	}
	if err := approve(t.Context(), ledger.Checkpoint{Origin: "surety-test/other", Tree: ledger.Tree{Size: 3}}); err != nil {
		t.Errorf("does not approve of a log that is not mirrored: %v", err)
	}
}
