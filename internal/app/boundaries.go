package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/web/outline"
)

// BoundariesFile is the file of the mechanism's own boundaries, beside its charter
// and in the data folder.
const BoundariesFile = "boundaries.geojson"

// boundaries gives the mechanism's own boundaries, nil where its charter names none
// or what lies in the data folder is not what it names.
func (m *Mechanism) boundaries() *outline.Own {
	b := m.Founding.Charter.Map.Boundaries
	if b == nil {
		return nil
	}
	name := filepath.Join(m.Dir, BoundariesFile)
	raw, err := readBoundaries(name, b.SHA256)
	if err != nil {
		slog.Warn("the charter's boundaries are not drawn", "file", name, "why", err)
		return nil
	}
	own, err := outline.Parse(raw)
	if err != nil {
		slog.Warn("the charter's boundaries are not drawn", "file", name, "why", err)
	}
	return own
}

// BringBoundaries puts the boundaries that the charter names into the data folder,
// from the folder that the charter lies in. Where it names none it does nothing.
func (m *Mechanism) BringBoundaries(folder string) error {
	b := m.Founding.Charter.Map.Boundaries
	if b == nil {
		return nil
	}
	name := filepath.Join(folder, BoundariesFile)
	raw, err := readBoundaries(name, b.SHA256)
	if err == nil {
		_, err = outline.Parse(raw)
	}
	if err != nil {
		return fault.New(fault.Invalid, "the boundaries that the charter names, in %s: %w", name, err)
	}
	if err := os.WriteFile(filepath.Join(m.Dir, BoundariesFile), raw, 0o600); err != nil {
		return fmt.Errorf("keeping the boundaries: %w", err)
	}
	return nil
}

// readBoundaries reads a file that has to have a digest.
func readBoundaries(name, digest string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, outline.OwnBytes+1))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != digest {
		return nil, fmt.Errorf("its SHA-256 is %x, not %s as the charter says", sum, digest)
	}
	return raw, nil
}
