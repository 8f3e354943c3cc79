package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/identity"
)

// identityCommand is about who a source is. None of it is done on the server.
type identityCommand struct {
	Seal   identitySeal   `cmd:"" help:"Seal who a source is to the handlers, on the submitter's own device."`
	Keep   identityKeep   `cmd:"" help:"Keep a sealed identity, as one of its handlers."`
	List   identityList   `cmd:"" help:"List the handles that are kept."`
	Open   identityOpen   `cmd:"" help:"Read a kept identity."`
	Erase  identityErase  `cmd:"" help:"Destroy a kept identity."`
	Backup identityBackup `cmd:"" help:"Copy what is kept to another folder, sealed as it is."`
	Drill  identityDrill  `cmd:"" help:"Try whether everything in a folder, or in a copy of one, opens."`
}

// Help is what surety identity --help adds.
func (identityCommand) Help() string {
	return `Who a source is never comes to the mechanism's server: not the text, not the sealed file,
not a key. It is sealed on the submitter's own device to two handlers at the least, each
named by the recipient that "surety key make" told them, and handed to them outside the
mechanism. What is submitted bears the handle alone (source_handle), in a sealed field.

Handlers keep the files in a folder on their own machines, with a backup of its own:
nothing here is in a mechanism's backups. Each erases their own copy.`
}

type identitySeal struct {
	Handler []string `required:"" placeholder:"RECIPIENT" help:"A handler's recipient, age1…; two at the least (repeat)."`
	Out     string   `short:"o" required:"" placeholder:"FILE" help:"Where to write the sealed file, for the handlers."`
	Text    string   `arg:"" name:"text" help:"A file that says who the source is; - for standard input. It stays where it is: destroy it."`
}

// Run seals.
func (c *identitySeal) Run(s streams) error {
	var text []byte
	var err error
	if c.Text == "-" {
		text, err = io.ReadAll(io.LimitReader(s.in, 64<<10))
	} else {
		text, err = readAtMost(c.Text, 64<<10)
	}
	if err != nil {
		return fmt.Errorf("reading who the source is: %w", err)
	}
	handle, file, err := identity.Seal(strings.TrimSpace(string(text)), c.Handler)
	if err != nil {
		return err
	}
	if err := create(c.Out, file); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "handle %s\n", handle)
	return nil
}

// handlerKey is the key by which a handler reads what was sealed to them.
type handlerKey struct {
	passphrase
	Key string `required:"" placeholder:"FILE" help:"The handler's key file."`
}

// reader opens the key file, asking for its passphrase.
func (k *handlerKey) reader(s streams) (*age.X25519Identity, error) {
	secret, err := k.open(s, k.Key)
	if err != nil {
		return nil, err
	}
	return secret.Reader()
}

type identityKeep struct {
	handlerKey
	Folder string `arg:"" name:"folder" help:"The handler's folder, made if it is not there."`
	File   string `arg:"" name:"file" help:"The sealed file."`
}

// Run keeps.
func (c *identityKeep) Run(s streams) error {
	f, err := identity.NewFolder(c.Folder)
	if err != nil {
		return err
	}
	file, err := readAtMost(c.File, 256<<10)
	if err != nil {
		return fmt.Errorf("reading the sealed file: %w", err)
	}
	with, err := c.reader(s)
	if err != nil {
		return err
	}
	handle, err := f.Keep(file, with)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s is kept\n", handle)
	return nil
}

type identityList struct {
	Folder string `arg:"" name:"folder" help:"The handler's folder."`
}

// Run lists.
func (c *identityList) Run(s streams) error {
	f, err := identity.NewFolder(c.Folder)
	if err != nil {
		return err
	}
	list, err := f.Handles()
	for _, h := range list {
		fmt.Fprintln(s.out, h)
	}
	return err
}

type identityOpen struct {
	handlerKey
	Folder string `arg:"" name:"folder" help:"The handler's folder."`
	Handle string `arg:"" name:"handle" help:"The handle."`
}

// Run opens.
func (c *identityOpen) Run(s streams) error {
	f, err := identity.NewFolder(c.Folder)
	if err != nil {
		return err
	}
	with, err := c.reader(s)
	if err != nil {
		return err
	}
	text, err := f.Open(c.Handle, with)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, text)
	return nil
}

type identityErase struct {
	Reason string `required:"" placeholder:"TEXT" help:"Why; it is left beside the handle."`
	Folder string `arg:"" name:"folder" help:"The handler's folder."`
	Handle string `arg:"" name:"handle" help:"The handle."`
}

// Run erases.
func (c *identityErase) Run(s streams) error {
	f, err := identity.NewFolder(c.Folder)
	if err != nil {
		return err
	}
	if err := f.Erase(c.Handle, c.Reason, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s is erased here; the other handlers erase theirs, and the next backup takes it out of the copy\n", c.Handle)
	return nil
}

type identityBackup struct {
	Folder string `arg:"" name:"folder" help:"The handler's folder."`
	To     string `arg:"" name:"to" help:"The folder of the copy, made if it is not there: on another disk, with another handler."`
}

// Help is what surety identity backup --help adds.
func (identityBackup) Help() string {
	return `What was erased here is erased there. After a loss, the copy is copied back: surety
identity backup COPY FOLDER.`
}

// Run backs up.
func (c *identityBackup) Run(_ context.Context, s streams) error {
	from, err := identity.NewFolder(c.Folder)
	if err != nil {
		return err
	}
	to, err := identity.NewFolder(c.To)
	if err != nil {
		return err
	}
	n, err := from.Backup(to, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d copied, and every copy read back\n", n)
	return nil
}

type identityDrill struct {
	handlerKey
	Folder string `arg:"" name:"folder" type:"existingdir" help:"The handler's folder, or a copy of it."`
}

// Help is what surety identity drill --help adds.
func (identityDrill) Help() string {
	return `Opens every identity with the handler's key, says how many there are, and shows none.`
}

// Run tries.
func (c *identityDrill) Run(s streams) error {
	f, err := identity.NewFolder(c.Folder)
	if err != nil {
		return err
	}
	with, err := c.reader(s)
	if err != nil {
		return err
	}
	n, err := f.Drill(with)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "all %d open with this key; nothing of them was shown or kept\n", n)
	return nil
}
