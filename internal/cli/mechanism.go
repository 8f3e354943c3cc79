package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/user"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
)

// unlocking is how the server's own keys are opened where they are locked.
type unlocking struct {
	Unlock string `name:"keys-passphrase-file" placeholder:"FILE" env:"SURETY_KEYS_PASSPHRASE_FILE" help:"A file whose first line opens the server's keys, where surety key lock locked them. Without it a terminal is asked."`
}

// words gives the passphrase. It is called only where the keys are locked.
func (u unlocking) words() (string, error) {
	if u.Unlock == "" {
		return ask(streams{in: os.Stdin, err: os.Stderr}, "Passphrase of the server's keys: ")
	}
	if u.Unlock == "-" { // standard input is the command's own
		return "", badUsage("the passphrase of the server's keys is read from a file")
	}
	return passphrase{u.Unlock}.read(streams{})
}

// kept is where what is not in the data folder is kept.
type kept struct {
	unlocking
	Guard    string `placeholder:"FOLDER" env:"SURETY_GUARD" help:"Where the memory of the last signed checkpoint is kept, outside the data folder and its backups. Default: surety/guard in the user's state folder."`
	Database string `placeholder:"WHERE" env:"SURETY_DATABASE" help:"The PostgreSQL database that keeps the record: postgres://user@host/name, or file:PATH of a file whose first line says so. Default: as the data folder says; a new mechanism keeps it in the folder."`
}

// mechanism is what commands on a data folder have in common.
type mechanism struct {
	kept
	Dir string `arg:"" name:"dir" help:"The mechanism's data folder."`

	sofar *sofar // tells how far long work has come; nil where nothing is to be told

	Witness map[string]string `placeholder:"NAME=URL" env:"SURETY_WITNESS" help:"Where to ask a witness, instead of at the address that the charter has for it."`
}

func (m mechanism) options() app.Options {
	o := app.Options{Guard: m.Guard, Database: m.Database, Witnesses: m.Witness, Passphrase: m.words}
	if m.sofar != nil {
		o.Progress = m.sofar.tell
	}
	return o
}

func (m mechanism) open(ctx context.Context) (*app.Mechanism, error) {
	return app.Open(ctx, m.Dir, m.options())
}

// use opens the mechanism, does something with it and closes it.
func (m mechanism) use(ctx context.Context, do func(*app.Mechanism) error) error {
	open, err := m.open(ctx)
	if err != nil {
		return err
	}
	err = do(open)
	if closed := open.Close(); err == nil {
		err = closed
	}
	return err
}

// actor is the person at the terminal.
type actor struct {
	As string `placeholder:"NAME" env:"SURETY_AS" help:"The name of the person who decides, as the entry will say it. Default: the name of the account."`
}

func (a actor) name() string {
	if a.As != "" {
		return a.As
	}
	if u, err := user.Current(); err == nil {
		if u.Name != "" {
			return u.Name
		}
		return u.Username
	}
	return "unknown"
}

func (a actor) person(m *app.Mechanism) desk.Person {
	return desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: a.name(), Session: "terminal:" + a.name()}
}

// banner says first whose word this is, and whether any of it is real.
func banner(w io.Writer, m *app.Mechanism) {
	if m.Founding.Charter.Exercise {
		fmt.Fprintln(w, "EXERCISE. Nothing in this mechanism is real.")
	}
}

// create writes a new file and refuses one that is there. It is readable by its
// user alone: a receipt may hold what others may not read, a secret always does.
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
