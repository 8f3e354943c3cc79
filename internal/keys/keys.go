// Package keys is what is kept where: the log's key, the desk's key, the
// server's age identity that opens audience keys, and, outside the data folder,
// the guard's memory of the last checkpoint signed.
//
// The keys of parties and guarantors are never here.
package keys

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"
	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// The files of the key folder. Each can be read by its owner alone.
const (
	logFile    = "log.key"    // the log's signed-note secret key
	publicFile = "log.pub"    // its public half
	deskFile   = "desk.key"   // seed of the desk's Ed25519 key, base64
	nextFile   = "desk.next"  // the same of the key that is to take its place, while there is one
	serverFile = "server.age" // the server's age identity
)

// Keys are the keys a server holds.
type Keys struct {
	Log       note.Signer   // signs checkpoints; only through a ledger.GuardedSigner
	LogPublic string        // its public half, as the trust file has it
	Desk      ledger.Signer // attests acts of named sessions
	Next      ledger.Signer // takes the place of Desk once the log binds it; nil: there is none
	server    *age.X25519Identity
	lock      *locker // how secrets are kept in the folder
}

// Create makes the keys of a new mechanism in a folder that does not exist yet.
func Create(dir string, random io.Reader, origin string) (_ *Keys, err error) {
	defer fault.Wrap(&err, "making the mechanism's keys")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	secret, public, err := ledger.GenerateLogKey(random, origin)
	if err != nil {
		return nil, err
	}
	_, seed, err := ledger.GenerateSigner(random, ledger.Ed25519)
	if err != nil {
		return nil, err
	}
	server, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	for name, text := range map[string]string{
		logFile: secret, publicFile: public, deskFile: base64.StdEncoding.EncodeToString(seed), serverFile: server.String(),
	} {
		if err := durable.Create(filepath.Join(dir, name), []byte(text+"\n")); err != nil {
			return nil, err
		}
	}
	return Load(dir, nil)
}

// Load reads the keys of a mechanism. Where they are locked, pass is asked for the
// passphrase; it may be nil where they are not.
func Load(dir string, pass Passphrase) (_ *Keys, err error) {
	defer fault.Wrap(&err, "reading the mechanism's keys in %s", dir)
	lock, err := openLock(dir, pass)
	if err != nil {
		return nil, err
	}
	text := map[string]string{}
	for _, name := range []string{logFile, publicFile, deskFile, serverFile} {
		if text[name], err = lock.read(dir, name); err != nil {
			return nil, err
		}
	}
	k := &Keys{LogPublic: text[publicFile], lock: lock}
	if k.Log, err = ledger.LogSigner(text[logFile]); err != nil {
		return nil, fmt.Errorf("%s: %w", logFile, err)
	}
	public, err := ledger.LogVerifier(k.LogPublic)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", publicFile, err)
	}
	if public.KeyHash() != k.Log.KeyHash() || public.Name() != k.Log.Name() {
		return nil, fault.New(fault.Corrupt, "%s and %s are not two halves of one key", logFile, publicFile)
	}
	if k.Desk, err = deskSigner(deskFile, text[deskFile]); err != nil {
		return nil, err
	}
	next, err := lock.read(dir, nextFile)
	if err == nil {
		k.Next, err = deskSigner(nextFile, next)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if k.server, err = age.ParseX25519Identity(text[serverFile]); err != nil {
		return nil, fault.New(fault.Corrupt, "%s is not an age identity", serverFile)
	}
	return k, nil
}

// Backup gives the key by which backups name what is in them. It opens nothing,
// and is the same as long as the server's identity is.
func (k *Keys) Backup() ([]byte, error) {
	return hkdf.Key(sha256.New, []byte(k.server.String()), nil, "surety: names of blocks in backups", sha256.Size)
}

// SealAudience encrypts an audience's key to the server.
func (k *Keys) SealAudience(key ledger.Key) ([]byte, error) {
	return sealKey(key, k.server.Recipient())
}

// OpenAudience decrypts what SealAudience made.
func (k *Keys) OpenAudience(sealed []byte) (key ledger.Key, err error) {
	if key, err = openKey(sealed, k.server); err != nil {
		err = fault.New(fault.Corrupt, "with the server's identity: %w", err)
	}
	return key, err
}
