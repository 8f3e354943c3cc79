package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/record"
)

// keyDesk makes a key that takes the place of the desk's.
type keyDesk struct {
	mechanism
	numerals
	Out string `short:"o" required:"" placeholder:"FOLDER" help:"The folder to make, for what has to be signed."`
}

// Help is what surety key desk --help adds.
func (keyDesk) Help() string {
	return `Makes the server's next key in the data folder, beside the one in use, and in a folder
what has to be signed ("surety sign") and handed in ("surety submit"), in this order:

  1-added.json     by somebody of one seat, with a key of their own
  2-approved.json  by somebody of another seat, who compared the digits
  3-revoked.json   by the desk's seat, or by the one that signed the first: the old key ends

A server that runs takes the new key within seconds, and is not started again. It signs
with it from the place of the second entry in the log on; the old one is destroyed when
the folder is opened next. What it signed stays checkable. Then hand out the new trust file (surety trust),
which names both; whoever still has the old one is told that it does not know the key.`
}

// Run makes the key.
func (c *keyDesk) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if err := os.Mkdir(c.Out, 0o750); err != nil {
			return fmt.Errorf("making the folder for the entries: %w", err)
		}
		next, err := m.MakeNextDesk()
		if err != nil {
			return err
		}
		for _, one := range []struct {
			file string
			body record.Body
		}{{"1-added.json", next.Added}, {"2-approved.json", next.Approved}, {"3-revoked.json", next.Revoked}} {
			text, err := json.Marshal(map[string]any{"kind": one.body.EntryKind(), "audience": []record.Seat{record.Public}, "body": one.body})
			if err != nil {
				return err
			}
			if err := create(filepath.Join(c.Out, one.file), append(text, '\n')); err != nil {
				return err
			}
		}
		fmt.Fprintf(s.out, "public %s\nid %s\ndigits %s\n", next.Public, next.Public.ID(), next.Public.ID().Digits(c.zero()))
		return nil
	})
}
