package main

import (
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
)

func TestZZ(t *testing.T) {
	k, err := keys.Load("/tmp/fold-w/log40k.db.keys", nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenSQLite(t.Context(), "/tmp/fold-w/log40k.db", false)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := desk.Rebuild(t.Context(), s, k); err != nil {
		t.Fatal(err)
	}
}
