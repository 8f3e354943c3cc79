// Package intake is where documents and reports come from: files and folders
// given on the command line, uploads on a page. It keeps their bytes, sealed and
// untouched, has them read, and hands the drafts to the desk.
package intake

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// Evidence keeps sealed files in a folder, each named by the SHA-256 of its
// sealed bytes. A file is durable before its name is given out.
type Evidence struct{ dir string }

// NewEvidence opens the folder, which is made if it is not there.
func NewEvidence(dir string) (*Evidence, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "evidence cannot be kept in %s: %w", dir, err)
	}
	return &Evidence{dir}, nil
}

// Put seals what src gives under a new key and keeps it.
func (e *Evidence) Put(src io.Reader) (_ record.Evidence, err error) {
	key, err := ledger.NewKey(rand.Reader)
	if err != nil {
		return record.Evidence{}, err
	}
	f, err := os.CreateTemp(e.dir, ".incoming-*")
	if err != nil {
		return record.Evidence{}, fault.New(fault.Unavailable, "keeping evidence: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	seal, err := ledger.EncryptStream(rand.Reader, key, f, src)
	if err != nil {
		return record.Evidence{}, fmt.Errorf("sealing evidence: %w", err)
	}
	name := seal.Cipher.String()
	for _, step := range []func() error{f.Sync, func() error { return os.Rename(f.Name(), filepath.Join(e.dir, name)) },
		func() error { return durable.SyncFolder(e.dir) }} {
		if err := step(); err != nil {
			return record.Evidence{}, fault.New(fault.Unavailable, "keeping evidence: %w", err)
		}
	}
	return record.Evidence{Name: name, Key: key[:]}, f.Close()
}

var evidenceName = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Get gives the bytes of a kept file, at most limit of them, after checking
// every one against its seal.
func (e *Evidence) Get(kept record.Evidence, limit int64) ([]byte, error) {
	f, err := e.open(kept)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > limit+limit/100+4096 {
		return nil, fault.New(fault.Invalid, "the evidence file %s is over %d bytes", kept.Name, limit)
	}
	var out bytes.Buffer
	if _, _, err := ledger.DecryptStream(ledger.Key(kept.Key), &out, f); err != nil {
		return nil, changed(kept, err)
	}
	return out.Bytes(), nil
}

// Check reads a kept file against its seal and gives the SHA-256 of what is
// sealed in it, without holding it in memory.
func (e *Evidence) Check(kept record.Evidence) (sha256 string, err error) {
	f, err := e.open(kept)
	if err != nil {
		return "", err
	}
	defer f.Close()
	digest, _, err := ledger.DecryptStream(ledger.Key(kept.Key), io.Discard, f)
	if err != nil {
		return "", changed(kept, err)
	}
	return digest.String(), nil
}

func changed(kept record.Evidence, err error) error {
	return fault.New(fault.Corrupt, "the evidence file %s was changed: %w", kept.Name, err)
}

// open opens a kept file.
func (e *Evidence) open(kept record.Evidence) (*os.File, error) {
	if !evidenceName.MatchString(kept.Name) || len(kept.Key) != len(ledger.Key{}) {
		return nil, fault.New(fault.Corrupt, "the evidence is not named as it should be")
	}
	f, err := os.Open(filepath.Join(e.dir, kept.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "the evidence file %s is not in the data folder: it was erased, or it is missing", kept.Name)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading evidence: %w", err)
	}
	return f, nil
}

// Drop removes a file that nothing cites.
func (e *Evidence) Drop(kept record.Evidence) error {
	if !evidenceName.MatchString(kept.Name) {
		return fault.New(fault.Internal, "there is no evidence named %q", kept.Name)
	}
	if err := os.Remove(filepath.Join(e.dir, kept.Name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Unavailable, "removing evidence: %w", err)
	}
	return nil
}
