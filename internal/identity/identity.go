// Package identity seals who a source is, on the submitter's own device, to the
// handlers who are named, and keeps what was sealed with them. Nothing of it ever
// comes to the mechanism's server: not the text, not the sealed file, not a key.
// What the log holds is a handle, drawn at random, in a sealed field.
//
// It knows files and handlers, and nothing of mechanisms, entries or logs.
package identity

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
)

// MinHandlers is how many handlers an identity is sealed to at the least: one
// alone could be lost, or made to keep silent.
const MinHandlers = 2

const (
	maxText   = 32 << 10 // bytes of what is sealed
	padTo     = 4 << 10  // what is sealed is a whole number of these long, so that its length tells little
	maxSealed = 128 << 10
	suffix    = ".identity.age"
	gone      = ".erased.json"
)

var handleForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Valid reports whether a handle has the form of one.
func Valid(handle string) bool { return handleForm.MatchString(handle) }

// sealed is what stands in a sealed file.
type sealed struct {
	Handle   string `json:"handle"`
	Identity string `json:"identity"`
	Pad      string `json:"pad"`
}

// Seal seals a text to handlers, each an age recipient, under a new handle.
func Seal(text string, handlers []string) (handle string, file []byte, err error) {
	defer fault.Wrap(&err, "sealing the identity")
	if strings.TrimSpace(text) == "" || len(text) > maxText {
		return "", nil, fault.New(fault.Invalid, "the text is empty, or longer than %d bytes", maxText)
	}
	list := slices.Clone(handlers)
	slices.Sort(list)
	if list = slices.Compact(list); len(list) < MinHandlers {
		return "", nil, fault.New(fault.Invalid, "it is sealed to two handlers at the least, and %d was named: with one alone it could be lost", len(list))
	}
	var to []age.Recipient
	for _, h := range list {
		r, err := age.ParseX25519Recipient(h)
		if err != nil {
			return "", nil, fault.New(fault.Invalid, "%q is no handler's recipient (age1…): %w", h, err)
		}
		to = append(to, r)
	}
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return "", nil, err
	}
	s := sealed{Handle: hex.EncodeToString(id), Identity: text}
	plain, err := json.Marshal(s)
	if err != nil {
		return "", nil, err
	}
	s.Pad = strings.Repeat(".", (padTo-len(plain)%padTo)%padTo)
	if plain, err = json.Marshal(s); err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to...)
	if err != nil {
		return "", nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return "", nil, err
	}
	if err := w.Close(); err != nil {
		return "", nil, err
	}
	return s.Handle, out.Bytes(), nil
}

// Open opens a sealed identity as one of its handlers.
func Open(file []byte, with age.Identity) (handle, text string, err error) {
	defer fault.Wrap(&err, "opening the identity")
	if len(file) > maxSealed {
		return "", "", fault.New(fault.Invalid, "the file is larger than %d bytes", maxSealed)
	}
	r, err := age.Decrypt(bytes.NewReader(file), with)
	if err != nil {
		return "", "", fault.New(fault.Forbidden, "it is not sealed to this key, or was changed: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, maxSealed))
	if err != nil {
		return "", "", fault.New(fault.Corrupt, "it was changed or cut: %w", err)
	}
	var s sealed
	if err := json.Unmarshal(plain, &s); err != nil || !Valid(s.Handle) {
		return "", "", fault.New(fault.Corrupt, "what it holds is not what it should be")
	}
	return s.Handle, s.Identity, nil
}

// Folder is where a handler keeps sealed identities, on a machine of their own.
type Folder struct{ dir string }

// NewFolder opens a handler's folder, which is made if it is not there.
func NewFolder(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "the folder %s cannot be made: %w", dir, err)
	}
	return &Folder{dir}, nil
}

// Keep keeps a sealed file, which has to open with the handler's key: what nobody
// could open later is not taken.
func (f *Folder) Keep(file []byte, with age.Identity) (handle string, err error) {
	handle, _, err = Open(file, with)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(f.path(handle, gone)); err == nil {
		return "", fault.New(fault.Conflict, "the identity %s was erased here, and is not taken again", handle)
	}
	return handle, durable.Create(f.path(handle, suffix), file)
}

