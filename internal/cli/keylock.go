package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
)

// keyLock encrypts the server's own keys.
type keyLock struct {
	Dir     string `arg:"" name:"dir" help:"The mechanism's data folder."`
	New     string `name:"new-passphrase-file" required:"" placeholder:"FILE" help:"A file whose first line is the passphrase to lock with."`
	Present string `name:"keys-passphrase-file" placeholder:"FILE" env:"SURETY_KEYS_PASSPHRASE_FILE" help:"A file whose first line is the one that they are locked with now, if they are."`
}

// Help is what surety key lock --help adds.
func (keyLock) Help() string {
	return `Encrypts the server's keys in the data folder (the log's, the desk's, the one that opens
content) with a passphrase; again, with another one. Every command on the folder then
takes --keys-passphrase-file FILE, or SURETY_KEYS_PASSPHRASE_FILE: a file on another
disk, or one that systemd gives (LoadCredentialEncrypted). A copy of the folder, or a
backup, opens nothing without it; a server that runs holds the keys. What lay in the
clear before may still be found on the disk. If the passphrase is lost, so are the keys:
nothing can be signed or read for this log.`
}

// Run locks.
func (c *keyLock) Run(_ context.Context, s streams) error {
	fresh, err := passphrase{c.New}.read(s)
	if err != nil {
		return err
	}
	if err := app.LockKeys(c.Dir, fresh, func() (string, error) { return passphrase{c.Present}.read(s) }); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "The server's keys are locked. Keep the passphrase apart from the folder and from its backups.")
	return nil
}

// keyUnlock keeps them in the clear again.
type keyUnlock struct {
	Dir     string `arg:"" name:"dir" help:"The mechanism's data folder."`
	Present string `name:"keys-passphrase-file" required:"" placeholder:"FILE" env:"SURETY_KEYS_PASSPHRASE_FILE" help:"A file whose first line is the passphrase."`
}

// Run unlocks.
func (c *keyUnlock) Run(_ context.Context, s streams) error {
	return app.UnlockKeys(c.Dir, func() (string, error) { return passphrase{c.Present}.read(s) })
}
