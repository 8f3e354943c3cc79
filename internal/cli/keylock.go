package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
)

// keyLock encrypts the server's own keys.
type keyLock struct {
	Dir string `arg:"" name:"dir" help:"The mechanism's data folder."`
	New string `name:"new-passphrase-file" placeholder:"FILE" help:"A file whose first line is the passphrase to lock with. Without it a terminal is asked."`
	unlocking
}

// Help is what surety key lock --help adds.
func (keyLock) Help() string {
	return `Encrypts the server's keys in the data folder (the log's, the desk's, the one that opens
content, that of a closed network's authority) with a passphrase; again, with another
one. Every command on the folder then asks for it, or takes --keys-passphrase-file FILE,
or SURETY_KEYS_PASSPHRASE_FILE: a file on another disk, or one that systemd gives
(LoadCredentialEncrypted). A copy of the folder, or a backup, opens nothing without it; a
server that runs holds the keys. What lay in the clear before may still be found on the
disk. If the passphrase is lost, so are the keys: nothing can be signed or read for this
log.`
}

// Run locks.
func (c *keyLock) Run(_ context.Context, s streams) error {
	fresh, err := passphrase{c.New}.fresh(s, "the server's keys")
	if err != nil {
		return err
	}
	if fresh == "" {
		return badUsage("there is no passphrase to lock with (--new-passphrase-file)")
	}
	if err := app.LockKeys(c.Dir, fresh, c.words); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "The server's keys are locked. Keep the passphrase apart from the folder and from its backups.")
	return nil
}

// keyUnlock keeps them in the clear again.
type keyUnlock struct {
	Dir string `arg:"" name:"dir" help:"The mechanism's data folder."`
	unlocking
}

// Run unlocks.
func (c *keyUnlock) Run(context.Context) error {
	return app.UnlockKeys(c.Dir, c.words)
}
