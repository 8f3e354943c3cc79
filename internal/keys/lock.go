package keys

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
)

// lockFile holds the identity that the other secrets of a key folder are encrypted
// to, itself encrypted with a passphrase: one slow look at the passphrase opens all
// of them. Where there is no such file the secrets lie in the clear.
const lockFile = "lock.age"

// secrets are the files of a key folder that are encrypted when it is locked.
var secrets = []string{logFile, deskFile, nextFile, serverFile, authorityKeyFile}

// optional are those of them that not every folder has.
var optional = []string{nextFile, authorityKeyFile}

const maxLocked = 16 << 10 // bytes of such a file

// Passphrase gives the words that open a locked key folder. It is asked only where
// the folder is locked.
type Passphrase func() (string, error)

// locker opens and writes the secrets of a folder; nil: they lie in the clear.
type locker struct{ id *age.X25519Identity }

// openLock reads the lock of a key folder, nil where there is none.
func openLock(dir string, pass Passphrase) (l *locker, err error) {
	sealed, err := os.ReadFile(filepath.Join(dir, lockFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	words := ""
	if pass != nil {
		if words, err = pass(); err != nil {
			return nil, err
		}
	}
	if words == "" {
		return nil, fault.New(fault.Forbidden, "they are locked: name a file with the passphrase (--keys-passphrase-file, SURETY_KEYS_PASSPHRASE_FILE), or sit at a terminal")
	}
	from, err := age.NewScryptIdentity(words)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%w", err)
	}
	text, err := unseal(string(sealed), from)
	if err != nil {
		return nil, fault.New(fault.Forbidden, "the passphrase does not open them: %w", err)
	}
	id, err := age.ParseX25519Identity(text)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "%s does not hold an age identity", lockFile)
	}
	return &locker{id}, nil
}

// read reads one secret: in the clear, or with the lock.
func (l *locker) read(dir, name string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(string(b))
	if !strings.HasPrefix(text, armor.Header) {
		return text, nil // of a folder that is not locked, or whose locking broke off
	}
	if l == nil {
		return "", fault.New(fault.Corrupt, "%s is locked, and %s is not there", name, lockFile)
	}
	if text, err = unseal(text, l.id); err != nil {
		return "", fault.New(fault.Corrupt, "%s does not open with %s: %w", name, lockFile, err)
	}
	return text, nil
}

// write gives a secret as it is kept.
func (l *locker) write(text string) ([]byte, error) {
	if l == nil {
		return []byte(text + "\n"), nil
	}
	return seal(text, l.id.Recipient())
}

// Lock encrypts the secrets in a key folder with a new passphrase. One that is locked
// already is opened with the old one. What breaks off is finished by locking again.
func Lock(dir, fresh string, old Passphrase) (err error) {
	defer fault.Wrap(&err, "locking the mechanism's keys in %s", dir)
	if fresh == "" {
		return fault.New(fault.Invalid, "the passphrase is empty")
	}
	l, err := openLock(dir, old)
	if err != nil {
		return err
	}
	if l == nil {
		id, err := age.GenerateX25519Identity()
		if err != nil {
			return err
		}
		l = &locker{id}
	}
	to, err := age.NewScryptRecipient(fresh)
	if err != nil {
		return fault.New(fault.Invalid, "%w", err)
	}
	if workFactor > 0 {
		to.SetWorkFactor(workFactor)
	}
	sealed, err := seal(l.id.String(), to)
	if err != nil {
		return err
	}
	if err := durable.Replace(filepath.Join(dir, lockFile), sealed); err != nil {
		return err
	}
	return l.rewrite(dir, l)
}

// Unlock keeps the secrets in the clear again.
func Unlock(dir string, pass Passphrase) (err error) {
	defer fault.Wrap(&err, "unlocking the mechanism's keys in %s", dir)
	l, err := openLock(dir, pass)
	if err != nil {
		return err
	}
	if l == nil {
		return fault.New(fault.Conflict, "they are not locked")
	}
	if err := l.rewrite(dir, nil); err != nil {
		return err
	}
	return errors.Join(os.Remove(filepath.Join(dir, lockFile)), durable.SyncFolder(dir))
}

// rewrite writes every secret anew, as to keeps them.
func (l *locker) rewrite(dir string, to *locker) error {
	for _, name := range secrets {
		text, err := l.read(dir, name)
		if errors.Is(err, fs.ErrNotExist) && slices.Contains(optional, name) {
			continue
		}
		if err != nil {
			return err
		}
		kept, err := to.write(text)
		if err != nil {
			return err
		}
		if err := durable.Replace(filepath.Join(dir, name), kept); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func seal(text string, to age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	plain := armor.NewWriter(&out)
	w, err := age.Encrypt(plain, to)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return nil, err
	}
	if err := errors.Join(w.Close(), plain.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unseal(text string, with age.Identity) (string, error) {
	if len(text) > maxLocked {
		return "", fault.New(fault.Invalid, "it is longer than any key")
	}
	r, err := age.Decrypt(armor.NewReader(strings.NewReader(text)), with)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(r, maxLocked))
	return strings.TrimSpace(string(b)), err
}
