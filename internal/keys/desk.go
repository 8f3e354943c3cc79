package keys

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

func deskSigner(file, text string) (ledger.Signer, error) {
	seed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "%s is not base64", file)
	}
	s, err := ledger.NewSigner(ledger.Ed25519, seed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

// MakeNextDesk draws the key that is to take the place of the desk's, and keeps it
// beside it. It signs nothing before the log binds it.
func (k *Keys) MakeNextDesk(dir string, random io.Reader) (_ ledger.Signer, err error) {
	defer fault.Wrap(&err, "making the desk's next key")
	s, seed, err := ledger.GenerateSigner(random, ledger.Ed25519)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, nextFile)
	kept, err := k.lock.write(base64.StdEncoding.EncodeToString(seed))
	if err != nil {
		return nil, err
	}
	err = durable.Create(file, kept)
	if errors.Is(err, fs.ErrExist) {
		return nil, fault.New(fault.Conflict, "one was made before and waits for its entries in the log; to give it up, remove %s", file)
	}
	if err != nil {
		return nil, err
	}
	return s, durable.SyncFolder(dir)
}

// ComingDesk gives the key that is to take the place of the desk's, which another
// process made or put in its place since the folder was read; nil where there is none.
func (k *Keys) ComingDesk(dir string) (_ ledger.Signer, err error) {
	defer fault.Wrap(&err, "looking for the desk's next key")
	for _, file := range []string{nextFile, deskFile} {
		text, err := k.lock.read(dir, file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		s, err := deskSigner(file, text)
		if err != nil || s.PublicKey() != k.Desk.PublicKey() {
			return s, err
		}
	}
	return nil, nil
}

// PutNextDesk lets the next key take the desk's place in the folder, and destroys
// the old one: what it signed is checked by its public half, which the log has.
func (k *Keys) PutNextDesk(dir string) (err error) {
	defer fault.Wrap(&err, "putting the desk's next key in its place")
	if err := os.Rename(filepath.Join(dir, nextFile), filepath.Join(dir, deskFile)); err != nil {
		return err
	}
	k.Desk, k.Next = k.Next, nil
	return durable.SyncFolder(dir)
}