// Open opens a kept identity.
func (f *Folder) Open(handle string, with age.Identity) (text string, err error) {
	file, err := f.read(handle)
	if err != nil {
		return "", err
	}
	held, text, err := Open(file, with)
	if err == nil && held != handle {
		err = fault.New(fault.Corrupt, "the file of %s holds %s", handle, held)
	}
	return text, err
}

// Drill opens everything that is kept, and tells how much that is and nothing of what
// it says. Where one does not open with the handler's key, or none is kept, the
// folder, or the copy that it is, would not serve after a loss.
func (f *Folder) Drill(with age.Identity) (n int, err error) {
	defer fault.Wrap(&err, "trying what is kept in %s", f.dir)
	handles, err := f.Handles()
	if err != nil {
		return 0, err
	}
	if len(handles) == 0 {
		return 0, fault.New(fault.NotFound, "nothing is kept there")
	}
	for _, h := range handles {
		if _, err := f.Open(h, with); err != nil {
			return 0, fmt.Errorf("%s: %w", h, err)
		}
	}
	return len(handles), nil
}

// Handles gives the handles of what is kept, sorted.
func (f *Folder) Handles() ([]string, error) {
	list, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading the folder %s: %w", f.dir, err)
	}
	var all []string
	for _, e := range list {
		if h, ok := strings.CutSuffix(e.Name(), suffix); ok && Valid(h) {
			all = append(all, h)
		}
	}
	return all, nil
}

// erased is what is left of an identity.
type erased struct {
	Handle string    `json:"handle"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// Erase destroys a kept identity; that it was, and why, is left. Every handler
// erases their own copy.
func (f *Folder) Erase(handle, reason string, now time.Time) (err error) {
	defer fault.Wrap(&err, "erasing the identity %s", handle)
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "an erasure needs a reason")
	}
	file, err := f.read(handle)
	if err != nil {
		return err
	}
	note, err := json.Marshal(erased{handle, now.UTC().Truncate(time.Second), reason})
	if err != nil {
		return err
	}
	if err := durable.Create(f.path(handle, gone), append(note, '\n')); err != nil {
		return err
	}
	path := f.path(handle, suffix)
	// Overwritten first, for what that is worth on the disk at hand: the file is
	// sealed, and without the handlers' keys it says nothing.
	if err := os.WriteFile(path, make([]byte, len(file)), 0o600); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	if err := os.Remove(path); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	return durable.SyncFolder(f.dir)
}

// Backup copies what is kept to another folder, sealed as it is, and reads each
// copy back. What was erased here is erased there. It gives how many were new.
func (f *Folder) Backup(to *Folder, now time.Time) (copied int, err error) {
	defer fault.Wrap(&err, "backing up to %s", to.dir)
	handles, err := f.Handles()
	if err != nil {
		return 0, err
	}
	for _, h := range handles {
		file, err := f.read(h)
		if err != nil {
			return copied, err
		}
		if _, err := os.Lstat(to.path(h, suffix)); errors.Is(err, fs.ErrNotExist) {
			if err := durable.Create(to.path(h, suffix), file); err != nil {
				return copied, err
			}
			copied++
		}
		back, err := to.read(h)
		if err != nil {
			return copied, err
		}
		if !bytes.Equal(back, file) {
			return copied, fault.New(fault.Corrupt, "the copy of %s is not what is kept here", h)
		}
	}
	there, err := to.Handles()
	if err != nil {
		return copied, err
	}
	for _, h := range there {
		note, err := os.ReadFile(f.path(h, gone))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var e erased
		if err == nil {
			err = json.Unmarshal(note, &e)
		}
		if err != nil {
			return copied, fault.New(fault.Corrupt, "the note of the erasure of %s: %w", h, err)
		}
		if err := to.Erase(h, e.Reason, now); err != nil {
			return copied, err
		}
	}
	return copied, nil
}

func (f *Folder) path(handle, suffix string) string { return filepath.Join(f.dir, handle+suffix) }

func (f *Folder) read(handle string) ([]byte, error) {
	if !Valid(handle) {
		return nil, fault.New(fault.Invalid, "%q is no handle: those are 32 hexadecimal digits", handle)
	}
	in, err := os.Open(f.path(handle, suffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "the identity %s is not kept here", handle)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	defer in.Close()
	file, err := io.ReadAll(io.LimitReader(in, maxSealed+1))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading the identity %s: %w", handle, err)
	}
	return file, nil
}
