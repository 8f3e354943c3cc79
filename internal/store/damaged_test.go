package store

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
)

// A table whose declaration was changed on disk is damage to the file, and is said so.
func TestDamagedDeclaration(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.write.ExecContext(t.Context(), "ALTER TABLE entry RENAME COLUMN signature TO signatura"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Rows(t.Context(), 0, 1); !fault.Is(err, fault.Corrupt) || !strings.Contains(err.Error(), "the database file is damaged") {
		t.Errorf("it is said that %v", err)
	}
}
