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

// A row with what is never written into its columns is damage too, and the entry is named.
func TestDamagedRow(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.write.ExecContext(t.Context(), "INSERT INTO entry VALUES (7, 'e7', x'00', x'00', x'00', x'00', '[]', 'never', NULL, NULL)"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Rows(t.Context(), 0, 10); !fault.Is(err, fault.Corrupt) || !strings.Contains(err.Error(), "entry 7: ") {
		t.Errorf("it is said that %v", err)
	}
}
