package keys_test

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/guardtest"
	"github.com/surety-mechanism/surety/ledger/witness"
	"github.com/surety-mechanism/surety/ledger/witness/memorytest"
)

// remembered gives one folder to each test by its name, however often asked.
func remembered(t *testing.T) func(t *testing.T) string {
	root, dirs := t.TempDir(), map[string]string{}
	return func(t *testing.T) string {
		if dirs[t.Name()] == "" {
			dirs[t.Name()] = filepath.Join(root, filepath.Base(t.Name()))
		}
		return dirs[t.Name()]
	}
}

func TestGuardFolder(t *testing.T) {
	dir := remembered(t)
	guardtest.Run(t, func(t *testing.T) ledger.Guard { return keys.NewGuardFolder(dir(t)) })
}

func TestWitnessFolder(t *testing.T) {
	dir := remembered(t)
	open := func(t *testing.T) *keys.WitnessFolder {
		if w, err := keys.OpenWitness(dir(t)); err == nil {
			return w
		}
		s, err := keys.NewSecret(rand.Reader, "guarantor.example", ledger.Ed25519)
		if err != nil {
			t.Fatal(err)
		}
		w, err := keys.NewWitness(dir(t), s, "")
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	memorytest.Run(t, func(t *testing.T) witness.Memory { return open(t) },
		func(t *testing.T, origin string) []*ledger.Evidence {
			list, err := open(t).Evidence(origin)
			if err != nil {
				t.Fatal(err)
			}
			return list
		})
}

// TestSecret keeps a key with and without a passphrase, and spoils the file.
func TestSecret(t *testing.T) {
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.MLDSA44} {
		for _, pass := range []string{"", "a river in spring"} {
			file := filepath.Join(t.TempDir(), "own.key")
			s, err := keys.NewSecret(rand.Reader, "Chair of Zelmora", alg)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Write(file, pass); err != nil {
				t.Fatal(err)
			}
			if err := s.Write(file, pass); err == nil {
				t.Error("a key file was written over another")
			}
			h, err := keys.ReadHolder(file)
			if err != nil || h.Name != s.Name || h.Public != s.Signer.PublicKey() || h.Encrypted != (pass != "") {
				t.Fatalf("%+v, %v", h, err)
			}
			back, err := h.Open(pass)
			if err != nil || back.Signer.PublicKey() != h.Public {
				t.Fatalf("with the passphrase: %v", err)
			}
			if pass != "" {
				for _, other := range []string{"", "a river in autumn"} {
					if _, err := h.Open(other); err == nil {
						t.Errorf("opened with the passphrase %q", other)
					}
				}
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i := range data {
				data[i] ^= 1
				spoilt := filepath.Join(t.TempDir(), "spoilt.key")
				if err := os.WriteFile(spoilt, data, 0o600); err != nil {
					t.Fatal(err)
				}
				if h, err := keys.ReadHolder(spoilt); err == nil && h.Name == s.Name && (pass == "" || i%1000 == 900) {
					if _, err := h.Open(pass); err == nil {
						t.Errorf("byte %d was changed and the key opens as before", i)
					}
				}
				data[i] ^= 1
			}
		}
	}
}

func TestIntroduce(t *testing.T) {
	ctx := context.Background()
	s, err := keys.NewSecret(rand.Reader, "guarantor.example", ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	w, err := keys.NewWitness(filepath.Join(t.TempDir(), "w"), s, "")
	if err != nil {
		t.Fatal(err)
	}
	sign := func(origin string) (public string, genesis []byte) {
		secret, public, err := ledger.GenerateLogKey(rand.Reader, origin)
		if err != nil {
			t.Fatal(err)
		}
		signer, err := ledger.LogSigner(secret)
		if err != nil {
			t.Fatal(err)
		}
		genesis, err = ledger.SignCheckpoint(signer, ledger.Checkpoint{Origin: origin, Tree: (&ledger.Edge{}).Tree()})
		if err != nil {
			t.Fatal(err)
		}
		return public, genesis
	}
	public, genesis := sign("surety-test/one")
	other, _ := sign("surety-test/one")
	if err := w.Introduce(ctx, other, genesis); err == nil {
		t.Error("introduced by a checkpoint that another key signed")
	}
	if logs, err := w.Logs(); err != nil || len(logs) != 0 {
		t.Errorf("after a refusal it knows %v, %v", logs, err)
	}
	if err := w.Introduce(ctx, public, genesis); err != nil {
		t.Fatal(err)
	}
	if err := w.Introduce(ctx, public, genesis); !fault.Is(err, fault.Conflict) {
		t.Errorf("introduced twice: %v", err)
	}
	if logs, err := w.Logs(); err != nil || len(logs) != 1 || logs[0].Name() != "surety-test/one" {
		t.Errorf("it knows %v, %v", logs, err)
	}
}
